"""How titles are written: the word with what narrows it (心内科副主任), and several of one holder (党委书记、院长)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.claims.shadow import SIGNS

__all__ = ["any_title", "title_alone", "title_behind_body", "title_row"]

_ENDS = rf",:;。、()\s{''.join(SIGNS.values())}"
"""What no title goes over."""
_SENTENCE = "的由是和与及跟“”"
"""What stands in the sentence rather than in a title, as far as nothing else tells where the title begins."""


def any_title(words: Iterable[str]) -> str:
    """An expression for any of the words; of two that begin alike the one that comes first is tried first."""
    return f"(?:{'|'.join(map(re.escape, words))})"


def title_behind_body(words: str) -> str:
    """A title right behind its body, which tells where it begins: 办公室和党建科主任. `words` is an expression."""
    return rf"(?:(?!由)[^{_ENDS}]{{0,10}}?{words})"


def title_alone(words: str, *, longest: int = 10, barred: str = "") -> str:
    """A title wherever it stands, with up to `longest` characters before its word, none of them `barred`."""
    return rf"(?:[^{_ENDS}{_SENTENCE}{barred}]{{0,{longest}}}?{words})"


def title_row(title: str, joints: str = r"、\s兼和及") -> str:
    """One or more titles of one holder, at most one of the characters `joints` between two: 党委书记、院长."""
    return rf"(?:{title}(?:[{joints}]?{title})*)"
