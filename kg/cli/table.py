"""Rows as a table or as CSV."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

__all__ = ["TableFormat", "format_grounds", "format_rows", "width"]

_WIDEST = 60


class Rows(Protocol):
    """What `kg.query.Rows` offers, without importing it and pandas behind it."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def rows(self) -> tuple[tuple[str | int | float | bool | None, ...], ...]: ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Mapping[str, object]]: ...

    def shortened(self) -> Rows: ...


class TableFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"


def format_rows(rows: Rows, kind: TableFormat) -> str:
    """Text that ends with a line end; a table shortens IRIs and cuts long cells, the others keep all."""
    return _FORMATS[kind](rows)


def format_grounds(rows: Rows, grounds: Sequence[Sequence[str]]) -> str:
    """A table with lines of its own beneath each row, whole and set in."""
    head, rule, *shown = _lines(rows)
    lines = [head, rule]
    for row, each in zip(shown, grounds, strict=True):
        lines += [row, *(f"    {line}" for line in each)]
    return "\n".join([*lines, _count(rows), ""])


def _table(rows: Rows) -> str:
    return "\n".join([*_lines(rows), _count(rows), ""])


def _lines(rows: Rows) -> list[str]:
    lines = [list(rows.columns), *([_cell(value) for value in row] for row in rows.shortened().rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(rows.columns))]
    rule = ["-" * wide for wide in widths]
    return [_line(line, widths) for line in (lines[0], rule, *lines[1:])]


def _count(rows: Rows) -> str:
    return f"({len(rows)} row{'' if len(rows) == 1 else 's'})"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(cells, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    text = " ".join(("" if value is None else str(value)).split())
    if width(text) <= _WIDEST:
        return text
    while width(text) > _WIDEST - 1:
        text = text[:-1]
    return text + "…"


def width(text: str) -> int:
    """How many columns of a terminal the text takes: two for a Han character.

    >>> width("县医院A")
    7
    """
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _csv(rows: Rows) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(rows.rows)
    return stream.getvalue()


_FORMATS: Mapping[TableFormat, Callable[[Rows], str]] = {
    TableFormat.TABLE: _table,
    TableFormat.CSV: _csv,
}
