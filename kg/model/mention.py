"""Mentions, and the entities they are linked to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.errors import OffsetError

__all__ = ["CORE_TYPES", "Entity", "EntityType", "Link", "Mention", "Method"]


class EntityType(StrEnum):
    """The twelve mention types of the guideline, and one that only claims use."""

    HOSPITAL = "HOSPITAL"
    PRIMARY_CARE = "PRIMARY_CARE"
    PUBLIC_HEALTH = "PUBLIC_HEALTH"
    AGENCY = "AGENCY"
    ORGANIZATION = "ORGANIZATION"
    PROGRAM = "PROGRAM"
    PLACE = "PLACE"
    PERSON = "PERSON"
    DISEASE = "DISEASE"
    FACILITY = "FACILITY"
    DESIGNATION = "DESIGNATION"
    INDICATOR = "INDICATOR"
    POPULATION = "POPULATION"
    """People something is for (适龄女性), or a class of things (重点县): never a mention."""

    @property
    def is_body(self) -> bool:
        """Whether it is an organised body of any kind."""
        return self in _BODIES

    @property
    def is_health_institution(self) -> bool:
        return self in _HEALTH


_HEALTH = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})
_BODIES = _HEALTH | {EntityType.AGENCY, EntityType.ORGANIZATION}

CORE_TYPES = _HEALTH | {EntityType.AGENCY, EntityType.PROGRAM, EntityType.PLACE}
"""The core four of the scores: the three health-institution types count as one."""


class Method(StrEnum):
    """How something was found."""

    RULE = "rule"
    DICTIONARY = "dictionary"
    MODEL = "model"
    EXTRACTOR = "extractor"
    """By a program that the user added; the rule is its name."""
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world, by its canonical name.

    `name` is full and official in the light of the document; two entities are the same when name,
    type and code agree. `code` is GB/T 2260 for places. `place` is the code of the division a body
    belongs to, which keeps same-named bodies apart. `group` marks a counted set.
    """

    name: str
    type: EntityType
    code: str | None = None
    place: str | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement: the mention means `entity`, for these reasons, rather than the candidates."""

    entity: Entity
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or definite reference in the text, `[start, end)` in code points.

    `rule` names the pattern, table or model that found it. `link` is `None` until linked.
    """

    start: int
    end: int
    text: str
    type: EntityType
    nested: bool = False
    anaphor: bool = False
    group: bool = False
    method: Method = Method.RULE
    rule: str = ""
    confidence: float = 1.0
    link: Link | None = None

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text:
            raise OffsetError(
                f"mention {self.text!r}: expected a span as long as its text, found [{self.start}, {self.end})"
            )

    @property
    def entity(self) -> Entity | None:
        return self.link.entity if self.link else None
