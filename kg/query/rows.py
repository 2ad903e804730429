"""The answer to a query: columns and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from kg.rdf import PREFIXES

__all__ = ["Rows", "Value"]

Value = str | int | float | bool | None
_BY_LENGTH = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))


@dataclass(frozen=True, slots=True)
class Rows:
    """`rows` are tuples in the order of `columns`.

    IRIs are full and raw; numbers are numbers, `None` is unbound. `ASK` gives one column `answer`,
    `CONSTRUCT` and `DESCRIBE` give `subject`, `predicate`, `object`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def to_frame(self) -> pd.DataFrame:
        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def shortened(self) -> Rows:
        """With the standard prefixes in place of long IRIs, for reading."""
        return Rows(self.columns, tuple(tuple(_short(value) for value in row) for row in self.rows))


def _short(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        for base, prefix in _BY_LENGTH:
            if value.startswith(base) and "/" not in value[len(base) :]:
                return f"{prefix}:{value[len(base) :]}"
    return value
