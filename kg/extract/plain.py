"""Names in plain form, proposed for the models to judge: on real pages most names bear no mark that a rule could trust.

What stands here is never the grammar's own choice. It is put before the judge with the rule that
proposed it, in several extents where the text allows several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.plain_heads import PlainHeads
from kg.extract.plain_people import PlainPeople
from kg.extract.reading import BREAKS, Reading, Spotter, alternatives, is_free_standing
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables

__all__ = ["PlainFinder", "is_sure"]

LISTED = re.compile(r"(?<![^、，,;；:：（(。\n])[^、，,;；:：（()）。\n“”]{2,14}(?=[、，,;；）)。\n和及与等])")
LIST_EDGES = "、和及与（("
DOCUMENT = re.compile(r"《([^《》\n]{3,40})》")
TITLE_IN_BRACKETS = re.compile(r"《([^《》\n]{2,20}(?:报|杂志|学报|周刊|月刊))》")
PARTY = re.compile(r"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|中共)")
PARTY_ORGAN = re.compile(
    r"(?:中央)?(?:[\u4e00-\u9fff]{2,6}?(?:省|市|县|区|州|自治区))?(?:委员会|省委会|市委会|委会|省委|市委|委|中央|支部)"
)
ABBREVIATED = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川渝黔滇藏陕甘青宁新杭温徐南武华广深中重西兰昆贵成大沈哈长锡常郑济厦福石太内包海遵北上天首安山河湖市省县州]"
    r"(?:[\u4e00-\u9fff]?医大?|[\u4e00-\u9fff]?大|中医|中)?(?:附?[一二三四五六七八九十]|附属?第?[一二三四五六七八九十]?)医?院"
)
"""How hospitals of universities and cities are called for short (甲医一院, 乙大附二院)."""
NAME_IN_SHORT = re.compile(r"(?:以下)?简称(?:为)?[:：]?[“\"‘]?([\u4e00-\u9fff]{2,10})[”\"’）)，,]")
ANAPHOR = re.compile(
    r"(?:该|本(?!科)|我|我们|这家|这所|贵)(县|市|区|省|镇|乡|村|旗|州|校|院|所|站|局|委|中心|医院|科室|科|幼儿园|学校|学院|公司|集团|单位|项目|卫生院|保健院|协会|学会|基金会|系统|疾病|病)(?![长士内外校员])"
)
ANAPHOR_TYPES: Mapping[str, EntityType] = {
    **dict.fromkeys("县市区省镇乡村旗州", EntityType.PLACE),
    **dict.fromkeys(("院", "医院", "保健院"), EntityType.HOSPITAL),
    **dict.fromkeys(("局", "委"), EntityType.AGENCY),
    **dict.fromkeys(("项目",), EntityType.PROGRAM),
    **dict.fromkeys(("病", "疾病"), EntityType.DISEASE),
    **dict.fromkeys(("系统",), EntityType.FACILITY),
    **dict.fromkeys(("卫生院",), EntityType.PRIMARY_CARE),
}
REGION = re.compile(r"(?:全国|我国|省内|市内|县内|国内|院本部|全省|全市|全县|全区)")
AWARDED = re.compile(r"(?:荣获|获得|获|授予|评为|命名为|被评|认定为|确定为|列为|称号|荣誉)")
PARTS = re.compile(r"省|市|自治区|自治州|地区|盟|县|区|旗")
GRADE = re.compile(
    r"(国家)?[三二一](?:级)?(?:[甲乙丙](?:等|级)?)?(?:及以上)?(?:综合性?|中医|民族|专科|妇幼保健|儿童|肿瘤|精神|口腔|康复|中西医结合|公立)*"
    r"(?:医院|保健院|保健机构|医疗机构|院)"
)
COUNTED = re.compile(r"(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)(?:余|多)?(?:个|家|所|支|处|间)")
GROUPED = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION)
COUNTED_TYPES: tuple[tuple[str, tuple[EntityType, ...]], ...] = (
    ("卫生院", (EntityType.PRIMARY_CARE,)),
    ("卫生室", (EntityType.PRIMARY_CARE,)),
    ("医院", (EntityType.HOSPITAL,)),
    ("院", (EntityType.HOSPITAL,)),
    ("中心", (EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION)),
)
ARRIVAL = re.compile(r"(?:来|赴|抵|莅|驻|援|离|返|在|进|入|到)([\u4e00-\u9fff])")
"""Behind these the first character of a division stands for it (来某考察)."""
STAFF_BEHIND = ("医生", "医师", "专家", "护士", "病", "疾", "手术", "医务", "大夫", "教授", "患者", "治疗")
"""Behind the name of a department these make it a field of work (神经内科|医生)."""
MAX_COUNTED_CHARS = 12
SURE = frozenset(
    {
        "plain.abbreviated",
        "plain.department-listed",
        "plain.party",
        "plain.person-before-title",
        "plain.person-between",
        "plain.person-byline",
        "plain.person-edge",
        "plain.person-foreign",
        "plain.person-listed",
        "plain.person-titled",
        "plain.quoted-award",
        "plain.short-place",
        "plain.unit",
    }
)
SURE_OF_TYPE = frozenset(
    {
        ("plain.again", EntityType.HOSPITAL),
        ("plain.again", EntityType.ORGANIZATION),
        ("plain.again", EntityType.PERSON),
        ("plain.anaphor", EntityType.HOSPITAL),
        ("plain.anaphor", EntityType.ORGANIZATION),
        ("plain.document", EntityType.ORGANIZATION),
        ("plain.name", EntityType.DISEASE),
        ("plain.name", EntityType.HOSPITAL),
        ("plain.name", EntityType.ORGANIZATION),
    }
)
"""What is proposed so surely that the grammar chooses it too, where nothing surer stands in its way."""
UNSURE = frozenset({"plain.person-again", "plain.person-edge", "plain.person-word", "plain.person-listed"})
"""Proposals that are not worth another look elsewhere."""
LONGEST_SHORT = 2
MIN_NAME_CHARS = 3


class PlainFinder:
    """Proposes plain names in a reading; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        self._names: Mapping[str, tuple[EntityType, ...]] = _by_word(names.plain_names)
        self._not_names = names.not_names
        self._name_spotter = Spotter(self._names)
        fields, units = alternatives(names.plain_words["field"]), alternatives(names.plain_words["unit"])
        self._department = re.compile(
            f"(?:{fields}){{1,4}}[一二三四五六七八九十]?(?:{units})(?![长员研普技协学]|中心|医院|杂志|专科|分会|论坛|大学)"
        )
        self._group_heads = Spotter(word for kind in GROUPED for word in sorted(names.plain_heads[kind]))
        self._brand_spotter = Spotter(word for word, kind in names.qualifiers.items() if kind == "brand")
        self._heads = PlainHeads(names)
        self._people = PlainPeople(names)

    def find(self, reading: Reading, found: Sequence[Mention], chosen: Sequence[Mention]) -> tuple[Mention, ...]:
        """All proposals, without those that `found` holds already and those that lie in what the grammar chose,
        or cut across it: there a plain name is nearly always part of the fuller one.
        """
        known = {(mention.start, mention.end, mention.type, mention.anaphor) for mention in found}
        bodies = {mention.end: mention for mention in found if mention.rule.startswith("body.")}
        proposed = [
            *self._plain_names(reading),
            *self._departments(reading, bodies),
            *self._documents(reading),
            *_quoted(reading),
            *_parties(reading),
            *_abbreviated(reading),
            *_anaphors(reading),
            *_short_places(reading),
            *_grades(reading),
            *_groups(reading, self._group_heads),
            *self._brands(reading),
            *_media_branches(reading, bodies),
            *self._heads.find(reading, bodies),
        ]
        people = tuple(self._people.find(reading, found))
        proposed += people
        proposed += _again(reading, (*found, *people))
        kept: dict[tuple[int, int, EntityType, bool, str], Mention] = {}
        inner = _inner_edges(len(reading.text), chosen)
        for mention in proposed:
            if inner[mention.start] or inner[mention.end]:
                continue
            if (mention.start, mention.end, mention.type, mention.anaphor) not in known:
                kept.setdefault((mention.start, mention.end, mention.type, mention.anaphor, mention.rule), mention)
        return tuple(kept.values())

    def _plain_names(self, reading: Reading) -> Iterator[Mention]:
        text = reading.text
        covered = 0
        for start, (end, word) in sorted(self._name_spotter.longest_by_start(text).items()):
            if end <= covered:
                continue
            if word[0].isascii() and not is_free_standing(text, start, end):
                continue
            if end - start <= LONGEST_SHORT and not (reading.starts_word(start) and reading.starts_word(end)):
                continue
            covered = end
            for kind in self._names[word]:
                rule = "plain.class" if word in self._not_names[kind] else "plain.name"
                yield propose(reading, start, end, kind, rule)

    def _departments(self, reading: Reading, bodies: Mapping[int, Mention]) -> Iterator[Mention]:
        """Departments by their fields, alone, behind their hospital, and whatever a list of them holds."""
        text = reading.text
        ends: dict[int, int] = {}
        for match in self._department.finditer(text):
            start, end = match.span()
            field = text.startswith(STAFF_BEHIND, end)
            if not (end_ok(reading, start) and (field or reading.starts_word(end))):
                continue
            ends[end] = start
            rule = "plain.department-field" if field else "plain.department"
            yield propose(reading, start, end, EntityType.ORGANIZATION, rule)
            owner = bodies.get(start)
            if owner is not None and owner.type is not EntityType.AGENCY:
                yield propose(reading, owner.start, end, EntityType.ORGANIZATION, "plain.unit")
        for match in LISTED.finditer(text):
            start, end = match.span()
            begin = ends.get(end)
            if begin is not None and begin > start and start and text[start - 1] in LIST_EDGES:
                yield propose(reading, start, end, EntityType.ORGANIZATION, "plain.department-listed")

    def _brands(self, reading: Reading) -> Iterator[Mention]:
        """A well-known hospital by its proper name alone."""
        for start, end, _ in self._brand_spotter.find(reading.text):
            if end - start >= LONGEST_SHORT and reading.starts_word(start) and reading.starts_word(end):
                yield propose(reading, start, end, EntityType.HOSPITAL, "plain.brand")

    def _documents(self, reading: Reading) -> Iterator[Mention]:
        """《…》: laws, plans and standards, papers and journals."""
        for match in DOCUMENT.finditer(reading.text):
            start, end = match.span(1)
            kind = EntityType.PROGRAM
            if TITLE_IN_BRACKETS.fullmatch(match.group()):
                kind = EntityType.ORGANIZATION
            yield propose(reading, start, end, kind, "plain.document")


