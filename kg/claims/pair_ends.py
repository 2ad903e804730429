"""The two ends that a pair joins: what they are, where they stand, and why one that stands nowhere is thought of."""

from __future__ import annotations

from dataclasses import dataclass

from kg.claims.shadow import Shadow
from kg.model import Entity

__all__ = ["CARRIED", "DEFAULT", "INSIDE", "Couple", "End", "end_unnamed"]

INSIDE = "in"
"""The source of a subject that the sentence names."""
CARRIED = "carried"
"""That of one which the sentences before are about."""
DEFAULT = "default"
"""That of what the report speaks for."""


@dataclass(frozen=True, slots=True)
class End:
    """What may be subject or object: `[start, end)` in the shadow's string."""

    start: int
    end: int
    entity: Entity
    text: str
    group: bool = False
    is_phrase: bool = False
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Couple:
    """Subject and object of a sentence; `source` says where the one that it does not name is taken from.

    `at` is where the subject stands, `None` for one that the sentence does not name.
    """

    subject: Entity
    at: End | None
    source: str
    object: End


def end_unnamed(shadow: Shadow, behind: int, entity: Entity) -> End:
    """What the sentence does not name stands, empty, at the end of the clause of what it belongs to."""
    last = max(behind, min(shadow.clause_of(behind)[1], len(shadow.string) - 1))
    return End(last, last, entity, entity.name)
