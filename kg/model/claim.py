"""Claims: what a document asserts, plans or denies, and the evidence behind it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from kg.errors import FormatError
from kg.model.identity import entity_id
from kg.model.mention import Entity, Method

__all__ = [
    "Change",
    "Claim",
    "Comparator",
    "Evidence",
    "Modality",
    "Polarity",
    "Predicate",
    "Quantity",
    "canonical_decimal",
    "content_id",
]


class Predicate(StrEnum):
    """The fifteen relations of the guideline."""

    SUPPORTS = "supports"
    LOCATED_IN = "locatedIn"
    ACHIEVED = "achieved"
    PART_OF = "partOf"
    MEMBER_OF = "memberOf"
    HAS_JURISDICTION = "hasJurisdiction"
    IMPLEMENTS = "implements"
    LAUNCHES = "launches"
    COVERS = "covers"
    TARGETS = "targets"
    BUILDS = "builds"
    FUNDS = "funds"
    PARTNERS_WITH = "partnersWith"
    HOLDS_POST = "holdsPost"
    REPORTS = "reports"


class Modality(StrEnum):
    DONE = "done"
    ONGOING = "ongoing"
    PLANNED = "planned"


class Polarity(StrEnum):
    AFFIRMED = "+"
    DENIED = "-"


class Comparator(StrEnum):
    EXACT = "="
    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"
    ABOUT = "≈"


class Change(StrEnum):
    UP = "up"
    DOWN = "down"


def canonical_decimal(value: str) -> str:
    """A decimal as it is stored: no exponent, no trailing zeros, no leading plus.

    >>> canonical_decimal("13000.0"), canonical_decimal("0.50")
    ('13000', '0.5')
    """
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise FormatError(f"expected a decimal number, found {value!r}") from error
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text gives it, in base units (万, 亿 multiplied out).

    `text` is the number as printed with its unit (`1.3万余台`); `from_value` where a change from
    one level to another is told; `value_max` where it is a range.
    """

    value: str
    unit: str | None = None
    comparator: Comparator = Comparator.EXACT
    value_max: str | None = None
    from_value: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The shortest stretch of one document that carries a claim.

    `start`, `end` point into the document's cleaned text, `source_start`, `source_end` into its
    source. `confidence` says how sure the reading is, never whether the claim is true.
    """

    document: str
    start: int
    end: int
    source_start: int
    source_end: int
    quote: str
    method: Method = Method.RULE
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact, identified by its content: equal claims from two documents are one claim.

    `time` is an ISO 8601 date, month, year or interval (`2021`, `2012/2021`, `../2022-12-31`).
    `change` is the direction where a rise or fall is told. `post` is the title of `holdsPost`.
    """

    subject: Entity
    predicate: Predicate
    object: Entity | None = None
    quantity: Quantity | None = None
    time: str | None = None
    modality: Modality = Modality.DONE
    polarity: Polarity = Polarity.AFFIRMED
    change: Change | None = None
    post: str | None = None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """20 hexadecimal digits over subject, predicate, object and all qualifiers."""
        quantity = self.quantity
        return content_id(
            [
                entity_id(self.subject),
                self.predicate,
                entity_id(self.object) if self.object else None,
                [quantity.value, quantity.value_max, quantity.from_value, quantity.unit, quantity.comparator]
                if quantity
                else None,
                self.time,
                self.modality,
                self.polarity,
                self.change,
                self.post,
            ]
        )

    @property
    def confidence(self) -> float:
        """The best confidence among the evidence; 0 where there is none."""
        return max((item.confidence for item in self.evidence), default=0.0)

    def with_evidence(self, evidence: tuple[Evidence, ...]) -> Claim:
        return replace(self, evidence=evidence)


def content_id(parts: list[object], digits: int = 20) -> str:
    """The first `digits` hexadecimal digits of the SHA-256 of a compact JSON array."""
    encoded = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(encoded).hexdigest()[:digits]
