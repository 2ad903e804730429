"""What a sentence names, with what was told before it."""

from __future__ import annotations

import pytest

from kg.claims.finder import find_by_grammar
from kg.claims.pairs import Pair, find_pairs
from tests.claims.marked import pair_names, passage_of


def _pairs(marked: str) -> list[Pair]:
    passage = passage_of(marked)
    return list(find_pairs(passage, find_by_grammar(passage)))


@pytest.mark.parametrize(
    ("marked", "pair"),
    [
        ("{东岭县中医院|HO}新来了人。门诊这天满员。\n副院长{段明远|PE}介绍。", ("段明远", "last", "东岭县中医院")),
        (
            "{东岭县中医院|HO}满员。\n{云河市第一中学|OR}停课。\n{云河市第二中学|OR}也停课。\n副院长{段明远|PE}介绍。",
            ("段明远", "fit", "东岭县中医院"),
        ),
        ("{东岭县中医院|HO}的{段明远|PE}回来了。他还是{云河市针灸学会|OR}理事。", ("段明远", "last", "云河市针灸学会")),
        ("{段明远|PE}主任在{东岭县中医院|HO}坐诊。", ("段明远", "in", "东岭县中医院")),
    ],
    ids=["body told last", "house that has such a title", "whoever was named last", "both in one sentence"],
)
def test_a_person_with_a_title_is_paired_with_bodies(marked: str, pair: tuple[str, str, str]) -> None:
    assert pair in pair_names(_pairs(marked))


def test_a_person_without_a_title_belongs_to_no_body_of_another_sentence() -> None:
    assert "段明远" not in {pair.subject.name for pair in _pairs("{东岭县中医院|HO}满员。\n{段明远|PE}回来了。")}


def test_a_bare_department_is_paired_with_bodies_told_before_where_it_is_named_first() -> None:
    names = pair_names(_pairs("{东岭县中医院|HO}满员。\n添了{针灸科|OR}。\n{针灸科|OR}很忙。"))
    assert ("针灸科", "last", "东岭县中医院") in names
    again = [
        pair.index
        for pair in _pairs("{东岭县中医院|HO}满员。\n添了{针灸科|OR}。\n{针灸科|OR}很忙。")
        if pair.subject.name == "针灸科"
    ]
    assert set(again) == {1}


def test_a_department_with_its_owners_name_is_paired_with_no_body_of_another_sentence() -> None:
    pairs = _pairs("{河口市人民医院|HO}满员。\n添了{针灸科|OR =东岭县中医院针灸科}。")
    assert "东岭县中医院针灸科" not in {pair.subject.name for pair in pairs}
