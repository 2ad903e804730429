"""The graph as three tables of plain values, for pandas, CSV and Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

import pandas as pd

from kg.graph import say, say_quantity
from kg.model import ClaimRecord, EntityRecord, KnowledgeGraph, MentionRecord, Predicate
from kg.resources.ontology import load_ontology

__all__ = ["claims_table", "entities_table", "mentions_table", "predicate_labels", "to_csv", "to_parquet"]

Cell = str | int | float | bool | None
SEPARATOR = "|"
_KINDS = {
    **dict.fromkeys(("value", "value_max", "from_value", "confidence"), "float64"),
    **dict.fromkeys(("start", "end", "source_start", "source_end", "sources", "mentions"), "int64"),
    **dict.fromkeys(("edge", "nested", "anaphor", "group"), "bool"),
}
"""Columns that are no text. The same type whatever the rows, so that two builds can be joined."""


def entities_table(graph: KnowledgeGraph) -> pd.DataFrame:
    """One row an entity, by id: what it is called, its type, codes, how often and where it occurs."""
    columns = ["id", "name", "type", "code", "place", "group", "aliases", "mentions", "documents"]
    return _frame(columns, (_entity(record) for record in graph.entities))


def claims_table(graph: KnowledgeGraph) -> pd.DataFrame:
    """One row a claim, by id, with names and ids of both ends, all qualifiers, and its first quote.

    `edge` says whether it holds as a plain relation; filter by it, or by `modality`, before you count.
    """
    columns = ["id", "subject", "predicate", "object", "quantity", "value", "value_max", "from_value", "unit"]
    columns += ["comparator", "change", "time", "modality", "polarity", "post", "confidence", "sources", "edge"]
    columns += ["subject_id", "subject_type", "object_id", "object_type", "documents", "quote", "words"]
    edges = {claim for edge in graph.edges for claim in edge.claims}
    labels = predicate_labels()
    return _frame(columns, (_claim(record, record.id in edges, labels) for record in graph.claims))


def mentions_table(graph: KnowledgeGraph) -> pd.DataFrame:
    """One row a mention, by document and place in the text."""
    columns = ["document", "start", "end", "source_start", "source_end", "text", "type", "entity", "entity_name"]
    columns += ["nested", "anaphor", "group", "method", "rule", "confidence"]
    names = {record.id: record.entity.name for record in graph.entities}
    return _frame(columns, (_mention(record, names) for record in graph.mentions))


def predicate_labels() -> Mapping[str, str]:
    """The Chinese label of each predicate, as the ontology has it."""
    ontology = load_ontology()
    return {predicate: ontology.term(predicate).labels["zh"] for predicate in Predicate}


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8, `\\n` line ends, a header, empty for what is not known."""
    text: str = frame.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8", "replace")


def to_parquet(frame: pd.DataFrame) -> bytes:
    """Parquet bytes, the same for the same table and library versions."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, engine="pyarrow")
    return buffer.getvalue()


def _frame(columns: list[str], rows: Iterable[dict[str, Cell]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=columns)
    return frame.astype({name: _KINDS.get(name, "string") for name in columns})


def _entity(record: EntityRecord) -> dict[str, Cell]:
    entity = record.entity
    return {
        "id": record.id,
        "name": entity.name,
        "type": str(entity.type),
        "code": entity.code,
        "place": entity.place,
        "group": entity.group,
        "aliases": SEPARATOR.join(record.aliases),
        "mentions": record.mentions,
        "documents": SEPARATOR.join(record.documents),
    }


def _claim(record: ClaimRecord, edge: bool, labels: Mapping[str, str]) -> dict[str, Cell]:
    claim, quantity = record.claim, record.claim.quantity
    row: dict[str, Cell] = {
        "id": record.id,
        "subject": claim.subject.name,
        "predicate": str(claim.predicate),
        "object": claim.object.name if claim.object else None,
        "quantity": say_quantity(quantity) if quantity else None,
        "change": str(claim.change) if claim.change else None,
        "time": claim.time,
        "modality": str(claim.modality),
        "polarity": str(claim.polarity),
        "post": claim.post,
        "confidence": claim.confidence,
        "sources": record.sources,
        "edge": edge,
        "subject_id": record.subject,
        "subject_type": str(claim.subject.type),
        "object_id": record.object,
        "object_type": str(claim.object.type) if claim.object else None,
        "documents": SEPARATOR.join(record.documents),
        "quote": claim.evidence[0].quote if claim.evidence else None,
        "words": say(claim, labels),
    }
    if quantity is not None:
        row["value"] = float(quantity.value)
        row["value_max"] = float(quantity.value_max) if quantity.value_max else None
        row["from_value"] = float(quantity.from_value) if quantity.from_value else None
        row["unit"] = quantity.unit
        row["comparator"] = str(quantity.comparator)
    return row


def _mention(record: MentionRecord, names: Mapping[str, str]) -> dict[str, Cell]:
    return {
        "document": record.document,
        "start": record.start,
        "end": record.end,
        "source_start": record.source_start,
        "source_end": record.source_end,
        "text": record.text,
        "type": str(record.type),
        "entity": record.entity,
        "entity_name": names[record.entity] if record.entity else None,
        "nested": record.nested,
        "anaphor": record.anaphor,
        "group": record.group,
        "method": str(record.method),
        "rule": record.rule,
        "confidence": record.confidence,
    }
