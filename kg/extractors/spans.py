"""The span check: quoted words stand in the text where they are said to, or exactly once."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Unfit", "place_quote"]


@dataclass(frozen=True, slots=True)
class Unfit(Exception):  # noqa: N818 # it says what is the case, and never leaves this package
    """Why a proposal does not get through."""

    reason: str


def place_quote(text: str, quote: str, start: int | None = None, within: tuple[int, int] | None = None) -> int:
    """Where the quote begins; raises `Unfit` where that is not certain.

    At `start`, or else where it stands only once: within the given stretch first, then in the whole text.

    >>> place_quote("市医院支援县医院。", "县医院"), place_quote("市医院支援县医院。", "医院", start=6)
    (5, 6)
    """
    if not quote.strip():
        raise Unfit("the quote is empty")
    if start is not None and start >= 0 and text.startswith(quote, start):
        return start
    stretches = [(0, len(text))]
    if within is not None:
        stretches.insert(0, (max(0, within[0]), min(len(text), within[1])))
    for lower, upper in stretches:
        first = text.find(quote, lower, upper)
        if first >= 0 and text.find(quote, first + 1, upper) < 0:
            return first
        if first >= 0:
            raise Unfit("the quote stands more than once in the text, and not at the offset given")
    raise Unfit("the quote is not in the text")
