"""What the models of claim finding are shown, and what is made of their answers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.claims.finder import find_by_grammar
from kg.claims.matters import describe_shadow, show
from kg.claims.pairs import find_pairs
from kg.claims.passage import Passage, build_passage
from kg.claims.proposals import Proposal, make_proposals
from kg.claims.qualify import describe_modality
from kg.claims.settle import settle
from kg.claims.timing import time_options
from kg.claims.weigh import describe_proposals
from kg.extract.words import read_tokens, word_tags
from kg.model import CleanText, Context
from tests.claims.marked import REGION, brief, read_marked

MARKED = "2022年,{河口市人民医院|HO}先后派出9名医师,到{东岭县中医院|HO}坐诊。"


def _passage(marked: str, **context: str) -> Passage:
    text, mentions = read_marked(marked)
    return build_passage(
        text,
        mentions,
        Context(region=REGION, **context),  # type: ignore[arg-type]
        clean=CleanText.untouched(text),
        document_id="a",
    )


def test_signs_are_spelled_out() -> None:
    passage = _passage(MARKED)
    assert "<HOSPITAL>" in show(passage.shadows[0].string)
    described = describe_shadow(passage.shadows[0], word_tags(passage.text, read_tokens(passage.text)))
    assert len(described) == len(passage.shadows[0].string)


def _proposals(
    marked: str, likely: Mapping[str, float], object_: str = "东岭县中医院"
) -> tuple[Passage, tuple[Proposal, ...]]:
    passage = _passage(marked)
    pairs = [
        pair
        for pair in find_pairs(passage, ())
        if pair.subject.name == "河口市人民医院" and pair.object.entity.name == object_
    ]
    return passage, make_proposals(passage, (), pairs, [likely] * len(pairs))


def test_an_unlikely_relation_is_not_proposed() -> None:
    _, proposals = _proposals(MARKED, {"supports": 0.02, "none": 0.98})
    assert proposals == ()


def test_people_sent_are_proposed_with_and_without_their_number() -> None:
    _, proposals = _proposals(MARKED, {"supports": 0.7, "none": 0.3})
    assert {brief(proposal.claim) for proposal in proposals} == {
        "河口市人民医院|supports|东岭县中医院",
        "河口市人民医院|supports|东岭县中医院|9名",
    }
    assert {proposal.claim.evidence[0].rule for proposal in proposals} == {"pair.supports"}


def test_money_is_proposed_only_where_some_is_told() -> None:
    _, none = _proposals(MARKED, {"funds": 0.7})
    assert none == ()
    _, some = _proposals("{河口市人民医院|HO}向{东岭县中医院|HO}捐赠设备,价值30万元。", {"funds": 0.7})
    assert [brief(proposal.claim) for proposal in some] == ["河口市人民医院|funds|东岭县中医院|300000元"]


def test_an_indicator_with_no_amount_in_its_clause_is_proposed_without_one() -> None:
    likely = {"achieved": 0.7}
    _, bare = _proposals("{河口市人民医院|HO}成绩不小,{床位使用率|IN}走高。", likely, "床位使用率")
    assert [proposal.claim.quantity for proposal in bare] == [None]
    _, counted = _proposals("{河口市人民医院|HO}的{床位使用率|IN}为85%。", likely, "床位使用率")
    assert [str(proposal.claim.quantity and proposal.claim.quantity.value) for proposal in counted] == ["85"]


def test_a_count_apart_from_what_it_counts_is_proposed_beside_none() -> None:
    _, found = _proposals("{河口市人民医院|HO}的{胸痛中心|DE}建设完成2家。", {"achieved": 0.7}, "胸痛中心")
    assert [proposal.claim.quantity and proposal.claim.quantity.value for proposal in found] == [None, "2"]


def test_what_the_grammar_says_is_not_proposed_again() -> None:
    passage = _passage("{河口市人民医院|HO}支援{东岭县中医院|HO}。")
    said = [claim for claim in find_by_grammar(passage) if claim.predicate.value == "supports"]
    pairs = list(find_pairs(passage, said))
    proposals = make_proposals(passage, said, pairs, [{"supports": 0.6}] * len(pairs))
    same = [each for each in proposals if each.claim.subject.name == "河口市人民医院"]
    assert len([each for each in same if each.claim.object and each.claim.object.name == "东岭县中医院"]) == 1
    assert same[0].strength == 0.6


@pytest.mark.parametrize(("likely", "kept"), [(0.8, "河口市人民医院"), (0.95, "河口市")])
def test_a_frame_yields_only_to_a_pair_that_is_much_likelier(likely: float, kept: str) -> None:
    passage = _passage("{河口市|PL}在行动,{河口市人民医院|HO}支援{东岭县中医院|HO}。")
    said = [claim for claim in find_by_grammar(passage) if claim.predicate.value == "supports"]
    pairs = [
        pair
        for pair in find_pairs(passage, said)
        if pair.subject.name == "河口市" and pair.object.entity.name == "东岭县中医院"
    ]
    proposals = make_proposals(passage, said, pairs, [{"supports": 0.9}] * len(pairs))
    rivals = [each for each in proposals if each.claim.quantity is None]
    assert [each.is_unsaid for each in rivals] == [False, True]
    [number] = settle(passage, rivals, [0.7, likely])
    assert rivals[number].claim.subject.name == kept


def test_rivals_for_one_object_know_of_each_other() -> None:
    passage, proposals = _proposals(MARKED, {"supports": 0.7, "partnersWith": 0.2})
    described = describe_proposals(passage, proposals)
    stronger = next(
        features
        for features, each in zip(described, proposals, strict=True)
        if each.claim.predicate.value == "supports"
    )
    assert "same-ends=alone|supports" not in stronger


@pytest.mark.parametrize(
    ("marked", "value", "source"),
    [
        (MARKED, "2022", "from=sentence-before0-during"),
        ("{河口市人民医院|HO}2021年支援{东岭县中医院|HO}。", "2021", "from=clause-before0-during"),
        ("{河口市人民医院|HO}支援{东岭县中医院|HO}。", "2020", "from=period"),
    ],
)
def test_each_time_near_a_claim_is_an_option(marked: str, value: str, source: str) -> None:
    passage = _passage(marked, period="2020")
    proposal = next(
        each
        for each in make_proposals(
            passage, (), list(find_pairs(passage, ())), [{"supports": 0.9}] * len(list(find_pairs(passage, ())))
        )
        if each.claim.subject.name == "河口市人民医院"
    )
    options = {option.value: option.features for option in time_options(passage, proposal)}
    assert source in options[value]
    assert "from=none" in options[None]


def _options(marked: str, predicate: str, **context: str) -> dict[str | None, tuple[str, ...]]:
    """The times that the grammar's first claim of a predicate may have."""
    passage = _passage(marked, **context)
    said = [claim for claim in find_by_grammar(passage) if claim.predicate.value == predicate]
    return {option.value: option.features for option in time_options(passage, make_proposals(passage, said, (), ())[0])}


