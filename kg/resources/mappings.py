"""The table of close terms in other vocabularies (`ontology/mappings.sssom.tsv`, in SSSOM form)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources.ontology import ontology_file
from kg.resources.tables import parse_table

__all__ = ["TermMapping", "load_mappings"]

_FILE = "mappings.sssom.tsv"
_CURIE = re.compile(r"^#  (\w+): \"([^\"]+)\"$", re.MULTILINE)
_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "confidence",
    "comment",
)


@dataclass(frozen=True, slots=True)
class TermMapping:
    """`predicate` (one of SKOS's five matches) leads from our term to one of others; IRIs in full."""

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str
    confidence: float
    comment: str


@cache
def load_mappings() -> tuple[TermMapping, ...]:
    """The rows of the table, in its order."""
    text = ontology_file(_FILE)
    curies = dict(_CURIE.findall(text))

    def parse(row: Mapping[str, str]) -> TermMapping:
        return TermMapping(
            subject=_expand(row["subject_id"], curies),
            subject_label=row["subject_label"],
            predicate=_expand(row["predicate_id"], curies),
            object=_expand(row["object_id"], curies),
            object_label=row["object_label"],
            confidence=float(row["confidence"]),
            comment=row["comment"],
        )

    return tuple(parse_table(_FILE, text.splitlines(), _COLUMNS, parse))


def _expand(name: str, curies: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    if prefix not in curies:
        raise ValueError(f"expected a prefix of the curie_map, found {name!r}")
    return curies[prefix] + local
