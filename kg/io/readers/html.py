"""`.html`: the main text of a page, by trafilatura, or by our own count where it finds too little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from kg.errors import EmptyDocument, ReadError
from kg.io.encoding import Decoded, declared_charset, decode
from kg.io.readers.base import Page, check_text, read_bytes
from kg.io.readers.markup import (
    dense_text,
    drop_link_lists,
    find_blocks,
    find_date_line,
    find_headline,
    flatten_tables,
)

__all__ = ["MAX_HTML_BYTES", "page_from_html", "read_html"]

MAX_HTML_BYTES = 20_000_000
"""Beyond this it is no page that a reader could open."""

_LEAST_SHARE = 0.5
"""Of the sentences that the page holds: with less, trafilatura has missed the article."""

_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1995-01-01", "max_date": "2099-12-31"}
"""Only dates that the page states as its own: guessing from the year of a copyright line is worse than none."""


def read_html(path: Path) -> Iterator[Page]:
    data = read_bytes(path, MAX_HTML_BYTES)
    yield page_from_html(data, declared_charset(data))


def page_from_html(data: bytes, declared: str | None = None, url: str | None = None) -> Page:
    """Title, date, address and text of a page; raises `EmptyDocument` where there is no text.

    The text is headline, line of date and source, and article, as a reader of the page sees them.
    """
    decoded = decode(data, declared)
    tree = _parse(decoded)
    drop_link_lists(tree)
    flatten_tables(tree)
    blocks = list(find_blocks(tree))
    dense = dense_text(blocks)
    page_title = tree.findtext(".//title")
    found = trafilatura.bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=_DATES
    )
    fields = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    text = fields.get("text") or ""
    if len(text) < _LEAST_SHARE * len(dense):
        text = dense
    if not text.strip():
        raise EmptyDocument("expected an article, found an HTML page without text (is it drawn by a script?)")
    title = find_headline(page_title, blocks, fields.get("title"))
    above = [line for line in (title if title and title not in text else None, find_date_line(blocks, text)) if line]
    text = "\n\n".join([*above, text])
    return Page(check_text(text), "html", title, url or fields.get("url"), fields.get("date"), decoded.encoding)


def _parse(decoded: Decoded) -> HtmlElement:
    try:
        return document_fromstring(_XML_HEAD.sub("", decoded.text, count=1))
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise ReadError(f"expected an HTML page, found what cannot be parsed as one: {error}") from error
