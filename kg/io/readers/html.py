"""`.html`: the main text of a page, by trafilatura, or by our own count where it finds too little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from kg.errors import EmptyDocument, ReadError
from kg.io.encoding import declared_charset, decode
from kg.io.readers.base import Page, check_text, read_bytes

__all__ = ["MAX_HTML_BYTES", "dense_text", "page_from_html", "read_html"]

MAX_HTML_BYTES = 20_000_000
"""Beyond this it is no page that a reader could open."""

_LEAST_SHARE = 0.5
_LONGEST_CELL = 80
_LEAST_UNLINKED = 60
_LEAST_LINKS = 3
_LINKED_SHARE = 0.75
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
_OUTSIDE = "//script|//style|//noscript|//nav|//header|//footer|//aside|//form|//iframe|//template|//comment()"
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "td",
        "th",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "pre",
        "dd",
        "dt",
        "center",
    )
)
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1995-01-01", "max_date": "2099-12-31"}
"""Only dates that the page states as its own: guessing from the year of a copyright line is worse than none."""


def read_html(path: Path) -> Iterator[Page]:
    data = read_bytes(path, MAX_HTML_BYTES)
    yield page_from_html(data, declared_charset(data))


def page_from_html(data: bytes, declared: str | None = None, url: str | None = None) -> Page:
    """Title, date, address and main text of a page; raises `EmptyDocument` where there is no text."""
    decoded = decode(data, declared)
    try:
        tree = document_fromstring(_XML_HEAD.sub("", decoded.text, count=1))
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise ReadError(f"expected an HTML page, found what cannot be parsed as one: {error}") from error
    _drop_link_lists(tree)
    _flatten_tables(tree)
    dense = dense_text(deepcopy(tree))
    found = trafilatura.bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=_DATES
    )
    fields = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    text = fields.get("text") or ""
    if len(text) < _LEAST_SHARE * len(dense):
        text = dense
    if not text.strip():
        raise EmptyDocument("expected an article, found an HTML page without text (is it drawn by a script?)")
    title = fields.get("title") or None
    if title and title not in text:
        text = f"{title}\n\n{text}"
    return Page(check_text(text), "html", title, url or fields.get("url"), fields.get("date"), decoded.encoding)


def _drop_link_lists(tree: HtmlElement) -> None:
    """Take out menus and lists of other articles, whose words are nearly all links.

    Their titles read like news, so once the links are gone nothing tells them from the report. A
    page that is little else (an index) is left as it is.
    """
    if len(tree.text_content()) - sum(len(link.text_content()) for link in tree.iter("a")) < _LEAST_UNLINKED:
        return
    for element in list(tree.iter("ul", "ol", "dl", "nav", "div", "section", "table", "p", "center")):
        if element.getparent() is None or element.tag == "body":
            continue
        links = list(element.iter("a"))
        if len(links) < _LEAST_LINKS:
            continue
        linked = sum(len("".join(link.text_content().split())) for link in links)
        if linked > _LINKED_SHARE * len("".join(element.text_content().split())):
            element.drop_tree()


def _flatten_tables(tree: HtmlElement) -> None:
    """Make each row of a table of figures one paragraph, so that a name stays beside its number.

    Tables that lay out a page have long cells, or tables within, and are left alone.
    """
    for table in list(tree.iter("table")):
        cells = list(table.iter("td", "th"))
        if not cells or table.find(".//table") is not None or table.getparent() is None:
            continue
        if any(len(cell.text_content().strip()) > _LONGEST_CELL for cell in cells):
            continue
        block = etree.Element("div")
        for row in table.iter("tr"):
            line = etree.SubElement(block, "p")
            words = (" ".join(cell.text_content().split()) for cell in row.iter("td", "th"))
            line.text = " ".join(word for word in words if word)
        block.tail = table.tail
        table.getparent().replace(table, block)


def dense_text(tree: HtmlElement) -> str:
    """The paragraphs of a page that are sentences rather than links, in order; changes `tree`."""
    for element in tree.xpath(_OUTSIDE):
        if element.getparent() is not None:
            element.drop_tree()
    paragraphs = (_paragraph(element) for element in tree.iter(*_BLOCKS))
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _paragraph(element: HtmlElement) -> str:
    """What the element says outside of blocks of its own, if it reads like a sentence."""
    own: list[str] = []
    linked = _gather(element, own, 0)
    text = " ".join("".join(own).split())
    is_sentence = len(text) >= 12 and any(mark in text for mark in "，。；：、！？")
    return text if is_sentence and linked < 0.4 * len(text) else ""


def _gather(element: HtmlElement, own: list[str], depth: int) -> int:
    """Collect the text of an element and its inline children; returns how much of it is linked."""
    linked = 0
    own.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag != "table" and depth < 50:
            before = sum(map(len, own))
            linked += _gather(child, own, depth + 1)
            if child.tag == "a":
                linked = sum(map(len, own)) - before
        own.append(child.tail or "")
    return linked
