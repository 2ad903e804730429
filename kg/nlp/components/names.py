"""`kg_names`: what the name grammar finds."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.mentions import MentionGrammar
from kg.link.places import find_places
from kg.nlp.places import doubtful_places, place_spans
from kg.nlp.state import clean_of, mark_mentions, register_extensions
from kg.resources.names import load_names

__all__ = ["Names"]


class Names:
    """Runs the grammar over the text and the places that `kg_places` left."""

    def __init__(self, grammar: MentionGrammar) -> None:
        self._grammar = grammar

    def __call__(self, doc: Doc) -> Doc:
        text = clean_of(doc).text
        hits = doc._.kg_places if doc._.kg_places is not None else find_places(text)
        doc._.kg_findings = self._grammar.search(text, place_spans(hits), doubtful_places(text, hits, doc._.kg_context))
        mark_mentions(doc, doc._.kg_findings.chosen)
        return doc


@Language.factory(
    "kg_names",
    assigns=["doc._.kg_findings", "doc._.kg_mentions", "doc.spans", "doc.ents"],
    requires=["doc._.kg_places"],
)
def make_names(nlp: Language, name: str) -> Names:
    register_extensions()
    return Names(MentionGrammar(load_names()))
