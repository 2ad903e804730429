"""The tables of names are data that people extend: sorted, without doubles, and of known kinds."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files

import pytest

from kg.errors import ResourceError
from kg.model import EntityType
from kg.resources import names as names_module
from kg.resources.names import HeadTrait, load_names
from kg.resources.tables import read_resource

TABLES = sorted(
    path.name for path in files("kg.resources").joinpath("data", "names").iterdir() if path.name[-4:] == ".tsv"
)
SORTED_BY = {
    "body_heads.tsv": ("type", "anchor", "head"),
    "anaphors.tsv": ("kind", "type", "head"),
    "group_heads.tsv": ("type", "head"),
    "not_names.tsv": ("type", "word"),
    "plain_names.tsv": ("type", "word"),
    "plain_heads.tsv": ("type", "head"),
    "not_heads.tsv": ("type", "head"),
    "words.tsv": ("list", "word"),
    "levels.tsv": ("word",),
    "populations.tsv": ("word",),
    "diseases.tsv": ("icd10", "name"),
    "hospitals.tsv": ("place", "name"),
    "organizations.tsv": ("kind", "name"),
    "agencies.tsv": ("kind", "name"),
    "programmes.tsv": ("kind", "name"),
    "designations.tsv": ("category", "name"),
    "indicators.tsv": ("category", "name"),
    "programme_heads.tsv": ("category", "head"),
    "facility_heads.tsv": ("category", "head"),
}
BY_WORD = ("category", "word")


def _rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in read_resource(f"names/{name}").splitlines() if not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def test_no_table_was_lost() -> None:
    assert len(TABLES) == 27


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_its_origin_and_licence(name: str) -> None:
    comments = " ".join(line for line in read_resource(f"names/{name}").splitlines() if line.startswith("#"))
    assert "Origin:" in comments
    assert "MIT" in comments


@pytest.mark.parametrize("name", TABLES)
def test_no_stray_blanks(name: str) -> None:
    for number, line in enumerate(read_resource(f"names/{name}").split("\n")[:-1], start=1):
        assert line.strip("\r ") == line, f"{name}:{number}: blanks at an end: {line!r}"
        assert line, f"{name}:{number}: an empty line"
        cells = [] if line.startswith("#") else re.split(r"[\t|]", line)
        assert all(cell == cell.strip() for cell in cells), f"{name}:{number}: a blank beside a separator: {line!r}"


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted_and_once(name: str) -> None:
    keys = [tuple(row[column] for column in SORTED_BY.get(name, BY_WORD)) for row in _rows(name)]
    for before, after in itertools.pairwise(keys):
        assert before != after, f"{name}: {after} stands twice"
        assert before < after, f"{name}: {after} belongs before {before}"


@pytest.mark.parametrize("name", ["hospitals", "organizations", "agencies", "programmes", "diseases", "designations"])
def test_a_form_belongs_to_one_name(name: str) -> None:
    owner: dict[str, str] = {}
    for term in getattr(load_names(), name):
        for form in term.forms:
            assert form not in owner, f"{name}.tsv: {form} is a form of {owner[form]} and of {term.name}"
            owner[form] = term.name


def test_every_trait_and_category_is_used() -> None:
    names = load_names()
    assert {trait for head in names.body_heads for trait in head.traits} == set(HeadTrait)
    for table, categories in names_module.CATEGORIES.items():
        column = "kind" if table == "anaphors.tsv" else "category"
        assert {row[column] for row in _rows(table)} == categories, table


def test_a_head_decides_once() -> None:
    heads = [head.head for head in load_names().body_heads]
    assert len(heads) == len(set(heads))


def test_lists_come_longest_first() -> None:
    names = load_names()
    for words in (names.levels, names.populations, *names.people.values(), *names.programme_neighbours.values()):
        assert [len(word) for word in words] == sorted((len(word) for word in words), reverse=True)


def test_every_type_can_be_asked_for_what_is_none() -> None:
    assert set(load_names().not_names) == set(EntityType)
    assert "常见病" in load_names().not_names[EntityType.DISEASE]


BAD_TABLES = [
    ("word\tcategory\n张 三\tsurname\n", "expected one word without blanks"),
    ("word\tcategory\n张\tfamily\n", "expected a category among"),
    ("word\tcategory\n张\n", "expected 2 cells"),
    ("name\tcategory\n张\tsurname\n", "expected the columns"),
]


@pytest.mark.parametrize(("table", "message"), BAD_TABLES, ids=["blank", "category", "cells", "columns"])
def test_a_bad_row_is_reported_with_file_and_line(table: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.resources.tables.read_resource", lambda name: table)
    with pytest.raises(ResourceError, match=rf"names/people\.tsv:\d: {message}"):
        names_module._classes("people.tsv")


def test_a_word_with_two_categories_is_refused_where_one_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.resources.tables.read_resource", lambda name: "word\tcategory\n人民\tkind\n人民\tbrand\n")
    with pytest.raises(ResourceError, match=r"qualifiers\.tsv:3: '人民' has a category already: 'kind'"):
        names_module._pairs("qualifiers.tsv", "word")
