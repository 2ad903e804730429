"""The tables behind the recognition of names, read once and passed to `kg.extract`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.model.mention import EntityType
from kg.resources.tables import read_table

__all__ = ["BodyHead", "NameTables", "Term", "load_names"]

ANCHORS = frozenset({"named", "abbrev", "owner", "branch", "party"})


@dataclass(frozen=True, slots=True)
class BodyHead:
    """The last part of a body's name, and what must stand before it (`body_heads.tsv`)."""

    head: str
    type: EntityType
    anchor: str


@dataclass(frozen=True, slots=True)
class Term:
    """A name known by itself: its normal form, other forms, and a kind or code from its table."""

    name: str
    aliases: tuple[str, ...]
    note: str

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class NameTables:
    """All word lists of the name grammar; the fields are named after the tables."""

    body_heads: tuple[BodyHead, ...]
    qualifiers: Mapping[str, str]
    hospitals: tuple[Term, ...]
    organizations: tuple[Term, ...]
    agencies: tuple[Term, ...]
    programmes: tuple[Term, ...]
    programme_heads: Mapping[str, str]
    diseases: tuple[Term, ...]
    indicators: Mapping[str, str]
    designations: tuple[Term, ...]
    facility_heads: Mapping[str, str]
    group_heads: Mapping[str, EntityType]
    people: Mapping[str, str]
    stops: Mapping[str, str]

    def words(self, table: Mapping[str, str], category: str) -> frozenset[str]:
        """The words of a two-column table that belong to a category."""
        return frozenset(word for word, found in table.items() if found == category)


def _body_head(row: Mapping[str, str]) -> BodyHead:
    if row["anchor"] not in ANCHORS:
        raise ValueError(f"anchor {row['anchor']!r} is none of {sorted(ANCHORS)}")
    return BodyHead(row["head"], EntityType(row["type"]), row["anchor"])


def _pairs(name: str, key: str, value: str) -> dict[str, str]:
    return dict(read_table(f"names/{name}", (key, value), lambda row: (row[key], row[value])))


def _terms(name: str, note: str) -> tuple[Term, ...]:
    def parse(row: Mapping[str, str]) -> Term:
        if not row["name"]:
            raise ValueError("the name is empty")
        return Term(row["name"], tuple(form for form in row["aliases"].split("|") if form), row[note])

    return read_table(f"names/{name}", ("name", "aliases", note), parse)


@cache
def load_names() -> NameTables:
    """Every table of `kg/resources/data/names`, checked row by row."""
    return NameTables(
        body_heads=read_table("names/body_heads.tsv", ("head", "type", "anchor"), _body_head),
        qualifiers=_pairs("qualifiers.tsv", "word", "category"),
        hospitals=_terms("hospitals.tsv", "place"),
        organizations=_terms("organizations.tsv", "kind"),
        agencies=_terms("agencies.tsv", "kind"),
        programmes=_terms("programmes.tsv", "kind"),
        programme_heads=_pairs("programme_heads.tsv", "head", "category"),
        diseases=_terms("diseases.tsv", "icd10"),
        indicators=_pairs("indicators.tsv", "name", "category"),
        designations=_terms("designations.tsv", "category"),
        facility_heads=_pairs("facility_heads.tsv", "head", "category"),
        group_heads={
            head: EntityType(kind) for head, kind in _pairs("group_heads.tsv", "head", "type").items()
        },
        people=_pairs("people.tsv", "word", "category"),
        stops=_pairs("stops.tsv", "word", "category"),
    )
