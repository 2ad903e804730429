from dataclasses import replace

from kg.evaluate import find_errors, format_errors
from kg.evaluate.errors import Kind
from kg.io.jsonl import GoldClaim, GoldDocument, GoldEvidence, GoldMention
from kg.model import EntityType, Modality, Predicate

HOSPITAL = GoldMention(10, 14, 10, 14, "市中医院", EntityType.HOSPITAL, ("青州市中医院",))
CLAIM = GoldClaim(
    ("青州市",), Predicate.REPORTS, ("手术",), value="5", evidence=GoldEvidence("手术5台", 20, 24), time="2022"
)
GOLD = GoldDocument("a", mentions=(HOSPITAL,), claims=(CLAIM,))


def kinds(**changes: object) -> list[Kind]:
    return [error.kind for error in find_errors([GOLD], [replace(GOLD, **changes)])]  # type: ignore[arg-type]


def test_no_errors_in_gold() -> None:
    assert kinds() == []


def test_each_kind_of_mention_error() -> None:
    assert kinds(mentions=()) == [Kind.MISSING_MENTION]
    assert kinds(mentions=(replace(HOSPITAL, type=EntityType.ORGANIZATION),)) == [Kind.WRONG_TYPE]
    assert kinds(mentions=(replace(HOSPITAL, source_start=11, text="中医院"),)) == [Kind.WRONG_BOUNDARY]
    assert kinds(mentions=(replace(HOSPITAL, names=("潍坊市中医院",)),)) == [Kind.WRONG_LINK]
    assert kinds(mentions=(replace(HOSPITAL, anaphor=True),)) == [Kind.WRONG_FLAGS]
    far = replace(HOSPITAL, source_start=50, source_end=54)
    assert kinds(mentions=(HOSPITAL, far)) == [Kind.SPURIOUS_MENTION]


def test_each_kind_of_claim_error() -> None:
    assert kinds(claims=()) == [Kind.MISSING_CLAIM]
    assert kinds(claims=(CLAIM, CLAIM)) == [Kind.WRONG_CLAIM]
    assert kinds(claims=(replace(CLAIM, modality=Modality.PLANNED),)) == [Kind.WRONG_QUALIFIER]
    assert kinds(claims=(replace(CLAIM, value="6"),)) == [Kind.WRONG_CLAIM, Kind.MISSING_CLAIM]


def test_a_wrong_claim_says_which_field_differs_from_the_nearest_gold() -> None:
    errors = find_errors([GOLD], [replace(GOLD, claims=(replace(CLAIM, value="6"),))])
    assert errors[0].reason == "nearest gold (missing) differs: value 5 -> 6"
    shown = format_errors(errors)
    assert "a: wrong claim (1)" in shown
    assert "青州市 | reports | 手术 | 6 | 2022 | done" in shown
