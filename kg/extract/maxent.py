"""A maximum-entropy classifier over sets of string features, as a CRF over sequences of one item.

Trained on single items, such a model knows no transitions: a whole list of items can be put to it
at once, and no item influences another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pycrfsuite

__all__ = ["RIGHT", "WRONG", "Maxent"]

RIGHT = "1"
WRONG = "0"
"""The labels of a classifier that decides whether something holds."""


class Maxent:
    """A trained classifier; opening it is cheap, using it bound to one thread at a time."""

    def __init__(self, model: bytes) -> None:
        self._model = model  # the tagger reads from these bytes as long as it lives
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self.labels: tuple[str, ...] = tuple(self._tagger.labels())

    def probabilities(self, items: Sequence[Sequence[str]], label: str) -> tuple[float, ...]:
        """For each item, given by its features, how likely it bears `label`."""
        if not items or label not in self.labels:
            return (0.0,) * len(items)
        self._tagger.set(items)
        return tuple(self._tagger.marginal(label, index) for index in range(len(items)))

    def distributions(self, items: Sequence[Sequence[str]]) -> tuple[Mapping[str, float], ...]:
        """For each item the probability of every label."""
        if not items:
            return ()
        self._tagger.set(items)
        return tuple(
            {label: self._tagger.marginal(label, index) for label in self.labels} for index in range(len(items))
        )
