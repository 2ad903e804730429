"""How the score card counts, on documents small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.quality.calibration import expected_error, most_expected, precision_first, reliability
from benchmarks.quality.card import format_card, measure
from benchmarks.quality.causes import claim_errors, mention_errors
from benchmarks.quality.peers import Text, joined, read_uner
from benchmarks.quality.peers import measure as measure_peer
from benchmarks.quality.proposed import Proposed, Weighed
from benchmarks.quality.regions import home_of
from benchmarks.quality.sets import SETS, Facts, GoldSet
from benchmarks.quality.tag_peers import spans
from kg.io.jsonl import GoldClaim, GoldDocument, GoldEvidence, GoldMention
from kg.model import EntityType, Polarity, Predicate

NOTHING = Proposed((), frozenset(), frozenset(), frozenset())


def claim(subject: str, value: str | None = None, polarity: Polarity = Polarity.AFFIRMED) -> GoldClaim:
    quote = GoldEvidence("句", 0, 10)
    return GoldClaim((subject,), Predicate.REPORTS, ("门诊量",), value=value, polarity=polarity, evidence=quote)


def mention(start: int, text: str, kind: EntityType = EntityType.PLACE) -> GoldMention:
    end = start + len(text)
    return GoldMention(start, end, start, end, text, kind, names=(text,))


def document(*claims: GoldClaim, mentions: tuple[GoldMention, ...] = ()) -> GoldDocument:
    return GoldDocument("a", claims=claims, mentions=mentions)


def test_a_wrong_value_counts_against_value_and_not_against_polarity() -> None:
    gold = [document(claim("甲", "5"), claim("乙", "6"))]
    found = [document(claim("甲", "5"), claim("乙", "7"))]
    split = measure("a", "a", gold, found, {})
    assert (split.qualifiers["value"].right, split.qualifiers["value"].total) == (1, 2)
    assert (split.qualifiers["polarity"].right, split.qualifiers["polarity"].total) == (1, 1)


def test_a_claim_told_as_denied_counts_against_polarity() -> None:
    split = measure("a", "a", [document(claim("甲"))], [document(claim("甲", polarity=Polarity.DENIED))], {})
    assert split.qualifiers["polarity"].share == 0
    assert split.kinds["denied"].predicted == 1


def test_figures_by_genre_and_damage_are_those_of_their_reports() -> None:
    gold = [document(claim("甲")), replace(document(claim("甲")), id="b")]
    found = [document(claim("甲")), replace(document(claim("乙")), id="b")]
    facts = {"a": Facts("news", ("indent",)), "b": Facts("speech", ("indent", "icons"))}
    split = measure("a", "a", gold, found, facts)
    assert {name: each.claims.f1 for name, each in split.genres.items()} == {"news": 1.0, "speech": 0.0}
    assert {name: each.documents for name, each in split.damage.items()} == {"indent": 2, "icons": 1}
    assert "| speech | 1.000 0.000 (1) |" in format_card([split])


def test_an_id_that_a_file_name_goes_on_from_is_answered() -> None:
    found = [replace(document(claim("甲")), id="a_3f56")]
    assert measure("a", "a", [document(claim("甲"))], found, {}).kinds["done"].right == 1


@pytest.mark.parametrize("each", [each for each in SETS if each.reports], ids=lambda each: each.short)
def test_every_report_of_a_corpus_has_its_facts(each: GoldSet) -> None:
    assert {found.id for found in each.read()} <= each.facts().keys()


def test_confidence_that_holds_has_no_error() -> None:
    rows = reliability([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    assert expected_error(rows) == 0
    assert expected_error(reliability([(0.9, False)])) == pytest.approx(0.9)


def test_the_precise_threshold_keeps_equals_together() -> None:
    claims = [(0.9, True), (0.8, True), (0.7, False), (0.7, True), (0.6, True)]
    assert precision_first(claims, reports=10) == 0.8
    assert precision_first(claims, reports=16) == 0.6
    assert precision_first(claims, reports=9) == 1.0  # not even none wrong says enough of so few


def test_what_may_be_expected_of_a_count_is_its_poisson_limit() -> None:
    assert most_expected(0) == pytest.approx(2.996, abs=0.001)
    assert most_expected(10) == pytest.approx(16.962, abs=0.001)


def test_places_that_touch_are_one_and_others_are_not() -> None:
    found = [(0, 2, "PLACE"), (2, 4, "PLACE"), (5, 6, "PLACE"), (6, 8, "PERSON")]
    assert joined(found, "山东日照，甲乙丙") == [(0, 4, "PLACE"), (5, 6, "PLACE"), (6, 8, "PERSON")]


def test_what_lies_on_names_that_not_all_share_counts_neither_way() -> None:
    text = Text("健康中国行动在甲市", ((7, 9, "PLACE"),), ((0, 6),))
    counts = measure_peer([text], [[(2, 4, "PLACE"), (8, 9, "PLACE")]])
    assert (counts["PLACE strict"].right, counts["PLACE strict"].predicted) == (0, 1)
    assert counts["PLACE overlap"].right == 1


def test_an_open_test_is_read_with_offsets_into_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.iob2"
    rows = ["# text = 他在台 北", "1\t他\tO\t-\t-", "2\t在\tO\t-\t-", "3\t台\tB-LOC\t-\tx", "4\t北\tI-LOC\t-\tx"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert list(read_uner(path)) == [Text("他在台 北", ((2, 5, "PLACE"),))]


def test_words_of_a_peer_become_spans_of_the_whole_text() -> None:
    tagged = {"甲到乙。": [("甲", "PER"), ("到", "v"), ("乙", "ns"), ("。", "w")], "丙": [("丙", "nrt")]}
    assert list(spans("甲到乙。\n丙", tagged.__getitem__)) == [(0, 1, "PERSON"), (2, 3, "PLACE"), (5, 6, "PERSON")]


def test_a_missing_name_is_told_apart_from_one_judged_too_low() -> None:
    gold = document(mentions=(mention(0, "甲市"), mention(5, "乙市")))
    known = replace(NOTHING, candidates=frozenset({(5, 7, "PLACE")}))
    causes = [error.cause for error in mention_errors(gold, document(), known)]
    assert causes == ["name: missing, not proposed", "name: missing, judged too low"]


def test_a_missing_claim_has_one_cause() -> None:
    gold = document(claim("甲", "5"))

    def cause(found: GoldDocument, proposals: Proposed) -> list[str]:
        return [error.cause for error in claim_errors(gold, found, proposals)]

    assert cause(document(claim("乙", "5")), NOTHING) == ["claim: subject"]
    assert cause(document(), NOTHING) == ["claim: subject's name not found"]
    named = replace(NOTHING, names=frozenset({"甲"}))
    assert cause(document(), named) == ["claim: object's phrase not found"]
    assert cause(document(), replace(named, phrases=frozenset({"门诊量"}))) == ["claim: not proposed"]
    weighed = replace(named, claims=(Weighed(claim("甲", "5"), is_kept=False),))
    assert cause(document(), weighed) == ["claim: judged too low"]


def test_the_home_of_a_report_stands_in_its_front_matter() -> None:
    assert home_of("title = 甲\nhome = 540600\n\n正文") == "540600"
    assert home_of("title = 甲\nhome = -\n\n正文") is None
