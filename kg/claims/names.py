"""Claims that follow from a name alone: where a body is, what it governs, what it is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kg.claims.passage import Passage
from kg.claims.places import KnownPlaces
from kg.claims.subjects import entity_of
from kg.claims.voices import COUNTRY
from kg.model import Claim, Entity, EntityType, Mention, Modality, Predicate
from kg.resources.words import alternation

__all__ = ["find_named"]

_LEVEL = re.compile(f"^{alternation('claims/names.level')}(?!域|级|外|内)")
_PARTY = re.compile(
    "^(?:中国共产党|中国人民政治协商会议|中国国民党革命委员会|中国(?:农工民主|民主建国|民主促进|民主同盟|致公|红十字)(?:党|会)?)"
)
"""What names of organs open with that is no place of theirs."""
_ORGANS = frozenset({"党委", "政府", "人大", "政协", "人民政府"})
"""What is left of an organ's name behind another one: 省委、省政府 gives 政府 in 自治区党委、政府."""
_HEAD = f"(?:{alternation('claims/names.head')}|卫生健康委(?!员))"
_UNIT = f"(?:[^、]{{0,12}}?{alternation('claims/names.unit')})"
_PART = re.compile(rf"^(?P<parent>.{{2,}}{_HEAD})(?P<unit>{_UNIT})$")
_CAMPUS = re.compile(r"^(?P<parent>.{4,}?(?:医院|医学中心|医疗中心))(?P<unit>.{2,8}医院)$")
_AFFILIATED = re.compile(
    r"^(?P<parent>.{2,}?(?:大学|学院|医科大|医学院|研究院|科学院))(?:直属|第[一二三四五六七八九十]+)?附属"
    r"|^(?P<university>[^附]{2,}?(?:大学|医学院))(?=[^附]{2,}医院$)"
)
_PLACED = frozenset(
    {
        EntityType.HOSPITAL,
        EntityType.PRIMARY_CARE,
        EntityType.PUBLIC_HEALTH,
        EntityType.ORGANIZATION,
        EntityType.FACILITY,
    }
)
_BODIES = _PLACED - {EntityType.FACILITY} | {EntityType.AGENCY}


def find_named(passage: Passage) -> Iterator[Claim]:
    """Once for each entity, on its first naming that tells it outright, or else that hints at it."""
    places = KnownPlaces((*passage.mentions, *passage.nested), passage.context)
    bodies = {entity_of(mention).name: entity_of(mention) for mention in passage.mentions if mention.type in _BODIES}
    nested = {mention.start: mention for mention in passage.nested if mention.type is EntityType.PLACE}
    named = [mention for mention in passage.mentions if not mention.anaphor and not mention.group]
    seen: set[tuple[str, Predicate]] = set()
    told = (
        (mention, said) for mention in named for said in _implied(mention, places, bodies, nested.get(mention.start))
    )
    hinted = ((mention, said) for mention in named for said in _hinted(mention, places))
    for mention, (predicate, object_, ending) in chain(told, hinted):
        entity = entity_of(mention)
        if (entity.name, predicate) not in seen and object_.name != entity.name:
            seen.add((entity.name, predicate))
            yield _claim(passage, mention, entity, predicate, object_, ending)
    yield from _shared(passage, seen)


def _shared(passage: Passage, seen: set[tuple[str, Predicate]]) -> Iterator[Claim]:
    for mention in passage.mentions:
        for body, place in passage.shared.get(mention.start, ()):
            if (body.name, Predicate.LOCATED_IN) not in seen:
                seen.add((body.name, Predicate.LOCATED_IN))
                yield _claim(passage, mention, body, Predicate.LOCATED_IN, place)


def _implied(
    mention: Mention, places: KnownPlaces, bodies: dict[str, Entity], nested: Mention | None
) -> Iterator[tuple[Predicate, Entity, str]]:
    """What the name as written says, and what the rule that says so ends with."""
    parent = _whole(mention, bodies)
    if parent and not entity_of(mention).name.endswith(_ALLIANCES) and _is_told(parent, bodies):
        told = "" if parent.name in bodies else _UNTOLD if _is_written(mention, parent) else _UNWRITTEN
        yield Predicate.PART_OF, parent, told
    place = _place(mention, places, nested)
    if place is None:
        return
    if mention.type is EntityType.AGENCY:
        # an office of a government speaks for the place; whether a department of a commission governs it is less sure
        is_own = parent is None or parent.name.endswith("政府")
        yield Predicate.HAS_JURISDICTION, place, "" if is_own else _OF_WHOLE
    elif mention.type in _PLACED:
        yield Predicate.LOCATED_IN, place, ""


