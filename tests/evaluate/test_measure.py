from dataclasses import replace

import pytest

from kg.evaluate import format_scores, score
from kg.evaluate.measure import align
from kg.io.jsonl import GoldClaim, GoldDocument, GoldEvidence, GoldMention
from kg.model import EntityType, Modality, Polarity, Predicate


def mention(start: int, text: str, kind: EntityType, *names: str, **more: object) -> GoldMention:
    values = GoldMention(0, 0, start, start + len(text), text, kind, names or (text,))
    return replace(values, **more)  # type: ignore[arg-type]


def claim(subject: str, predicate: Predicate, target: str, **more: object) -> GoldClaim:
    values = GoldClaim(tuple(subject.split("|")), predicate, tuple(target.split("|")))
    return replace(values, **more)  # type: ignore[arg-type]


PLACE = mention(0, "青州", EntityType.PLACE, "青州市", "潍坊市青州市", code="370781")
HOSPITAL = mention(10, "市中医院", EntityType.HOSPITAL, "青州市中医院")
RATE = mention(20, "签约率", EntityType.INDICATOR)
TITLE = mention(30, "卫生县城", EntityType.DESIGNATION)
OUR_CITY = mention(40, "我市", EntityType.PLACE, "青州市", code="370781", anaphor=True)
GOLD = GoldDocument(
    "a",
    mentions=(PLACE, HOSPITAL, RATE, TITLE, OUR_CITY),
    claims=(
        claim("青州市|青州", Predicate.ACHIEVED, "签约率", value="80", unit="%", comparator="≥", time="2022"),
        claim("青州市", Predicate.ACHIEVED, "卫生县城", value="2", unit="个", time="2022"),
        claim("青州市", Predicate.IMPLEMENTS, "签约服务", time="2022"),
        claim("青州市", Predicate.IMPLEMENTS, "签约服务", time="2023", modality=Modality.PLANNED),
    ),
)


def scored(**changes: object):  # type: ignore[no-untyped-def]
    return score([GOLD], [replace(GOLD, **changes)])  # type: ignore[arg-type]


def with_claim(index: int, **changes: object):  # type: ignore[no-untyped-def]
    claims = list(GOLD.claims)
    claims[index] = replace(claims[index], **changes)  # type: ignore[arg-type]
    return scored(claims=tuple(claims))


def test_gold_against_itself_is_perfect() -> None:
    scores = scored()
    assert scores.all_types.f1 == scores.core_four.f1 == scores.claims.f1 == scores.linking.share == 1.0
    assert scores.all_types.gold == 4
    assert scores.apart["anaphor"].gold == 1
    assert scores.wrong_claims == 0


def test_nothing_predicted() -> None:
    scores = score([GOLD], [])
    assert scores.missing_documents == ("a",)
    assert scores.all_types.recall == scores.claims.recall == 0.0
    assert scores.wrong_claims == 0


def test_a_confusion_among_health_institutions_counts_by_type_but_not_in_the_core_four() -> None:
    scores = scored(mentions=(PLACE, replace(HOSPITAL, type=EntityType.PUBLIC_HEALTH), RATE, TITLE, OUR_CITY))
    assert scores.core_four.f1 == 1.0
    assert scores.all_types.right == 3
    assert scores.types["PUBLIC_HEALTH"].predicted == 1


def test_a_shorter_span_is_wrong_twice() -> None:
    short = mention(11, "中医院", EntityType.HOSPITAL)
    scores = scored(mentions=(PLACE, short, RATE, TITLE, OUR_CITY))
    assert (scores.all_types.right, scores.all_types.predicted, scores.all_types.gold) == (3, 4, 4)


def test_a_found_anaphor_taken_for_a_name_counts_against_both() -> None:
    scores = scored(mentions=(PLACE, HOSPITAL, RATE, TITLE, replace(OUR_CITY, anaphor=False)))
    assert scores.all_types.predicted == 5
    assert scores.all_types.right == 4
    assert scores.apart["anaphor"].right == 0


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({"names": ("潍坊市青州市",)}, 4),
        ({"names": ("“青州市”",)}, 4),
        ({"names": ("潍坊市",)}, 3),
        ({"code": "370784"}, 3),
        ({"code": None}, 3),
        ({"names": ()}, 3),
    ],
)
def test_a_link_is_right_by_an_accepted_name_and_golds_code(changes: dict[str, object], right: int) -> None:
    changed = replace(PLACE, **changes)  # type: ignore[arg-type]
    assert scored(mentions=(changed, HOSPITAL, RATE, TITLE, OUR_CITY)).linking.right == right


