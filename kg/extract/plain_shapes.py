"""Plain names told by their shape: quotations, parties, short names, grades, counts, context forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.programmes import OPERATION
from kg.extract.reading import BREAKS, Reading, Spotter
from kg.model.mention import EntityType, Mention
from kg.resources.words import alternation

__all__ = [
    "find_abbreviated",
    "find_anaphors",
    "find_grades",
    "find_groups",
    "find_media_branches",
    "find_quoted",
    "find_short_places",
    "may_open",
    "propose",
]

ABBREVIATED = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川渝黔滇藏陕甘青宁新杭温徐南武华广深中重西兰昆贵成大沈哈长锡常郑济厦福石太内包海遵北上天首安山河湖市省县州]"
    r"(?:[\u4e00-\u9fff]?医大?|[\u4e00-\u9fff]?大|中医|中)?(?:附?[一二三四五六七八九十]|附属?第?[一二三四五六七八九十]?)医?院"
)
"""How hospitals of universities and cities are called for short (甲医一院, 乙大附二院)."""
ANAPHOR = re.compile(
    f"(?:该|本(?!科)|我|我们|这家|这所|贵)({alternation('names/plain_shapes.anaphor')})(?![长士内外校员])"
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
REGION = re.compile(alternation("names/plain_shapes.region"))
AWARDED = re.compile(alternation("names/plain_shapes.awarded"))
AWARD_CONFIDENCE = 0.92
"""A title between marks is surer than the body that its words would be elsewhere (“省文明医院”)."""
QUOTE_JOINER = re.compile(r"(?:称号)?[、，,]?(?:和|及|与|以及)?")
TITLES_BEHIND = re.compile(
    r"等?(?:多项|多个|一系列|\d+项|[一二三四五六七八九十]+项)?(?:国家级|省级|市级)?(?:光荣|荣誉)?(?:称号|荣誉|殊荣)"
)
PARTS = re.compile(alternation("names/plain_shapes.parts"))
GRADE = re.compile(
    f"(国家)?[三二一](?:级)?{alternation('names/plain_shapes.grade')}?(?:及以上)?{alternation('names/plain_shapes.graded_kind')}*(?:医院|保健院|保健机构|医疗机构|疾控机构|院)"
)
COUNTED = re.compile(r"(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)(?:余|多)?(?:个|家|所|支|处|间)")
COUNTED_TYPES: tuple[tuple[str, tuple[EntityType, ...]], ...] = (
    ("卫生院", (EntityType.PRIMARY_CARE,)),
    ("卫生室", (EntityType.PRIMARY_CARE,)),
    ("医院", (EntityType.HOSPITAL,)),
    ("院", (EntityType.HOSPITAL,)),
    ("中心", (EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION)),
)
ARRIVAL = re.compile(rf"{alternation('names/plain_shapes.arrival')}([\u4e00-\u9fff])")
"""Behind these the first character of a division stands for it (来某考察)."""
MAX_COUNTED_CHARS = 12
CLAUSE = re.compile(
    rf"{alternation('names/plain_shapes.clause')}|了$|[\u4e00-\u9fff]的[\u4e00-\u9fff]{{2,}}[着了过]|[，。！？!?]"
)
PLAN_YEARS = re.compile("十[一二三四五]五")
"""Five years of a plan; the plan itself is named with a word behind it (“十四五”|规划)."""
MAX_TAIL_CHARS = 8
TAIL_TAGS = ("n", "v", "b", "a", "j", "l", "s", "g")
TAIL_END_TAGS = ("n", "v", "j", "l")
WHOSE_TAGS = ("n", "j", "l", "vn", "nz")
"""A noun before a quotation may open the name (医保|“绿色通道”)."""
MIN_NAME_CHARS = 3


def propose(
    reading: Reading,
    start: int,
    end: int,
    kind: EntityType,
    rule: str,
    *,
    anaphor: bool = False,
    group: bool = False,
    confidence: float | None = None,
) -> Mention:
    """A proposal; the confidence is low where nothing is said of it, the judge sets its own."""
    text = reading.text[start:end]
    return Mention(start, end, text, kind, anaphor=anaphor, group=group, rule=rule, confidence=confidence or 0.3)


def find_quoted(reading: Reading) -> Iterator[Mention]:
    """What is quoted: a programme, a title, a body."""
    text = reading.text
    awarded = _awarded(reading)
    for start, end in reading.quotes:
        if PLAN_YEARS.fullmatch(text, start, end):
            continue
        if not 3 <= end - start <= 26 or any(char in BREAKS and char not in "、—" for char in text[start:end]):
            continue
        yield propose(reading, start, end, EntityType.PROGRAM, _quoted_rule(text[start:end]))
        whose = reading.token_ending_at(start - 1)
        if whose is not None and len(whose.text) >= 2 and whose.tag.startswith(WHOSE_TAGS):
            yield propose(reading, whose.start, end + 1, EntityType.PROGRAM, "plain.quoted-whose")
        for close in _tails(reading, end + 1):
            yield propose(reading, start - 1, close, EntityType.PROGRAM, "plain.quoted-tail")
        if (start, end) in awarded:
            yield propose(
                reading, start, end, EntityType.DESIGNATION, "plain.quoted-award", confidence=AWARD_CONFIDENCE
            )
            for tail in ("金奖", "银奖", "一等奖", "二等奖", "三等奖", "奖"):
                if text.startswith(tail, end + 1):
                    stop = end + 1 + len(tail)
                    yield propose(reading, start - 1, stop, EntityType.DESIGNATION, "plain.quoted-award")


def _awarded(reading: Reading) -> frozenset[tuple[int, int]]:
    """Quotations that are titles given: a whole row of them, where a verb before it or 称号 behind it says so."""
    text = reading.text
    rows: list[list[tuple[int, int]]] = []
    for start, end in reading.quotes:
        if rows and QUOTE_JOINER.fullmatch(text, rows[-1][-1][1] + 1, start - 1):
            rows[-1].append((start, end))
        elif not rows or start > rows[-1][-1][1]:
            rows.append([(start, end)])
    given: list[tuple[int, int]] = []
    for row in rows:
        clause = re.split("[。；;\n]", text[max(0, row[0][0] - 12) : row[0][0]])[-1]
        if AWARDED.search(clause) or TITLES_BEHIND.match(text, row[-1][1] + 1):
            given.extend(row)
    return frozenset(given)


def _quoted_rule(inner: str) -> str:
    """What is quoted: words that may be a name, a whole clause, or an operation."""
    if CLAUSE.search(inner):
        return "plain.quoted-clause"
    return "plain.quoted-operation" if OPERATION.search(inner) else "plain.quoted"


def _tails(reading: Reading, position: int) -> Iterator[int]:
    """Ends of the nouns right behind a quotation, which may be the rest of its name (“慢病管家”|线上|服务)."""
    end = position
    while end < len(reading.text) and end - position <= MAX_TAIL_CHARS:
        token = reading.tokens[reading.token_at[end]]
        if not token.text.isalpha() or not token.tag.startswith(TAIL_TAGS):
            return
        end = token.end
        if end - position >= 2 and token.tag.startswith(TAIL_END_TAGS):
            yield end


def find_abbreviated(reading: Reading) -> Iterator[Mention]:
    text = reading.text
    for match in ABBREVIATED.finditer(text):
        yield propose(reading, *match.span(), EntityType.HOSPITAL, "plain.abbreviated")


def may_open(reading: Reading, start: int) -> bool:
    """Whether a name may open here: at a word, or behind what stands outside of words."""
    return start == 0 or reading.starts_word(start) or reading.text[start - 1] in BREAKS


def find_anaphors(reading: Reading) -> Iterator[Mention]:
    for match in ANAPHOR.finditer(reading.text):
        kind = ANAPHOR_TYPES.get(match.group(1), EntityType.ORGANIZATION)
        yield propose(reading, *match.span(), kind, "plain.anaphor", anaphor=True)
    for match in REGION.finditer(reading.text):
        yield propose(reading, *match.span(), EntityType.PLACE, "plain.anaphor", anaphor=True)


def find_short_places(reading: Reading) -> Iterator[Mention]:
    """The short form of a division that the text names in full elsewhere (某某市 … 某某)."""
    shorts = set()
    for place in reading.places:
        for start, end, _ in place.parts:
            name = reading.text[start:end]
            if len(name) == MIN_NAME_CHARS and PARTS.fullmatch(name[-1]):
                shorts.add(name[:-1])
    for match in ARRIVAL.finditer(reading.text):
        goes_on = match.start(1) in reading.opening or reading.text[match.start(1) :].startswith(tuple(shorts))
        if not goes_on and any(name.startswith(match.group(1)) for name in shorts):
            yield propose(reading, *match.span(1), EntityType.PLACE, "plain.place-char")
    for start, end, _ in Spotter(sorted(shorts)).find(reading.text) if shorts else ():
        if not PARTS.match(reading.text, end):
            yield propose(reading, start, end, EntityType.PLACE, "plain.short-place")


def find_grades(reading: Reading) -> Iterator[Mention]:
    for match in GRADE.finditer(reading.text):
        yield propose(reading, *match.span(), EntityType.DESIGNATION, "plain.grade")
        if match.group(1):
            yield propose(reading, match.end(1), match.end(), EntityType.DESIGNATION, "plain.grade")


def find_groups(reading: Reading, heads: Spotter) -> Iterator[Mention]:
    """A count and what it counts (20家教学医院, 8个科室), of types that the heads alone do not tell apart."""
    starts: dict[int, int] = {match.end(): match.start() for match in COUNTED.finditer(reading.text)}
    ends = dict(_group_ends(reading, heads))
    for begin, start in starts.items():
        for end in range(begin + 2, min(begin + MAX_COUNTED_CHARS, len(reading.text)) + 1):
            if reading.text[end - 1] in BREAKS or reading.text[end - 1] in "（(":
                break
            if end in ends:
                for kind in ends[end]:
                    yield propose(reading, start, end, kind, "plain.group", group=True)


def _group_ends(reading: Reading, heads: Spotter) -> Iterator[tuple[int, tuple[EntityType, ...]]]:
    for end, (_, word) in heads.longest_by_end(reading.text).items():
        if reading.starts_word(end):
            yield end, next((kinds for tail, kinds in COUNTED_TYPES if word.endswith(tail)), (EntityType.ORGANIZATION,))


def find_media_branches(reading: Reading, bodies: Mapping[int, Mention]) -> Iterator[Mention]:
    """A medium and the place of its branch (某网某省)."""
    for end, body in bodies.items():
        place = reading.place_by_start.get(end)
        if place is not None and body.type is EntityType.ORGANIZATION:
            yield propose(reading, body.start, place.end, EntityType.ORGANIZATION, "plain.branch")
