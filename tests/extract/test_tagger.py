"""How candidates become mentions."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.extract.candidates import Candidate, make_candidates
from kg.extract.findings import Findings
from kg.extract.judge import Judge
from kg.extract.reading import PlaceSpan, Reading
from kg.extract.sequence import Guess, Span
from kg.extract.tagger import decide
from kg.model import EntityType, Mention, Method


class Fixed(Judge):
    """A judge with a fixed opinion of each candidate, told by the order in which they come."""

    def __init__(self, *probabilities: float) -> None:
        self._fixed = probabilities

    def probabilities(self, findings: object, candidates: object) -> tuple[float, ...]:
        return self._fixed


def _found(text: str, name: str, kind: EntityType = EntityType.HOSPITAL, **flags: object) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, kind, rule="test", **flags)  # type: ignore[arg-type]


def _candidates(
    text: str, found: list[Mention], guesses: Mapping[Span, Guess], places: tuple[PlaceSpan, ...] = ()
) -> tuple[Findings, tuple[Candidate, ...]]:
    reading = Reading.of(text, places)
    findings = Findings(reading, tuple(found), tuple(found))
    return findings, make_candidates(reading, found, found, guesses)


TEXT = "昌吉市人民医院派出专家"


def test_what_grammar_and_model_propose_is_one_candidate() -> None:
    _, candidates = _candidates(TEXT, [_found(TEXT, "昌吉市人民医院")], {(0, 7, "HOSPITAL"): Guess(0.9, best=True)})
    assert [candidate.span for candidate in candidates] == [(0, 7, "HOSPITAL")]
    assert "ruled=True|8|True" in candidates[0].features


def test_a_candidate_knows_its_strongest_rival() -> None:
    guesses = {(0, 7, "HOSPITAL"): Guess(0.9, best=True), (0, 3, "PLACE"): Guess(0.3)}
    _, (short, long) = _candidates(TEXT, [], guesses)
    assert "against=8longer|3" in short.features
    assert "against=3shorter|8" in long.features


def test_a_name_never_reaches_over_a_line_or_begins_with_a_blank() -> None:
    guesses = {(0, 3, "PLACE"): Guess(0.9), (2, 5, "PLACE"): Guess(0.9), (3, 5, "PLACE"): Guess(0.9)}
    _, candidates = _candidates("甲 乙\n丙丁", [], guesses)
    assert [candidate.span for candidate in candidates] == [(0, 3, "PLACE")]


def test_the_judges_probability_is_the_confidence_and_the_rule_stays() -> None:
    findings, candidates = _candidates(TEXT, [_found(TEXT, "昌吉市人民医院")], {})
    (mention,) = decide(Fixed(0.87654), findings, candidates)
    assert (mention.text, mention.confidence, mention.rule) == ("昌吉市人民医院", 0.877, "test")


def test_a_name_of_the_model_alone_says_so_and_may_be_a_group() -> None:
    text = "三十二家单位入盟"
    findings, candidates = _candidates(text, [], {(0, 6, "ORGANIZATION"): Guess(0.8)})
    (mention,) = decide(Fixed(0.8), findings, candidates)
    assert (mention.text, mention.group, mention.method) == ("三十二家单位", True, Method.MODEL)


def test_an_anaphor_is_marked_as_one() -> None:
    findings, candidates = _candidates("该中心今年扩建", [], {(0, 3, "PUBLIC_HEALTH*"): Guess(0.8)})
    (mention,) = decide(Fixed(0.8), findings, candidates)
    assert (mention.type, mention.anaphor) == (EntityType.PUBLIC_HEALTH, True)


@pytest.mark.parametrize(("threshold", "kept"), [(0.5, 1), (0.7, 0)])
def test_the_threshold_is_the_callers_choice(threshold: float, kept: int) -> None:
    findings, candidates = _candidates(TEXT, [_found(TEXT, "昌吉市人民医院")], {})
    assert len(decide(Fixed(0.6), findings, candidates, threshold)) == kept


def test_a_place_that_opens_a_name_is_nested_in_it_whoever_found_the_name() -> None:
    places = (PlaceSpan(0, 3, ((0, 3, 4),)),)
    findings, candidates = _candidates(TEXT, [], {(0, 7, "HOSPITAL"): Guess(0.9)}, places)
    outer, nested = decide(Fixed(0.9), findings, candidates)
    assert (outer.text, nested.text, nested.nested) == ("昌吉市人民医院", "昌吉市", True)
