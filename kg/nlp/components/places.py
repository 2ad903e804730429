"""`kg_places`: the places of a text, and the region and period its report speaks for."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.link.places import find_places
from kg.link.region import find_context
from kg.nlp.state import clean_of, document_of, register_extensions

__all__ = ["Places"]


class Places:
    """Finds places twice: the second time the document's own region decides what is ambiguous."""

    def __call__(self, doc: Doc) -> Doc:
        clean = clean_of(doc)
        hits = find_places(clean.text)
        context = find_context(clean, hits, document_of(doc))
        if context.region is not None:
            hits = find_places(clean.text, region=context.region.code)
        doc._.kg_places = hits
        doc._.kg_context = context
        return doc


@Language.factory("kg_places", assigns=["doc._.kg_places", "doc._.kg_context"])
def make_places(nlp: Language, name: str) -> Places:
    register_extensions()
    return Places()
