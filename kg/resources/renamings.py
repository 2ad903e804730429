"""Former names of bodies: the packaged table, and tables that analysts add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from kg.resources.tables import parse_table, read_table

__all__ = ["Renaming", "format_renamings", "load_renamings", "parse_renamings", "read_renamings"]

_COLUMNS = ("former", "present", "level", "until", "note")
_LEVELS = frozenset({"", "province", "prefecture", "county"})


@dataclass(frozen=True, slots=True)
class Renaming:
    """One body's name and the one that followed it in the year `until`.

    With a `level` both are what stands behind the name of any division of that level; without, whole names.
    """

    former: str
    present: str
    level: str = ""
    until: str = ""
    note: str = ""


def _renaming(row: Mapping[str, str]) -> Renaming:
    if not row["former"] or not row["present"] or row["former"] == row["present"]:
        raise ValueError(f"expected two different names, found {row['former']!r} and {row['present']!r}")
    if row["level"] not in _LEVELS:
        raise ValueError(f"expected a level among {sorted(_LEVELS)}, found {row['level']!r}")
    if row["until"] and not (len(row["until"]) == 4 and row["until"].isdecimal()):
        raise ValueError(f"expected until to be a year or empty, found {row['until']!r}")
    return Renaming(**row)


@cache
def load_renamings() -> tuple[Renaming, ...]:
    """The packaged table."""
    return read_table("link/renamings.tsv", _COLUMNS, _renaming)


def parse_renamings(name: str, lines: Iterable[str]) -> tuple[Renaming, ...]:
    """The rows of a table at hand; raises `ResourceError` with `name` and the line of a bad row."""
    return tuple(parse_table(name, lines, _COLUMNS, _renaming))


def read_renamings(path: str | Path) -> tuple[Renaming, ...]:
    """A table of the user's own, with the columns of `kg/resources/data/link/renamings.tsv`."""
    return parse_renamings(str(path), Path(path).read_text(encoding="utf-8-sig").splitlines())


def format_renamings(renamings: Iterable[Renaming]) -> str:
    """The table that `parse_renamings` reads."""
    return "\n".join("\t".join(cells) for cells in (_COLUMNS, *map(astuple, renamings)))