def test_a_month_may_be_of_the_year_of_writing() -> None:
    options = _options("10月{东岭县|PL}实施{强基工程|PR}。", "implements", period="2022", written="2023")
    assert any(feature.startswith("from=clause-written") for feature in options["2023-10"])
    assert any(feature.startswith("from=clause-before0") for feature in options["2022-10"])


def test_a_change_may_last_from_the_year_before_to_the_period() -> None:
    options = _options("{云河市|PL}{次均费用|IN}由310元降至260元。", "achieved", period="2022")
    assert "from=change-year" in options["2021/2022"]


def test_years_on_end_run_up_to_the_period() -> None:
    options = _options("{东岭县|PL}连续三年实施{强基工程|PR}。", "implements", period="2022")
    assert "from=years-period-clause" in options["2020/2022"]
    before = _options("五年来,全县实干。{东岭县|PL}实施{强基工程|PR}。", "implements", period="2022")
    assert "from=years-period-up1" in before["2018/2022"]
    assert "from=years-period-up1-full" in before["2017/2022"]


def test_what_happened_at_a_time_may_hold_since() -> None:
    options = _options("2019年{东岭县|PL}实施{强基工程|PR}。", "implements", period="2022")
    assert "from=clause-since" in options["2019/.."]
    since = _options("自2019年起,{东岭县|PL}实施{强基工程|PR}。", "implements", period="2022")
    assert any(feature.endswith("-start") for feature in since["2019"])


