"""When two names, or two spans, count as the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from kg.io.jsonl import GoldMention

__all__ = ["canonical_name", "is_same_name", "is_same_span", "trimmed"]


@lru_cache(maxsize=1 << 16)
def canonical_name(name: str) -> str:
    """A name by its Han characters, letters and digits alone, width and case folded.

    >>> canonical_name("“两癌” 筛查（2022年）") == canonical_name("两癌筛查(2022年)")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum()) or folded


def is_same_name(name: str, accepted: Iterable[str]) -> bool:
    wanted = canonical_name(name)
    return any(canonical_name(other) == wanted for other in accepted)


def is_same_span(left: GoldMention, right: GoldMention, source: str | None = None) -> bool:
    """Whether two mentions cover the same Han characters, letters and digits of the source.

    Source spans that are equal, or equal once the marks at both ends are trimmed (only where the
    `source` is given), are the same. So are spans that overlap and read the same after cleaning:
    then they differ only in noise, such as a pinyin note behind the last character.
    """
    first, second = (left.source_start, left.source_end), (right.source_start, right.source_end)
    if first == second:
        return True
    if not (first[0] < second[1] and second[0] < first[1]):
        return False
    if canonical_name(left.text) == canonical_name(right.text):
        return True
    return source is not None and trimmed(source, *first) == trimmed(source, *second)


def trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    """The span without what is no Han character, letter or digit at its ends.

    >>> trimmed("（市一院）", 0, 5)
    (1, 4)
    """
    end = min(end, len(source))
    while start < end and not source[start].isalnum():
        start += 1
    while end > start and not source[end - 1].isalnum():
        end -= 1
    return start, end
