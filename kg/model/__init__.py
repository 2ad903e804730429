"""The values that flow through `kg`: frozen, compared by content, free of behaviour at the edges."""

from kg.model.annotation import Annotation, Context, Rejection
from kg.model.claim import (
    Change,
    Claim,
    Comparator,
    Evidence,
    Modality,
    Polarity,
    Predicate,
    Quantity,
    canonical_decimal,
    content_id,
)
from kg.model.document import SourceDocument
from kg.model.identity import entity_id, name_key
from kg.model.knowledge import (
    ClaimRecord,
    Conflict,
    Division,
    DocumentRecord,
    Edge,
    EntityRecord,
    KnowledgeGraph,
    MentionRecord,
    SpanRecord,
)
from kg.model.mention import CORE_TYPES, Entity, EntityType, Link, Mention, Method
from kg.model.offsets import CleanText, Edit, OffsetMap, apply_edits

__all__ = [
    "CORE_TYPES",
    "Annotation",
    "Change",
    "Claim",
    "ClaimRecord",
    "CleanText",
    "Comparator",
    "Conflict",
    "Context",
    "Division",
    "DocumentRecord",
    "Edge",
    "Edit",
    "Entity",
    "EntityRecord",
    "EntityType",
    "Evidence",
    "KnowledgeGraph",
    "Link",
    "Mention",
    "MentionRecord",
    "Method",
    "Modality",
    "OffsetMap",
    "Polarity",
    "Predicate",
    "Quantity",
    "Rejection",
    "SourceDocument",
    "SpanRecord",
    "apply_edits",
    "canonical_decimal",
    "content_id",
    "entity_id",
    "name_key",
]
