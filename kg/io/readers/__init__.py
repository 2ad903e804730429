"""One file a format. `READERS` names the reader of each suffix; it is imported on first use."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from kg.io.readers.base import Page, PartFailure, Reader

__all__ = ["READERS", "Page", "PartFailure", "Reader", "find_reader"]

READERS: dict[str, str] = {
    ".docx": "kg.io.readers.docx:read_docx",
    ".htm": "kg.io.readers.html:read_html",
    ".html": "kg.io.readers.html:read_html",
    ".jsonl": "kg.io.readers.records:read_records",
    ".md": "kg.io.readers.markdown:read_markdown",
    ".pdf": "kg.io.readers.pdf:read_pdf",
    ".txt": "kg.io.readers.plain:read_plain",
    ".warc": "kg.io.readers.warc:read_warc",
    ".warc.gz": "kg.io.readers.warc:read_warc",
}
"""From suffix, in lower case, to `module:function`. A new format is a module and a line here."""


def find_reader(path: Path, more: Mapping[str, Reader] | None = None) -> tuple[str, Reader] | None:
    """The suffix that decides and its reader; `more` are readers of the caller's own, asked first."""
    name = path.name.lower()
    for suffix, reader in (more or {}).items():
        if name.endswith(suffix):
            return suffix, reader
    for suffix in sorted(READERS, key=len, reverse=True):
        if name.endswith(suffix):
            module, function = READERS[suffix].split(":")
            loaded: Reader = getattr(import_module(module), function)
            return suffix, loaded
    return None
