"""The ontology checked against the rules of `ontology/report/`, after ROBOT's report and OOPS!."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pyoxigraph as ox

from kg.resources.ontology import GRAPHS, ontology_file
from kg.resources.tables import parse_table
from kg.validate.findings import Finding, short
from kg.validate.rules import apply_rule, load_rules

__all__ = ["Accepted", "check_ontology", "load_accepted", "ontology_store"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that stays, and why. `focus` is a prefixed name, where `*` stands for anything."""

    rule: str
    focus: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        return finding.rule == self.rule and fnmatchcase(short(finding.focus), self.focus)


def load_accepted() -> tuple[Accepted, ...]:
    """The rows of `ontology/accepted.tsv`."""
    lines = ontology_file("accepted.tsv").splitlines()
    return tuple(parse_table("accepted.tsv", lines, ("rule", "focus", "reason"), lambda row: Accepted(**row)))


def ontology_store(texts: Iterable[str] | None = None) -> ox.Store:
    """The terms and concepts as one graph; or the given Turtle texts."""
    store = ox.Store()
    for text in texts if texts is not None else map(ontology_file, GRAPHS):
        store.bulk_extend(ox.parse(text, format=ox.RdfFormat.TURTLE))
    return store


def check_ontology(store: ox.Store | None = None) -> tuple[Finding, ...]:
    """Every finding of every rule, accepted ones too."""
    held = store or ontology_store()
    return tuple(finding for rule in load_rules("report") for finding in apply_rule(rule, held))