def propose(
    reading: Reading, start: int, end: int, kind: EntityType, rule: str, *, anaphor: bool = False, group: bool = False
) -> Mention:
    """A proposal; the confidence is low, the judge sets its own."""
    text = reading.text[start:end]
    return Mention(start, end, text, kind, anaphor=anaphor, group=group, rule=rule, confidence=0.3)


def is_sure(mention: Mention) -> bool:
    """Whether the grammar would choose the proposal by itself."""
    return mention.rule in SURE or (mention.rule, mention.type) in SURE_OF_TYPE


def _inner_edges(size: int, chosen: Sequence[Mention]) -> bytearray:
    """For each position whether it lies inside of a chosen name, so that nothing may begin or end there."""
    inner = bytearray(size + 1)
    for mention in chosen:
        if not mention.nested and mention.type is not EntityType.PLACE:
            inner[mention.start + 1 : mention.end] = b"\x01" * (mention.end - mention.start - 1)
    return inner


def _by_word(tables: Mapping[EntityType, frozenset[str]]) -> Mapping[str, tuple[EntityType, ...]]:
    words = sorted({word for table in tables.values() for word in table})
    return {word: tuple(kind for kind, table in tables.items() if word in table) for word in words}


def _quoted(reading: Reading) -> Iterator[Mention]:
    """What is quoted: a programme, a title, a body."""
    text = reading.text
    for start, end in reading.quotes:
        if not 3 <= end - start <= 26 or any(char in BREAKS and char not in "、—" for char in text[start:end]):
            continue
        yield propose(reading, start, end, EntityType.PROGRAM, "plain.quoted")
        if AWARDED.search(text[max(0, start - 12) : start]) or text.startswith(("称号", "荣誉"), end + 1):
            yield propose(reading, start, end, EntityType.DESIGNATION, "plain.quoted-award")
            for tail in ("称号", "金奖", "银奖", "一等奖", "二等奖", "三等奖", "奖"):
                if text.startswith(tail, end + 1):
                    stop = end + 1 + len(tail)
                    yield propose(reading, start - 1, stop, EntityType.DESIGNATION, "plain.quoted-award")


