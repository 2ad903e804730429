"""Phrases that end as names do, in the extents that the text allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.phrases import phrase_start, without_leading_verb
from kg.extract.plain_shapes import propose
from kg.extract.reading import BREAKS, QUOTES, Reading, Spotter, alternatives
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables
from kg.resources.words import alternation

__all__ = ["PlainHeads"]

OPENERS = frozenset("的和与及或在由对向被将从为是系有给至到往赴等了把以按")
"""Behind these a clause may begin with a name."""
COUNT = re.compile(rf"\d+(?:余|多)?{alternation('names/plain_heads.count')}")
LONGEST: Mapping[EntityType, int] = {
    EntityType.DISEASE: 10,
    EntityType.INDICATOR: 16,
    EntityType.PLACE: 8,
    EntityType.FACILITY: 18,
    EntityType.DESIGNATION: 22,
}
LONGEST_OTHER = 30
MIN_CHARS = 3
OWNED = (EntityType.ORGANIZATION, EntityType.FACILITY, EntityType.HOSPITAL, EntityType.AGENCY)
VALUE_BEHIND = re.compile(
    rf"[\u4e00-\u9fff]{{0,5}}\d|[\u4e00-\u9fff]{{0,4}}{alternation('names/plain_heads.value_behind')}"
)


SICK_BEHIND = re.compile("患者|病?患儿|病?人群|病例|病情")
"""Behind a disease, whatever word the dictionary makes of the two (某病|患者)."""
PRAISE = re.compile(f"{alternation('names/plain_heads.praise')}|多功能(?!会议|厅)")
"""What a text says of a body, and no name holds."""
POST_BEHIND = re.compile(f"(?:第一)?副?{alternation('names/plain_heads.post_behind')}|党员|成员|委员|主委|副主委")
"""Behind a head these are a post, whatever word the dictionary makes of the two (党委|书记)."""
POSTS = ("主委", "常委", "政委")
"""Posts that end as committees do."""
COUNT_INSIDE = re.compile(r"\d(?:余|多)?[个名位家]|[十百]余?[位名]")
COORDINATED = (EntityType.PROGRAM, EntityType.ORGANIZATION)
FROM_CLAUSE = (EntityType.ORGANIZATION, EntityType.INDICATOR)
MAX_CLAUSE_CHARS = 14
SHORT_CLAUSE = 4
"""As little before a head is mostly its own name, whatever the dictionary makes of it (下太|中学)."""
NOT_OPENING = ("v", "d", "p", "m", "r", "t", "c", "u", "ul", "uj", "y", "q", "f")
SURE_CONFIDENCE = 0.85
ON_SCHEME = (EntityType.DESIGNATION, EntityType.PROGRAM)
CONJUNCTIONS = ("和", "与", "及", "、", "暨")
ORDINAL = re.compile(r"(?:第[一二三四五六七八九十\d]{1,2}批|首批|\d{4}(?:[-—~～至]\d{4})?年度?)$")
PER_HEAD = re.compile(r"(?:每?[十百千万]+(?:名)?(?:常住)?人口|\d+岁(?:及)?以[上下](?:儿童|老年人|人群|人口)?)$")
SHARE = re.compile(r"[\u4e00-\u9fff]{2,10}占[\u4e00-\u9fff]{2,10}的?(?:比重|比例|百分比)")
WITH_RUN = (EntityType.ORGANIZATION, EntityType.FACILITY)
MAX_RUN_CHARS = 16
COUNTED_CLASS = "机构"
"""A class by itself, a group with its count behind it (护理机构21家)."""
COUNTED = (EntityType.DESIGNATION, EntityType.ORGANIZATION, EntityType.FACILITY)
NOT_IN_RUN = ("p", "u", "r", "d", "y", "t")
IN_RUN = ("与", "和", "及", "暨")
"""Join the fields of one unit (某医院|医学影像与介入治疗中心)."""


class PlainHeads:
    """Finds heads and what may stand before them."""

    def __init__(self, names: NameTables) -> None:
        self._stops = names.words(names.stops, "carry")
        self._nominal = names.words(names.stops, "nominal")
        self._people = re.compile(f"{alternatives(names.populations)}|患者|病人|人群|居民|人员")
        self._not_heads = {kind: tuple(sorted(words)) for kind, words in names.not_heads.items()}
        self._kinds: dict[str, list[EntityType]] = {}
        for kind, heads in names.plain_heads.items():
            for head in sorted(heads):
                self._kinds.setdefault(head, []).append(kind)
        self._spotter = Spotter(sorted(self._kinds))

    def find(
        self, reading: Reading, bodies: Mapping[int, Mention], schemes: Mapping[int, Mention]
    ) -> Iterator[Mention]:
        """Every extent of every phrase with a head, one type at a time.

        `bodies` and `schemes` (known programmes) are by end: a name may begin with one.
        """
        longest: dict[tuple[int, EntityType], int] = {}
        for start, end, word in self._spotter.find(reading.text):
            for kind in self._kinds[word]:
                longest[end, kind] = min(start, longest.get((end, kind), start))
        for (end, kind), start in sorted(longest.items()):
            count = COUNT.match(reading.text, end) if kind in COUNTED else None
            closed = not reading.text.endswith(self._not_heads[kind], 0, end)
            listed = count is not None and reading.text.endswith(COUNTED_CLASS, 0, end)
            if not (closed or listed) or not self._closes(reading, end, kind):
                continue
            limit = LONGEST.get(kind, LONGEST_OTHER)
            starts = self._starts(reading, start, kind, bodies)
            if kind in ON_SCHEME:
                self._add_scheme(reading, start, end, schemes, starts)
            if kind in WITH_RUN:
                run = _owner_before(reading, start, bodies, self._stops)
                if run is not None:
                    starts.setdefault(run, "plain.owner-run")
            for begin, rule in starts.items():
                counted = rule == "plain.clause" and COUNT_INSIDE.search(reading.text, begin, end)
                praised = PRAISE.search(reading.text, begin, end)
                if MIN_CHARS <= end - begin <= limit and not (counted or praised):
                    sure = SURE_CONFIDENCE if kind is EntityType.DESIGNATION and rule == "plain.on-scheme" else None
                    if closed and begin < start:
                        yield propose(reading, begin, end, kind, rule, confidence=sure)
                    if count is not None and (begin < start or kind is EntityType.DESIGNATION):
                        yield propose(reading, begin, count.end(), kind, "plain.counted", group=True)
        for match in SHARE.finditer(reading.text):
            yield propose(reading, *match.span(), EntityType.INDICATOR, "plain.share")

    @staticmethod
    def _closes(reading: Reading, end: int, kind: EntityType) -> bool:
        if kind is EntityType.INDICATOR:
            return VALUE_BEHIND.match(reading.text, end) is not None
        if kind is EntityType.AGENCY and reading.text.endswith(POSTS, 0, end):
            return False
        if end - 2 in reading.quote_by_end and reading.text[end - 1] == "制":  # “双主任”制
            return True
        if kind is EntityType.DISEASE and SICK_BEHIND.match(reading.text, end):
            return True
        return reading.starts_word(end) or POST_BEHIND.match(reading.text, end) is not None

    def _add_scheme(
        self, reading: Reading, start: int, end: int, schemes: Mapping[int, Mention], starts: dict[int, str]
    ) -> None:
        """A title that opens with a programme's name (医养结合|试点单位), whatever words that is made of."""
        for at in range(start, end):
            scheme = schemes.get(at)
            if scheme is not None and scheme.start < start:
                begin = phrase_start(reading, scheme.start, stops=self._stops, nominal=self._nominal, max_chars=8)
                begin = without_leading_verb(reading, begin, scheme.start)
                place = reading.place_by_end.get(begin)
                begin = begin if place is None or not place.opener else place.start
                starts.setdefault(begin, "plain.on-scheme")
                starts.setdefault(scheme.start, "plain.on-scheme")
                _add_ordinal(reading, begin, starts)

    def _starts(self, reading: Reading, start: int, kind: EntityType, bodies: Mapping[int, Mention]) -> dict[int, str]:
        """Where a name with this head may begin, with the rule that says so."""
        whole = phrase_start(reading, start, stops=self._stops, nominal=self._nominal, max_chars=20)
        near = without_leading_verb(reading, whole, start) if whole < start else whole
        starts = {near: "plain.phrase"}
        if kind in FROM_CLAUSE:
            starts.setdefault(whole, "plain.verb-phrase")
        starts.setdefault(_behind_verb(reading, near, start), "plain.behind-verb")
        if kind is EntityType.DISEASE:
            token = reading.token_ending_at(start)
            if token is not None and token.start > near:
                starts.setdefault(token.start, "plain.word")
        elif kind is EntityType.INDICATOR:
            for match in self._people.finditer(reading.text, whole, start):
                starts.setdefault(match.end(), "plain.behind-people")
            per_head = PER_HEAD.search(reading.text, max(0, near - 12), near)
            if per_head is not None:
                starts.setdefault(per_head.start(), "plain.per-head")
        else:
            far = phrase_start(reading, near, stops=self._stops, max_chars=10, over_places=True)
            starts.setdefault(far, "plain.placed")
            own = reading.place_by_end.get(near)
            if kind is EntityType.FACILITY and own is not None and own.own_start(reading.text) > far:
                starts.setdefault(own.own_start(reading.text), "plain.placed-near")
        if kind is EntityType.DESIGNATION:
            _add_ordinal(reading, near, starts)
        if kind in COORDINATED and near < start and reading.text[near - 1 : near] in CONJUNCTIONS and near:
            joined = phrase_start(
                reading, near - 1, stops=self._stops, nominal=self._nominal, max_chars=12, over_places=True
            )
            if joined < near - 1:
                starts.setdefault(joined, "plain.joined")
        if kind in OWNED:
            owner = bodies.get(near)
            if owner is not None:
                starts.setdefault(owner.start, "plain.owned")
        if kind is EntityType.DESIGNATION and (owner := bodies.get(near)) is not None:
            starts.setdefault(owner.start, "plain.owned")
        clause = _clause_start(reading, start)
        governed = kind is EntityType.ORGANIZATION and _opens_with_verb(reading, clause, start)
        if start - clause <= MAX_CLAUSE_CHARS and kind in FROM_CLAUSE and not governed:
            starts.setdefault(clause, "plain.clause")
        return starts


