"""What a document speaks for: its region, its dates, the period its content covers.

我市, 全区 and every unstated subject hang on the region. Each division that the text may speak for, and the country, is
weighed by the signs that the text gives for it (`signs`, `standing`), with weights trained on reports whose region is
known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import exp

from kg.link.hits import PlaceHit
from kg.link.period import find_years
from kg.link.places import find_places
from kg.link.signs import read_signs
from kg.link.standing import NATION, features_of
from kg.model.annotation import Context
from kg.model.document import SourceDocument
from kg.model.mention import Entity, EntityType, Mention
from kg.model.offsets import CleanText
from kg.resources.link import load_region_weights
from kg.resources.places import Gazetteer, Place, load_gazetteer

__all__ = ["CHINA", "entity_of", "find_context"]

CHINA = Entity("中国", EntityType.PLACE)

_SURE = 0.3
"""How likely a division must be: below it, a report is of none rather than of a guess."""
_ENOUGH_NATION = 3
"""How often a text that names no division must speak of the country to speak for it."""


def find_context(
    clean: CleanText,
    hits: Iterable[PlaceHit | Mention] | None = None,
    document: SourceDocument | None = None,
) -> Context:
    """The context of one document; the place hits of its text are found where they are not given.

    Fields are `None` where the text does not tell. A report of the whole country has 中国, without
    a code, as its region.
    """
    text = clean.text
    title = _title(clean, document)
    places = [hit for hit in hits if isinstance(hit, PlaceHit)] if hits is not None else []
    places = places or list(find_places(text))
    gazetteer = load_gazetteer()
    region = _find_region(text, places, clean.title, title, gazetteer)
    published = clean.published or (document.published if document else None)
    written, period = find_years(text, published)
    return Context(
        region=region,
        ancestors=_ancestors(region, gazetteer),
        title=title,
        published=published,
        period=period,
        written=written,
    )


def entity_of(place: Place) -> Entity:
    """The place as an entity: official name and code.

    >>> entity_of(load_gazetteer().by_code("450700"))
    Entity(name='钦州市', type=<EntityType.PLACE: 'PLACE'>, code='450700', place=None, group=False)
    """
    return Entity(place.name, EntityType.PLACE, code=place.code)


def _title(clean: CleanText, document: SourceDocument | None) -> str | None:
    if clean.title is not None:
        return clean.text[slice(*clean.title)]
    return document.title if document else None


def _ancestors(region: Entity | None, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    if region is None or region.code is None:
        return ()
    place = gazetteer.by_code(region.code)
    above = gazetteer.ancestors(place) if place else ()
    return (*(entity_of(parent) for parent in above), CHINA)


def _find_region(
    text: str, places: list[PlaceHit], span: tuple[int, int] | None, title: str | None, gazetteer: Gazetteer
) -> Entity | None:
    if title and span is None:
        front = f"{title}\n"
        text, span = front + text, (0, len(title))
        places = [
            *find_places(title),
            *(replace(hit, start=hit.start + len(front), end=hit.end + len(front)) for hit in places),
        ]
    weights = load_region_weights()
    signs = read_signs(text, places, span, gazetteer)
    found = features_of(signs, gazetteer)
    if not found.keys() - {NATION}:
        return CHINA if signs.nation >= _ENOUGH_NATION else None
    scores = {
        code: sum(weights.get(name, 0.0) * value for name, value in features.items())
        for code, features in found.items()
    }
    best = min(scores, key=lambda code: (-scores[code], code))
    if sum(exp(score - scores[best]) for score in scores.values()) > 1 / _SURE:
        return None
    place = gazetteer.by_code(best)
    return entity_of(place) if place else CHINA
