"""What Chinese units are called in UCUM and ISO 4217 (`ontology/units.tsv`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.resources.ontology import ontology_file
from kg.resources.tables import parse_table

__all__ = ["UnitCodes", "load_unit_codes"]

_FILE = "units.tsv"


@dataclass(frozen=True, slots=True)
class UnitCodes:
    """The codes of a unit; empty where the standard has none for it."""

    unit: str
    ucum: str
    currency: str


@cache
def load_unit_codes() -> Mapping[str, UnitCodes]:
    """From the unit as texts write it to its codes.

    >>> load_unit_codes()["平方米"].ucum, load_unit_codes()["元"].currency
    ('m2', 'CNY')
    """
    lines = ontology_file(_FILE).splitlines()
    rows = parse_table(_FILE, lines, ("unit", "ucum", "currency"), _codes)
    return MappingProxyType({row.unit: row for row in rows})


def _codes(row: Mapping[str, str]) -> UnitCodes:
    if bool(row["ucum"]) == bool(row["currency"]):
        raise ValueError(f"expected a UCUM code or a currency, found {row!r}")
    return UnitCodes(**row)
