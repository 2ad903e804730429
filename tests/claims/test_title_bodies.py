"""Which body a title is of where the words around it do not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.claims.title_bodies import bodies_before, body_of, body_told
from kg.model import Entity, EntityType
from tests.claims.marked import passage_of

TOLD = "{甲镇卫生院|PC}挂牌。{乙县卫生局|AG}和{丙医院|HO}、{各村卫生室|PC g}到场。"
ON = "院长讲话。"


def test_single_bodies_are_told_nearest_first() -> None:
    passage = passage_of(TOLD)
    assert [body.name for body in bodies_before(passage, 1, 99)] == ["丙医院", "乙县卫生局", "甲镇卫生院"]
    assert [body.name for body in bodies_before(passage, 1, 99, reach=1)] == ["丙医院", "乙县卫生局"]
    assert [body.name for body in bodies_before(passage, 1, 0)] == ["甲镇卫生院"]


@pytest.mark.parametrize(
    ("title", "body"),
    [("院长", "丙医院"), ("副局长", "乙县卫生局"), ("村医", None), ("校长", None), ("勇士", None)],
    ids=["the nearest", "one further off", "a group is nobody's", "no such body told", "a title of no known body"],
)
def test_a_title_is_of_the_body_told_last_that_has_such_a_title(title: str, body: str | None) -> None:
    passage = passage_of(TOLD + ON)
    found = body_told(passage, title, 2, 0)
    assert (found.name if found else None) == body


def test_the_sentence_goes_before_what_was_told() -> None:
    body = body_of(passage_of(TOLD + "{丁医院|HO}院长讲话。"), "院长", 2, 5)
    assert body is not None
    assert body.name == "丁医院"


def test_what_the_report_speaks_for_goes_before_what_was_told() -> None:
    passage = passage_of(TOLD + ON)
    home = Entity("河口市人民医院", EntityType.HOSPITAL)
    at_home = replace(passage, subjects=replace(passage.subjects, default=home))
    assert body_of(at_home, "院长", 2, 0) == home
    assert body_of(at_home, "局长", 2, 0) == body_told(passage, "局长", 2, 0)


@pytest.mark.parametrize(("between", "name"), [(4, "丙医院"), (5, None)])
def test_the_grammar_looks_no_further_back_than_six_sentences(between: int, name: str | None) -> None:
    passage = passage_of("{丙医院|HO}开诊。" + "天气很好。" * between + ON)
    index = len(passage.shadows) - 1
    body = body_of(passage, "院长", index, 0)
    assert (body.name if body else None) == name
    assert body_told(passage, "院长", index, 0) is not None
