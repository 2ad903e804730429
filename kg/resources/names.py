"""The tables behind the recognition of names, read once and passed to `kg.extract`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.model.mention import EntityType
from kg.resources.tables import read_table

__all__ = ["AnaphorHead", "BodyHead", "HeadTrait", "NameTables", "Term", "load_names"]

ANCHORS = frozenset({"named", "abbrev", "owner", "branch", "party"})
CATEGORIES: Mapping[str, frozenset[str]] = {
    "qualifiers.tsv": frozenset({"kind", "brand", "generic"}),
    "programme_heads.tsv": frozenset({"strong", "carried", "service"}),
    "indicators.tsv": frozenset({"name", "head"}),
    "facility_heads.tsv": frozenset({"building", "system"}),
    "stops.tsv": frozenset({"carry", "nominal"}),
    "people.tsv": frozenset(
        {"behind", "boundary", "credit", "ethnic", "follower", "role", "saying", "surname", "title"}
    ),
    "departments.tsv": frozenset({"charge", "unit"}),
    "programme_neighbours.tsv": frozenset({"carrier", "no-tail", "opener", "refusal", "tail"}),
    "forces.tsv": frozenset({"about", "army", "house", "house-end", "house-kind", "region", "service"}),
    "organs.tsv": frozenset(
        {
            "central-organ",
            "channel",
            "channel-field",
            "party",
            "party-of-its-own",
            "party-organ",
            "sent-team",
            "society",
            "society-part",
            "university",
            "university-part",
            "ward",
            "ward-unit",
        }
    ),
    "anaphors.tsv": frozenset({"place", "body", "thing", "refusal"}),
    "plain_words.tsv": frozenset(
        {
            "body-noun",
            "body-noun-behind",
            "country-char",
            "disease-before",
            "field",
            "home",
            "house-short",
            "japanese",
            "level-verb",
            "place-before",
            "place-behind",
            "saying",
            "syllable",
            "team-noun",
            "title-before",
            "title-behind",
            "title-given",
            "unit",
        }
    ),
}
"""The categories of each table; what they mean stands at the head of the table."""


class HeadTrait(StrEnum):
    """What else is true of a body's head; the meanings stand at the head of `body_heads.tsv`."""

    APART = "apart"
    BARE = "bare"
    CAMPUS = "campus"
    COALITION = "coalition"
    MEDIA = "media"
    NUMBERED = "numbered"
    OFFICE = "office"
    ORGAN = "organ"
    PART = "part"
    SOCIETY_PART = "society-part"
    TASK = "task"
    TAUGHT = "taught"
    UNIVERSITY = "university"


@dataclass(frozen=True, slots=True)
class BodyHead:
    """The last part of a body's name, and what must stand before it (`body_heads.tsv`)."""

    head: str
    type: EntityType
    anchor: str
    traits: frozenset[HeadTrait] = frozenset()


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
class AnaphorHead:
    """The noun of a context form (我|市, 该|院), its kind and what it stands for (`anaphors.tsv`)."""

    head: str
    kind: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class NameTables:
    """All word lists of the name grammar; the fields are named after the tables.

    Lists of words come longest first, so that the first that fits is the longest.
    """

    body_heads: tuple[BodyHead, ...]
    levels: tuple[str, ...]
    departments: Mapping[str, tuple[str, ...]]
    qualifiers: Mapping[str, str]
    hospitals: tuple[Term, ...]
    organizations: tuple[Term, ...]
    agencies: tuple[Term, ...]
    programmes: tuple[Term, ...]
    programme_heads: Mapping[str, str]
    programme_neighbours: Mapping[str, tuple[str, ...]]
    populations: tuple[str, ...]
    diseases: tuple[Term, ...]
    indicators: Mapping[str, str]
    designations: tuple[Term, ...]
    facility_heads: Mapping[str, str]
    group_heads: Mapping[str, EntityType]
    people: Mapping[str, tuple[str, ...]]
    anaphors: tuple[AnaphorHead, ...]
    not_names: Mapping[EntityType, frozenset[str]]
    stops: Mapping[str, str]
    plain_names: Mapping[EntityType, frozenset[str]]
    plain_heads: Mapping[EntityType, frozenset[str]]
    not_heads: Mapping[EntityType, frozenset[str]]
    plain_words: Mapping[str, tuple[str, ...]]
    forces: Mapping[str, tuple[str, ...]]
    organs: Mapping[str, tuple[str, ...]]

    def words(self, table: Mapping[str, str], category: str) -> frozenset[str]:
        """The words of a table with one category for each word that belong to `category`."""
        return frozenset(word for word, found in table.items() if found == category)


