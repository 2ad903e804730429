"""A graph that breaks no rule: two reports, a reprint, and what registers say of one hospital."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pyoxigraph as ox

from kg.graph import assemble
from kg.model import Annotation
from kg.rdf import PREFIXES, to_quads
from kg.validate import StoredText
from tests.graph.samples import letter, report

REGISTER = """
INSERT DATA { GRAPH g:entities {
  org:990100-松溪市第二医院 hsev:institutionClass ic:A100 ; hsev:hasGrade grade:3-b ; hsev:ownership own:public ;
    hsev:creditCode "91350100M000100Y43" ; hsev:validFrom "1998-01-01"^^xsd:date
} } ;
INSERT { GRAPH ?g { ?document schema:url "https://example.org/" } }
WHERE { GRAPH ?g { ?document a hsev:SourceDocument } }
"""


@cache
def annotations() -> tuple[Annotation, ...]:
    dated = letter()
    return (
        report(),
        report("copy", tail="（转）"),
        replace(dated, context=replace(dated.context, published="2024-04-01")),
    )


def texts() -> dict[str, StoredText]:
    return {each.document.id: StoredText(each.document.source, each.clean.text) for each in annotations()}


def updated(*updates: str) -> list[ox.Quad]:
    """The sound graph after some SPARQL updates."""
    store = ox.Store()
    store.bulk_extend(sound_quads())
    run(store, updates)
    return list(store)


@cache
def sound_quads() -> tuple[ox.Quad, ...]:
    store = ox.Store()
    store.bulk_extend(to_quads(assemble(annotations())))
    run(store, [REGISTER])
    return tuple(store)


def run(store: ox.Store, updates: Iterable[str]) -> None:
    for each in updates:
        store.update(each, prefixes=PREFIXES)
