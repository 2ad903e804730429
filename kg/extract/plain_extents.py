"""Other extents of bodies that were found: from a lower place on, or from a level word that the dictionary hides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.plain_shapes import propose
from kg.extract.reading import Reading
from kg.extract.words import Token
from kg.model.mention import EntityType, Mention
from kg.resources.words import alternation

__all__ = ["find_extents"]

LEVELS = "省市县区州旗镇乡"
TOWNSHIP = re.compile(rf"[一-鿿\d]{{1,6}}{alternation('names/plain_extents.township')}$")
LEVEL_BODY = (EntityType.AGENCY, EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION)
LEVEL_INSIDE = re.compile(f"(?<=[\u4e00-\u9fff])[{LEVELS}](?=[\u4e00-\u9fff]{{2}})")
NO_LEVEL_BEFORE = frozenset("全各我本该两几每多城都地自社新三四五六七八九十" + LEVELS)
PLACED = (*LEVEL_BODY, EntityType.FACILITY)
PART = re.compile(f"{alternation('names/plain_extents.part')}|[一-鿿]{{2,10}}(?:研究所|研究院|研究中心)")
INSTITUTES = ("研究所", "研究院", "研究中心")
HEALTH_UNIT = re.compile(
    f"(?:(?!{alternation('names/plain_extents.health_unit')})[一-鿿]){{2,8}}?(?:所|科|室|部|办公室)(?={alternation('names/plain_extents.unit_behind')}|[，,、。；;）)])"
)
REGION = re.compile(alternation("names/plain_extents.region"))
PEOPLE = re.compile(f"[一-鿿]{{0,4}}(?P<who>{alternation('names/plain_extents.people_who')})的$")
TAIL = re.compile("(?:试点|政策)$")
COUNTY_RANK = 4
DISTRICT_ENDS = "区县市旗"
VERBS_LIKE_PLACES = ("会同",)
"""With 县 behind them the name of a county, and far more often a verb before a county's office."""
MIN_REST = 4
MAX_SHIFT = 4


def find_extents(reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
    """All extents that the text allows, for the judge to compare."""
    for mention in found:
        if mention.anaphor or mention.group or mention.nested:
            continue
        told = not mention.rule.startswith("plain.")
        if told and mention.type in PLACED:
            yield from _placed_part(reading, mention)
        if told and mention.type is EntityType.PUBLIC_HEALTH:
            yield from _unit(reading, mention)
        if mention.type is EntityType.INDICATOR:
            yield from _of_people(reading, mention)
        elif mention.type is EntityType.PROGRAM:
            yield from _without_tail(reading, mention)
        elif mention.type in LEVEL_BODY:
            yield from _from_district(reading, mention)
            yield from _from_level(reading, mention)
        elif mention.type is EntityType.PRIMARY_CARE:
            yield from _from_district(reading, mention)
            yield from _from_township(reading, mention)


def _placed_part(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """某中心|某县|分中心, 某学会|某省|分会: a body, a place, and the part of the body that is there."""
    place = reading.place_by_start.get(mention.end)
    part = PART.match(reading.text, place.end) if place is not None else None
    if part is not None:
        for kind in {mention.type, EntityType.ORGANIZATION} if part.group().endswith(INSTITUTES) else {mention.type}:
            yield propose(reading, mention.start, part.end(), kind, "plain.placed-part")


def _unit(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """市疾控中心|免疫预防所: a unit of a public health body, told by the post or mark behind it."""
    unit = HEALTH_UNIT.match(reading.text, mention.end)
    if unit is not None:
        yield propose(reading, mention.start, unit.end(), EntityType.ORGANIZATION, "plain.health-unit")


def _of_people(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """全国|孕产妇死亡率 without what it is measured for, 重症患者的|死亡率 with it."""
    region = REGION.match(mention.text)
    if region is not None and len(mention.text) - region.end() >= MIN_REST:
        yield propose(reading, mention.start + region.end(), mention.end, mention.type, "plain.behind-region")
    people = PEOPLE.search(reading.text, max(0, mention.start - 12), mention.start)
    if people is not None:
        tokens = reading.tokens[reading.token_at[people.start()] : reading.token_at[people.start("who")]]
        openers = (token.start for token in tokens if token.start >= people.start() and _may_open(token))
        start = next(openers, people.start("who"))
        yield propose(reading, start, mention.end, mention.type, "plain.with-people")


def _without_tail(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """某某制度|试点: the scheme without what is done with it."""
    tail = TAIL.search(mention.text)
    if tail is not None and tail.start() >= MIN_REST:
        yield propose(reading, mention.start, mention.start + tail.start(), mention.type, "plain.without-tail")


def _may_open(token: Token) -> bool:
    return token.tag.startswith(("n", "a", "b", "v")) and token.text[0] not in "的了"


def _from_district(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """某市|某区人民医院: from the last place of the chain that opens the name."""
    place = reading.place_by_start.get(mention.start)
    if place is None or len(place.parts) < 2:
        return
    start, end, _ = place.parts[-1]
    if end < mention.end and mention.end - start >= MIN_REST and reading.text[end - 1] in DISTRICT_ENDS:
        yield propose(reading, start, mention.end, mention.type, "plain.own-district")


def _from_township(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """某县|某某卫生院: a place that no table knows opens the name of a township's or village's own body."""
    place = reading.place_by_start.get(mention.start)
    if place is None:
        return
    for _, end, rank in place.parts:
        if rank <= COUNTY_RANK and TOWNSHIP.match(reading.text, end, mention.end) and mention.end - end >= MIN_REST:
            yield propose(reading, end, mention.end, mention.type, "plain.own-township")


def _from_level(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """会同|县某局, 找|市某办: from a level word near the start that is no word of its own for the dictionary."""
    limit = min(mention.start + MAX_SHIFT, mention.end - MIN_REST)
    for match in LEVEL_INSIDE.finditer(reading.text, mention.start, max(limit, mention.start)):
        at = match.start()
        if at > mention.start and reading.text[at - 1] not in NO_LEVEL_BEFORE and not _inside_place(reading, at):
            yield propose(reading, at, mention.end, mention.type, "plain.from-level")


def _inside_place(reading: Reading, position: int) -> bool:
    """Whether the character goes on with the name of a place (福|州市)."""
    return any(
        place.start < position < place.end and not reading.text.startswith(VERBS_LIKE_PLACES, place.start)
        for place in reading.places
    )
