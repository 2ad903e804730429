"""Times, case by case; the cases are a table that others can extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.times import find_times
from kg.model import Context

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("times.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    ("period", "published", "text", "expected", "why"), ROWS, ids=["-".join(row[:3]) for row in ROWS]
)
def test_times(period: str, published: str, text: str, expected: str, why: str) -> None:
    spans = find_times(text, Context(period=period or None, published=published or None))
    assert " ; ".join(f"{span.value or '-'} {span.kind}" for span in spans) == expected, why


def test_a_year_after_the_period_is_future() -> None:
    (span,) = find_times("2024年", Context(period="2023"))
    assert span.is_future
    assert span.is_year


def test_names_inside_a_since_phrase_stay_outside_its_span() -> None:
    (span,) = find_times("自2018年实施强基工程以来", Context(period="2023"))
    assert (span.start, span.end, span.value) == (0, 6, "2018/..")


def test_a_time_without_a_year_keeps_what_else_it_may_mean() -> None:
    """A report written in 2023 on 2022: 10月 is that of 2022, or else of the year of writing."""
    context = Context(period="2022", written="2023")
    (span,) = find_times("10月启用", context)
    assert (span.value, span.others) == ("2022-10", (("written", "2023-10"),))
    (named,) = find_times("2021年10月启用", context)
    assert named.others == ()


def test_this_year_is_the_year_of_writing() -> None:
    context = Context(period="2022", written="2023")
    assert [span.value for span in find_times("今年启动,去年建成", context)] == ["2023", "2022"]


def test_the_year_named_last_is_another_reading() -> None:
    _, month = find_times("2020年立项。10月启用", Context(period="2022", written="2022"))
    assert month.value == "2022-10"
    assert ("told", "2020-10") in month.others


def test_a_year_that_heads_a_section_dates_its_months() -> None:
    text = "2019年\n5月签约。\n2021年\n4月2日启用。8月扩建。"
    values = [span.value for span in find_times(text, Context(period="2023", written="2025"))]
    assert values == ["2019", "2019-05", "2021", "2021-04-02", "2021-08"]


def test_only_a_year_in_words_is_the_one_named_last() -> None:
    *_, last = find_times("2020年立项。5月开工,10月启用", Context(period="2022", written="2022"))
    assert ("told", "2020-10") in last.others
