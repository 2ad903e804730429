"""Reprints are found by their text, whatever stands around it."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from kg.graph import find_reprints
from kg.graph.reprints import shingles
from tests.graph.samples import LETTER, REPORT

LONG = "".join(f"第{number}段讲第{number * 7}件事，涉及{number * 13}人与{number * 3}处。" for number in range(40))


def test_a_reprint_with_another_head_and_tail() -> None:
    texts = [("a", LONG), ("b", f"本网讯，另一个标题。{LONG[:-60]}（来源：某报）"), ("c", REPORT)]
    found = find_reprints(texts)
    assert found["a"] == found["b"]
    assert found["c"] == "c"


def test_an_excerpt_is_a_reprint_and_a_shared_paragraph_is_none() -> None:
    assert len(set(find_reprints([("a", LONG), ("b", LONG[100:400])]).values())) == 1
    mixed = REPORT * 2 + LONG[:120]
    assert len(set(find_reprints([("a", LONG), ("b", mixed)]).values())) == 2


def test_short_texts_are_reprints_only_when_equal() -> None:
    found = find_reprints([("a", LETTER[:20]), ("b", LETTER[:20] + "！"), ("c", LETTER[:19]), ("d", "")])
    assert found["a"] == found["b"]
    assert (found["c"], found["d"]) == ("c", "d")


def test_shingles_are_the_same_in_every_process() -> None:
    assert sorted(shingles("短文一篇")) == [1210739142]
    assert min(shingles(LONG)) == 44381261668044490


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=200)), unique_by=lambda pair: pair[0], max_size=8))
def test_every_document_has_a_leader_that_leads_itself(texts: list[tuple[str, str]]) -> None:
    found = find_reprints(texts)
    assert set(found) == {name for name, _ in texts}
    assert all(found[leader] == leader for leader in found.values())
    assert found == find_reprints(reversed(texts))


def test_many_copies_of_one_text_stay_linear() -> None:
    started = time.process_time()
    find_reprints([(str(number), LONG) for number in range(400)])
    assert time.process_time() - started < 5
