"""What is said of the dataset itself: the run that made it (PROV), and what it holds (DCAT, VoID).

Nothing here tells the time or the machine, so that equal input gives equal bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kg.model import KnowledgeGraph
from kg.rdf.iri import claim_iri, document_iri, graph_iri
from kg.rdf.terms import DCAT, DCTERMS, PROV, RDF, RDFS, VOID, decimal, hsev, integer, node, text, zh
from kg.resources.ontology import BASE, ONT

__all__ = ["meta_triples", "run_iri"]

_TYPE = node(RDF + "type")
_EXTRACTOR = node(f"{BASE}id/extractor/kg")
_FILES = (("graph.trig", "application/trig"), ("graph.nq", "application/n-quads"))
_VOCABULARIES = (ONT.rstrip("#"), "http://www.w3.org/ns/prov", "http://www.w3.org/2004/02/skos/core")
Triple = ox.Triple


def run_iri(graph: KnowledgeGraph) -> str:
    """The run by version and settings, never by the clock."""
    return f"{BASE}id/run/kg-{graph.settings.get('version', '0')}-{_settings_hash(graph)[:8]}"


def meta_triples(graph: KnowledgeGraph, quads: Collection[ox.Quad]) -> Iterator[ox.Triple]:
    """The triples of `g:meta`; `quads` are those of all other graphs, which are counted."""
    run = node(run_iri(graph))
    yield from _run(graph, run)
    yield from _dataset(run, quads)
    for record in graph.claims:
        yield Triple(node(claim_iri(record.id)), hsev("sourceCount"), integer(record.sources))


def _run(graph: KnowledgeGraph, run: ox.NamedNode) -> Iterator[ox.Triple]:
    yield Triple(run, _TYPE, hsev("ExtractionRun"))
    yield Triple(run, hsev("version"), text(graph.settings.get("version", "0")))
    yield Triple(run, hsev("settingsHash"), text(_settings_hash(graph)))
    yield Triple(run, hsev("edgeThreshold"), decimal(graph.settings.get("edge_threshold", "0.7")))
    yield Triple(run, node(PROV + "wasAssociatedWith"), _EXTRACTOR)
    for document in graph.documents:
        yield Triple(run, node(PROV + "used"), node(document_iri(document)))
    yield Triple(_EXTRACTOR, _TYPE, hsev("Extractor"))
    yield Triple(_EXTRACTOR, _TYPE, node(PROV + "SoftwareAgent"))
    yield Triple(_EXTRACTOR, node(RDFS + "label"), ox.Literal("kg", language="en"))


def _dataset(run: ox.NamedNode, quads: Collection[ox.Quad]) -> Iterator[ox.Triple]:
    """VoID counts triples once, however many graphs hold them, and leaves this graph out."""
    dataset = node(graph_iri("meta"))
    kinds = Counter(str(each[1]) for each in {(q.subject, q.object) for q in quads if q.predicate == _TYPE})
    documents = kinds[str(hsev("SourceDocument"))]
    yield Triple(dataset, _TYPE, node(VOID + "Dataset"))
    yield Triple(dataset, _TYPE, node(DCAT + "Dataset"))
    yield Triple(dataset, node(DCTERMS + "title"), zh(f"{documents} 份报道的陈述与证据"))
    yield Triple(
        dataset,
        node(DCTERMS + "title"),
        ox.Literal(f"Claims and evidence of {documents} reports", language="en"),
    )
    yield Triple(dataset, node(PROV + "wasGeneratedBy"), run)
    yield Triple(dataset, node(DCTERMS + "conformsTo"), node(ONT.rstrip("#")))
    for vocabulary in _VOCABULARIES:
        yield Triple(dataset, node(VOID + "vocabulary"), node(vocabulary))
    yield Triple(dataset, node(VOID + "uriSpace"), text(f"{BASE}id/"))
    yield Triple(dataset, node(VOID + "triples"), integer(len({quad.triple for quad in quads})))
    yield Triple(dataset, node(VOID + "documents"), integer(documents))
    mentioned = {q.subject for q in quads if q.predicate == hsev("mentionType")}
    yield Triple(dataset, node(VOID + "entities"), integer(len(mentioned)))
    for kind, count in sorted(kinds.items()):
        class_ = node(kind[1:-1])
        part = node(f"{dataset.value}#{class_.value.rsplit('#', 1)[-1]}")
        yield Triple(dataset, node(VOID + "classPartition"), part)
        yield Triple(part, node(VOID + "class"), class_)
        yield Triple(part, node(VOID + "entities"), integer(count))
    for name, media in _FILES:
        file = node(f"{dataset.value}#{name}")
        yield Triple(dataset, node(DCAT + "distribution"), file)
        yield Triple(file, _TYPE, node(DCAT + "Distribution"))
        yield Triple(file, node(DCTERMS + "title"), text(name))
        kind_iri = f"https://www.iana.org/assignments/media-types/{media}"
        yield Triple(file, node(DCAT + "mediaType"), node(kind_iri))


def _settings_hash(graph: KnowledgeGraph) -> str:
    encoded = json.dumps(dict(sorted(graph.settings.items())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(encoded.encode()).hexdigest()
