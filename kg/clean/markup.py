"""What is left of HTML in a text: entities and tags."""

from __future__ import annotations

import html
import re

from kg.model import Edit

__all__ = ["find_markup"]

_ENTITY = re.compile(r"&(?:amp;){0,3}(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,9};|nbsp(?![A-Za-z]))")
_TAG = re.compile(
    r"</?(?:p|br|hr|div|span|strong|b|em|i|u|font|img|a|h[1-6]|table|tbody|thead|tr|td|th|ul|ol|li|center|section"
    r"|article|figure|figcaption|blockquote|sup|sub)(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
_BREAKING = re.compile(r"</?(?:p|br|hr|div|h[1-6]|table|tr|ul|ol|li|section|article)\b", re.IGNORECASE)


def find_markup(text: str) -> list[Edit]:
    edits: list[Edit] = []
    if "&" in text:
        for match in _ENTITY.finditer(text):
            character = html.unescape("&" + match[1].rstrip(";") + ";")
            if len(character) == 1:
                edits.append(Edit(match.start(), match.end(), character, "entity", "HTML entity"))
    if "<" in text:
        for match in _TAG.finditer(text):
            becomes = "\n" if _BREAKING.match(match[0]) else ""
            edits.append(Edit(match.start(), match.end(), becomes, "tag", "HTML tag"))
    return sorted(edits)
