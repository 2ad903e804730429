"""Which of several divisions of one name is meant where the text does not say."""

from __future__ import annotations

from collections.abc import Iterable

from kg.resources.places import Gazetteer, Level, Place

__all__ = ["is_plain_reading"]


def is_plain_reading(first: Place, others: Iterable[Place], gazetteer: Gazetteer) -> bool:
    """Whether a bare name means `first`, although `others` bear it and the text speaks for none of them.

    大理 is the prefecture around 大理市: the wider one is meant, and nothing is lost if not. 海南 is
    the province, and 西安 the city, not a district elsewhere; but a district of a municipality is as
    well known as a city, so 朝阳 alone is nobody's.
    """
    rest = tuple(others)
    if all(first.code in _line(place, gazetteer) for place in rest):
        return True
    if first.level is Level.PROVINCE:
        return all(place.level is not Level.PROVINCE for place in rest)
    if first.level is not Level.PREFECTURE:
        return False
    return all(place.level is Level.COUNTY and not _in_municipality(place, gazetteer) for place in rest)


def _line(place: Place, gazetteer: Gazetteer) -> tuple[str | None, ...]:
    return (place.code, *(above.code for above in gazetteer.ancestors(place)))


def _in_municipality(place: Place, gazetteer: Gazetteer) -> bool:
    parent = gazetteer.by_code(place.parent) if place.parent else None
    return parent is not None and parent.level is Level.PROVINCE and parent.name.endswith("市")
