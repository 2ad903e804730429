"""What all documents of a build say together: one frozen value, sorted throughout.

Ids are those of `kg.model.identity` for entities (`kind/key`) and of `Claim.id` for claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.model.claim import Claim, Modality, Predicate
from kg.model.identity import entity_id
from kg.model.mention import Entity, EntityType, Method

__all__ = [
    "ClaimRecord",
    "Conflict",
    "Division",
    "DocumentRecord",
    "Edge",
    "EntityRecord",
    "KnowledgeGraph",
    "MentionRecord",
    "SpanRecord",
]


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document of the build.

    `id` is that of the source document; `copies` are ids of further documents with exactly the
    same source, which add nothing. `cluster` is the id of the document that stands for all
    reprints of the text (its own id where there are none).
    """

    id: str
    source_sha256: str
    text_sha256: str
    source_chars: int
    text_chars: int
    origin: str = ""
    title: str | None = None
    url: str | None = None
    published: str | None = None
    period: str | None = None
    region: Entity | None = None
    cluster: str = ""
    copies: tuple[str, ...] = ()

    @property
    def reprint_of(self) -> str | None:
        return self.cluster if self.cluster != self.id else None


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity with all that the documents call it.

    `aliases` are the forms found in text, most frequent first, context forms such as 我市 left
    out; `types` every type it was given, its own first. `mentions` counts anaphors too.
    """

    id: str
    entity: Entity
    aliases: tuple[str, ...] = ()
    types: tuple[EntityType, ...] = ()
    mentions: int = 0
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A mention as a row: where it stands, what it is, which entity it means (`None` if unlinked)."""

    document: str
    start: int
    end: int
    source_start: int
    source_end: int
    text: str
    type: EntityType
    entity: str | None
    nested: bool = False
    anaphor: bool = False
    group: bool = False
    method: Method = Method.RULE
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """A stretch of a document that evidence points to, with a little text around it."""

    document: str
    start: int
    end: int
    source_start: int
    source_end: int
    quote: str
    source_quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim with the evidence of all documents.

    `sources` counts independent sources: reprints of one text are one. `value_texts` pairs a
    document with the number as it prints it.
    """

    id: str
    claim: Claim
    sources: int = 1
    value_texts: tuple[tuple[str, str], ...] = ()

    @property
    def subject(self) -> str:
        return entity_id(self.claim.subject)

    @property
    def object(self) -> str | None:
        return entity_id(self.claim.object) if self.claim.object else None

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({item.document for item in self.claim.evidence}))


@dataclass(frozen=True, slots=True)
class Edge:
    """A plain relation, derived from the claims whose ids it lists, never written by hand."""

    subject: str
    predicate: Predicate
    object: str
    modality: Modality
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all hold: other numbers for one thing and time, or yes and no."""

    kind: str
    subject: str
    object: str
    time: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A division of the gazetteer and the code of the one above it."""

    code: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """The whole of a build. Every tuple is sorted, so that equal input gives an equal value."""

    documents: tuple[DocumentRecord, ...] = ()
    entities: tuple[EntityRecord, ...] = ()
    mentions: tuple[MentionRecord, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    spans: tuple[SpanRecord, ...] = ()
    edges: tuple[Edge, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    divisions: tuple[Division, ...] = ()
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def by_id(self) -> Mapping[str, EntityRecord]:
        """Entities by id, made anew at each call."""
        return {record.id: record for record in self.entities}
