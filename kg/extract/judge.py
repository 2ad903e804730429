"""The judge of candidates: models of different make, whose log odds are averaged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kg.extract.candidates import Candidate
from kg.extract.findings import Findings
from kg.extract.maxent import RIGHT, Maxent

__all__ = ["ByFeatures", "Judge", "Opinion"]

_LEAST = 1e-6
"""No probability is taken for less, or for more than its contrary."""


class Opinion(Protocol):
    """What the judge asks."""

    def log_odds(self, findings: Findings, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """For each candidate the logarithm of the odds that it is a mention."""
        ...


class ByFeatures:
    """The opinion of a maximum-entropy classifier over the candidates' features."""

    def __init__(self, model: Maxent) -> None:
        self._model = model

    def log_odds(self, findings: Findings, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        likely = self._model.probabilities([candidate.features for candidate in candidates], RIGHT)
        kept = np.clip(np.array(likely, np.float64), _LEAST, 1 - _LEAST)
        odds: NDArray[np.float64] = np.log(kept / (1 - kept))
        return odds


class Judge:
    """How likely each candidate is a mention, by one opinion or several; thread-bound as they are."""

    def __init__(self, *opinions: Opinion) -> None:
        self._opinions = opinions

    def probabilities(self, findings: Findings, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        """In the order of the candidates."""
        odds = sum(opinion.log_odds(findings, candidates) for opinion in self._opinions) / len(self._opinions)
        return tuple(map(float, 1 / (1 + np.exp(-np.asarray(odds)))))
