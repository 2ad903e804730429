"""What the linker knows of names: abbreviations written out, aliases, heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.model.mention import EntityType
from kg.resources.names import Term, load_names
from kg.resources.tables import read_table

__all__ = ["Expansion", "LinkTables", "load_holder_weights", "load_link_tables", "load_region_weights"]

_WHERE = frozenset({"start", "end", "any"})
_KINDS = frozenset({"standard", "unit", "building", "organ"})


@dataclass(frozen=True, slots=True)
class Expansion:
    """An abbreviated part of a body's name (`expansions.tsv`)."""

    form: str
    full: str
    where: str
    unless: str


@dataclass(frozen=True, slots=True)
class LinkTables:
    """`expansions` by form; `aliases` by type, from form to normal form; `heads` by kind, longest first;
    `nicknames` from a name to the codes of all divisions that go by it."""

    expansions: Mapping[str, Expansion]
    pattern: re.Pattern[str]
    aliases: Mapping[EntityType, Mapping[str, str]]
    heads: Mapping[str, tuple[str, ...]]
    agencies: Mapping[str, str]
    organizations: Mapping[str, str]
    nicknames: Mapping[str, tuple[str, ...]]

    def ends_in(self, kind: str, name: str) -> bool:
        """Whether `name` ends in a head of the kind."""
        return name.endswith(self.heads[kind])


def _expansion(row: Mapping[str, str]) -> Expansion:
    if row["where"] not in _WHERE:
        raise ValueError(f"expected where to be one of {sorted(_WHERE)}, found {row['where']!r}")
    return Expansion(row["form"], row["full"], row["where"], row["unless"])


def _head(row: Mapping[str, str]) -> tuple[str, str]:
    if row["kind"] not in _KINDS:
        raise ValueError(f"expected a kind among {sorted(_KINDS)}, found {row['kind']!r}")
    return row["head"], row["kind"]


def _alias(row: Mapping[str, str]) -> tuple[EntityType, str, str]:
    return EntityType(row["type"]), row["alias"], row["name"]


def _nickname(row: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    return row["name"], tuple(row["codes"].split())


def _forms(terms: tuple[Term, ...]) -> dict[str, str]:
    """From each form to its name; a form that two names claim belongs to neither."""
    found: dict[str, str] = {}
    claimed: set[str] = set()
    for term in terms:
        for form in term.forms:
            if found.get(form, term.name) != term.name:
                claimed.add(form)
            found[form] = term.name
    names = {term.name for term in terms}
    return {form: name for form, name in found.items() if form not in claimed or form in names}


@cache
def load_link_tables() -> LinkTables:
    """The packaged tables, read once."""
    expansions = {
        item.form: item for item in read_table("link/expansions.tsv", ("form", "full", "where", "unless"), _expansion)
    }
    names = load_names()
    aliases: dict[EntityType, dict[str, str]] = {
        EntityType.DISEASE: _forms(names.diseases),
        EntityType.DESIGNATION: _forms(names.designations),
        EntityType.PROGRAM: _forms(names.programmes),
        EntityType.INDICATOR: {},
        EntityType.HOSPITAL: _forms(names.hospitals),
    }
    for entity_type, alias, name in read_table("link/aliases.tsv", ("type", "alias", "name"), _alias):
        aliases.setdefault(entity_type, {})[alias] = name
    heads: dict[str, list[str]] = {kind: [] for kind in sorted(_KINDS)}
    for head, kind in read_table("link/heads.tsv", ("head", "kind"), _head):
        heads[kind].append(head)
    longest_first = sorted(expansions, key=len, reverse=True)
    return LinkTables(
        expansions=expansions,
        pattern=re.compile("|".join(map(re.escape, longest_first))),
        aliases=aliases,
        heads={kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in heads.items()},
        agencies=_forms(names.agencies),
        organizations=_forms(names.organizations),
        nicknames=dict(read_table("link/nicknames.tsv", ("name", "codes", "note"), _nickname)),
    )


def _weight(row: Mapping[str, str]) -> tuple[str, float]:
    return row["feature"], float(row["weight"])


@cache
def load_region_weights() -> Mapping[str, float]:
    """What each feature of a division adds to its being the one that a report speaks for (`region.tsv`)."""
    return dict(read_table("link/region.tsv", ("feature", "weight"), _weight))


@cache
def load_holder_weights() -> Mapping[str, float]:
    """What each feature of a house adds to its being the one that a bare unit belongs to (`holders.tsv`)."""
    return dict(read_table("link/holders.tsv", ("feature", "weight"), _weight))
