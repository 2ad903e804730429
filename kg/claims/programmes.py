"""What a programme's own name tells: the disease it is aimed at, and the people right before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.subjects import entity_of
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.names import load_names
from kg.resources.tables import read_table
from kg.resources.words import alternation

__all__ = ["find_programme_claims"]

_ACTS = re.compile(alternation("claims/programmes.acts"))
_VACCINE = re.compile("接种|疫苗")
"""A vaccination is named after what it prevents, and acts on nobody who has it."""
_CLASSES = frozenset({"癌症", "恶性肿瘤", "慢性病", "传染病", "地方病", "出生缺陷"})
"""A name that tells a whole class of diseases leaves open which of them it is aimed at."""
_PEOPLE = f"(?P<people>{alternation('claims/programmes.people_kind')}*{alternation('claims/programmes.people_noun')})"
_BEFORE = re.compile(rf"{_PEOPLE}(?:免费|{SIGNS['DISEASE']})?(?P<programme>[{SIGNS['PROGRAM']}])")


@cache
def _diseases() -> tuple[tuple[str, str], ...]:
    """Words and the diseases they mean, longest first."""
    words = {form: term.name for term in load_names().diseases for form in term.forms}
    words |= dict(read_table("claims/programme_diseases.tsv", ("word", "disease"), _row))
    return tuple(sorted(words.items(), key=_length))


def _row(row: Mapping[str, str]) -> tuple[str, str]:
    return row["word"], row["disease"]


@cache
def _classes() -> tuple[tuple[str, str], ...]:
    return tuple(read_table("claims/disease_classes.tsv", ("class", "disease"), _class_row))


def _class_row(row: Mapping[str, str]) -> tuple[str, str]:
    return row["class"], row["disease"]


def find_programme_claims(passage: Passage) -> Iterator[Claim]:
    """Once for each programme, where it is first named in a sentence that does something with it."""
    known = {
        entity_of(mention).name: entity_of(mention)
        for mention in passage.mentions
        if mention.type is EntityType.DISEASE
    }
    known |= {
        mention.text: entity_of(mention)
        for mention in passage.mentions
        if mention.type is EntityType.DISEASE and not mention.group
    }
    told: set[tuple[str, str]] = set()
    for index, shadow in enumerate(passage.shadows):
        for position, item in shadow.items.items():
            if isinstance(item, Mention) and item.type is EntityType.PROGRAM and not item.anaphor:
                aims = [(entity_of(item), disease) for disease in (*_aims(item, known), *_prevented(item))]
                rule = "programme.vaccine" if _prevented(item) else "programme.disease"
                for programme, disease in (*passage.joined.get(item.start, ()), *aims):
                    if (programme.name, disease.name) in told:
                        continue
                    told.add((programme.name, disease.name))
                    yield passage.claim(
                        index, (position, position + 1), programme, Predicate.TARGETS, disease,
                        rule=rule, confidence=0.7,
                    )  # fmt: skip
        for match in _BEFORE.finditer(shadow.string):
            named = shadow.items[match.start("programme")]
            if isinstance(named, Mention):
                people = Entity(match["people"], EntityType.POPULATION)
                yield passage.claim(
                    index, match.span(), entity_of(named), Predicate.COVERS, people,
                    rule="programme.people", confidence=0.55,
                )  # fmt: skip


def _aims(mention: Mention, known: dict[str, Entity]) -> list[Entity]:
    if not _ACTS.search(mention.text) or _VACCINE.search(mention.text):
        return []
    found: dict[str, Entity] = {}
    text = mention.text
    for name, entity in sorted(known.items(), key=_length):
        if name in text:
            found[entity.name] = entity
            text = text.replace(name, "*")
    for word, name in _diseases():
        if word in text:
            found.setdefault(name, Entity(name, EntityType.DISEASE))
            text = text.replace(word, "*")
    return [disease for each in found.values() if each.name not in _CLASSES for disease in _members(each, known)]


_PREVENTED = re.compile(
    f"(?P<disease>{alternation('claims/programmes.prevented_disease')})(?:球菌)?(?:疫苗|扩大免疫|免费|自愿|惠民|应急)*接种"
)
"""A vaccination named after a disease itself; one named after its agent (HPV, 新冠病毒) leaves open against what."""


def _prevented(mention: Mention) -> list[Entity]:
    """流感疫苗接种 is aimed at the disease that its name tells."""
    match = _PREVENTED.search(mention.text)
    return [Entity(match["disease"], EntityType.DISEASE)] if match else []


def _members(disease: Entity, known: dict[str, Entity]) -> list[Entity]:
    """两癌 is the two of them where the report names them too, else itself."""
    members = [name for title, name in _classes() if title == disease.name.strip("“”")]
    named = {entity.name: entity for entity in known.values()}
    return [named[name] for name in members if name in named] or [disease]


def _length(item: tuple[str, object]) -> tuple[int, str]:
    return -len(item[0]), item[0]
