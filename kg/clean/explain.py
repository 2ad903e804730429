"""What cleaning did to a source, for people to read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import CleanText, Edit

__all__ = ["Explanation", "explain"]

_LONGEST_SHOWN = 40
_INVISIBLE_NAMES = {"\n": "⏎", "\t": "⇥", "\u00a0": "⍽", "\u3000": "□"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One edit, or several of the same kind on the same characters.

    `source` and `result` are the characters before and after, shortened; `places` are where the
    edits start in the source, in order.
    """

    rule: str
    reason: str
    source: str
    result: str
    places: tuple[int, ...]

    def __str__(self) -> str:
        often = f" ×{len(self.places)}" if len(self.places) > 1 else ""
        return f"{self.places[0]:>7} {self.rule:<10} {self.source} → {self.result or '∅'}{often}  ({self.reason})"


def explain(cleaned: CleanText) -> tuple[Explanation, ...]:
    """Every edit with its reason, equal ones grouped, in order of their first place.

    >>> from kg.clean.plan import clean
    >>> print(*explain(clean("學(xué)校與學(xué)會")), sep="\\n")
          0 script     學 → 学 ×2  (Traditional character)
          1 pinyin     (xué) → ∅ ×2  (pinyin put behind a character that was turned to Traditional)
          7 script     與 → 与  (Traditional character)
         14 script     會 → 会  (Traditional character)
    """
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    for edit in cleaned.edits:
        key = (edit.rule, edit.reason, _shown(_before(cleaned, edit)), _shown(edit.replacement))
        groups.setdefault(key, []).append(edit.source_start)
    told = [
        Explanation(rule, reason, source, result, tuple(places))
        for (rule, reason, source, result), places in groups.items()
    ]
    return tuple(sorted(told, key=lambda explanation: explanation.places[0]))


def _before(cleaned: CleanText, edit: Edit) -> str:
    return cleaned.source[edit.source_start : edit.source_end]


def _shown(text: str) -> str:
    """The characters in one line, blanks made visible and private ones by their code."""
    if len(text) > _LONGEST_SHOWN:
        half = _LONGEST_SHOWN // 2 - 1
        text = f"{text[:half]}…{text[-half:]}"
    return "".join(_INVISIBLE_NAMES.get(c) or (c if c.isprintable() else f"U+{ord(c):04X}") for c in text)
