"""What the grammar says of two things, as signs for the pair model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Claim, Entity, Predicate

__all__ = ["Said"]


class Said:
    """What the grammar says, by object and by both ends."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._by_object: dict[str, list[tuple[str, Predicate, str, int, int]]] = defaultdict(list)
        for claim in claims:
            if claim.object is not None:
                evidence = claim.evidence[0]
                row = (claim.subject.name, claim.predicate, evidence.rule, evidence.start, evidence.end)
                self._by_object[claim.object.name].append(row)

    def features(self, subject: Entity, object_: Entity, at: int) -> Iterator[str]:
        here = [row for row in self._by_object.get(object_.name, ()) if row[3] <= at <= row[4]]
        own = {(row[1], row[2]) for row in here if row[0] == subject.name}
        others = {row[1] for row in here if row[0] != subject.name}
        for predicate, rule in sorted(own):
            yield f"said={predicate}"
            yield f"rule={rule}"
        for predicate in sorted(others):
            yield f"other={predicate}"
        if not own:
            yield f"unsaid={bool(others)}"
