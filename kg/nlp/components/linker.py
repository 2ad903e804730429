"""`kg_linker`: what each mention means."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.link.linking import link_mentions
from kg.nlp.state import mark_mentions, register_extensions

__all__ = ["Linker"]


class Linker:
    """Gives every mention its link, in the light of the document's context."""

    def __call__(self, doc: Doc) -> Doc:
        mark_mentions(doc, link_mentions(doc.text, doc._.kg_mentions or (), doc._.kg_context, hits=doc._.kg_places))
        return doc


@Language.factory(
    "kg_linker",
    assigns=["doc._.kg_mentions", "doc.spans", "doc.ents"],
    requires=["doc._.kg_mentions", "doc._.kg_context"],
)
def make_linker(nlp: Language, name: str) -> Linker:
    register_extensions()
    return Linker()
