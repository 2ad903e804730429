"""`kg_extractor_claims`: the claims that added extractors propose, beside those that are held."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.claims import MINIMUM_CONFIDENCE
from kg.extractors import read_claims
from kg.nlp.components.extractor import note_rejections
from kg.nlp.state import clean_of, context_of, document_of, register_extensions

__all__ = ["ExtractorClaims"]


class ExtractorClaims:
    """Reads what every `kg_extractor` before it left, now that the names are linked."""

    def __init__(self, name: str, minimum_confidence: float) -> None:
        self._name = name
        self._minimum_confidence = minimum_confidence

    def __call__(self, doc: Doc) -> Doc:
        clean = clean_of(doc)
        doc._.kg_claims, rejected = read_claims(
            clean.text,
            doc._.kg_mentions or (),
            context_of(doc, self._name),
            doc._.kg_claims or (),
            doc._.kg_proposed or (),
            clean=clean,
            document_id=document_of(doc).id,
            minimum_confidence=self._minimum_confidence,
        )
        doc._.kg_proposed = ()
        note_rejections(doc, rejected)
        return doc


@Language.factory(
    "kg_extractor_claims",
    assigns=["doc._.kg_claims", "doc._.kg_rejected"],
    requires=["doc._.kg_proposed", "doc._.kg_mentions", "doc._.kg_context"],
    default_config={"minimum_confidence": MINIMUM_CONFIDENCE},
)
def make_extractor_claims(nlp: Language, name: str, minimum_confidence: float) -> ExtractorClaims:
    register_extensions()
    return ExtractorClaims(name, minimum_confidence)
