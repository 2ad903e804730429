"""The scores as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Agreement", "Counts", "Scores"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, predicted and gold items; the ratios are 1 where there was nothing to get wrong."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the items looked at agree; 1 where there were none."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.right + other.right, self.total + other.total)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of the guideline's section 5, over one set of documents.

    `types` and `all_types`: mentions that are neither nested nor anaphors, groups included.
    `core` keys: HEALTH (the three health-institution types as one), AGENCY, PROGRAM, PLACE.
    `apart` and `linking_apart` keys: nested, anaphor, group. `linking` is about all mentions of
    `all_types` that were found. `qualifiers`: modality, time, unit, comparator of right claims.
    `missing_documents` are gold documents without a prediction (all of theirs counts as missing),
    `ignored_documents` predicted ones without gold.
    """

    documents: int
    types: Mapping[str, Counts]
    all_types: Counts
    core: Mapping[str, Counts]
    core_four: Counts
    apart: Mapping[str, Counts]
    linking: Agreement
    linking_types: Mapping[str, Agreement]
    linking_apart: Mapping[str, Agreement]
    predicates: Mapping[str, Counts]
    claims: Counts
    qualifiers: Mapping[str, Agreement]
    missing_documents: tuple[str, ...] = ()
    ignored_documents: tuple[str, ...] = ()

    @property
    def wrong_claims(self) -> int:
        return self.claims.predicted - self.claims.right

    @property
    def wrong_claims_per_document(self) -> float:
        return self.wrong_claims / self.documents if self.documents else 0.0

    def to_json(self) -> dict[str, Any]:
        """The counts, and the headline ratios rounded to four places, for a machine to keep."""
        headline = {
            "core_four_f1": self.core_four.f1,
            "all_types_f1": self.all_types.f1,
            "linking": self.linking.share,
            "claims_f1": self.claims.f1,
            "wrong_claims_per_document": self.wrong_claims_per_document,
            "modality": self.qualifiers["modality"].share,
        }
        return {"headline": {name: round(value, 4) for name, value in headline.items()}, "counts": asdict(self)}
