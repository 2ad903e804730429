from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.link import link_mentions
from kg.model.mention import EntityType, Mention
from tests.link.cases import LinkingCase, context_of, marked, read_cases

CASES = read_cases(Path(__file__).parent / "data" / "linking.tsv")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize("case", CASES, ids=[f"{case.mentions[case.judged].text}-{case.why}" for case in CASES])
def test_a_mention_is_linked_as_an_analyst_would(case: LinkingCase) -> None:
    linked = link_mentions(case.text, case.mentions, case.context)[case.judged]
    assert linked.link is not None
    assert linked.link.entity.name in case.entities
    if case.code == "-":
        assert linked.link.entity.code is None
    elif case.code:
        assert linked.link.entity.code in case.code.split("|")
    assert linked.link.reasons


def test_every_mention_is_kept_in_order() -> None:
    text, mentions, _ = marked("{HOSPITAL:武冈市人民医院}与{PLACE:武冈市}的{PRIMARY_CARE:3家卫生院}")
    grouped = (*mentions[:2], replace(mentions[2], group=True))
    linked = link_mentions(text, grouped, context_of("430581"))
    assert [mention.text for mention in linked] == [mention.text for mention in mentions]
    assert linked[2].link is not None
    assert linked[2].link.entity.group
    assert linked[2].link.entity.name == "3家卫生院"


def test_same_named_bodies_of_two_places_stay_apart() -> None:
    text, mentions, _ = marked("{HOSPITAL:武冈市人民医院}和{HOSPITAL:洞口县人民医院}")
    first, second = link_mentions(text, mentions, context_of("430500"))
    assert first.entity is not None
    assert second.entity is not None
    assert (first.entity.place, second.entity.place) == ("430581", "430525")


def test_all_forms_of_one_body_get_one_entity() -> None:
    text, mentions, _ = marked("{HOSPITAL:重庆市涪陵中心医院}、{HOSPITAL:涪陵中心医院}、{HOSPITAL:区中心医院}")
    linked = link_mentions(text, mentions, context_of("500102"))
    assert len({mention.entity for mention in linked}) == 1


def test_the_order_of_the_mentions_given_does_not_matter() -> None:
    text, mentions, _ = marked("{AGENCY:区卫健委}派员到{HOSPITAL:区中医院}，{HOSPITAL~:该院}{FACILITY:门诊楼}")
    context = context_of("370303")
    assert link_mentions(text, mentions, context) == link_mentions(text, tuple(reversed(mentions)), context)


def test_an_anaphor_takes_the_type_of_what_it_points_to() -> None:
    text = "云阳县凤鸣镇中心卫生院扩建，该院床位增加"
    mentions = (
        Mention(0, 11, text[:11], EntityType.PRIMARY_CARE),
        Mention(14, 16, text[14:16], EntityType.HOSPITAL, anaphor=True),
    )
    linked = link_mentions(text, mentions, context_of("500235"))
    assert linked[1].type is EntityType.PRIMARY_CARE
