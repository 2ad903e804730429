"""Characters that look alike, brought to one form each: full width, small forms, bullets, radicals."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kg.model import Edit
from kg.resources.clean import load_width

__all__ = ["find_invisible", "find_private", "find_width"]

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f]+")
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_FOLDED = "０-９Ａ-Ｚａ-ｚ\u2e80-\u2fdf\uf900-\ufaff"


def find_invisible(text: str) -> list[Edit]:
    """Zero-width and control characters go; every line break becomes one newline."""
    edits = [
        Edit(match.start(), match.end(), "", "invisible", "characters without width")
        for match in _INVISIBLE.finditer(text)
    ]
    edits += [
        Edit(match.start(), match.end(), "\n", "break", "line break of another system")
        for match in _BREAK.finditer(text)
    ]
    return sorted(edits)


def find_private(text: str) -> list[Edit]:
    """Private-use characters go: after the repair of damage, which reads them as GBK's user-defined area."""
    return [
        Edit(match.start(), match.end(), "", "private", "private-use characters") for match in _PRIVATE.finditer(text)
    ]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"[{_FOLDED}{re.escape(''.join(load_width()))}]")


@cache
def _folded(character: str) -> str:
    listed = load_width().get(character)
    if listed is not None:
        return listed
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def find_width(text: str) -> list[Edit]:
    """One edit for each character that has a plainer form."""
    edits: list[Edit] = []
    for match in _pattern().finditer(text):
        plain = _folded(match[0])
        if plain != match[0]:
            edits.append(Edit(match.start(), match.end(), plain, "width", "plainer form of the character"))
    return edits