def _hinted(mention: Mention, places: KnownPlaces) -> Iterator[tuple[Predicate, Entity, str]]:
    """What only the full name says, where the report uses a bare one (一期工程)."""
    place = places.begins(_PARTY.sub("", entity_of(mention).name))
    if place is None or place.name in COUNTRY:
        return
    if mention.type is EntityType.AGENCY:
        yield Predicate.HAS_JURISDICTION, place, _BARE
    elif mention.type in _PLACED and mention.type is not EntityType.ORGANIZATION:  # a department is said to be part
        yield Predicate.LOCATED_IN, place, _BARE


def _whole(mention: Mention, bodies: dict[str, Entity]) -> Entity | None:
    if mention.type not in _BODIES:
        return None
    owner = _owner(entity_of(mention).name, bodies)
    return _nearer(_parent(mention, bodies), owner) or owner


def _is_told(parent: Entity, bodies: dict[str, Entity]) -> bool:
    """Whether the document speaks of the whole, or the part is one of a house or university, which its name is for."""
    return parent.name in bodies or bool(_WHOLES.search(parent.name))


_WHOLES = re.compile(f"{alternation('claims/names.wholes')}$")
_UNTOLD = ".untold"
"""What the rule ends with where only the name of the part says that there is a whole."""
_UNWRITTEN = ".unwritten"
"""What it ends with where only the full name says so, and not the one that the report uses (佑安医院)."""
_OF_WHOLE = ".department"
"""What it ends with where the agency is a department of another."""
_BARE = ".bare"
"""What it ends with where the name as written opens with no place."""


def _is_written(mention: Mention, parent: Entity) -> bool:
    return not _UNIVERSITY.search(parent.name) or bool(_SAID.search(mention.text))


_UNIVERSITY = re.compile(f"{alternation('claims/names.university')}$")


def _nearer(parent: Entity | None, owner: Entity | None) -> Entity | None:
    """A unit of a campus is part of the campus, where the document names it, and not of the whole hospital."""
    return owner if parent and owner and owner.name.startswith(parent.name) else parent


_ALLIANCES = ("医共体", "医联体", "联盟", "联合体", "共同体", "集团")
"""Named after the body that leads them, of which they are no part."""
_SAID = re.compile(alternation("claims/names.said"))


def _owner(name: str, bodies: dict[str, Entity]) -> Entity | None:
    """The longest body of the document whose name opens this one: 某市人民医院 for its 心血管内科."""
    for end in range(len(name) - 1, 2, -1):
        if name[:end] in bodies:
            return bodies[name[:end]]
    return None


def _place(mention: Mention, places: KnownPlaces, nested: Mention | None) -> Entity | None:
    """By the canonical name, where the words themselves open with a place or a level."""
    name = _PARTY.sub("", entity_of(mention).name)
    campus = _CAMPUS.match(name) or _PART.match(name)
    if campus:
        # a campus far from home lies where its own part of the name says (某医院|某地院区)
        there = places.begins(campus["unit"]) or places.beside(campus["unit"], entity_of(mention).place)
        if there:
            return there
    if nested is None and not _LEVEL.match(mention.text) and mention.text not in _ORGANS:
        return None
    found = places.begins(name)
    if nested is None or nested.entity is None:
        return found
    # 北京肿瘤医院 says more of its place than 中国医学科学院肿瘤医院 does
    is_in_name = nested.text in name or nested.entity.name in name
    return found if found and is_in_name else nested.entity


def _parent(mention: Mention, bodies: dict[str, Entity]) -> Entity | None:
    name = entity_of(mention).name
    # where the name as written does not tell it, only a hospital's own name does, and not that of one of its units
    is_hospital = name.endswith("医院") and name.count("医院") == 1
    affiliated = _AFFILIATED.match(name) if is_hospital or _SAID.search(mention.text) else None
    match = _CAMPUS.match(name) or _PART.match(name) or affiliated
    if not match or name.startswith("驻") or (mention.type is EntityType.AGENCY and name.endswith("委员会")):
        return None
    parent = match.groupdict().get("university") or match["parent"]
    unit = name[len(parent) :]
    if unit in {"中心", "部", "站", "室", "组", "科"}:
        return None
    known = bodies.get(parent)
    if known:
        return known
    kind = mention.type
    if "大学" in parent or "学院" in parent:
        kind = EntityType.ORGANIZATION
    elif parent.endswith(("医院", "保健院")):
        kind = EntityType.HOSPITAL
    return Entity(parent, kind)


def _claim(
    passage: Passage, mention: Mention, entity: Entity, predicate: Predicate, object_: Entity, told: str = ""
) -> Claim:
    evidence = passage.evidence(mention.start, mention.end, rule=f"name.{predicate}{told}", confidence=0.9)
    return Claim(subject=entity, predicate=predicate, object=object_, modality=Modality.DONE, evidence=(evidence,))
