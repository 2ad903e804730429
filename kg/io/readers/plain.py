"""`.txt`: the decoded bytes, line ends and all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.io.encoding import decode
from kg.io.readers.base import MAX_TEXT_BYTES, Page, check_text, read_bytes

__all__ = ["read_plain"]


def read_plain(path: Path) -> Iterator[Page]:
    decoded = decode(read_bytes(path, MAX_TEXT_BYTES))
    yield Page(check_text(decoded.text), "txt", encoding=decoded.encoding)
