"""`.warc`, `.warc.gz`: the HTML pages of a web archive, one document each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from kg.errors import EmptyDocument, ReadError
from kg.io.encoding import declared_charset
from kg.io.readers.base import Page, PartFailure
from kg.io.readers.html import MAX_HTML_BYTES, page_from_html

__all__ = ["read_warc"]

_HTML_TYPES = ("text/html", "application/xhtml")


def read_warc(path: Path) -> Iterator[Page | PartFailure]:
    """Responses other than HTML with status 200 are no documents and passed over; `part` numbers the pages."""
    if not path.stat().st_size:
        raise EmptyDocument("expected a web archive, found an empty file")
    number = 0
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all"):
                if _is_page(record):
                    number += 1
                    yield _page(record, number)
        except (OSError, ValueError, EOFError) as error:
            message = f"expected a web archive, found one that breaks off after {number} page(s) ({error})"
            if not number:
                raise ReadError(message) from error
            yield PartFailure(f"after page {number}", message)
            return
    if not number:
        raise EmptyDocument("expected a web archive with HTML pages, found none in it")


def _is_page(record: WarcRecord) -> bool:
    kind = (record.http_content_type or "").lower()
    status = record.http_headers.status_code if record.http_headers is not None else None
    return status == 200 and kind.startswith(_HTML_TYPES)


def _page(record: WarcRecord, number: int) -> Page | PartFailure:
    url = record.headers.get("WARC-Target-URI")
    try:
        data = _payload(record)
        page = page_from_html(data, record.http_charset or declared_charset(data), url)
    except ReadError as error:
        return PartFailure(f"page {number} ({url})", str(error))
    return Page(page.source, "warc", page.title, url, page.published, page.encoding, part=number)


def _payload(record: WarcRecord) -> bytes:
    data: bytes = record.reader.read(MAX_HTML_BYTES + 1)
    if len(data) > MAX_HTML_BYTES:
        raise ReadError(f"expected a page of at most {MAX_HTML_BYTES / 1e6:.0f} MB, found a longer one")
    told = record.http_headers.get("Content-Length") or ""
    packed = record.http_headers.get("Content-Encoding")
    if told.isdigit() and not packed and len(data) < int(told):
        raise ReadError(f"expected {told} bytes, found {len(data)}: the archive breaks off here")
    return data
