"""Modality over sections: where a plan begins and where it ends."""

from __future__ import annotations

import pytest

from kg.claims.frames import compile_expression
from kg.claims.shadow import SIGNS
from kg.resources.claims import ModalityWord, load_modality_words
from tests.claims.marked import claims_of


def _modalities(marked: str, **context: str) -> list[str]:
    return [claim.modality.value for claim in claims_of(marked, **context) if claim.predicate == "implements"]


def test_a_plan_holds_up_to_the_next_heading() -> None:
    text = "一、下一步打算\n实施{甲工程|PR}。\n开展{乙行动|PR}。\n二、已有成效\n实施{丙工程|PR}。"
    assert _modalities(text, period="2022") == ["planned", "planned", "done"]


def test_a_lower_heading_does_not_end_a_plan() -> None:
    text = "二、2023年工作安排\n(一)强基层。实施{甲工程|PR}。\n(二)保健康。实施{乙工程|PR}。"
    assert _modalities(text, period="2022") == ["planned", "planned"]


def test_what_is_told_as_done_stays_done_inside_a_plan() -> None:
    text = "下一步,实施{甲工程|PR}。目前已启动{乙工程|PR}。实施{丙工程|PR}。"
    assert _modalities(text, period="2022") == ["planned", "planned"]


def test_a_document_that_is_a_plan_by_its_title() -> None:
    text = "一、主要任务\n实施{甲工程|PR}。"
    assert _modalities(text, period="2022", title="云河市强基行动方案") == ["planned"]
    assert _modalities(text, period="2022", title="云河市印发了强基行动方案") == ["done"]


@pytest.mark.parametrize("word", load_modality_words(), ids=lambda word: word.example)
def test_every_row_finds_its_example_and_leaves_its_counter(word: ModalityWord) -> None:
    expression = compile_expression(word.pattern)
    assert expression.search(word.example.replace("{NUM}", SIGNS["RATE"]))
    assert not expression.search(word.counter)
