"""Who acts in a frame that matched, and on what: the slots, or whoever its default names."""

from __future__ import annotations

import re

from kg.claims.alliances import ALLIANCE, alliance_before
from kg.claims.dispatches import TEAM, team_before
from kg.claims.frames import Frame
from kg.claims.partners import JOINED, partner_of
from kg.claims.passage import Passage
from kg.claims.payments import payers_before
from kg.claims.schemes import SCHEMES
from kg.claims.senders import HELPER, sender_before
from kg.claims.slots import entities_in, heads, phrase_in, slot_of
from kg.claims.subjects import entity_of
from kg.claims.titleholders import title_holders
from kg.claims.undertakings import carriers_of
from kg.claims.unstated import GIVEN, given_to, is_left, purse_of
from kg.model import Entity, EntityType, Predicate, Quantity
from kg.resources.signatures import load_signatures

__all__ = ["WORKS", "objects_of", "subjects_of"]

WORKS = {Predicate.BUILDS, Predicate.FUNDS}
_BUILT = frozenset({EntityType.FACILITY})
_PARTS = {"funds.each", "funds.eachplace", "funds.share", "funds.partgoes"}
"""其中甲医院5200万元: who gives the whole is told in the clause before."""
_GOING = {"supports.reached", "supports.planted", "supports.sendon", "supports.assign", "supports.ranto", "supports.in"}
"""Frames of people on their way: whoever was said to send them helps, not the region that they came to."""
_FOCUS = "targets.listed"


def objects_of(
    passage: Passage, index: int, frame: Frame, match: re.Match[str]
) -> list[tuple[Entity, Quantity | None]]:
    shadow = passage.shadows[index]
    predicate = frame.pattern.predicate
    phrase = slot_of(match, "n")
    if phrase:
        return [phrase_in(passage, shadow, phrase, predicate)]
    slot = slot_of(match, "o", "o2")
    if slot:
        return entities_in(passage, shadow, slot, predicate)
    allowed = load_signatures()[predicate].objects
    if frame.pattern.default == "home":
        return []
    if frame.pattern.default == ALLIANCE:
        return [(entity, None) for entity in alliance_before(passage, index, match.start())]
    if frame.pattern.default == "scheme":
        return [(entity_of(mention), None) for mention in passage.schemes.at(index, match.start(), SCHEMES & allowed)]
    if frame.pattern.default == GIVEN:
        givers = subjects_of(passage, index, frame, match)
        return [(entity, None) for entity in given_to(passage, index, match.start(), givers)]
    if predicate in WORKS:
        named = passage.schemes.at(index, match.start(), _BUILT if predicate is Predicate.BUILDS else SCHEMES)
        return [(entity_of(mention), None) for mention in named if not is_left(shadow, mention, match.start())]
    if predicate is Predicate.SUPPORTS:
        allowed = allowed - {EntityType.AGENCY}
    found = passage.subjects_at(index, match.start(), frame.pattern.default)
    return [(entity, None) for entity in found if entity.type in allowed]


def subjects_of(passage: Passage, index: int, frame: Frame, match: re.Match[str]) -> list[Entity]:
    """Who acts; nobody where the frame does not tell it and nobody who may act was spoken of."""
    shadow = passage.shadows[index]
    allowed = load_signatures()[frame.pattern.predicate].subjects
    slot = slot_of(match, "s", "s2")
    if slot:
        mentions = shadow.mentions(*slot)
        if mentions:
            mentions = heads(shadow, slot, mentions) or mentions[-1:]
            return [entity for entity in passage.entities(mentions) if entity.type in allowed]
        name = shadow.string[slot[0] : slot[1]].strip("的了")
        return [Entity(name, EntityType.POPULATION)]
    anchor = slot_of(match, "o", "o2", "n") or match.span()
    if frame.pattern.default == GIVEN:
        return list(purse_of(passage))
    if frame.pattern.default == HELPER:
        helped_here = [entity for entity, _ in objects_of(passage, index, frame, match)]
        return sender_before(passage, index, match.start() + 1, helped_here)
    if frame.pattern.default == TEAM:
        return team_before(passage, index, match.start() + 1)
    if frame.pattern.default == "scheme":
        named = passage.schemes.at(index, match.start() + 1, SCHEMES & allowed)
        return [entity_of(each) for each in named if len(named) == 1 or frame.pattern.id != _FOCUS]
    position = match.start() if anchor[0] <= match.start() else anchor[0] - 1
    if frame.pattern.id in _GOING and not passage.subjects_at(index, position, "none"):
        sent_to = [entity for entity, _ in objects_of(passage, index, frame, match)]
        if senders := sender_before(passage, index, match.start() + 1, sent_to):
            return senders
    if frame.pattern.id in _PARTS:
        position = max(0, shadow.clause_of(match.start() + 1)[0] - 2)
        if payers := payers_before(passage, index, position + 1):
            return [payer for payer in payers if payer.type in allowed]
    found = passage.subjects_at(index, position, frame.pattern.default)
    if frame.pattern.predicate is Predicate.ACHIEVED:
        found = title_holders(passage, index, match, found)
    if frame.pattern.predicate in JOINED and frame.pattern.default == "topic":
        joined = [entity for entity, _ in objects_of(passage, index, frame, match)]
        found = partner_of(passage, index, position, found, joined)
    if frame.pattern.predicate is Predicate.IMPLEMENTS and not passage.subjects_at(index, position, "none"):
        found = carriers_of(passage, index, found)
    if frame.pattern.predicate is Predicate.LAUNCHES:
        found = tuple(map(passage.agency_of, found))
    return [entity for entity in found if entity.type in allowed]
