import pytest

from kg.evaluate.names import canonical_name, is_same_span
from kg.io.jsonl import GoldMention
from kg.model import EntityType


def mention(start: int, end: int, text: str) -> GoldMention:
    return GoldMention(0, 0, start, end, text, EntityType.PLACE)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("“两癌”筛查", "两癌 筛查"),
        ("ＨＰＶ疫苗", "hpv疫苗"),
        ("急救(指挥)中心", "急救（指挥）中心"),
        ("1+7医院", "１＋７医院"),
    ],
)
def test_names_that_differ_in_marks_are_the_same(left: str, right: str) -> None:
    assert canonical_name(left) == canonical_name(right)


@pytest.mark.parametrize(("left", "right"), [("二期项目", "三期项目"), ("12项制度", "2项制度"), ("东湖区", "东湖")])
def test_names_that_differ_in_letters_or_digits_are_not(left: str, right: str) -> None:
    assert canonical_name(left) != canonical_name(right)


def test_a_name_of_marks_alone_is_kept() -> None:
    assert canonical_name("%") == "%"


def test_a_pinyin_note_at_the_end_makes_no_other_span() -> None:
    assert is_same_span(mention(10, 12, "青州"), mention(10, 20, "青州"))


def test_the_same_name_elsewhere_is_another_span() -> None:
    assert not is_same_span(mention(10, 12, "青州"), mention(30, 32, "青州"))


def test_marks_at_the_ends_are_trimmed_where_the_source_is_at_hand() -> None:
    source = "来自“線路”的"
    assert not is_same_span(mention(3, 5, "线路"), mention(2, 6, "線路"))
    assert is_same_span(mention(3, 5, "线路"), mention(2, 6, "線路"), source)
