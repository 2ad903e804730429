"""Log-linear choices: what their weights learn."""

from __future__ import annotations

import pytest

from kg.training.loglinear import Case, best, fit


def _case(right: str, *options: str, also: str = "") -> Case:
    credit = tuple(1.0 if option == right else 0.3 if option == also else 0.0 for option in options)
    return Case("r", tuple({option: 1.0} for option in options), credit)


def test_what_is_right_again_and_again_is_chosen() -> None:
    weights = fit([_case("near", "far", "near")] * 5, penalty=1.0)
    assert weights["near"] > weights["far"]
    assert best(_case("", "near", "far"), weights) == 0


def test_a_case_without_a_right_option_teaches_nothing() -> None:
    cases = [_case("near", "far", "near")] * 3
    lost = Case("r", ({"far": 1.0}, {"near": 1.0}), (0.0, 0.0))
    assert fit([*cases, lost, lost], penalty=1.0) == fit(cases, penalty=1.0)


def test_what_is_right_in_part_is_believed_less_than_the_best_and_more_than_what_is_wrong() -> None:
    weights = fit([_case("best", "best", "also", "wrong", also="also")] * 9, penalty=0.1)
    assert weights["best"] > weights["also"] > weights["wrong"]


def test_nothing_is_learned_from_nothing() -> None:
    assert fit([Case("r", ({"far": 1.0},), (0.0,))], penalty=1.0) == {}


def test_features_of_too_few_cases_are_left_out() -> None:
    cases = [_case("near", "far", "near"), _case("near", "seldom", "near")]
    assert set(fit(cases, penalty=1.0, least=2)) == {"near"}


def test_where_nothing_can_be_chosen_nothing_is() -> None:
    assert best(Case("r", (), ()), {}) is None


def test_a_stronger_penalty_makes_smaller_weights() -> None:
    cases = [_case("near", "far", "near")] * 4
    assert fit(cases, penalty=10.0)["near"] < fit(cases, penalty=0.1)["near"]
    assert fit(cases, penalty=1e6)["near"] == pytest.approx(0.0, abs=1e-4)


def test_features_may_be_told_by_name_alone() -> None:
    named = Case("r", (("far",), ("near",)), (0.0, 1.0))
    assert fit([named] * 5, penalty=1.0) == fit([_case("near", "far", "near")] * 5, penalty=1.0)
    assert best(named, {"near": 1.0}) == 1
