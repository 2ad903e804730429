"""The name grammar on the tables of `tests/extract/cases`, its choices, and random mixtures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract.mentions import MentionGrammar, choose
from kg.extract.reading import PlaceSpan, Reading
from kg.model import EntityType, Mention
from kg.resources.names import load_names
from tests.extract.marked import CASES, Case, expected_of, found_of, read_cases, shown

TABLES = sorted(path.name for path in CASES.glob("*.tsv") if path.name != "known_failures.tsv")
LEAST_CASES = 215

Finder = Callable[[str], tuple[Mention, ...]]


def _cases() -> list[object]:
    return [pytest.param(case, id=f"{name}: {case.label}") for name in TABLES for case in read_cases(name)]


@pytest.mark.parametrize("case", _cases())
def test_the_marked_names_are_found_and_no_others(case: Case, find_mentions: Finder) -> None:
    text, expected = expected_of(case.marked)
    found = found_of(find_mentions(text))
    missed, extra = list(shown(text, expected - found)), list(shown(text, found - expected))
    assert (missed, extra) == ([], []), f"{case.why}\nmissed {missed}, found beside {extra}"


@pytest.mark.parametrize("case", read_cases("known_failures.tsv"), ids=lambda case: case.label)
def test_a_known_failure_still_fails(case: Case, find_mentions: Finder) -> None:
    text, expected = expected_of(case.marked)
    assert found_of(find_mentions(text)) != expected, f"{case.label} is read right now: move it to its table"


def test_no_case_was_lost() -> None:
    cases = [case for name in TABLES for case in read_cases(name)]
    assert len(cases) >= LEAST_CASES
    assert len({(case.label, case.marked) for case in cases}) == len(cases)
    near_misses = [case for case in cases if "[" not in case.marked]
    assert len(near_misses) >= 50, "what must not match weighs as much as what must"


def _mention(text: str, name: str, kind: EntityType, confidence: float, rule: str = "test") -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, kind, confidence=confidence, rule=rule)


def test_a_longer_name_wins_over_what_it_covers() -> None:
    text = "糖尿病规范管理率"
    reading = Reading.of(text, ())
    disease = _mention(text, "糖尿病", EntityType.DISEASE, 0.9)
    rate = _mention(text, text, EntityType.INDICATOR, 0.7)
    assert choose(reading, [disease, rate]) == (rate,)


def test_a_sure_name_wins_over_a_guess_that_is_a_little_longer() -> None:
    text = "推进健康扶贫"
    reading = Reading.of(text, ())
    known = _mention(text, "健康扶贫", EntityType.PROGRAM, 0.9)
    guess = _mention(text, "进健康扶贫", EntityType.PROGRAM, 0.6)
    assert choose(reading, [guess, known]) == (known,)


def test_the_order_of_candidates_does_not_matter() -> None:
    text = "市委、市政府"
    reading = Reading.of(text, ())
    one = _mention(text, "市政府", EntityType.AGENCY, 0.9, "body.level")
    other = _mention(text, "市政府", EntityType.AGENCY, 0.9, "body.government")
    assert choose(reading, [one, other]) == choose(reading, [other, one])
    assert len(choose(reading, [one, other])) == 1


def test_a_place_inside_a_name_is_dropped_and_one_that_opens_it_is_nested() -> None:
    text = "银川市医院驻京办"
    places = (PlaceSpan(0, 3, ((0, 3, 3),)), PlaceSpan(6, 7, ((6, 7, 2),), opener=False))
    body = Mention(0, 8, text, EntityType.HOSPITAL, confidence=0.9)
    found = choose(Reading.of(text, places), [body])
    assert [(item.text, item.nested) for item in found] == [(text, False), ("银川市", True)]


def test_a_chain_is_cut_before_the_body_that_its_last_place_opens() -> None:
    text = "云南省大姚县医院"
    places = (PlaceSpan(0, 6, ((0, 3, 2), (3, 6, 4))),)
    body = Mention(3, 8, "大姚县医院", EntityType.HOSPITAL, confidence=0.9)
    found = choose(Reading.of(text, places), [body])
    assert [(item.text, item.nested) for item in found] == [("云南省", False), ("大姚县医院", False), ("大姚县", True)]


PIECES = st.sampled_from(
    [
        *"市区县省我全该第两三，。、：“”《》（）()\n \t的和与及委院率病·-—1259%年",
        *(
            "人民医院",
            "卫生院",
            "疾控中心",
            "卫生健康委",
            "银川市",
            "西藏",
            "玉龙县",
            "家庭医生签约服务",
            "两癌",
            "筛查",
        ),
        *(
            "行动",
            "工程",
            "计划",
            "实施",
            "启动",
            "三级甲等",
            "综合楼",
            "平台",
            "家",
            "个",
            "院长",
            "记者",
            "王",
            "扎西",
        ),
        *("附属", "分院", "党委", "政府", "来源：", "自治区", "急救", "大骨节病", "死亡率", "HPV", "𠀀", "ÿ", "\u200b"),
    ]
)
RANDOM_TEXT = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=RANDOM_TEXT)
def test_any_text_gives_ordered_spans_that_hold_what_they_say(text: str, find_mentions: Finder) -> None:
    found = find_mentions(text)
    assert found == find_mentions(text)
    assert list(found) == sorted(found, key=lambda mention: (mention.start, -mention.end, mention.type))
    covered = 0
    outer: Mention | None = None
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        if mention.nested:
            assert outer is not None
            assert outer.start == mention.start
            assert mention.end < outer.end
        else:
            assert mention.start >= covered, "two names overlap"
            covered, outer = mention.end, mention


def test_no_places_are_needed() -> None:
    found = MentionGrammar(load_names()).find("省妇幼保健院开展义诊", ())
    assert [mention.text for mention in found] == ["省妇幼保健院"]
