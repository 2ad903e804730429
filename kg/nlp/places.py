"""The door between the gazetteer's findings and the name grammar, which know nothing of each other."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.reading import PlaceSpan
from kg.link.doubts import find_doubts
from kg.link.places import PlaceHit, PlaceKind
from kg.model import Context, EntityType, Mention, Method

__all__ = ["doubtful_places", "place_spans"]

MUNICIPALITIES = ("11", "12", "31", "50")
VILLAGE_RANK = 6
DOUBT = 0.3
"""The confidence of a place that nothing speaks for."""


def place_spans(hits: Iterable[PlaceHit]) -> tuple[PlaceSpan, ...]:
    """The place hits as the name grammar wants them."""
    return tuple(
        PlaceSpan(
            hit.start,
            hit.end,
            tuple((part.start, part.end, _rank(part)) for part in hit.parts) or ((hit.start, hit.end, _rank(hit)),),
            opener=hit.kind is not PlaceKind.ABBREVIATION,
        )
        for hit in hits
    )


def doubtful_places(text: str, hits: Iterable[PlaceHit], context: Context | None) -> tuple[Mention, ...]:
    """Names of the gazetteer that may be no places here, for the tagger to judge."""
    region = context.region.code if context and context.region else None
    return tuple(
        Mention(
            doubt.start,
            doubt.end,
            text[doubt.start : doubt.end],
            EntityType.PLACE,
            method=Method.DICTIONARY,
            rule=f"place.doubt.{doubt.nearness}",
            confidence=DOUBT,
        )
        for doubt in find_doubts(text, hits, region)
    )


def _rank(hit: PlaceHit) -> int:
    if not hit.candidates:
        return VILLAGE_RANK
    place = hit.candidates[0]
    # A municipality is spoken of like a city: 重庆市某区人民医院 is one name.
    return 3 if (place.code or "")[:2] in MUNICIPALITIES and place.level.rank == 2 else place.level.rank
