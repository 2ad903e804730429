"""Programmes: known ones, quoted ones, and noun phrases with a head that closes such a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.phrases import phrase_start
from kg.extract.reading import Reading, Spotter
from kg.extract.terms import POPULATIONS
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables

__all__ = ["ProgrammeFinder"]

QUOTES = "“”‘’「」『』\""
TEAM_AID = re.compile(
    r"(?:医疗|医疗人才|教育人才|卫生人才|医疗卫生人才)?[“\"]?(?:小)?组团式[”\"]?"
    r"(?:医疗)?(?:援[疆藏青]+(?:医疗)?|支援|帮扶|援助|协作|援建|对口支援|对口帮扶)"
)
CARRY_BEFORE = re.compile(
    r"(?:实施|开展|启动|推进|推行|推动|落实|打造|创新|探索|建立|构建|实行|组织|深化|完善|参与|继续|以|将|把|用|借助|依托|纳入|通过|按照|围绕|"
    r"全面|深入|持续|大力|积极|叫响|擦亮|形成|采取|采用|试行|提出|设立|开设|推出|加快|执行|承担|实现|创建|做好|巩固|拓展|出台|印发|制定|办好|抓好|举办|开启)$"
)
NOT_PROGRAMME_AFTER = re.compile(
    r"^(?:[”’\"])?(?:称号|荣誉|奖|先进|单位|集体|个人|理念|精神|思想|意识|原则|要求|思路|方针|目标|作风|基因|短板|愿景|城市愿景|发展目标|堵点|难题|问题|瓶颈|"
    r"硬骨头|关|难|战|盆景|风景|快车道|密码|答卷|成绩单|引擎|杠杆|主力军|守门人|字|号|人才|专家|教授|医生|护士|老|后|前|的|地|得)"
)
LISTED_PARTS = re.compile(
    r"((?:[\u4e00-\u9fffA-Za-z+]{2,16}、)+[\u4e00-\u9fffA-Za-z+]{2,12})等(?:\d+|[一二三四五六七八九十]+)(?:大)?项"
    r"[\u4e00-\u9fff]{0,6}(?:制度|政策|行动|工程|项目|服务)"
)
SCREENING = re.compile(
    r"(?:患者|患儿)?(?:免费|早期|主动|机会性|自愿)?(?:筛查|早筛)(?:项目|行动|工程|计划|活动)?(?![率量系能技工室点仪])"
)
LAW_CAMPAIGN = re.compile(r"《[^《》\n]{3,24}》(?:集中|主题)?(?:宣传周|宣传月|宣传日|宣传|宣贯|学习|普法)(?:活动|培训)?")
COUNTED_SLOGAN = re.compile(r"^[一二三四五六七八九十两]个[\u4e00-\u9fff]{2,6}$")
SLOGAN = re.compile(r"[，。！？!?；]|^(?:十[一二三四五]五|新冠|新常态|一带一路)$")
NUMERONYM = re.compile(r"^[一二三四五六七八九十两\d]+[\u4e00-\u9fff][一二三四五六七八九十两\d]?[\u4e00-\u9fff]{0,3}$|^[一二三四五六七八九十两]个[\u4e00-\u9fff]{2,6}$|^\d+(?:[+＋]\d+)+$")
TRIM_LEADING = re.compile(
    r"^(?:(?:全面|深入|持续|扎实|大力|积极|稳步|有序|统筹|继续|新一轮|各项|一系列|本轮|此次|这一|该|首批|首个|全力|有效|广泛|全省|全市|全区|全县|全国|我市|我省|我区|我县|辖区|年度|重点|相关|有关|为期|常态化|开展|实施|做好|推动|推进)+)"
)
TRAILING_WORK = re.compile(r"(?:工作|建设)$")


class ProgrammeFinder:
    """Finds programmes in a reading; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        self._stops = names.words(names.stops, "carry")
        self._nominal = names.words(names.stops, "nominal")
        self._known: dict[str, str] = {}
        for term in names.programmes:
            for form in term.forms:
                self._known.setdefault(_bare(form), term.name)
        self._known_spotter = Spotter(self._known)
        self._disease_spotter = Spotter(form for term in names.diseases for form in term.forms)
        self._heads = names.programme_heads
        self._head_spotter = Spotter(names.programme_heads)

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All programme mentions, overlapping ones too; the caller chooses."""
        return (
            *self._find_known(reading),
            *self._find_team_aid(reading),
            *self._find_quoted(reading),
            *self._find_law_campaigns(reading),
            *self._find_listed(reading),
            *self._find_screenings(reading),
            *self._find_healthy_places(reading),
            *self._find_by_head(reading),
        )

    def _find_known(self, reading: Reading) -> Iterator[Mention]:
        """Names from the table, found whether or not quotation marks stand in or around them."""
        kept = [index for index, char in enumerate(reading.text) if char not in QUOTES]
        bare = "".join(reading.text[index] for index in kept)
        for bare_start, (bare_end, _) in self._known_spotter.longest_by_start(bare).items():
            start, end = kept[bare_start], kept[bare_end - 1] + 1
            start, end = _balance(reading.text, start, end)
            yield _programme(reading, start, self._tail(reading, end), "programme.known", Method.DICTIONARY, 0.9)

    def _tail(self, reading: Reading, end: int) -> int:
        """活动, 行动, 项目 … right behind a known name belong to it (wherever a quotation ends there)."""
        text = reading.text
        for tail in ("主题活动", "实践活动", "服务项目", "服务", "专项行动", "试点", "活动", "行动", "工程", "项目", "制度", "机制", "运动"):
            if text.startswith(tail, end) and not text[end + len(tail) : end + len(tail) + 1].isdigit() and not text.startswith(("项目建设", "工程建设", "活动室", "制度改革", "服务覆盖", "服务团队", "服务能力", "服务质量", "服务率", "服务人", "项目数", "服务平台", "服务系统", "服务中心", "服务体系"), end):
                return end + len(tail)
        return end

    def _find_team_aid(self, reading: Reading) -> Iterator[Mention]:
        for match in TEAM_AID.finditer(reading.text):
            start, end = _balance(reading.text, match.start(), match.end())
            yield _programme(reading, start, end, "programme.team-aid", Method.RULE, 0.95)

    def _find_quoted(self, reading: Reading) -> Iterator[Mention]:
        accepted: set[int] = set()
        for start, end in reading.quotes:
            inner = reading.text[start:end]
            if not 2 <= len(inner) <= 24 or SLOGAN.search(inner):
                continue
            if self._slogan_kind(reading.text, end):
                continue
            head = self._head_after(reading, end + 1)
            before = reading.text[max(0, start - 5) : start - 1]
            if head is not None:
                yield _programme(reading, start - 1, head, "programme.quoted-head", Method.RULE, 0.85)
            elif self._ends_in_head(inner) and len(inner) >= 4:
                accepted.add(end + 1)
                yield _programme(reading, start, end, "programme.quoted", Method.RULE, 0.8)
            elif COUNTED_SLOGAN.match(inner) and not NOT_PROGRAMME_AFTER.match(reading.text[end : end + 6]):
                yield _programme(reading, start, end, "programme.quoted-count", Method.RULE, 0.55)
            elif (
                not NOT_PROGRAMME_AFTER.match(reading.text[end : end + 6])
                and (CARRY_BEFORE.search(before) or (before[-1:] in ("、", "和", "与") and start - 2 in accepted))
                and self._named(inner)
            ):
                accepted.add(end + 1)
                yield _programme(reading, start, end, "programme.quoted-carried", Method.RULE, 0.6)

    @staticmethod
    def _plans(reading: Reading, end: int) -> bool:
        """Whether 计划 is the verb (全年计划新建 …)."""
        if end >= len(reading.text):
            return False
        before = reading.token_ending_at(end - 2)
        token = reading.tokens[reading.token_at[end]]
        nominal = before is not None and before.tag.startswith("v")
        return token.start == end and token.tag.startswith(("v", "d", "m", "p")) and not nominal

    def _find_healthy_places(self, reading: Reading) -> Iterator[Mention]:
        """健康 before a place is the name of its health campaign."""
        for place in reading.places:
            start = place.start - 2
            if start >= 0 and reading.text.startswith("健康", start) and reading.starts_word(start):
                yield _programme(reading, start, place.parts[0][1], "programme.healthy-place", Method.RULE, 0.85)

    @staticmethod
    def _slogan_kind(text: str, end: int) -> bool:
        return text.startswith(("理念", "称号", "精神"), end + 1)

    @staticmethod
    def _named(inner: str) -> bool:
        return len(inner) >= 4 or bool(NUMERONYM.match(inner)) or "+" in inner

    def _head_after(self, reading: Reading, position: int) -> int | None:
        """The end of a head that follows a quotation, with up to six characters in between."""
        best = None
        end = position
        while end < len(reading.text) and end - position < 13:
            token = reading.tokens[reading.token_at[end]]
            head = token.text in self._heads
            if not head and (token.text in self._stops or not _plain(token.text)):
                break
            end = token.end
            if head or any(reading.text.endswith(head, position, end) for head in self._heads):
                best = end
        return best

    def _ends_in_head(self, inner: str) -> bool:
        return any(inner.endswith(head) and len(inner) > len(head) + 1 for head in self._heads)

    def _find_listed(self, reading: Reading) -> Iterator[Mention]:
        """Parts of one named scheme: 甲服务、乙服务等12项便民制度."""
        for match in LISTED_PARTS.finditer(reading.text):
            position = match.start(1)
            for part in match.group(1).split("、"):
                start, end = position, position + len(part)
                position = end + 1
                for index in range(reading.token_at[start], reading.token_at[end - 1] + 1):
                    token = reading.tokens[index]
                    if token.text in self._stops and token.text not in ("和", "与", "及"):
                        start = token.end
                if 3 <= end - start <= 10:
                    yield _programme(reading, start, end, "programme.listed", Method.RULE, 0.6)

    def _find_screenings(self, reading: Reading) -> Iterator[Mention]:
        """A disease and 筛查 behind it: a screening campaign, unless a rate or a machine of it."""
        for end, (start, _) in self._disease_spotter.longest_by_end(reading.text).items():
            match = SCREENING.match(reading.text, end)
            if match:
                yield _programme(reading, start, match.end(), "programme.screening", Method.RULE, 0.75)

    def _find_law_campaigns(self, reading: Reading) -> Iterator[Mention]:
        """《…法》宣传周活动: a campaign named after a document."""
        for match in LAW_CAMPAIGN.finditer(reading.text):
            yield _programme(reading, *match.span(), "programme.law-campaign", Method.RULE, 0.85)

    def _find_by_head(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._head_spotter.longest_by_end(reading.text).items():
            kind = self._heads[word]
            if kind == "service":
                continue
            if word.endswith("计划") and self._plans(reading, end):
                continue
            if end < len(reading.text) and reading.text[end] in "组队者员室场力费师书目":
                continue
            begin = phrase_start(reading, start, stops=self._stops, nominal=self._nominal, max_chars=26, over_places=True)
            begin = _trimmed(reading.text, begin, end)
            if reading.text[begin:end].startswith(("“", "‘")) and begin in {pair[0] - 1 for pair in reading.quotes}:
                continue
            if kind == "carried" and not CARRY_BEFORE.search(reading.text[max(0, begin - 4) : begin]):
                continue
            if start - begin < 4 or any(char in QUOTES for char in reading.text[begin:start]) and start - begin < 6:
                continue
            yield _programme(reading, begin, end, "programme.head", Method.RULE, 0.65)


def _plain(word: str) -> bool:
    return word.isalpha() and not any(char in "的和与及等为在是了将以" for char in word)


def _bare(form: str) -> str:
    return "".join(char for char in form if char not in QUOTES)


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation mark that a span has only one of."""
    inside = text[start:end]
    if inside.count("”") > inside.count("“") and start and text[start - 1] == "“":
        start -= 1
    if inside.count("“") > inside.count("”") and end < len(text) and text[end] == "”":
        end += 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> int:
    match = TRIM_LEADING.match(text[start:end])
    if match:
        start += match.end()
    for population in POPULATIONS:
        if text.startswith(population, start) and end - start - len(population) >= 5:
            return start + len(population)
    return start


def _programme(reading: Reading, start: int, end: int, rule: str, method: Method, confidence: float) -> Mention:
    for population in POPULATIONS:
        if reading.text.startswith(population + "“", start) and reading.text[start:end].count("“") == 1:
            start += len(population)
    return Mention(
        start, end, reading.text[start:end], EntityType.PROGRAM, method=method, rule=rule, confidence=confidence
    )
