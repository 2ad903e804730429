"""The one reader of packaged tables: tab-separated, UTF-8, a header line, `#` comments.

Every row is checked, and a bad one is reported with file and line, since the tables are
meant to be extended by people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from typing import TypeVar

from kg.errors import ResourceError

__all__ = ["parse_table", "read_resource", "read_table"]

Row = TypeVar("Row")


def read_resource(name: str) -> str:
    """The text of `kg/resources/data/<name>`."""
    resource = files("kg.resources").joinpath("data", *name.split("/"))
    try:
        return resource.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ResourceError(f"packaged table {name!r} is missing: reinstall the package") from error


def read_table(name: str, columns: tuple[str, ...], parse: Callable[[Mapping[str, str]], Row]) -> tuple[Row, ...]:
    """The rows of a packaged table, each turned into a value by `parse`.

    `columns` is the expected header. `parse` gets a mapping from column to the cell's text
    (empty where nothing stands) and raises `ValueError` with a message for a bad row.
    """
    return tuple(parse_table(name, read_resource(name).splitlines(), columns, parse))


def parse_table(
    name: str, lines: Iterable[str], columns: tuple[str, ...], parse: Callable[[Mapping[str, str]], Row]
) -> Iterator[Row]:
    """As `read_table`, over lines at hand (a table of the user's own, or a test's)."""
    header: tuple[str, ...] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = tuple(cells)
            if header != columns:
                raise ResourceError(f"{name}:{number}: expected the columns {columns}, found {header}")
            continue
        if len(cells) != len(columns):
            raise ResourceError(f"{name}:{number}: expected {len(columns)} cells, found {len(cells)}: {line!r}")
        try:
            yield parse(dict(zip(columns, cells, strict=True)))
        except ValueError as error:
            raise ResourceError(f"{name}:{number}: {error}") from error