def _parties(reading: Reading) -> Iterator[Mention]:
    for match in PARTY.finditer(reading.text):
        organ = PARTY_ORGAN.match(reading.text, match.end())
        if organ is not None and organ.end() > match.end():
            yield propose(reading, match.start(), organ.end(), EntityType.AGENCY, "plain.party")


def _abbreviated(reading: Reading) -> Iterator[Mention]:
    text = reading.text
    for match in ABBREVIATED.finditer(text):
        yield propose(reading, *match.span(), EntityType.HOSPITAL, "plain.abbreviated")


def end_ok(reading: Reading, start: int) -> bool:
    """Whether a name may open here: at a word, or behind what stands outside of words."""
    return start == 0 or reading.starts_word(start) or reading.text[start - 1] in BREAKS


def _anaphors(reading: Reading) -> Iterator[Mention]:
    for match in ANAPHOR.finditer(reading.text):
        kind = ANAPHOR_TYPES.get(match.group(1), EntityType.ORGANIZATION)
        yield propose(reading, *match.span(), kind, "plain.anaphor", anaphor=True)
    for match in REGION.finditer(reading.text):
        kind = EntityType.HOSPITAL if match.group() == "院本部" else EntityType.PLACE
        yield propose(reading, *match.span(), kind, "plain.anaphor", anaphor=True)


