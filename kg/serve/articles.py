"""A text cut where highlights begin and end, so that each piece is marked by all that it is part of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Mark", "Piece", "cut"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text: a mention, if `entity` or `type` is given, or the words of claims, by their numbers."""

    start: int
    end: int
    type: str = ""
    entity: str | None = None
    name: str | None = None
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch with one set of marks. `mention` is the shortest around it; `first` are claims that begin here."""

    text: str
    mention: Mark | None = None
    claims: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


def cut(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The pieces, which joined are the text; marks that do not lie within it are left out.

    >>> [(piece.text, piece.mention is not None, piece.claims) for piece in
    ...  cut("甲县医院", [Mark(0, 2, "PLACE"), Mark(0, 4, claims=(1,))])]
    [('甲县', True, (1,)), ('医院', False, (1,))]
    """
    held = sorted((each for each in marks if 0 <= each.start < each.end <= len(text)), key=lambda each: each.start)
    edges = sorted({0, len(text), *(each.start for each in held), *(each.end for each in held)})
    pieces: list[Piece] = []
    begun: set[int] = set()
    active: list[Mark] = []
    waiting = iter([*held, None])
    following = next(waiting)
    for start, end in pairwise(edges):
        active = [each for each in active if each.end > start]
        while following is not None and following.start == start:
            active.append(following)
            following = next(waiting)
        claims = tuple(sorted({number for each in active for number in each.claims}))
        pieces.append(
            Piece(text[start:end], _shortest(active), claims, tuple(each for each in claims if each not in begun))
        )
        begun.update(claims)
    return pieces


def _shortest(marks: Sequence[Mark]) -> Mark | None:
    mentions = [each for each in marks if each.type]
    return min(mentions, key=lambda each: (each.end - each.start, each.start), default=None)