def test_a_finer_code_than_gold_has_is_no_error() -> None:
    gold = GoldDocument("a", mentions=(mention(0, "王府街道", EntityType.PLACE),))
    given = GoldDocument("a", mentions=(replace(gold.mentions[0], code="370781001"),))
    assert score([gold], [given]).linking.share == 1.0


@pytest.mark.parametrize(
    "changes",
    [
        {"subjects": ("潍坊市",)},
        {"objects": ("建档率",)},
        {"objects": ()},
        {"value": "81"},
        {"value": None},
        {"polarity": Polarity.DENIED},
        {"predicate": Predicate.IMPLEMENTS},
    ],
)
def test_a_claim_is_wrong_when_one_of_the_five_differs(changes: dict[str, object]) -> None:
    scores = with_claim(0, **changes)
    assert (scores.claims.right, scores.wrong_claims) == (3, 1)


def test_an_accepted_other_subject_is_right() -> None:
    assert with_claim(0, subjects=("青州",)).claims.right == 4


def test_reports_answers_achieved_of_an_indicator_only() -> None:
    assert with_claim(0, predicate=Predicate.REPORTS).claims.right == 4
    assert with_claim(1, predicate=Predicate.REPORTS).claims.right == 3


@pytest.mark.parametrize(
    ("changes", "qualifier"),
    [
        ({"modality": Modality.PLANNED}, "modality"),
        ({"time": "2021"}, "time"),
        ({"unit": "个百分点"}, "unit"),
        ({"comparator": "="}, "comparator"),
    ],
)
def test_a_wrong_qualifier_leaves_the_claim_right(changes: dict[str, object], qualifier: str) -> None:
    scores = with_claim(0, **changes)
    assert scores.claims.right == 4
    agreement = scores.qualifiers[qualifier]
    assert agreement.right == agreement.total - 1
    others = [value.share for name, value in scores.qualifiers.items() if name != qualifier]
    assert others == [1.0, 1.0, 1.0]


def test_the_gold_claim_of_the_same_modality_and_time_is_matched_first() -> None:
    scores = scored(claims=(GOLD.claims[3],))
    assert scores.claims.right == 1
    assert scores.qualifiers["modality"].share == scores.qualifiers["time"].share == 1.0


def test_a_claim_told_twice_is_wrong_once() -> None:
    assert scored(claims=(*GOLD.claims, GOLD.claims[0])).wrong_claims == 1


def test_as_many_claims_as_possible_are_matched() -> None:
    """The first prediction fits both gold claims; it must leave the only fit of the second alone."""
    gold = GoldDocument(
        "a",
        claims=(
            claim("甲市", Predicate.REPORTS, "门诊|手术", value="5", evidence=GoldEvidence("", 0, 9)),
            claim("甲市", Predicate.REPORTS, "手术", value="5", evidence=GoldEvidence("", 10, 19)),
        ),
    )
    given = GoldDocument(
        "a",
        claims=(
            claim("甲市", Predicate.REPORTS, "手术", value="5", evidence=GoldEvidence("", 0, 9)),
            claim("甲市", Predicate.REPORTS, "门诊", value="5"),
        ),
    )
    assert score([gold], [given]).claims.right == 2


def test_a_file_stem_answers_the_id_that_it_begins_with() -> None:
    alignment = align([GoldDocument("000"), GoldDocument("001")], [GoldDocument("000_ab"), GoldDocument("0010")])
    assert alignment.missing == ("001",)
    assert alignment.ignored == ("0010",)
    assert alignment.pairs[0][1].id == "000_ab"


def test_the_table_names_what_was_not_compared() -> None:
    table = format_scores(score([GOLD], [GoldDocument("b")]))
    assert "no prediction for: a" in table
    assert "no gold for: b" in table
    assert "wrong claims     0 (0.0 a document)" in table
