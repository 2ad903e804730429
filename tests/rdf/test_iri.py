"""Ids become IRIs in one way, and Chinese is encoded at the edge only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import FormatError
from kg.model import Entity, EntityType, entity_id, name_key
from kg.rdf import from_wire, to_wire
from kg.rdf.iri import entity_iri, id_of
from kg.rdf.times import bounds


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("“1+7+13”医院", "1+7+13医院"),
        ("Ｈ７Ｎ９ 流感", "h7n9流感"),
        ("  空 格 ", "空格"),
        ("欧阳·甲乙", "欧阳·甲乙"),
        ("a/b#c?d%e<f>", "abcdef"),
        ("‰", "permille"),
    ],
)
def test_name_keys(name: str, key: str) -> None:
    assert name_key(name) == key


def test_long_names_stay_apart() -> None:
    long = "很" * 70
    assert name_key(long) != name_key(long + "长")
    assert len(name_key(long)) == 68
    assert name_key("！！") != name_key("？？")


@given(st.text(max_size=80))
def test_keys_are_safe_in_iris_and_stable(name: str) -> None:
    key = name_key(name)
    assert key
    assert not set(key) & set('/#?%<>"{}|^`\\ \t\n')
    assert name_key(key) == key or len(key) > 60


def test_place_codes_and_names() -> None:
    assert entity_id(Entity("松溪市", EntityType.PLACE, code="990100")) == "place/990100"
    assert entity_id(Entity("东河片区", EntityType.PLACE, place="990100")) == "place/990100-东河片区"
    assert entity_id(Entity("东河片区", EntityType.PLACE)) == "place/东河片区"


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1))
def test_both_forms_of_an_iri(name: str) -> None:
    iri = entity_iri(f"org/{name}")
    assert to_wire(iri).isascii()
    assert from_wire(to_wire(iri)) == iri == from_wire(iri)
    assert id_of(iri) == f"org/{name}"


def test_an_iri_of_someone_else() -> None:
    with pytest.raises(FormatError, match=r"example\.org"):
        id_of("https://example.org/id/org/x")


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2012/2021-06", "2012-01-01", "2021-06-30"),
        ("2021/..", "2021-01-01", None),
    ],
)
def test_time_bounds(time: str, start: str | None, end: str | None) -> None:
    found = bounds(time)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("time", ["去年", "2021-13", "2021-02-30", "0000", "../..", "2021/x", ""])
def test_no_time(time: str) -> None:
    assert bounds(time) is None
