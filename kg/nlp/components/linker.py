"""`kg_linker`: what each mention means."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.link.linking import link_mentions
from kg.link.openers import with_openers
from kg.nlp.state import clean_of, context_of, mark_mentions, register_extensions

__all__ = ["Linker"]


class Linker:
    """Adds the places that names open with, and gives every mention its link in the light of the context."""

    def __call__(self, doc: Doc) -> Doc:
        context = context_of(doc, "kg_linker")
        mentions = with_openers(doc._.kg_mentions or (), context)
        mentions = link_mentions(clean_of(doc).text, mentions, context, hits=doc._.kg_places)
        mark_mentions(doc, mentions)
        return doc


@Language.factory(
    "kg_linker",
    assigns=["doc._.kg_mentions", "doc.spans", "doc.ents"],
    requires=["doc._.kg_mentions", "doc._.kg_context"],
)
def make_linker(nlp: Language, name: str) -> Linker:
    register_extensions()
    return Linker()
