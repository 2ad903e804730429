"""Which two things of a sentence are looked at together."""

from __future__ import annotations

from kg.claims.finder import find_by_grammar
from kg.claims.matters import MATTER, Matter
from kg.claims.pairs import Pair, find_pairs
from tests.claims.marked import pair_names, passage_of

MARKED = "2022年,{河口市人民医院|HO}先后派出9名医师,到{东岭县中医院|HO}坐诊。"


def _pairs(marked: str) -> list[Pair]:
    passage = passage_of(marked)
    return list(find_pairs(passage, find_by_grammar(passage)))


def test_two_mentions_of_a_sentence_are_paired_both_ways() -> None:
    assert {
        ("河口市人民医院", "in", "东岭县中医院"),
        ("东岭县中医院", "in", "河口市人民医院"),
    } <= pair_names(_pairs(MARKED))


def test_whoever_the_report_speaks_for_may_be_the_subject() -> None:
    assert ("云河市", "default", "河口市人民医院") in pair_names(_pairs(MARKED))


def test_who_was_spoken_of_before_may_be_the_subject() -> None:
    pairs = _pairs("{市卫健委|AG}部署工作。随后启动{明眸行动|PR}。")
    assert ("市卫健委", "carried", "明眸行动") in pair_names(pairs)


def test_helpers_from_outside_are_paired_with_what_the_report_speaks_for() -> None:
    assert ("南屏市人民医院", "in", "云河市") in pair_names(_pairs("{南屏市人民医院|HO}每周派驻2名治疗师。"))
    assert ("云河市人民医院", "in", "云河市") not in pair_names(_pairs("{云河市人民医院|HO}每周派驻2名治疗师。"))
    assert ("南屏市人民医院", "in", "云河市") not in pair_names(_pairs("{南屏市人民医院|HO}门诊照常。"))


def test_a_person_is_no_object_and_types_must_allow_some_relation() -> None:
    names = pair_names(_pairs("{河口市人民医院|HO}的{赵一|PE}接诊{肺炎|DI}患者。"))
    assert not any(object_ == "赵一" for *_, object_ in names)
    assert not any(subject == "赵一" for subject, *_ in names)


def test_a_pair_knows_what_the_grammar_says_of_it() -> None:
    pair = next(pair for pair in _pairs(MARKED) if pair.object.entity.name == "东岭县中医院" and pair.source == "in")
    assert any(feature.startswith(("said=", "unsaid=")) for feature in pair.features)
    assert any(feature.startswith("verb=派出|so") for feature in pair.features)


def test_a_phrase_is_an_object_like_a_mention() -> None:
    passage = passage_of("{河口市人民医院|HO}完成手术300台。")
    string = passage.shadows[0].string
    at = string.index("手术")
    matter = Matter(at, at + 2, MATTER, 0.8)
    pairs = list(find_pairs(passage, (), [(matter,)]))
    assert ("河口市人民医院", "in", "手术") in pair_names(pairs)
