"""Bodies: hospitals, primary care, public health, agencies, organisations.

A Chinese body is named place + qualifiers + head (银川市 + 第一 + 人民 + 医院), so each head is
extended to the left over what such names are made of, and kept if something in it makes it a
name rather than a class (三级医院, 乡镇卫生院 are classes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.phrases import phrase_start
from kg.extract.reading import BREAKS, Reading, Spotter
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import BodyHead, NameTables

__all__ = ["BodyFinder"]

LEVELS = (
    "自治区", "自治州", "自治县", "自治旗", "新区", "兵团", "地区", "街道", "经开区", "高新区", "开发区",
    "省", "市", "区", "县", "州", "旗", "盟", "镇", "乡", "师", "团", "村", "社区", "驻委", "驻局",
)  # fmt: skip
NOUN_TAGS = ("n", "vn", "an", "b", "j", "l", "eng", "s", "ng", "g")
PROPER_TAGS = ("nr", "nrt", "nrfg", "ns", "nt", "nz")
MAX_NAME_CHARS = 34
MAX_UNKNOWN_CHARS = 8
DEPARTMENT = re.compile(
    r"(?:医政医管|医政|医疗应急|药政|药物政策与基本药物制度|妇幼健康|妇幼|规划发展与信息化|规划信息|规划|财务|法规|体制改革|疾病预防控制|疾控|"
    r"卫生应急|应急|基层卫生健康|基层卫生|基层|科技教育|科教|综合监督|监督|食品安全标准与监测评估|老龄健康|职业健康|人口监测与家庭发展|"
    r"人口家庭|宣传|保健|国际合作|人事|机关党委|办公|中医药|中医|医疗管理|医疗服务管理|健康促进|政策法规|行政审批|医药价格|"
    r"待遇保障|基金监管|公共卫生|爱国卫生|干部|干部人才|东西部协作|社会救助|规划财务|医改|健康扶贫|扶贫开发|综合){1,2}"
    r"(?:司|处|科|股|室|局)(?![长员法级])"
)
"""The departments of health administrations, by what they are in charge of."""
GOVERNMENT_BEHIND = re.compile(r"[、和]?((?:省|市|区|县|州|旗|盟|自治区)?(?:人民)?政府)(?![\u4e00-\u9fff]?(?:办|部门|工作))")
MEDIA = frozenset({"日报", "晚报", "晨报", "早报", "都市报", "商报", "时报", "周报", "时讯网", "新闻网", "资讯网", "电视台", "广播电视台", "生活网"})
SECTION = re.compile(r"科(?=主任|副主任|科长|副科长|护士长|负责人)")
"""A department, told by the post behind it (质量管理|科|科长)."""
BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:批次?|轮|届)$")
BRACKET = re.compile(r"[(（][\u4e00-\u9fff]{1,6}[)）]")
PARTY_ORGANS = frozenset({"党委", "党工委", "纪委", "工会", "团委", "党支部"})
"""Behind an agency these are organs of it and open a post (党委书记), not a name."""
# Heads that name a part of the body before them when nothing else does.
PART_HEADS = frozenset({"分院", "院区", "总院", "新院区", "分中心"})
TASK_HEADS = frozenset({"领导小组", "工作领导小组", "扶贫办", "医改办", "老龄办", "爱卫办", "援藏工作队", "援疆工作队", "援青工作队"})
"""Bodies set up for a task are named by it (健康扶贫|领导小组)."""
UNIVERSITIES = frozenset({"大学", "医科大学"})
COALITIONS = frozenset({"联盟", "专科联盟", "急救联盟", "协作体", "协作网", "研究所", "研究院"})
SOCIETY_PARTS = frozenset({"分会", "专业委员会", "专委会", "学组"})
AFFILIATED = "附属"


@dataclass(frozen=True, slots=True)
class _Body:
    start: int
    end: int
    type: EntityType
    rule: str
    listed: bool = False
    """Whether it is the last of a list, so that what follows is shared by all its members."""


@dataclass(slots=True)
class _Walk:
    """The state of one extension to the left."""

    position: int
    anchor: str = ""
    generic: bool = False
    ordinal: bool = False
    qualified: bool = False
    proper_start: int | None = None
    branded: bool = False
    unknown_chars: int = 0
    unknown_from: int | None = None


class BodyFinder:
    """Finds bodies in a reading; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        heads: dict[str, list[BodyHead]] = {}
        for head in names.body_heads:
            heads.setdefault(head.head, []).append(head)
        self._heads: Mapping[str, list[BodyHead]] = heads
        self._head_spotter = Spotter(heads)
        self._qualifiers = names.qualifiers
        self._qualifier_spotter = Spotter(names.qualifiers)
        self._stops = names.words(names.stops, "carry")
        self._known: dict[str, EntityType] = {}
        for term in names.hospitals:
            self._known.update(dict.fromkeys(term.forms, EntityType.HOSPITAL))
        for term in names.organizations:
            self._known.update(dict.fromkeys(term.forms, EntityType.ORGANIZATION))
        for term in names.agencies:
            self._known.update(dict.fromkeys(term.forms, EntityType.AGENCY))
        self._known_spotter = Spotter(self._known)

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All bodies, outermost names only, in order of start."""
        bodies = self._known_bodies(reading)
        by_end = {body.end: body for body in bodies}
        by_end.update({body.end: body for body in self._sections(reading)})
        qualifiers = self._qualifier_spotter.longest_by_end(reading.text)
        candidates: dict[tuple[int, int], tuple[int, int, str]] = {}
        for start, end, word in (*self._head_spotter.find(reading.text), *self._bracketed_heads(reading.text)):
            candidates[(start, end)] = (start, end, word)
        for end in sorted({end for _, end in candidates}):
            starts = sorted(start for start, found_end in candidates if found_end == end)
            for start in starts:
                word = candidates[(start, end)][2]
                body = self._extend(reading, start, end, word, by_end, qualifiers)
                if body is not None:
                    known = by_end.get(end)
                    if known is None or body.start < known.start:
                        by_end[end] = body
                    break
        return self._select(reading, by_end)

    def _sections(self, reading: Reading) -> Iterator[_Body]:
        for match in SECTION.finditer(reading.text):
            start = phrase_start(reading, match.start(), stops=self._stops, max_chars=8, over_quotes=False)
            if match.start() - start >= 1:
                yield _Body(start, match.end(), EntityType.ORGANIZATION, "body.section")

    def _bracketed_heads(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Heads with a bracket inside: 急救(指挥)中心 is an 急救中心."""
        brackets = [match.span() for match in BRACKET.finditer(text)]
        if not brackets:
            return
        kept = [index for start, end in _between(brackets, len(text)) for index in range(start, end)]
        for start, end, word in self._head_spotter.find("".join(text[index] for index in kept)):
            first, last = kept[start], kept[end - 1] + 1
            if last - first > len(word):
                yield first, last, word

    def _known_bodies(self, reading: Reading) -> list[_Body]:
        return [
            _Body(start, end, self._known[word], "body.known")
            for end, (start, word) in self._known_spotter.longest_by_end(reading.text).items()
            if word.isascii() is False or self._bounded(reading.text, start, end)
        ]

    @staticmethod
    def _bounded(text: str, start: int, end: int) -> bool:
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())

    def _extend(
        self,
        reading: Reading,
        start: int,
        end: int,
        word: str,
        by_end: Mapping[int, _Body],
        qualifiers: Mapping[int, tuple[int, str]],
    ) -> _Body | None:
        for head in self._heads[word]:
            walk = _Walk(start)
            owner = by_end.get(start)
            if head.anchor in ("owner", "branch"):
                body = self._part(reading, start, end, head, owner)
                if body is not None:
                    return body
                continue
            if owner is not None and owner.type is EntityType.AGENCY and word in PARTY_ORGANS:
                continue
            if head.anchor == "party":
                body = self._party(reading, start, end, head)
                if body is not None:
                    return body
                continue
            self._walk(reading, walk, head, by_end, qualifiers)
            if self._is_name(reading, walk, head, start):
                listed = walk.position > 0 and reading.text[walk.position - 1] in "、和与及"
                return _Body(walk.position, end, head.type, f"body.{walk.anchor or 'proper'}", listed)
        return None

    def _party(self, reading: Reading, start: int, end: int, head: BodyHead) -> _Body | None:
        """省委, 市委 … : a committee, unless 委 begins another word (市委派)."""
        if end < len(reading.text) and reading.text[end] in "派托任员内":
            return None
        word = reading.text[start:end]
        place = reading.place_by_end.get(start + len(word) - 1)
        if place is not None and place.start < start and word[0] in "省市区县州旗盟镇乡":
            return _Body(place.start, end, head.type, "body.place")
        before = reading.text[start - 1] if start else " "
        if reading.starts_word(start) or before in BREAKS or before in self._stops:
            return _Body(start, end, head.type, "body.level")
        return None

    def _walk(
        self,
        reading: Reading,
        walk: _Walk,
        head: BodyHead,
        by_end: Mapping[int, _Body],
        qualifiers: Mapping[int, tuple[int, str]],
    ) -> None:
        limit = max(0, walk.position - MAX_NAME_CHARS)
        while walk.position > limit:
            if self._step_anchor(reading, walk, head, by_end):
                return
            if walk.position in by_end or walk.position in reading.walls:
                return
            if head.anchor == "abbrev":
                return
            if self._step_qualifier(walk, qualifiers, reading):
                continue
            bracket = reading.bracket_start(walk.position)
            if bracket is not None and walk.position - bracket <= 8:
                walk.position = bracket
                continue
            if not self._step_unknown(reading, walk, head):
                return

    def _step_anchor(self, reading: Reading, walk: _Walk, head: BodyHead, by_end: Mapping[int, _Body]) -> bool:
        """Take a place, another body or a level word that ends here; true where the name begins."""
        position = walk.position
        owner = by_end.get(position)
        place = reading.place_by_end.get(position)
        if owner is not None and (place is None or owner.start <= place.start) and self._may_own(owner, walk, head):
            walk.position, walk.anchor = owner.start, "owner"
            return True
        if place is not None and place.opener:
            walk.position = place.own_start(reading.text)
            walk.anchor = "place"
            outer = reading.place_by_end.get(walk.position)
            if outer is not None and head.type is EntityType.ORGANIZATION and walk.position == place.start:
                walk.position = outer.own_start(reading.text)
            self._step_parent(reading, walk, head, by_end)
            return True
        for level in LEVELS:
            start = position - len(level)
            if start >= 0 and start not in by_end and reading.text.startswith(level, start, position) and self._opens(reading, start, position):
                walk.position, walk.anchor = start, "level"
                return True
        return False

    @staticmethod
    def _step_parent(reading: Reading, walk: _Walk, head: BodyHead, by_end: Mapping[int, _Body]) -> None:
        """Go on over a place to the body whose part this is (某医科大学附属 + 北京 + 某医院)."""
        parent = by_end.get(walk.position)
        campus = head.type is EntityType.HOSPITAL or head.head in PART_HEADS
        if parent is not None and parent.type is head.type and campus:
            walk.position, walk.anchor = parent.start, "owner"
        elif reading.text.endswith(AFFILIATED, 0, walk.position):
            parent = by_end.get(walk.position - len(AFFILIATED))
            if parent is not None:
                walk.position, walk.anchor = parent.start, "owner"

    def _part(
        self, reading: Reading, start: int, end: int, head: BodyHead, owner: _Body | None
    ) -> _Body | None:
        """A unit behind its owner, an office behind its agency, or a unit that stands alone."""
        if head.anchor == "branch":
            fits = owner is not None and owner.type is EntityType.AGENCY
            return _Body(owner.start, end, head.type, "body.office") if owner is not None and fits else None
        if owner is not None and owner.type is not EntityType.AGENCY and not head.head.endswith("组"):
            return _Body(owner.start, end, head.type, "body.unit")
        if head.type is EntityType.ORGANIZATION:
            follow = reading.text[end : end + 2]
            listed = "、" in (reading.text[start - 1 : start], reading.text[end : end + 1])
            if len(head.head) < 4 and owner is None and not listed:
                return None
            if reading.starts_word(start) and not follow.startswith(("医生", "医师", "专家", "护士", "病", "疾")):
                return _Body(start, end, head.type, "body.unit-alone")
        return None

    @staticmethod
    def _may_own(owner: _Body, walk: _Walk, head: BodyHead) -> bool:
        if owner.type is EntityType.AGENCY:
            return head.type is EntityType.AGENCY and head.head.endswith(("办公室", "办", "领导小组", "指挥部", "组"))
        if head.type in (EntityType.AGENCY, EntityType.PUBLIC_HEALTH):
            return False
        if owner.type.is_health_institution:
            if head.type is EntityType.ORGANIZATION and owner.listed:
                return False
            return head.type is owner.type or head.type is EntityType.ORGANIZATION
        # A university owns hospitals and schools; a newspaper or society owns nothing.
        return owner.type is EntityType.ORGANIZATION and (
            head.head in SOCIETY_PARTS
            or
            walk.qualified or head.head in {"医院", "医学院", "学院", "人民医院", "中医院"}
        )

    @staticmethod
    def _opens(reading: Reading, start: int, end: int) -> bool:
        """Whether a level word stands at the head of a name (市|人民医院), not inside a word (城市)."""
        if start == 0:
            return True
        before = reading.text[start - 1]
        if before in "我全该本各每两几多城都地县市区乡镇省州户小大农社" or before.isdigit():
            return False
        token = reading.tokens[reading.token_at[start]]
        return token.start == start or before in BREAKS or not before.isalnum()

    def _step_qualifier(
        self, walk: _Walk, qualifiers: Mapping[int, tuple[int, str]], reading: Reading
    ) -> bool:
        found = qualifiers.get(walk.position)
        if found is None:
            batch = BATCH.search(reading.text[max(0, walk.position - 6) : walk.position])
            if batch is None:
                return False
            walk.position, walk.ordinal = walk.position - len(batch.group()), True
            return True
        start, word = found
        kind = self._qualifiers[word]
        if kind == "generic":
            walk.generic = True
            walk.unknown_from = walk.unknown_from or walk.position
            return False
        if len(word) == 1 and not reading.starts_word(start):
            return False
        walk.position = start
        walk.qualified = True
        if kind == "brand":
            walk.branded, walk.proper_start = True, start
        walk.ordinal = walk.ordinal or word.startswith("第")
        return True

    def _step_unknown(self, reading: Reading, walk: _Walk, head: BodyHead) -> bool:
        token = reading.token_ending_at(walk.position)
        if (
            token is None
            or walk.generic
            or token.text in self._stops
            or any(char in BREAKS or char in "“”‘’\"（）()的和与及或" for char in token.text)
            or not (token.tag.startswith(NOUN_TAGS) or token.text == "120" or head.head in TASK_HEADS or head.head in PART_HEADS)
            or (token.tag in ("nrt", "t") and head.head not in PART_HEADS)
            or walk.unknown_chars + len(token.text) > MAX_UNKNOWN_CHARS
        ):
            return False
        if walk.unknown_from is None:
            walk.unknown_from = walk.position
        walk.unknown_chars += len(token.text)
        if token.tag in PROPER_TAGS and len(token.text) >= 2:
            walk.proper_start = token.start
        walk.position = token.start
        return True

    def _is_name(self, reading: Reading, walk: _Walk, head: BodyHead, head_start: int) -> bool:
        if walk.generic:
            return False
        if walk.anchor == "level" and head.type is EntityType.PRIMARY_CARE and reading.text[walk.position] in "村社":
            return False
        if walk.anchor in ("place", "level", "owner"):
            if walk.anchor == "level" and head.head in {"医院", "学校", "公司", "集团", "学院"} and walk.unknown_chars == 0:
                return walk.qualified or reading.text[walk.position] in "县市区旗"
            return True
        if head.anchor == "abbrev":
            return False
        if head.head in TASK_HEADS and walk.unknown_chars + (head_start - walk.position) >= 2:
            walk.anchor = "task"
            return True
        if head.head in COALITIONS and head_start - walk.position >= 2 and (walk.unknown_chars or walk.qualified):
            walk.anchor = "coalition"
            return True
        if head.head in {"院区", "新院区"} and walk.qualified and head_start - walk.position <= 3:
            walk.anchor = "campus"
            return True
        if reading.text.startswith("120", walk.position) or (walk.ordinal and head.head.endswith("医疗队")):
            walk.anchor = "number"
            return True
        if head.head in MEDIA and head_start - walk.position >= 2:
            walk.anchor = "media"
            return True
        if head.head in UNIVERSITIES and walk.unknown_chars + (head_start - walk.position) >= 2:
            walk.anchor = "university"
            return True
        if walk.proper_start is not None:
            walk.position = walk.proper_start
            return head.type is not EntityType.AGENCY
        return False

    def _select(self, reading: Reading, by_end: Mapping[int, _Body]) -> tuple[Mention, ...]:
        """The longest of overlapping bodies; sub-departments of agencies are taken in."""
        chosen: list[_Body] = []
        for body in sorted(by_end.values(), key=lambda item: (item.start, -item.end)):
            if chosen and body.start < chosen[-1].end:
                if body.end > chosen[-1].end and body.start == chosen[-1].start:
                    chosen[-1] = body
                continue
            chosen.append(body)
        mentions = []
        for body in chosen:
            end = self._department_end(reading, body)
            text = reading.text[body.start : end]
            method = Method.DICTIONARY if body.rule == "body.known" else Method.RULE
            mentions.append(Mention(body.start, end, text, body.type, method=method, rule=body.rule, confidence=0.9))
        return tuple(self._with_governments(reading, mentions))

    @staticmethod
    def _with_governments(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """党委、政府: the government behind a committee is that of the same place."""
        for mention in mentions:
            yield mention
            if mention.type is EntityType.AGENCY and mention.text.endswith("委"):
                government = GOVERNMENT_BEHIND.match(reading.text, mention.end)
                if government:
                    yield Mention(
                        *government.span(1), government.group(1), EntityType.AGENCY, rule="body.government", confidence=0.9
                    )

    @staticmethod
    def _department_end(reading: Reading, body: _Body) -> int:
        """国家卫生健康委 + 医政司: the department belongs to the name."""
        if body.type is not EntityType.AGENCY:
            return body.end
        department = DEPARTMENT.match(reading.text, body.end)
        return department.end() if department else body.end


def _between(spans: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches outside of `spans`."""
    position = 0
    for start, end in spans:
        yield position, start
        position = end
    yield position, length
