"""Evidence as W3C Web Annotations: what a stretch of a page says, for tools that show it in place."""

from __future__ import annotations

import json

from kg.model import Claim, DocumentRecord, Evidence, KnowledgeGraph, SpanRecord
from kg.rdf.iri import claim_iri, document_iri, evidence_iri
from kg.resources.ontology import BASE, load_ontology

__all__ = ["to_web_annotations"]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
Json = dict[str, object]


def to_web_annotations(graph: KnowledgeGraph) -> str:
    """One page of annotations as JSON-LD, one for each piece of evidence, in order of their IRIs.

    Positions count code points of the source, as the Web Annotation model does. Prefix and suffix are
    left out where cleaning changed the document, since they are of the cleaned text.
    """
    documents = {each.id: each for each in graph.documents}
    spans = {(each.document, each.source_start, each.source_end): each for each in graph.spans}
    items: dict[str, Json] = {}
    for record in graph.claims:
        for item in record.claim.evidence:
            document = documents[item.document]
            iri = evidence_iri(claim_iri(record.id), document_iri(document), item)
            span = spans[item.document, item.source_start, item.source_end]
            items[iri] = _annotation(iri, record.claim, item, document, span)
    page: Json = {
        "@context": _CONTEXT,
        "id": f"{BASE}id/annotations",
        "type": "AnnotationPage",
        "items": [items[iri] for iri in sorted(items)],
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotation(iri: str, claim: Claim, item: Evidence, document: DocumentRecord, span: SpanRecord) -> Json:
    quote: Json = {"type": "TextQuoteSelector", "exact": span.source_quote}
    if document.source_sha256 == document.text_sha256:
        quote |= {"prefix": span.prefix, "suffix": span.suffix}
    position: Json = {"type": "TextPositionSelector", "start": item.source_start, "end": item.source_end}
    return {
        "id": iri,
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "value": _words(claim), "language": "zh", "format": "text/plain"},
            {"type": "SpecificResource", "source": claim_iri(claim.id), "purpose": "identifying"},
        ],
        "target": {"source": document.url or document_iri(document), "selector": [position, quote]},
    }


def _words(claim: Claim) -> str:
    """The claim in words; what is planned or denied says so."""
    ontology = load_ontology()
    modality = ontology.terms[ontology.notations("modality")[claim.modality]].labels["zh"]
    polarity = ontology.terms[ontology.notations("polarity")[claim.polarity]].labels["zh"]
    parts = [claim.subject.name, ontology.term(claim.predicate).labels["zh"]]
    parts += [claim.object.name] if claim.object else []
    if claim.quantity:
        parts.append(f"{claim.quantity.comparator}{claim.quantity.value}{claim.quantity.unit or ''}")
    told = "，".join(part for part in (claim.post, claim.time, modality, polarity) if part)
    return f"{' '.join(parts)}（{told}）"
