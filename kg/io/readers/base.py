"""What a reader of one format is, and what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.errors import EmptyDocument, ReadError

__all__ = [
    "MAX_DOCUMENT_CHARS",
    "MAX_FILE_BYTES",
    "MAX_TEXT_BYTES",
    "Page",
    "PartFailure",
    "Reader",
    "check_text",
    "read_bytes",
]

MAX_DOCUMENT_CHARS = 2_000_000
"""Longer than any report; a longer text is a dump of many, and is refused rather than chewed for minutes."""

MAX_FILE_BYTES = 100_000_000
"""For formats that are read whole. JSON Lines and WARC are streamed and may be of any size."""

MAX_TEXT_BYTES = 4 * MAX_DOCUMENT_CHARS
"""For formats that are text alone: no encoding needs more for a character."""


@dataclass(frozen=True, slots=True)
class Page:
    """One document of a file. `id` is the file's own name for it, `part` its number where it has none."""

    source: str
    format: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    encoding: str | None = None
    id: str | None = None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class PartFailure:
    """One document of a file that could not be read, while others could; `where` is its place in the file."""

    where: str
    message: str


class Reader(Protocol):
    """Reads one file of one format.

    Yields what it holds in order, bad parts as `PartFailure`; raises `ReadError` (without the
    file's name in the message: the caller knows it) where the file as a whole cannot be read.
    """

    def __call__(self, path: Path, /) -> Iterator[Page | PartFailure]: ...


def read_bytes(path: Path, most: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a file that is not empty and has at most `most` bytes."""
    size = path.stat().st_size
    if size > most:
        raise ReadError(
            f"expected at most {most / 1e6:.0f} MB, found {size / 1e6:.0f} MB: "
            "split it, or turn it into JSON Lines with one report a line"
        )
    data = path.read_bytes()
    if not data.strip():
        raise EmptyDocument("expected text, found an empty file")
    return data


def check_text(text: str) -> str:
    """The text itself, if it is neither blank nor longer than one document can be."""
    if not text.strip():
        raise EmptyDocument("expected text, found nothing but blanks")
    if len(text) > MAX_DOCUMENT_CHARS:
        raise ReadError(
            f"expected a document of at most {MAX_DOCUMENT_CHARS:,} characters, found {len(text):,}: "
            "split it into one file a report"
        )
    return text
