"""Pinyin that a site put behind characters it changed: `線(xiàn)` is 線.

The site marks exactly the characters that differ between the scripts, so a bracket goes only if it
holds a reading of such a character. What a text says about pronunciation itself looks the same
in one place but not on the whole page, so the page decides where there is doubt.
"""

from __future__ import annotations

import re
from collections import Counter

from kg.clean.readings import is_reading
from kg.clean.scripts import load_scripts
from kg.model import Edit

__all__ = ["NOTE", "find_notes", "find_pinyin"]

LETTERS = "A-Za-zÀ-ɏ\u0261\u0300-\u030c\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a:"
NOTE = re.compile(rf"([㐀-鿿])([(（﹙][ \u00a0]?([{LETTERS}]{{1,12}}[0-5]?)[ \u00a0]?[)）﹚])")
_TEACHING = re.compile("读音|讀音|读作|讀作|读成|讀成|拼音|注音|多音字|音同|念作|念成|发音|發音|声调|聲調")
_TEACHING_REACH = 30


def find_notes(text: str) -> list[re.Match[str]]:
    """Every bracket that holds a reading of the character before it (groups: character, bracket, note)."""
    return [match for match in NOTE.finditer(text) if is_reading(match[3], match[1])]


def find_pinyin(text: str) -> list[Edit]:
    """Deletions of injected notes, as edits on `text`."""
    if "(" not in text and "（" not in text and "﹙" not in text:
        return []
    notes = find_notes(text)
    changed = load_scripts().simplified
    marked = [note for note in notes if note[1] in changed]
    if not marked:
        return []
    taught = [note for note in marked if _is_taught(text, note)]
    unmarked = len(notes) - len(marked)
    systematic = len(marked) >= 3 and len(marked) > 2 * unmarked and _is_systematic(text, marked)
    if not systematic:
        marked = [] if unmarked >= len(marked) else [note for note in marked if note not in taught]
    reason = "pinyin put behind a character that was turned to Traditional"
    return [Edit(note.start(2), note.end(2), "", "pinyin", reason) for note in marked]


def _is_taught(text: str, note: re.Match[str]) -> bool:
    start = max(0, note.start() - _TEACHING_REACH)
    return _TEACHING.search(text, start, note.end() + _TEACHING_REACH) is not None


def _is_systematic(text: str, marked: list[re.Match[str]]) -> bool:
    """Whether most occurrences of the marked characters carry their note: a program did it."""
    seen = Counter(note[1] for note in marked)
    everywhere = sum(text.count(character) for character in seen)
    return sum(seen.values()) >= 0.6 * everywhere
