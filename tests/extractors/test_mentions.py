"""Proposed names beside held ones: by confidence, the held one wins ties."""

from __future__ import annotations

import pytest

from kg.errors import ExtractorError
from kg.extract.reading import PlaceSpan, Reading
from kg.extractors import ProposedMention, merge_mentions
from kg.model import EntityType, Mention, Method

TEXT = "昌吉市阿苏关爱站成立，市医院参加。"
CITY = Mention(0, 3, "昌吉市", EntityType.PLACE, rule="place.gazetteer", confidence=0.9)
HOSPITAL = Mention(11, 14, "市医院", EntityType.HOSPITAL, rule="body.place", confidence=0.8)
READING = Reading.of(TEXT, (PlaceSpan(0, 3, ((0, 3, 4),)),))


def merge(*proposed: ProposedMention, held=(CITY, HOSPITAL), trust: float = 1) -> tuple[list[tuple], list[str]]:  # type: ignore[no-untyped-def, type-arg]
    mentions, rejected = merge_mentions(READING, held, proposed, "mine", trust=trust)
    shown = [(m.text, m.type.value, m.nested, m.rule, m.confidence) for m in mentions]
    return shown, [f"{each.kind} {each.quote}: {each.reason}" for each in rejected]


HELD = [("昌吉市", "PLACE", False, "place.gazetteer", 0.9), ("市医院", "HOSPITAL", False, "body.place", 0.8)]


def test_nothing_proposed_leaves_what_is_held() -> None:
    assert merge() == (HELD, [])


def test_a_new_name_stands_under_the_name_of_its_extractor() -> None:
    [added] = [
        mention
        for mention in merge_mentions(READING, (CITY,), [ProposedMention("市医院", EntityType.HOSPITAL)], "mine")[0]
        if mention.method is Method.EXTRACTOR
    ]
    assert (added.start, added.end, added.rule, added.confidence) == (11, 14, "mine", 0.5)


def test_a_place_that_opens_a_longer_name_becomes_nested() -> None:
    found, rejected = merge(ProposedMention("昌吉市阿苏关爱站", EntityType.ORGANIZATION, confidence=0.6))
    assert found[:2] == [
        ("昌吉市阿苏关爱站", "ORGANIZATION", False, "mine", 0.6),
        ("昌吉市", "PLACE", True, "place.gazetteer", 0.9),
    ]
    assert rejected == []


@pytest.mark.parametrize(("confidence", "wins"), [(0.79, False), (0.8, False), (0.81, True)])
def test_the_surer_of_two_stays_and_the_held_one_wins_ties(confidence: float, wins: bool) -> None:
    found, rejected = merge(ProposedMention("市医院参加", EntityType.ORGANIZATION, confidence=confidence))
    assert ("市医院参加" in [text for text, *_ in found]) is wins
    assert ("市医院" in [text for text, *_ in found]) is not wins
    assert [line.startswith("mention 市医院参加: ") for line in rejected] == ([] if wins else [True])


def test_trust_weighs_the_word_of_an_extractor() -> None:
    surer = ProposedMention("市医院参加", EntityType.ORGANIZATION, confidence=1.0)
    assert merge(surer, trust=0.7)[0] == HELD
    assert merge(surer)[0][1] == ("市医院参加", "ORGANIZATION", False, "mine", 0.999)


def test_where_both_agree_the_held_one_stays_and_nothing_is_reported() -> None:
    assert merge(ProposedMention("市医院", EntityType.HOSPITAL, start=11, confidence=0.99)) == (HELD, [])


def test_another_type_for_the_same_words_goes_by_confidence() -> None:
    found, _ = merge(ProposedMention("市医院", EntityType.AGENCY, confidence=0.95))
    assert found[1][:2] == ("市医院", "AGENCY")


def test_of_proposals_that_overlap_the_surer_stays_whatever_their_order() -> None:
    long = ProposedMention("阿苏关爱站", EntityType.ORGANIZATION, confidence=0.7)
    short = ProposedMention("关爱站", EntityType.FACILITY, confidence=0.6)
    assert merge(long, short) == merge(short, long)
    assert "关爱站" not in [text for text, *_ in merge(long, short)[0]]


@pytest.mark.parametrize(
    ("quote", "kind", "reason"),
    [
        ("省医院", EntityType.HOSPITAL, "not in the text"),
        ("市", EntityType.PLACE, "more than once"),
        ("参加。", EntityType.POPULATION, "never a mention"),
    ],
)
def test_what_fails_a_check_is_reported(quote: str, kind: EntityType, reason: str) -> None:
    found, [rejected] = merge(ProposedMention(quote, kind, confidence=1.0))
    assert found == HELD
    assert reason in rejected


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_that_is_none_is_refused(confidence: float) -> None:
    with pytest.raises(ExtractorError, match="between 0 and 1"):
        ProposedMention("市医院", EntityType.HOSPITAL, confidence=confidence)
