"""How opinions become a probability."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.extract.candidates import make_candidates
from kg.extract.findings import Findings
from kg.extract.judge import ByFeatures, Judge
from kg.extract.maxent import Maxent
from kg.extract.reading import Reading
from kg.extract.sequence import Guess

TEXT = "昌吉市人民医院派出专家"
FINDINGS = Findings(Reading.of(TEXT, ()), (), ())
CANDIDATES = make_candidates(FINDINGS.reading, (), (), {(0, 7, "HOSPITAL"): Guess(0.9), (0, 3, "PLACE"): Guess(0.3)})


class Says:
    """An opinion of its own, whatever it is asked."""

    def __init__(self, *odds: float) -> None:
        self._odds = odds

    def log_odds(self, findings: object, candidates: object) -> NDArray[np.float64]:
        return np.array(self._odds)


def test_one_opinion_stands_as_it_is() -> None:
    assert Judge(Says(0.0, np.log(9))).probabilities(FINDINGS, CANDIDATES) == pytest.approx((0.5, 0.9))


def test_two_opinions_meet_half_way_between_their_log_odds() -> None:
    found = Judge(Says(2.0, -3.0), Says(0.0, -1.0)).probabilities(FINDINGS, CANDIDATES)
    assert found == pytest.approx((1 / (1 + np.exp(-1)), 1 / (1 + np.exp(2))))


def test_no_candidates_are_no_error() -> None:
    assert Judge(Says()).probabilities(FINDINGS, ()) == ()


class Certain(Maxent):
    def __init__(self, *probabilities: float) -> None:
        self._told = probabilities

    def probabilities(self, items: object, label: str) -> tuple[float, ...]:
        return self._told


def test_a_classifier_that_is_certain_can_still_be_outvoted() -> None:
    certain = ByFeatures(Certain(1.0, 0.0))
    odds = certain.log_odds(FINDINGS, CANDIDATES)
    assert np.isfinite(odds).all()
    assert Judge(certain, Says(-20.0, 20.0)).probabilities(FINDINGS, CANDIDATES) == pytest.approx(
        (0.04, 0.96), abs=0.01
    )