@cache
def load_names() -> NameTables:
    """Every table of `kg/resources/data/names`, checked row by row."""
    return NameTables(
        body_heads=read_table("names/body_heads.tsv", ("head", "type", "anchor", "traits"), _body_head),
        levels=_words("levels.tsv"),
        departments=_classes("departments.tsv"),
        qualifiers=_pairs("qualifiers.tsv", "word"),
        hospitals=_terms("hospitals.tsv", "place"),
        organizations=_terms("organizations.tsv", "kind"),
        agencies=_terms("agencies.tsv", "kind"),
        programmes=_terms("programmes.tsv", "kind"),
        programme_heads=_pairs("programme_heads.tsv", "head"),
        programme_neighbours=_classes("programme_neighbours.tsv"),
        populations=_words("populations.tsv"),
        diseases=_terms("diseases.tsv", "icd10"),
        indicators=_pairs("indicators.tsv", "name"),
        designations=_terms("designations.tsv", "category"),
        facility_heads=_pairs("facility_heads.tsv", "head"),
        group_heads=dict(read_table("names/group_heads.tsv", ("head", "type"), _group_head)),
        people=_classes("people.tsv"),
        anaphors=read_table("names/anaphors.tsv", ("head", "kind", "type"), _anaphor_head),
        not_names=_typed("not_names.tsv", "word"),
        stops=_pairs("stops.tsv", "word"),
        plain_names=_typed("plain_names.tsv", "word"),
        plain_heads=_typed("plain_heads.tsv", "head"),
        not_heads=_typed("not_heads.tsv", "head"),
        plain_words=_classes("plain_words.tsv"),
        forces=_classes("forces.tsv"),
        organs=_classes("organs.tsv"),
    )


def _word(cell: str) -> str:
    """A cell that must hold one word."""
    if not cell or any(char.isspace() for char in cell):
        raise ValueError(f"expected one word without blanks, found {cell!r}")
    return cell


def _category(table: str, cell: str) -> str:
    if cell not in CATEGORIES[table]:
        raise ValueError(f"expected a category among {sorted(CATEGORIES[table])}, found {cell!r}")
    return cell


def _body_head(row: Mapping[str, str]) -> BodyHead:
    if row["anchor"] not in ANCHORS:
        raise ValueError(f"expected an anchor among {sorted(ANCHORS)}, found {row['anchor']!r}")
    traits = frozenset(HeadTrait(trait) for trait in row["traits"].split("|") if trait)
    return BodyHead(_word(row["head"]), EntityType(row["type"]), row["anchor"], traits)


def _group_head(row: Mapping[str, str]) -> tuple[str, EntityType]:
    return _word(row["head"]), EntityType(row["type"])


def _anaphor_head(row: Mapping[str, str]) -> AnaphorHead:
    return AnaphorHead(_word(row["head"]), _category("anaphors.tsv", row["kind"]), EntityType(row["type"]))


def _typed(name: str, key: str) -> Mapping[EntityType, frozenset[str]]:
    """A table in which a word may stand for several types: the words of each type."""
    rows = read_table(f"names/{name}", (key, "type"), lambda row: (_word(row[key]), EntityType(row["type"])))
    return {kind: frozenset(word for word, found in rows if found is kind) for kind in EntityType}


def _words(name: str) -> tuple[str, ...]:
    """The words of a one-column table, longest first."""
    return _longest_first(read_table(f"names/{name}", ("word",), lambda row: _word(row["word"])))


def _pairs(name: str, key: str) -> Mapping[str, str]:
    """A table that gives each word one category."""
    found: dict[str, str] = {}

    def parse(row: Mapping[str, str]) -> None:
        word = _word(row[key])
        if word in found:
            raise ValueError(f"{word!r} has a category already: {found[word]!r}")
        found[word] = _category(name, row["category"])

    read_table(f"names/{name}", (key, "category"), parse)
    return found


def _classes(name: str) -> Mapping[str, tuple[str, ...]]:
    """A table in which a word may have several categories: the words of each, longest first."""

    def parse(row: Mapping[str, str]) -> tuple[str, str]:
        return _word(row["word"]), _category(name, row["category"])

    rows = read_table(f"names/{name}", ("word", "category"), parse)
    return {
        category: _longest_first(tuple(word for word, found in rows if found == category))
        for category in sorted(CATEGORIES[name])
    }


def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _terms(name: str, note: str) -> tuple[Term, ...]:
    def parse(row: Mapping[str, str]) -> Term:
        if not row["name"]:
            raise ValueError("the name is empty")
        return Term(row["name"], tuple(form for form in row["aliases"].split("|") if form), row[note])

    return read_table(f"names/{name}", ("name", "aliases", note), parse)
