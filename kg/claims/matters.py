"""Noun phrases that claims are about and that are no mentions, found by a trained model.

Who something reaches (农村适龄妇女) and what is counted (手术, 培训基层医务人员): a CRF over the shadow of a
sentence, in which every mention, amount and time is one sign, so that it learns the frames around
such phrases rather than the names in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pycrfsuite

from kg.claims.shadow import SIGNS, Shadow
from kg.extract.words import read_tokens, word_tags

__all__ = ["MATTER", "PEOPLE", "Matter", "MatterModel", "describe_shadow", "show"]

PEOPLE = "PEOPLE"
"""People whom a programme or a body reaches."""
MATTER = "MATTER"
"""What is counted, set up or paid for."""

LEAST = 0.15
"""Phrases less likely than this are not worth a thought."""
EDGE = "^"
_NAMES = {sign: f"<{name}>" for name, sign in SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Matter:
    """A phrase at `[start, end)` of a shadow's string."""

    start: int
    end: int
    kind: str
    probability: float


def show(string: str) -> str:
    """A stretch of shadow with its signs spelled out, as features name it."""
    return "".join(_NAMES.get(char, char) for char in string)


class MatterModel:
    """A trained model; bound to one thread at a time."""

    def __init__(self, model: bytes) -> None:
        self._model = model  # the tagger reads from these bytes as long as it lives
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self._labels = frozenset(self._tagger.labels())

    def find(self, text: str, shadows: Sequence[Shadow]) -> tuple[tuple[Matter, ...], ...]:
        """For each shadow its phrases, in order of start; those of one kind may overlap."""
        tags = word_tags(text, read_tokens(text))
        return tuple(tuple(self._find(describe_shadow(shadow, tags))) for shadow in shadows)

    def _find(self, features: Sequence[Sequence[str]]) -> Iterable[Matter]:
        if not features:
            return
        self._tagger.set(features)
        for kind in (MATTER, PEOPLE):
            if f"B-{kind}" in self._labels:
                yield from self._of_kind(kind, len(features))

    def _of_kind(self, kind: str, length: int) -> Iterable[Matter]:
        begins, inside = f"B-{kind}", f"I-{kind}"
        goes_on = [self._tagger.marginal(inside, at) if inside in self._labels else 0.0 for at in range(length)]
        goes_on.append(0.0)
        for start in range(length):
            low = self._tagger.marginal(begins, start)
            end = start + 1
            while low >= LEAST and end <= length:
                probability = min(low, 1 - goes_on[end])
                if probability >= LEAST:
                    yield Matter(start, end, kind, probability)
                low = min(low, goes_on[end])
                end += 1


def describe_shadow(shadow: Shadow, tags: Sequence[str]) -> list[list[str]]:
    """One list of features for each character of the shadow; `tags` are those of the whole text."""
    shown = [EDGE, EDGE, EDGE, *map(show, shadow.string), EDGE, EDGE, EDGE]
    words = [EDGE, *(tags[start] for start in shadow.starts), EDGE]
    amounts = {at for at, char in enumerate(shadow.string) if char in _AMOUNTS}
    features = []
    for index, char in enumerate(shadow.string):
        at = index + 3
        features.append(
            [
                *(f"c{step:+}={shown[at + step]}" for step in (-3, -2, -1, 0, 1, 2, 3)),
                f"b-={shown[at - 1]}{shown[at]}",
                f"b+={shown[at]}{shown[at + 1]}",
                f"b--={shown[at - 2]}{shown[at - 1]}",
                f"b++={shown[at + 1]}{shown[at + 2]}",
                f"w={words[index + 1]}",
                f"w-={words[index]}",
                f"w+={words[index + 2]}",
                f"item={char in _NAMES}",
                f"near={_nearest(amounts, index)}",
            ]
        )
    return features


_AMOUNTS = frozenset(SIGNS[name] for name in ("Q", "MONEY", "RATE", "AREA"))


def _nearest(amounts: set[int], index: int) -> str:
    """How far off the nearest amount is, and on which side."""
    for step in range(1, 13):
        if index + step in amounts:
            return f"+{min(step, 6)}"
        if index - step in amounts:
            return f"-{min(step, 6)}"
    return "-"
