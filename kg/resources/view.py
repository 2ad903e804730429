"""What the page says: how types look, how predicates read, the words of the controls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.model import Predicate
from kg.resources.ontology import load_ontology
from kg.resources.tables import read_table

__all__ = ["Message", "NodeType", "PredicateLabel", "load_messages", "load_node_types", "load_predicate_labels"]

_COLOR = re.compile(r"#[0-9A-F]{6}")


@dataclass(frozen=True, slots=True)
class NodeType:
    """How one type of entity is drawn and called; `glyph` is a single character, `shown` the initial filter."""

    key: str
    zh: str
    en: str
    color: str
    ink: str
    shape: str
    glyph: str
    shown: bool


@dataclass(frozen=True, slots=True)
class PredicateLabel:
    """A predicate as read from its subject (`zh`, `en`) and from its object (`zh_inverse`, `en_inverse`)."""

    key: str
    zh: str
    en: str
    zh_inverse: str
    en_inverse: str


@dataclass(frozen=True, slots=True)
class Message:
    """A phrase of the interface in both languages."""

    key: str
    zh: str
    en: str


@cache
def load_node_types() -> tuple[NodeType, ...]:
    """In the order of the legend.

    >>> load_node_types()[0].zh
    '医院'
    """
    columns = ("key", "zh", "en", "color", "ink", "shape", "glyph", "shown")
    return read_table("view/node_types.tsv", columns, _node_type)


@cache
def load_predicate_labels() -> tuple[PredicateLabel, ...]:
    """Those of claims in the order of the filter, then that of the gazetteer, as the ontology labels them.

    A symmetric predicate reads alike from both sides.
    """
    ontology = load_ontology()
    found = []
    for key in (*Predicate, "withinDivision"):
        there = ontology.term(key)
        back = ontology.inverse(there) or there
        zh, en = (there.labels[each] for each in ("zh", "en"))
        found.append(PredicateLabel(str(key), zh, en, back.labels["zh"], back.labels["en"]))
    return tuple(found)


@cache
def load_messages() -> tuple[Message, ...]:
    """The words of the page's controls."""
    return read_table("view/messages.tsv", ("key", "zh", "en"), lambda row: Message(**_filled(row)))


def _node_type(row: Mapping[str, str]) -> NodeType:
    cells = _filled(row)
    for column in ("color", "ink"):
        if not _COLOR.fullmatch(cells[column]):
            raise ValueError(f"expected a {column} such as #0072B2, found {cells[column]!r}")
    if len(cells["glyph"]) != 1:
        raise ValueError(f"expected one character as glyph, found {cells['glyph']!r}")
    shown = cells.pop("shown")
    if shown not in {"yes", "no"}:
        raise ValueError(f"expected yes or no in the column shown, found {shown!r}")
    return NodeType(**cells, shown=shown == "yes")


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    empty = [column for column, cell in row.items() if not cell]
    if empty:
        raise ValueError(f"expected text in the columns {empty}, found none")
    return dict(row)
