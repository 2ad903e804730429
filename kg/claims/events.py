"""Claims from the frames of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from kg.claims.alliances import is_set
from kg.claims.denials import deny, is_undone
from kg.claims.dispatches import find_parts, later_people, oriented
from kg.claims.frame_ends import WORKS, objects_of, subjects_of
from kg.claims.frames import Frame, load_frames
from kg.claims.helpers import PEOPLE_UNITS, helped, is_outside, is_own, people_told
from kg.claims.holders import graded
from kg.claims.partners import find_bonds
from kg.claims.passage import Passage
from kg.claims.rolls import find_rolls
from kg.claims.shadow import Shadow
from kg.claims.slots import slot_of
from kg.claims.titleholders import is_personal
from kg.claims.unstated import FOUNDER, GIVEN, founders_of, sum_of, tells_money
from kg.model import Claim, Entity, Modality, Polarity, Predicate, Quantity
from kg.resources.claims import Pattern
from kg.resources.words import alternation

__all__ = ["find_events"]

_EXCLUSIVE = {Predicate.MEMBER_OF, Predicate.LAUNCHES, Predicate.BUILDS, Predicate.IMPLEMENTS}
_NEXT = {"builds.then", "builds.carried"}
_BACKING = {"supports.create", "supports.push"}
_UNDONE = "later.denied."
"""What the rule of a claim begins with that a later clause of its sentence takes back."""
_PACTS = {"supports.pact", "supports.makespart", "supports.pactsend"}
"""Frames of an agreement, which say not by themselves who helps whom."""
_AIDS = {"supports.pair", "supports.on"}
"""Frames of help without an end: whom a region is not said to help is hardly a house of its own."""
_HELPS = re.compile("援|帮|共建|捐")
_SEVERAL = re.compile("分别")
_EACH = re.compile("每院|每家|各[选下增]?派|各常驻|各出|分别[选下]?派")


def find_events(passage: Passage) -> Iterator[Claim]:
    """Every reading of the frames, in order of sentence and frame.

    Of two frames that give one object two subjects in a sentence, the earlier in the table is
    right; and what a body joins, launches or builds there, it is not said to implement.
    """
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        taken: dict[tuple[str, str], str] = {}
        told: list[Claim] = []
        present = frozenset(shadow.string)
        for frame in _ordered():
            if not any(present.isdisjoint(need) for need in frame.needs):
                for claim in _read(passage, index, frame):
                    if _is_first(claim, frame, taken):
                        told.append(claim)
                        yield claim
        told += (parts := list(find_parts(passage, index)))
        yield from parts
        yield from find_rolls(passage, index, told)
        yield from find_bonds(passage, index, told)


@cache
def _ordered() -> tuple[Frame, ...]:
    """Whoever is named as helped goes before the home that a report speaks for."""
    return tuple(sorted(load_frames(), key=_is_home))


def _is_home(frame: Frame) -> bool:
    return frame.pattern.default == "home"


def _is_first(claim: Claim, frame: Frame, taken: dict[tuple[str, str], str]) -> bool:
    key = _role(claim)
    if claim.predicate is Predicate.BUILDS:
        told = (key[1], f"{claim.modality} {claim.time if claim.modality is Modality.DONE else None}")
        if frame.pattern.id in _NEXT and key in taken:
            # 主体封顶,预计年底投用: what comes next is told beside what is done
            return taken.setdefault(told, frame.pattern.id) == frame.pattern.id
        taken.setdefault(told, "")
    if claim.predicate is Predicate.SUPPORTS:
        told = (f"{claim.predicate} {claim.subject.name}", key[1])
        if told in taken:
            return False
        taken[told] = frame.pattern.id
        helps = (f"{claim.predicate} {claim.subject.name}", "*")
        if _is_home(frame):  # several come to help one home, unless they are said to help another
            return helps not in taken
        taken[helps] = frame.pattern.id
    holder = taken.setdefault(key, frame.pattern.id)
    if holder != frame.pattern.id:
        return False
    if claim.predicate in _EXCLUSIVE:
        group = ("*", claim.object.name if claim.object else "")
        holder = taken.setdefault(group, claim.predicate)
        return holder == claim.predicate or {holder, claim.predicate} == {Predicate.MEMBER_OF, Predicate.BUILDS}
    return True


def _role(claim: Claim) -> tuple[str, str]:
    """One end of a claim that only one frame may fill in a sentence: of a set the member, else the object."""
    other = claim.object.name if claim.object else ""
    if claim.predicate is Predicate.MEMBER_OF:
        return claim.predicate, claim.subject.name
    if claim.predicate in {Predicate.LOCATED_IN, Predicate.COVERS}:
        return claim.predicate, claim.subject.name + other
    return claim.predicate, other


def _read(passage: Passage, index: int, frame: Frame) -> Iterator[Claim]:
    shadow = passage.shadows[index]
    position = 0
    while match := frame.expression.search(shadow.string, position):
        yield from _claims(passage, index, frame, match)
        position = max(match.start() + 1, match.end() - 1)


def _claims(passage: Passage, index: int, frame: Frame, match: re.Match[str]) -> Iterator[Claim]:
    shadow = passage.shadows[index]
    pattern = frame.pattern
    objects = objects_of(passage, index, frame, match)
    subjects = subjects_of(passage, index, frame, match)
    amount = slot_of(match, "q", "q2")
    quantities = shadow.quantities(*amount) if amount else []
    if pattern.predicate is Predicate.SUPPORTS:
        quantities = people_told(shadow.quantities(*match.span()), quantities, is_slot="(q" in pattern.frame)
    each = _takes(pattern, objects, subjects) or bool(_EACH.search(match[0]))
    pairs = _pairs(shadow, match, subjects, [entity for entity, _ in objects])
    if pattern.default == "home":
        pairs = iter(helped(passage, index, match.start(), subjects))
        quantities = [span for span in quantities if span.quantity.unit in PEOPLE_UNITS]
    if pattern.predicate is Predicate.FUNDS:
        if not tells_money(shadow, *match.span()) or (quantities and sum_of(quantities[0]) is None):
            return
        pairs = islice(pairs, 1) if len(subjects) == 1 else pairs
    if pattern.default == FOUNDER and _is_unstated(passage, index, match):
        pairs = iter([(founders_of(passage, thing, subject), thing) for subject, thing in pairs])
    elif (pattern.predicate in WORKS or pattern.id in _BACKING) and _is_unstated(passage, index, match):
        # 二期楼封顶,外科楼装修: a house's building is the house's, whoever was spoken of before it
        opens = pattern.predicate is Predicate.BUILDS or (slot_of(match, "o") or match.span())[0] == match.start()
        pairs = iter([(passage.builder_of(thing, subject, opens), thing) for subject, thing in pairs])
    if pattern.id == _LISTED:
        pairs = iter(_of_owner(passage, index, match, list(pairs)))
    if pattern.id in _PACTS:
        pairs = iter([oriented(passage, index, match, *pair) for pair in pairs])
    if pattern.predicate is Predicate.ACHIEVED and not slot_of(match, "s"):
        pairs = iter([(graded(passage, index, match.start(), subject, thing), thing) for subject, thing in pairs])
    is_one = pattern.predicate is Predicate.SUPPORTS and len(subjects) == 1 and len(objects) <= 1
    later = later_people(shadow, _told(match)) if is_one and not quantities else None
    for subject, object_ in pairs:
        predicate = Predicate.PART_OF if pattern.id == _LISTED and not object_.group else pattern.predicate
        if predicate is Predicate.MEMBER_OF and not is_set(object_, match[0]):
            continue
        if pattern.id in _AIDS and is_own(passage, index, match.start(), subject, object_):
            continue
        if subject.name == object_.name or (pattern.default == GIVEN and not is_outside(subject, object_)):
            continue
        counted = next((quantity for entity, quantity in objects if entity == object_), None)
        told = quantities[0].quantity if quantities and each else later
        if predicate is Predicate.FUNDS and quantities:
            told = sum_of(quantities[0])
        if predicate is Predicate.ACHIEVED and not (counted or told) and is_personal(object_.name):
            continue
        claim = passage.claim(
            index,
            match.span(),
            subject,
            predicate,
            object_,
            rule=pattern.id,
            confidence=pattern.confidence,
            quantity=counted or told,
            modality=pattern.modality,
        )
        is_affirmed = claim.polarity is Polarity.AFFIRMED
        yield deny(claim, _UNDONE) if is_affirmed and is_undone(predicate, shadow.string, match.end()) else claim


def _told(match: re.Match[str]) -> int:
    """Where a frame has told who helps whom; a pact goes on to what came of it."""
    slot = slot_of(match, "o")
    return slot[1] if slot and match.re.pattern.startswith("(?P<s>") else match.end()


_LISTED = "member.set"
_DEPARTMENTS = re.compile(rf"{alternation('claims/events.departments')}(?:\d+个|[一二三四五六七八九十]+个)?$")


def _of_owner(
    passage: Passage, index: int, match: re.Match[str], pairs: list[tuple[Entity, Entity]]
) -> list[tuple[Entity, Entity]]:
    """10个临床科室(内科、外科): departments listed behind their number are the hospital's parts, as their number is."""
    if not pairs or not _DEPARTMENTS.search(pairs[0][1].name):
        return pairs
    owners = [each for each in passage.subjects_at(index, match.start(), "topic") if each.type.is_health_institution]
    if not owners:
        return pairs
    parts = dict.fromkeys((pairs[0][1], *(subject for subject, _ in pairs)))
    return [(part, owners[0]) for part in parts]


def _is_unstated(passage: Passage, index: int, match: re.Match[str]) -> bool:
    """Whether nobody is named before the frame in its clause, and it tells of no help for others."""
    if slot_of(match, "s") or _HELPS.search(match[0]):
        return False
    return not passage.subjects_at(index, match.start(), "none")


def _takes(pattern: Pattern, objects: list[tuple[Entity, Quantity | None]], subjects: list[Entity]) -> bool:
    """People sent to several places, or by several senders, are a total told beside the claims and not in them."""
    if pattern.predicate is not Predicate.SUPPORTS:
        return True
    return len(subjects) == 1 and (len(objects) == 1 or pattern.default == "home")


def _pairs(
    shadow: Shadow, match: re.Match[str], subjects: list[Entity], objects: list[Entity]
) -> Iterator[tuple[Entity, Entity]]:
    start, _ = shadow.clause_of(match.start())
    if len(subjects) == len(objects) > 1 and _SEVERAL.search(shadow.string, start, match.end()):
        yield from zip(subjects, objects, strict=True)
        return
    for subject in subjects:
        for object_ in objects:
            yield subject, object_
