"""`.jsonl`: one scraped page a line, with the fields text, url, title, date and id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import EmptyDocument, ReadError
from kg.io.encoding import decode
from kg.io.readers.base import MAX_DOCUMENT_CHARS, Page, PartFailure, check_text

__all__ = ["read_records"]

_MAX_LINE_BYTES = 8 * MAX_DOCUMENT_CHARS  # a character may be escaped, \\u53bf
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?")


def read_records(path: Path) -> Iterator[Page | PartFailure]:
    """Blank lines are passed over; a line that cannot be read fails alone."""
    empty = True
    with path.open("rb") as stream:
        for number, line in enumerate(_lines(stream), start=1):
            if line is not None and not line.strip():
                continue
            empty = False
            try:
                yield _page(line, number)
            except ReadError as error:
                yield PartFailure(f"line {number}", str(error))
    if empty:
        raise EmptyDocument("expected one JSON object a line, found an empty file")


def _lines(stream: Any) -> Iterator[bytes | None]:
    """Lines of bytes; `None` for one too long to be held, which is passed over without keeping it."""
    while line := stream.readline(_MAX_LINE_BYTES):
        if len(line) < _MAX_LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_MAX_LINE_BYTES)
        yield None


def _page(line: bytes | None, number: int) -> Page:
    if line is None:
        raise ReadError(f"expected a line of at most {_MAX_LINE_BYTES // 1_000_000} MB, found a longer one: split it")
    decoded = decode(line)
    try:
        record = json.loads(decoded.text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"expected a JSON object, found {decoded.text[:40]!r}: {error}") from error
    if not isinstance(record, dict):
        raise ReadError(f"expected a JSON object, found {decoded.text[:40]!r}")
    text = record.get("text")
    if text is not None and not isinstance(text, str):
        raise ReadError(f"field 'text': expected the page's text as a string, found {text!r:.40}")
    if text is None:
        known = ", ".join(sorted(map(str, record))) or "none"
        raise ReadError(f"expected a field 'text' with the page's text, found the fields: {known}")
    own = record.get("id")
    return Page(
        check_text(text),
        "jsonl",
        title=_string(record, "title"),
        url=_string(record, "url"),
        published=_date(record),
        encoding=decoded.encoding,
        id=str(own) if isinstance(own, (str, int)) and str(own).strip() else None,
        part=number,
    )


def _string(record: dict[str, Any], field: str) -> str | None:
    value = record.get(field)
    return value.strip() or None if isinstance(value, str) else None


def _date(record: dict[str, Any]) -> str | None:
    """ISO 8601 of what is written, at the precision it has; nothing for what is no date."""
    found = _DATE.match(_string(record, "date") or _string(record, "published") or "")
    if not found:
        return None
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return str(year)
    if day is None or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"
