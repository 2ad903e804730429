"""Whose a bare unit is: what is weighed, and what follows from it."""

from __future__ import annotations

import pytest

from kg.link.holding import choose
from kg.link.linking import ask_holders
from kg.link.owners import Asked
from kg.resources.link import load_holder_weights
from tests.link.cases import context_of, marked


def _asked(text: str, region: str = "522634") -> Asked:
    plain, mentions, _ = marked(text)
    asked = ask_holders(plain, mentions, context_of(region))
    return asked[-1]


def _features(asked: Asked, name: str) -> set[str]:
    return set(asked.choices[asked.names.index(name)].features)


def test_every_house_named_before_is_weighed_and_nobody_last() -> None:
    asked = _asked("{HOSPITAL:余杭区第一人民医院}的医生来{HOSPITAL:雷山县人民医院}，{ORGANIZATION:儿科}有了主任。")
    assert asked.names == ("杭州市余杭区第一人民医院儿科", "雷山县人民医院儿科", "儿科")
    assert asked.choices[-1].holder is None


def test_a_house_that_the_text_names_only_later_is_not_weighed() -> None:
    asked = _asked("{ORGANIZATION:儿科}有了主任。{HOSPITAL:雷山县人民医院}很高兴。")
    assert asked.names == ("儿科",)


def test_home_and_away_are_told_apart() -> None:
    asked = _asked("{HOSPITAL:余杭区第一人民医院}帮{HOSPITAL:雷山县人民医院}办起了{ORGANIZATION:儿科}。")
    assert "away" in _features(asked, "杭州市余杭区第一人民医院儿科")
    assert "home" in _features(asked, "雷山县人民医院儿科")


def test_a_word_of_help_between_the_two_is_told() -> None:
    asked = _asked("{HOSPITAL:余杭区第一人民医院}远道而来帮扶{ORGANIZATION:儿科}。")
    assert "helps away" in _features(asked, "杭州市余杭区第一人民医院儿科")


def test_what_the_unit_in_front_was_taken_for_is_told() -> None:
    text = "{HOSPITAL:雷山县人民医院}的{ORGANIZATION:外科}、{ORGANIZATION:儿科}"
    assert any(feature.startswith("row listed") for feature in _features(_asked(text), "雷山县人民医院儿科"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{HOSPITAL:雷山县人民医院}设有{*ORGANIZATION:儿科}", "it says who sets it up"),
        ("{HOSPITAL:雷山县人民医院}{*FACILITY:住院楼}", "it touches its house"),
        ("{HOSPITAL:雷山县人民医院}、{*HOSPITAL:儿童医院}", "a house is no unit"),
        ("{HOSPITAL:雷山县人民医院}和{*ORGANIZATION:中华护理学会}", "it is of the whole country"),
    ],
)
def test_what_the_words_settle_is_not_weighed(text: str, reason: str) -> None:
    plain, mentions, _ = marked(text)
    assert ask_holders(plain, mentions, context_of("522634")) == (), reason


def test_a_house_is_chosen_when_it_is_likelier_than_not() -> None:
    options = ({"a": 1.0}, {"b": 1.0}, {"nobody": 1.0})
    assert choose(options, {"a": 3.0})[0] == 0
    assert choose(options, {"a": 1.0, "b": 1.0})[0] == 2  # two houses as likely: nobody's
    assert choose(options, {"a": 1.1, "b": 1.0}, least=0.0)[0] == 0  # of a campus, the likeliest


def test_where_no_house_is_named_it_is_nobodys() -> None:
    assert choose(({"nobody": 1.0},), {}) == (0, 1.0)


def test_the_packaged_weights_know_that_a_reports_own_house_is_likely() -> None:
    weights = load_holder_weights()
    assert weights["own"] > weights["away"]
    assert weights["helps away"] < 0
