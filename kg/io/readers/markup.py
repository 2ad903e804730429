"""What the markup of a page tells: its blocks, its headline, its date line, and what is no article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

__all__ = ["Block", "dense_text", "drop_link_lists", "find_blocks", "find_date_line", "find_headline", "flatten_tables"]

_BLOCKS = frozenset({"p", "div", "td", "th", "li", "section", "article", "main", "body", "center", "blockquote", "pre"})
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt"}
_OUTSIDE = frozenset({"script", "style", "noscript", "nav", "footer", "aside", "form", "iframe", "template", "head"})
_NOT_INLINE = _BLOCKS | _OUTSIDE
_BREAK = "\v"
_LISTS = ("ul", "ol", "dl", "nav", "div", "section", "table", "p", "center")
_LONGEST_CELL = 80
_LEAST_UNLINKED = 60
_LEAST_LINKS = 3
_LINKED_SHARE = 0.75
_MOST_LINKED = 0.4
_DEEPEST_INLINE = 50
_SENTENCE_MARKS = frozenset("，。；：、！？")
_TITLE_JOINTS = re.compile(r"\s*[_|｜丨]\s*|\s+[-–—]+\s+|(?<=[\u4e00-\u9fff”》）])[-–](?=[\u4e00-\u9fff“《（])")
_FULL_DATE = re.compile(r"(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}")
_LONGEST_DATE_LINE = 120


class Block(NamedTuple):
    """One line of what an element says outside of blocks of its own.

    `spaced` is the text with a blank between inline elements, which are words of a sentence in an
    article and separate facts in a line of date and source. `linked` is the share that is links.
    """

    text: str
    spaced: str
    linked: float
    tag: str

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like running text rather than like a menu or a label."""
        long = len(self.text) >= 12 and not _SENTENCE_MARKS.isdisjoint(self.text)
        return long and self.linked < _MOST_LINKED


def find_blocks(tree: HtmlElement) -> Iterator[Block]:
    """The blocks that say something, in order, without scripts, forms and page furniture."""
    skipped: set[HtmlElement] = set()
    for element in tree.iter():
        if element.getparent() in skipped or element.tag in _OUTSIDE:
            skipped.add(element)
        elif element.tag in _BLOCKS:
            yield from _lines(element)


def _lines(element: HtmlElement) -> Iterator[Block]:
    pieces: list[str] = []
    linked = _gather(element, pieces, 0)
    whole = sum(len(piece) for piece in pieces)
    for line in "\0".join(pieces).split(_BREAK):
        text = " ".join(line.replace("\0", "").split())
        if text:
            yield Block(text, " ".join(line.replace("\0", " ").split()), linked / whole, element.tag)


def _gather(element: HtmlElement, pieces: list[str], depth: int) -> int:
    """Collect the text of an element and its inline children; returns how many characters are links."""
    linked = 0
    pieces.append(element.text or "")
    for child in element:
        if child.tag == "br":
            pieces.append(_BREAK)
        elif isinstance(child.tag, str) and child.tag not in _NOT_INLINE and depth < _DEEPEST_INLINE:
            first = len(pieces)
            inner = _gather(child, pieces, depth + 1)
            linked += sum(map(len, pieces[first:])) if child.tag == "a" else inner
        pieces.append(child.tail or "")
    return linked


def dense_text(blocks: list[Block]) -> str:
    """The blocks that are sentences, one a line."""
    return "\n".join(block.text for block in blocks if block.is_sentence)


def find_headline(page_title: str | None, blocks: list[Block], guess: str | None) -> str | None:
    """The headline: a part of the page's title that also stands on the page, or its longest part.

    Titles add the site's name, before or behind (`启用新院区_临湖新闻网`). `guess` is what another
    program took for it, good where the page has a heading of its own.
    """
    shown = {block.text for block in blocks}
    headings = {block.text for block in blocks if block.tag in ("h1", "h2")}
    if guess in headings:
        return guess
    parts = [part for part in _TITLE_JOINTS.split(" ".join((page_title or "").split())) if part]
    on_page = [part for part in parts if part in shown]
    return max(on_page or parts, key=len, default=None) or guess


def find_date_line(blocks: list[Block], text: str) -> str | None:
    """The line of date and source above the article, where the extracted `text` lacks it.

    It is the last short block with a full date before the first block that the text begins with.
    """
    found = None
    for block in blocks:
        if block.is_sentence and block.text[:20] in text:
            break
        if len(block.text) <= _LONGEST_DATE_LINE and _FULL_DATE.search(block.text):
            found = block
    known = "".join(text.split())
    return found.spaced if found and "".join(found.text.split()) not in known else None


def drop_link_lists(tree: HtmlElement) -> None:
    """Take out menus and lists of other articles, whose words are nearly all links.

    Their titles read like news, so once the links are gone nothing tells them from the report. A
    page that is little else (an index) is left as it is.
    """
    if len(tree.text_content()) - sum(len(link.text_content()) for link in tree.iter("a")) < _LEAST_UNLINKED:
        return
    for element in reversed(list(tree.iter(*_LISTS))):  # inner ones first: a long list must not take its article along
        links = list(element.iter("a"))
        if len(links) < _LEAST_LINKS:
            continue
        linked = sum(len("".join(link.text_content().split())) for link in links)
        if linked > _LINKED_SHARE * len("".join(element.text_content().split())):
            element.drop_tree()


def flatten_tables(tree: HtmlElement) -> None:
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
