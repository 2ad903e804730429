"""`.pdf`: the text layer, page after page, lines as printed (joining them is the cleaner's part)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from kg.errors import EmptyDocument, ReadError
from kg.io.readers.base import Page, check_text, read_bytes

__all__ = ["read_pdf"]

# what PDFium puts for a hyphen at a line's end and for glyphs that it has no character for
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


def read_pdf(path: Path) -> Iterator[Page]:
    data = read_bytes(path)
    if b"%PDF-" not in data[:1024]:
        raise ReadError("expected a PDF, found a file that does not begin like one")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"expected a whole PDF without a password, found one that cannot be opened ({error}): "
            "get it anew, or unlock it"
        ) from error
    try:
        pages = [_page_text(document, number) for number in range(len(document))]
        title = document.get_metadata_value("Title").strip()
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"expected a whole PDF, found a page that cannot be read ({error})") from error
    finally:
        document.close()
    text = "\n".join(pages)
    if not text.strip():
        raise EmptyDocument(
            f"expected a text layer, found {len(pages)} page(s) of pictures only: run text recognition (OCR) first"
        )
    yield Page(check_text(text), "pdf", title=title if re.search(r"[\u4e00-\u9fff]", title) else None)


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    layer = page.get_textpage()
    text: str = layer.get_text_bounded()
    layer.close()
    page.close()
    return _NO_CHARACTERS.sub("", text.replace("\r\n", "\n"))
