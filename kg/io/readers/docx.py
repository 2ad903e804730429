"""`.docx`: body, tables, headers and footnotes, without deleted revisions and picture names."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError

from docx2python import docx2python
from lxml import etree

from kg.errors import EmptyDocument, ReadError
from kg.io.readers.base import MAX_FILE_BYTES, Page, check_text, read_bytes

__all__ = ["read_docx"]

_PLACEHOLDER = re.compile(r"----(?:media/[^\n]*?|Image alt text---->[^\n]*?<?)----|----(?:foot|end)note\d+----\)?")
_CUT_SHORT = (zipfile.BadZipFile, zlib.error, EOFError)
_PROPERTIES = "docProps/core.xml"
_BLANK_LINES = re.compile(r"\n{3,}")


def read_docx(path: Path) -> Iterator[Page]:
    data = read_bytes(path)
    title = _checked_title(data)
    try:
        with docx2python(BytesIO(data), duplicate_merged_cells=False) as document:
            text = "\n".join(_lines(document.document))
    except (*_CUT_SHORT, KeyError, ValueError, IndexError, AttributeError, ParseError, etree.LxmlError) as error:
        raise ReadError(f"expected a Word document, found one that is damaged ({error}): save it anew") from error
    text = _BLANK_LINES.sub("\n\n", _PLACEHOLDER.sub("", text)).strip("\n")
    if not text.strip():
        raise EmptyDocument("expected text, found a Word document without any")
    yield Page(check_text(text), "docx", title=title)


def _lines(tables: list[list[list[list[str]]]]) -> Iterator[str]:
    """Paragraphs, and table rows with their cells side by side; plain text is a table of one cell a row."""
    for row in (row for table in tables for row in table):
        if len(row) == 1:
            yield from row[0]
        else:
            yield " ".join(word for cell in row for word in cell if word)


def _checked_title(data: bytes) -> str | None:
    """The document's own title; refuses what is no Word file or would unpack to more than is sane."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
            head = archive.read(_PROPERTIES) if _PROPERTIES in names and size <= 4 * MAX_FILE_BYTES else b""
    except _CUT_SHORT as error:
        raise ReadError(
            "expected a Word document (.docx), found a file that is cut short or none of that kind"
        ) from error
    if not any(name.startswith("word/") for name in names):
        raise ReadError("expected a Word document (.docx), found a ZIP archive without one")
    if size > 4 * MAX_FILE_BYTES:
        raise ReadError(f"expected a Word document, found an archive that unpacks to {size // 1_000_000} MB")
    found = re.search(rb"<dc:title>([^<]+)</dc:title>", head)
    return unescape(found.group(1).decode("utf-8", errors="replace")).strip() or None if found else None
