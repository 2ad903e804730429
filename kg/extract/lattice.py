"""The choice among overlapping candidates: the set that is most likely right as a whole."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["choose_spans"]

_CERTAIN = 1e-9


def choose_spans(spans: Sequence[tuple[int, int]], probabilities: Sequence[float], threshold: float) -> tuple[int, ...]:
    """Indices of the spans to keep, in order: no two overlap, none is less likely than `threshold`,
    and the sum of their log odds over the threshold's is the greatest (weighted interval scheduling).
    """
    order = sorted(
        (index for index, probability in enumerate(probabilities) if probability >= threshold),
        key=lambda index: (spans[index][1], spans[index][0], index),
    )
    ends = [spans[index][1] for index in order]
    best = [0.0]
    follows: list[int | None] = [None]
    floor = _log_odds(threshold)
    for step, index in enumerate(order):
        before = bisect_right(ends, spans[index][0], 0, step)
        gain = best[before] + _log_odds(probabilities[index]) - floor + _CERTAIN
        is_better = gain > best[step]
        best.append(gain if is_better else best[step])
        follows.append(before if is_better else None)
    kept = []
    step = len(order)
    while step:
        before_or_none = follows[step]
        if before_or_none is None:
            step -= 1
            continue
        kept.append(order[step - 1])
        step = before_or_none
    return tuple(reversed(kept))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return math.log(bounded / (1 - bounded))
