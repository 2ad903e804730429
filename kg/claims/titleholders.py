"""Who holds a title: not those of its people who were given it, and not the office that gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.subjects import entity_of
from kg.model import Entity, EntityType
from kg.resources.words import alternation

__all__ = ["is_personal", "title_holders"]

_PERSON = SIGNS["PERSON"]
_SOMEBODY = re.compile(
    f"(?:{alternation('claims/titleholders.somebody')}|{_PERSON}(?:等[{SIGNS['Q']}]?人?|、{_PERSON})*)(?:{_PERSON})?(?:同志|医生|大夫)?(?:{alternation('claims/titleholders.both')}|[{SIGNS['T']}]|,)*$"
)
_GIVES = ("授予", "命名", "表彰")


def title_holders(passage: Passage, index: int, match: re.Match[str], found: Sequence[Entity]) -> tuple[Entity, ...]:
    """Of those that a frame would have hold a title, those that do; whoever is given it where somebody gives it."""
    shadow = passage.shadows[index]
    start, _ = shadow.clause_of(match.start())
    if _SOMEBODY.search(shadow.string, start, match.start()):
        return ()
    here = {entity_of(mention) for mention in shadow.mentions(0, match.start())}
    if found and passage.subjects.default and all(e.type is EntityType.AGENCY and e not in here for e in found):
        return (passage.subjects.default,)  # an office named in an earlier sentence
    if not match[0].startswith(_GIVES) or not passage.subjects_at(index, match.start(), "none"):
        return tuple(found)
    given = [
        entity_of(mention)
        for mention in shadow.mentions(*match.span())
        if (mention.type.is_body or mention.type is EntityType.PLACE) and not mention.group
    ]
    if given or re.search(f"[他她{_PERSON}]|同志|全体|医生|护士", match[0]):
        return tuple(given)
    if any(each.type is not EntityType.AGENCY for each in found):
        return tuple(found)
    return (passage.subjects.default,) if passage.subjects.default else ()


_PERSONAL = re.compile(f"{alternation('claims/titleholders.personal')}$")


def is_personal(title: str) -> bool:
    """Whether only people are given it: no body got it, unless it counts those of its people who have it."""
    return bool(_PERSONAL.search(title))
