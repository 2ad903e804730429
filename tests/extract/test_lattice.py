"""The choice among overlapping spans."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lattice import choose_spans


@pytest.mark.parametrize(
    ("spans", "probabilities", "kept"),
    [
        ([(0, 4), (2, 6)], [0.9, 0.8], (0,)),
        ([(0, 4), (0, 2), (2, 4)], [0.7, 0.9, 0.9], (1, 2)),
        ([(0, 4), (0, 2), (2, 4)], [0.99, 0.6, 0.6], (0,)),
        ([(0, 2), (2, 4)], [0.49, 0.51], (1,)),
        ([], [], ()),
    ],
    ids=["surer", "two for one", "one for two", "threshold", "nothing"],
)
def test_the_likeliest_set_is_kept(
    spans: list[tuple[int, int]], probabilities: list[float], kept: tuple[int, ...]
) -> None:
    assert choose_spans(spans, probabilities, 0.5) == kept


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(1, 5), st.floats(0.01, 0.99)),
        max_size=9,
    )
)
def test_no_set_without_overlap_is_likelier(rows: list[tuple[int, int, float]]) -> None:
    from math import log

    spans = [(start, start + size) for start, size, _ in rows]
    probabilities = [probability for *_, probability in rows]

    def worth(chosen: tuple[int, ...]) -> float:
        return sum(log(probabilities[index] / (1 - probabilities[index])) for index in chosen)

    def is_free(chosen: tuple[int, ...]) -> bool:
        return all(spans[a][1] <= spans[b][0] or spans[b][1] <= spans[a][0] for a, b in combinations(chosen, 2))

    kept = choose_spans(spans, probabilities, 0.5)
    assert is_free(kept)
    allowed = [index for index, probability in enumerate(probabilities) if probability >= 0.5]
    best = max(
        worth(chosen) for size in range(len(allowed) + 1) for chosen in combinations(allowed, size) if is_free(chosen)
    )
    assert worth(kept) == pytest.approx(best, abs=1e-6)
