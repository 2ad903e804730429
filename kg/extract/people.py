"""Persons: a name beside a title, or a surname with a verb of saying behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.reading import Reading, Spotter
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables

__all__ = ["PersonFinder"]

HAN = re.compile(r"[\u4e00-\u9fff]")
DOTTED = re.compile(r"[\u4e00-\u9fff]{2,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}")
SEPARATORS = " \u3000:：/／"
NAME_LIST_SEPARATORS = " \u3000、/／,，"
NEVER_NAMES = frozenset(
    "表示 介绍 说道 指出 告诉 和 及 与 等 的 了 在 为 对 向 到 负责 工作 人员 同志 团队 医院 中心 一行 一职 共同 本人 自己 高度 强调 任命 表态 "
    "职务 主持 带领 率队 率领 参加 出席 致辞 讲话 陪同 现场 亲自 深入 签约 服务 培训 培养 队伍 岗位 职称 申报 评聘 晋升 学习 进修 代表 全部 分管 通过 从事 "
    "坐诊 查房 门诊 会议 制度 责任 负责制 办公 办公室 职责 接诊 接受 提供 应邀 赴 来 去 还 也 就 都 均 又 再 已 曾 将 正 把 被 让 给 每 各 该 此 其 何 时 因 于 如 若 "
    "介绍说 告诉记者 名医 高级 中级 副高 正高 带教 下沉 下乡 走进 来自 分别 先后 组成 组织 牵头 担任 兼任 出任 名 人 位 数 多名 医生 医师 护士 专家".split()
)
SURE_BEFORE = re.compile(r"(?:长|书记|主任|记者|编辑|通讯员|教授|医师|医生|师|员|委员|主席|代表|人|士|编|审|核|摄影|摄|文|图|校|作者|总监|经理|助理|司令|大使|副职)$")
AFTER_NAME = re.compile(
    r"^(?:$|[，。！？、；：:,;\s()（）“”\"/|｜\n·—-]|表示|介绍|说|指出|告诉|强调|坦言|认为|透露|称|讲话|致辞|出席|主持|参加|带队|率|一行|陪同|回忆|感|"
    r"解释|接受|笑|谈|提到|要求|带领|调研|走访|慰问|通报|汇报|宣|作|发言|坐诊|主刀|担任|任|等|和|与|及|为|在|的|是|从|到|来|正|也|对|向|把|将|同志|教授|主任|院长|医生|博士|团队|又|已|就|还|曾|赴|用|给|带着|来自|摄|供图|报道|撰|写|答|问|兼)"
)


class PersonFinder:
    """Finds persons in a reading; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        self._surnames = names.words(names.people, "surname")
        self._titles = names.words(names.people, "title") | names.words(names.people, "credit")
        self._roles = tuple(names.words(names.people, "role"))
        self._ethnic = names.words(names.people, "ethnic")
        self._sayings = tuple(names.words(names.people, "saying"))
        self._title_spotter = Spotter(self._titles)

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All personal names, without titles, in order of start."""
        spans: dict[tuple[int, int], tuple[str, float]] = {}
        for _, end, word in self._title_spotter.find(reading.text):
            for span in self._names_after(reading, end, word):
                if span[0] not in reading.opening:
                    spans.setdefault(span, ("person.title", 0.85))
        for span in self._dotted(reading):
            spans.setdefault(span, ("person.dotted", 0.7))
        for span in self._before_title(reading):
            spans.setdefault(span, ("person.before-title", 0.7))
        for token in reading.tokens:
            if token.tag not in ("nr", "nrt") or not self._shaped(token.text) or token.text in NEVER_NAMES:
                continue
            said = self._says(reading.text, token.end)
            if said or (len(token.text) == 3 and reading.text.endswith(self._roles, 0, token.start)):
                spans.setdefault((token.start, token.end), ("person.saying", 0.75))
        for name in {reading.text[start:end] for start, end in spans if end - start >= 3}:
            for match in re.finditer(re.escape(name), reading.text):
                spans.setdefault(match.span(), ("person.again", 0.8))
        return tuple(
            Mention(start, end, reading.text[start:end], EntityType.PERSON, method=Method.RULE, rule=rule, confidence=score)
            for (start, end), (rule, score) in sorted(spans.items())
        )

    def _names_after(self, reading: Reading, position: int, title: str) -> Iterator[tuple[int, int]]:
        """The name or list of names behind a title (记者 甲乙 丙丁)."""
        text = reading.text
        gap = position
        while gap < len(text) and text[gap] in SEPARATORS and gap - position < 3:
            gap += 1
        spaced = gap > position
        if not spaced and not reading.starts_word(position) and not self._surname_at(reading, position):
            return
        if len(title) == 1 and not spaced:
            return
        for _ in range(8):
            span = self._name_at(reading, gap, spaced=spaced)
            if span is None:
                return
            yield span
            gap = span[1]
            while gap < len(text) and text[gap] in NAME_LIST_SEPARATORS and gap - span[1] < 4:
                gap += 1
            if gap == span[1] or (text[span[1]] in ",，" and not title.endswith(("记者", "通讯员"))):
                return
            spaced = text[span[1]] in SEPARATORS

    def _surname_at(self, reading: Reading, position: int) -> bool:
        """Whether the dictionary only glued a name to the title before it."""
        if position < len(reading.text) and reading.text[position] in self._surnames:
            return True
        return reading.tokens[reading.token_at[position]].tag in ("nr", "nrt", "nrfg")

    def _name_at(self, reading: Reading, start: int, *, spaced: bool) -> tuple[int, int] | None:
        text = reading.text
        dotted = DOTTED.match(text, start)
        if dotted:
            return start, dotted.end()
        if start >= len(text) or not HAN.match(text[start]):
            return None
        token = reading.tokens[reading.token_at[start]]
        if token.start == start and token.tag in ("nr", "nrt", "nrfg") and 2 <= len(token.text) <= 4:
            end = token.end
            if self._ends_name(reading, end) and self._plausible(text[start:end]):
                return start, end
        for length in (3, 2, 4):
            end = start + length
            if end > len(text) or not self._plausible(text[start:end]) or not self._ends_name(reading, end):
                continue
            if self._shaped(text[start:end]) and not self._function_words(reading, start, end):
                return start, end
        # Names of Tibetan, Mongolian, Uyghur and other form: bounded on both sides, no ordinary word.
        for length in (4, 3, 5, 2):
            end = start + length
            if (
                end <= len(text)
                and self._plausible(text[start:end])
                and self._surely_bounded(text, end)
                and any(syllables in text[start:end] for syllables in self._ethnic)
            ):
                return start, end
        for length in (3, 2):
            end = start + length
            if end < len(text) and reading.starts_word(end) and self._plausible(text[start:end]):
                if self._shaped(text[start:end]) and not self._all_words(reading, start, end):
                    return start, end
        # A printed name is often spaced out to three places: 赖 昕.
        if spaced and start + 3 <= len(text) and text[start] in self._surnames and text[start + 1] in " \u3000":
            end = start + 3
            if HAN.match(text[end - 1]) and (end == len(text) or text[end] in "）) \n/、，"):
                return start, end
        return None

    @staticmethod
    def _function_words(reading: Reading, start: int, end: int) -> bool:
        """Whether a word of two characters that no name is made of covers part of the stretch."""
        for index in range(reading.token_at[start], reading.token_at[end - 1] + 1):
            token = reading.tokens[index]
            at_head = token.start == start and token.tag not in ("nr", "nrt", "nrfg", "nz", "n", "ns", "nt", "x")
            if len(token.text) >= 2 and (token.tag[0] in "rdpcumtf" or at_head):
                return True
        return False

    @staticmethod
    def _all_words(reading: Reading, start: int, end: int) -> bool:
        """Whether the stretch is made of ordinary words of two characters and more."""
        index = reading.token_at[start]
        found = []
        while index < len(reading.tokens) and reading.tokens[index].start < end:
            found.append(reading.tokens[index])
            index += 1
        return found[-1].end == end and all(
            len(token.text) >= 2 and token.tag not in ("nr", "nrt", "nrfg", "nz") for token in found
        )

    def _shaped(self, name: str) -> bool:
        if len(name) == 4:
            return name[:2] in self._surnames
        return 2 <= len(name) <= 3 and (name[0] in self._surnames or name[:2] in self._surnames)

    def _plausible(self, name: str) -> bool:
        return (
            all(HAN.match(char) for char in name)
            and name not in NEVER_NAMES
            and name not in self._titles
            and not any(char in "您你我们哪谁这那怎什么吗呢吧" for char in name)
            and name[:2] not in NEVER_NAMES
            and not (len(name) == 3 and name[1:] in NEVER_NAMES)
            and not any(char in "的了和与及等为在是说称" for char in name[1:])
            and name[-1] not in "摄报科"
        )

    @staticmethod
    def _ends_name(reading: Reading, end: int) -> bool:
        return bool(AFTER_NAME.match(reading.text[end : end + 4]))

    @staticmethod
    def _surely_bounded(text: str, end: int) -> bool:
        return end == len(text) or not HAN.match(text[end]) or text.startswith(("表示", "介绍", "说", "指出", "告诉", "坦言", "摄影", "兼任"), end)

    def _says(self, text: str, end: int) -> bool:
        return text.startswith(("表示", "介绍", "说", "告诉", "坦言", "指出", "强调", "感慨", "回忆"), end)

    def _dotted(self, reading: Reading) -> Iterator[tuple[int, int]]:
        for match in DOTTED.finditer(reading.text):
            token = reading.tokens[reading.token_at[match.start()]]
            if self._says(reading.text, match.end()) or token.tag in ("nr", "nrt", "nrfg"):
                yield match.span()

    def _before_title(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """A name with its title behind it: 王某某主任, 李某教授."""
        for token in reading.tokens:
            if token.tag not in ("nr", "nrt") or not self._shaped(token.text) or len(token.text) < 2:
                continue
            follow = reading.text[token.end : token.end + 4]
            if follow.startswith(("教授", "主任", "院长", "医生", "博士", "书记", "同志", "院士", "医师", "局长", "老师", "护士长", "团队", "专家")):
                yield token.start, token.end