def _short_places(reading: Reading) -> Iterator[Mention]:
    """The short form of a division that the text names in full elsewhere (某某市 … 某某)."""
    shorts = set()
    for place in reading.places:
        for start, end, _ in place.parts:
            name = reading.text[start:end]
            if len(name) == MIN_NAME_CHARS and PARTS.fullmatch(name[-1]):
                shorts.add(name[:-1])
    for match in ARRIVAL.finditer(reading.text):
        if any(name.startswith(match.group(1)) for name in shorts):
            yield propose(reading, *match.span(1), EntityType.PLACE, "plain.place-char")
    for start, end, _ in Spotter(sorted(shorts)).find(reading.text) if shorts else ():
        if not PARTS.match(reading.text, end):
            yield propose(reading, start, end, EntityType.PLACE, "plain.short-place")


def _grades(reading: Reading) -> Iterator[Mention]:
    for match in GRADE.finditer(reading.text):
        yield propose(reading, *match.span(), EntityType.DESIGNATION, "plain.grade")
        if match.group(1):
            yield propose(reading, match.end(1), match.end(), EntityType.DESIGNATION, "plain.grade")


def _groups(reading: Reading, heads: Spotter) -> Iterator[Mention]:
    """A count and what it counts (20家教学医院, 8个科室), of types that the heads alone do not tell apart."""
    starts: dict[int, int] = {match.end(): match.start() for match in COUNTED.finditer(reading.text)}
    ends = dict(_group_ends(reading, heads))
    for begin, start in starts.items():
        for end in range(begin + 2, min(begin + MAX_COUNTED_CHARS, len(reading.text)) + 1):
            if reading.text[end - 1] in BREAKS:
                break
            if end in ends:
                for kind in ends[end]:
                    yield propose(reading, start, end, kind, "plain.group", group=True)


def _group_ends(reading: Reading, heads: Spotter) -> Iterator[tuple[int, tuple[EntityType, ...]]]:
    for end, (_, word) in heads.longest_by_end(reading.text).items():
        if reading.starts_word(end):
            yield end, next((kinds for tail, kinds in COUNTED_TYPES if word.endswith(tail)), (EntityType.ORGANIZATION,))


def _media_branches(reading: Reading, bodies: Mapping[int, Mention]) -> Iterator[Mention]:
    """A medium and the place of its branch (某网某省)."""
    for end, body in bodies.items():
        place = reading.place_by_start.get(end)
        if place is not None and body.type is EntityType.ORGANIZATION:
            yield propose(reading, body.start, place.end, EntityType.ORGANIZATION, "plain.branch")


def _again(reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
    """What was found once is proposed wherever it stands, and by the short form that the text gives it."""
    types: dict[str, dict[EntityType, None]] = {}
    ends = {mention.end: mention for mention in found}
    there = {(mention.start, mention.end, mention.type) for mention in found if mention.rule not in UNSURE}
    for mention in found:
        if (
            mention.anaphor
            or mention.group
            or mention.nested
            or mention.rule in UNSURE
            or len(mention.text) < LONGEST_SHORT
        ):
            continue
        types.setdefault(mention.text, {})[mention.type] = None
    for match in NAME_IN_SHORT.finditer(reading.text):
        full = next((ends[at] for at in range(match.start(), max(0, match.start() - 4), -1) if at in ends), None)
        if full is not None:
            types.setdefault(match.group(1), {})[full.type] = None
    for start, end, word in Spotter(sorted(types)).find(reading.text) if types else ():
        for kind in types[word]:
            if (start, end, kind) not in there:
                yield propose(reading, start, end, kind, "plain.again")