def test_a_part_of_the_year_holds_beyond_its_paragraph() -> None:
    text = "上半年,全县开会。\n上半年工作顺利。\n{东岭县|PL}实施{强基工程|PR}。"
    options = _options(text, "implements", period="2022")
    assert {"from=opened", "from=common0-2"} <= set(options["2022-01/2022-06"])
    assert "2022-01/2022-06" not in _options(text.split("\n")[2], "implements", period="2022")


def test_the_years_in_the_name_of_a_plan_may_be_those_of_what_it_sets() -> None:
    text = "{东岭县“十四五”卫生健康规划|PR}\n{东岭县|PL}实施{强基工程|PR}。"
    options = _options(text, "implements", period="2022")
    assert "from=named-head" in options["2021/2025"]


def test_whether_a_claim_is_dated_is_told_by_the_words_around_it() -> None:
    options = _options("{东岭县|PL}现已实施{强基工程|PR}。", "implements", period="2022")
    assert "dated=False|l=实施" in options[None]
    assert "dated=True|l=实施" in options["2022"]


def test_the_year_that_opened_a_passage_may_hold_however_old_it_is() -> None:
    options = _options("2020年,全县开会。\n{东岭县|PL}实施{强基工程|PR}。", "implements", period="2022")
    assert "from=over-1" in options["2020"]


def test_what_a_figure_is_compared_with_is_marked() -> None:
    options = _options("较2020年,{云河市|PL}{签约率|IN}达到71%。", "achieved", period="2022")
    assert any("compared" in feature for feature in options["2020"])


def test_modality_knows_the_times_and_the_heading_above() -> None:
    passage = _passage("一、下年任务\n2023年,{东岭县|PL}实施{强基工程|PR}。", period="2022", written="2022")
    said = [claim for claim in find_by_grammar(passage) if claim.predicate.value == "implements"]
    features = describe_modality(passage, make_proposals(passage, said, (), ())[0])
    assert "when=before|during|>" in features
    assert "under=任务" in features


def test_modality_is_described_by_the_words_around() -> None:
    passage, proposals = _proposals("{河口市人民医院|HO}计划于明年支援{东岭县中医院|HO}。", {"supports": 0.9})
    features = describe_modality(passage, proposals[0])
    assert "said=planned" in features
    assert any(feature.startswith("l=") for feature in features)


def test_a_post_is_proposed_with_the_title_beside_the_person() -> None:
    passage = _passage("{东岭县中医院|HO}来了人,带队的副院长{段明远|PE}介绍。")
    pairs = [pair for pair in find_pairs(passage, ()) if pair.subject.name == "段明远"]
    (proposal,) = make_proposals(passage, (), pairs, [{"holdsPost": 0.9}] * len(pairs))
    assert brief(proposal.claim) == "段明远|holdsPost|东岭县中医院|||副院长"


def test_one_post_in_a_house_is_proposed_once() -> None:
    passage = _passage("{东岭县中医院|HO}院长{段明远|PE}说,来的人多。\n院长{段明远|PE}又说,{东岭县中医院|HO}要扩建。")
    said = [claim for claim in find_by_grammar(passage) if claim.post]
    pairs = [pair for pair in find_pairs(passage, said) if pair.subject.name == "段明远"]
    proposals = make_proposals(passage, said, pairs, [{"holdsPost": 0.9}] * len(pairs))
    assert [proposal.claim.post for proposal in proposals] == ["院长"]
