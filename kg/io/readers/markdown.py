"""`.md`: the text without its marks, the front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.io.encoding import decode
from kg.io.readers.base import MAX_TEXT_BYTES, Page, check_text, read_bytes

__all__ = ["plain_markdown", "read_markdown"]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^(title|date|url|source)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.M | re.I)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MARKS = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*$", re.M), ""),  # the fence goes, what it holds stays
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"(?<!!)\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.M), r"\1"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.M), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.M), ""),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.M), ""),
    (re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$", re.M), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![A-Za-z0-9*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![A-Za-z0-9*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.M)


def read_markdown(path: Path) -> Iterator[Page]:
    decoded = decode(read_bytes(path, MAX_TEXT_BYTES))
    front = _FRONT_MATTER.match(decoded.text)
    fields = {name.lower(): value for name, value in _FIELD.findall(front.group(1))} if front else {}
    body = decoded.text[front.end() :] if front else decoded.text
    date = _DATE.match(fields.get("date", ""))
    yield Page(
        check_text(plain_markdown(body)),
        "md",
        title=fields.get("title"),
        url=fields.get("url") or fields.get("source"),
        published=date.group() if date else None,
        encoding=decoded.encoding,
    )


def plain_markdown(text: str) -> str:
    """The text without Markdown's marks; a table's row becomes one line of its cells.

    >>> plain_markdown("## **市一院**[新闻](a.html)")
    '市一院新闻'
    """
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return _ROW.sub(_cells, text)


def _cells(row: re.Match[str]) -> str:
    return " ".join(cell.strip() for cell in row.group(1).split("|"))
