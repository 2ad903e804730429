"""Log-linear models that choose one of several options: the weights that make the right ones likeliest.

Where several options are right, the model may spread what it believes among them.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

__all__ = ["Case", "best", "fit"]

Features = Mapping[str, float] | Sequence[str]
"""The value of each feature, or those that an option has, each once."""


@dataclass(frozen=True, slots=True)
class Case:
    """One choice: the features of its options, and how right each of them is, from 0 to 1."""

    name: str
    options: tuple[Features, ...]
    credit: tuple[float, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether any option is right."""
        return any(self.credit)


def fit(cases: Sequence[Case], *, penalty: float, least: int = 1) -> dict[str, float]:
    """The weight of each feature that `least` cases have or more; `penalty` is on half the squared weights."""
    cases = [case for case in cases if case.is_answerable]
    if not cases:
        return {}
    seen = Counter(name for case in cases for name in {name for option in case.options for name in option})
    names = sorted(name for name, count in seen.items() if count >= least)
    starts = np.cumsum([0, *(len(case.options) for case in cases)])
    table = _table([option for case in cases for option in case.options], names)
    credit = np.array([share for case in cases for share in case.credit])
    of_case = np.repeat(np.arange(len(cases)), np.diff(starts))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        tops = np.maximum.reduceat(scores, starts[:-1])
        shares = np.exp(scores - tops[of_case])
        totals, right = np.add.reduceat(shares, starts[:-1]), np.add.reduceat(shares * credit, starts[:-1])
        value = (np.log(totals) - np.log(right)).sum() + penalty / 2 * weights @ weights
        slope = table.T @ (shares / totals[of_case] - shares * credit / right[of_case]) + penalty * weights
        return float(value), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, found.x.tolist(), strict=True))


def _table(options: Sequence[Features], names: Sequence[str]) -> csr_matrix:
    """A row for each option, a column for each feature; in flat arrays, since there may be millions of cells."""
    column = {name: index for index, name in enumerate(names)}
    ends, columns, values = array("q", [0]), array("i"), array("d")
    for option in options:
        for name, value in _values(option):
            if name in column:
                columns.append(column[name])
                values.append(value)
        ends.append(len(columns))
    return csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=(len(options), len(names)))


def _values(option: Features) -> Iterable[tuple[str, float]]:
    return option.items() if isinstance(option, Mapping) else ((name, 1.0) for name in option)


def best(case: Case, weights: Mapping[str, float]) -> int | None:
    """The likeliest option, the first of equals; `None` where there is none."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in _values(option)) for option in case.options]
    return max(range(len(scores)), key=scores.__getitem__, default=None)