def _opens_with_verb(reading: Reading, clause: int, start: int) -> bool:
    """Whether a clause opens with what governs the name in it, or with no word of its own."""
    token = reading.tokens[reading.token_at[clause]]
    return start - clause > SHORT_CLAUSE and (token.start != clause or token.tag in NOT_OPENING)


def _add_ordinal(reading: Reading, begin: int, starts: dict[int, str]) -> None:
    """第二批|…, 2020年度|…: the batch or the year that a title is given for."""
    ordinal = ORDINAL.search(reading.text, max(0, begin - 12), begin)
    if ordinal is not None:
        starts.setdefault(ordinal.start(), "plain.ordinal")


def _behind_verb(reading: Reading, begin: int, start: int) -> int:
    """Behind the last plain verb of the phrase."""
    if begin >= start:
        return begin
    for index in range(reading.token_at[start - 1], reading.token_at[begin] - 1, -1):
        token = reading.tokens[index]
        if token.tag == "v" and begin <= token.start and token.end < start:
            return token.end
    return begin


def _owner_before(reading: Reading, start: int, bodies: Mapping[int, Mention], stops: frozenset[str]) -> int | None:
    """The start of a body that stands some words before: its name and the words make one name."""
    text = reading.text
    for end in range(start - 1, max(0, start - MAX_RUN_CHARS), -1):
        token = reading.tokens[reading.token_at[end]]
        joins = token.text in IN_RUN
        closed = token.text in stops or token.tag.startswith(NOT_IN_RUN)
        if text[end] in BREAKS or text[end] in QUOTES or text[end] in "（()）的" or (closed and not joins):
            return None
        owner = bodies.get(end)
        if owner is not None:
            return None if joins else owner.start
    return None


def _clause_start(reading: Reading, position: int) -> int:
    """Behind the nearest mark or function word to the left."""
    text = reading.text
    while position > 0:
        char = text[position - 1]
        if char in BREAKS or char in QUOTES or char in "（()）" or position in reading.walls:
            break
        if char in OPENERS and reading.token_ending_at(position).text == char:  # type: ignore[union-attr]
            break
        position -= 1
    return position
