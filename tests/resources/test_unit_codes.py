"""The units that have codes are units that texts are read for, and the codes are well-formed."""

from __future__ import annotations

import re

from kg.resources.tables import read_table
from kg.resources.unit_codes import load_unit_codes


def test_coded_units_are_units_that_are_read() -> None:
    kinds = dict(read_table("claims/units.tsv", ("unit", "kind", "numeral"), lambda row: (row["unit"], row["kind"])))
    for unit, codes in load_unit_codes().items():
        assert (kinds[unit] == "money") == bool(codes.currency), unit


def test_codes_are_well_formed() -> None:
    for codes in load_unit_codes().values():
        assert re.fullmatch(r"[!-~]+", codes.ucum) or re.fullmatch(r"[A-Z]{3}", codes.currency)
        assert codes.ucum.count("{") == codes.ucum.count("}")
