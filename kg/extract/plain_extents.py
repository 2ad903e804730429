"""Other extents of bodies that were found: from a lower place on, or from a level word that the dictionary hides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.plain_shapes import propose
from kg.extract.reading import Reading
from kg.model.mention import EntityType, Mention

__all__ = ["find_extents"]

LEVELS = "省市县区州旗镇乡"
TOWNSHIP = re.compile(
    "[\u4e00-\u9fff\\d]{1,6}(?:中心卫生院|卫生院|卫生室|卫生所|卫生站|社区卫生服务中心|社区卫生服务站|诊所|门诊部)$"
)
LEVEL_BODY = (EntityType.AGENCY, EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION)
LEVEL_INSIDE = re.compile(f"(?<=[\u4e00-\u9fff])[{LEVELS}](?=[\u4e00-\u9fff]{{2}})")
NO_LEVEL_BEFORE = frozenset("全各我本该两几每多城都地自社新三四五六七八九十" + LEVELS)
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
        if mention.type in LEVEL_BODY:
            yield from _from_district(reading, mention)
            yield from _from_level(reading, mention)
        elif mention.type is EntityType.PRIMARY_CARE:
            yield from _from_district(reading, mention)
            yield from _from_township(reading, mention)


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
