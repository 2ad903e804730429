"""Of whom a fact is told: who is weighed, and what is made of their chances."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.claims.attribution import SubjectModel, attribute, find_facts, questions, share_out
from kg.claims.finder import find_by_grammar
from kg.claims.named_before import Fact, NamedBefore
from kg.claims.passage import Passage
from kg.claims.proposals import Proposal, make_proposals
from kg.claims.settle import settle
from kg.model import Entity, EntityType, Predicate
from tests.claims.marked import passage_of

TWO = "{河口市人民医院|HO}派医生到{东岭县中医院|HO}坐诊。全年完成手术300台。"
BEDS = Entity("手术", EntityType.INDICATOR)


def _figures(marked: str) -> tuple[Passage, tuple[Proposal, ...]]:
    """The passage, and what frames say is reported in it."""
    passage = passage_of(marked)
    said = [claim for claim in find_by_grammar(passage) if claim.predicate is Predicate.REPORTS]
    return passage, make_proposals(passage, said, (), ())


def _model(**weights: float) -> SubjectModel:
    """A model that goes by the last three characters of a name above."""
    return SubjectModel(SubjectModel.pack({f"name={name}|paragraph": weight for name, weight in weights.items()}))


def test_everybody_named_so_far_is_asked_about_the_nearest_first() -> None:
    passage = passage_of("{河口市人民医院|HO}帮扶{东岭县中医院|HO},{赵某|PE}带队。{云河市|PL}完成手术300台。")
    fact = Fact(1, passage.shadows[1].string.index("手术"), Predicate.REPORTS, BEDS, "台")
    found = NamedBefore(passage).subjects(fact, (EntityType.HOSPITAL, EntityType.PLACE), ())
    assert [subject.entity.name for subject in found] == ["云河市", "东岭县中医院", "河口市人民医院"]


def test_who_is_named_behind_comes_after_who_is_named_before() -> None:
    passage = passage_of("{河口市人民医院|HO}完成手术300台,{东岭县中医院|HO}也不少。")
    fact = Fact(0, passage.shadows[0].string.index("手术"), Predicate.REPORTS, BEDS, "台")
    found = NamedBefore(passage).subjects(fact, (EntityType.HOSPITAL,), ())
    assert [subject.entity.name for subject in found] == ["河口市人民医院", "东岭县中医院"]
    described = NamedBefore(passage).describe(fact, found)
    assert [features[0].split("|")[0] for features in described] == ["at=before", "at=behind"]


def test_proposals_that_tell_one_fact_of_several_are_one_question() -> None:
    passage, (proposal, *_) = _figures(TWO)
    other = replace(proposal, claim=replace(proposal.claim, subject=Entity("东岭县", EntityType.PLACE)))
    assert find_facts([proposal, other]) == [(0, 1)]
    [question] = questions(passage, [proposal, other], [(0, 1)])
    assert {"河口市人民医院", "东岭县中医院", "东岭县"} <= {subject.name for subject in question.subjects}
    assert len(question.features) == len(question.subjects)


def test_what_the_pair_model_hardly_believes_is_not_worth_asking() -> None:
    _, (proposal, *_) = _figures(TWO)
    evidence = replace(proposal.claim.evidence[0], rule="pair.reports")
    unsaid = replace(proposal, claim=replace(proposal.claim, evidence=(evidence,)), likelihood={"reports": 0.05})
    assert find_facts([unsaid]) == []
    assert find_facts([replace(unsaid, likelihood={"reports": 0.2})]) == [(0,)]


def test_a_likely_subject_that_nobody_thought_of_is_proposed() -> None:
    passage, proposals = _figures(TWO)
    assert "东岭县中医院" not in {each.claim.subject.name for each in proposals}
    found = attribute(passage, proposals, _model(中医院=3.0))
    told = [each for each in found if each.is_told]
    assert [each.claim.subject.name for each in told] == ["东岭县中医院"]
    assert told[0].claim.evidence[0].rule == "told." + proposals[0].claim.evidence[0].rule
    assert not told[0].is_unsaid
    assert (told[0].chance or 0) > 0.8 > sum(each.chance or 0 for each in found if not each.is_told)


def test_an_unlikely_one_is_not() -> None:
    passage, proposals = _figures(TWO)
    told = [each for each in attribute(passage, proposals, _model(中医院=-3.0)) if each.is_told]
    assert "东岭县中医院" not in {each.claim.subject.name for each in told}


def test_chances_share_out_what_is_said_of_a_fact() -> None:
    _, (proposal, *_) = _figures(TWO)
    other = replace(proposal, claim=replace(proposal.claim, subject=Entity("东岭县", EntityType.PLACE)), chance=0.9)
    first, second = share_out([replace(proposal, chance=0.1), other], [0.5, 0.3])
    assert second > first
    assert first + second == pytest.approx(0.8)


def test_what_has_no_rival_and_what_was_not_asked_stay_as_they_are() -> None:
    _, (proposal, *_) = _figures(TWO)
    assert share_out([replace(proposal, chance=0.1)], [0.5]) == (0.5,)
    assert share_out([proposal, proposal], [0.5, 0.4]) == (0.5, 0.4)


def test_of_a_frames_subject_and_a_likelier_one_only_that_stays() -> None:
    passage, (proposal, *_) = _figures(TWO)
    [told] = [each for each in attribute(passage, [proposal], _model(中医院=3.0)) if each.is_told]
    assert settle(passage, [proposal, told], [0.3, 0.7]) == (1,)


def test_a_feature_that_would_break_its_row_is_left_out_and_one_that_weighs_nothing_too() -> None:
    packed = SubjectModel.pack({"a\tb": 1.0, "left=\n|before": 1.0, "c": 0.001, "d": -0.5})
    assert packed.decode().splitlines() == ["# feature\tweight", "d\t-0.50"]
