"""`kg_claims`: what the document asserts, plans or denies."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.claims import MINIMUM_CONFIDENCE, MODEL_MINIMUM, ClaimReader, find_claims
from kg.claims.attribution import SubjectModel
from kg.claims.matters import MatterModel
from kg.extract.maxent import Maxent
from kg.nlp.state import clean_of, context_of, document_of, register_extensions
from kg.resources.models import ModelName, load_model

__all__ = ["Claims"]


class Claims:
    """Finds the claims among the linked mentions."""

    def __init__(self, minimum_confidence: float, reader: ClaimReader) -> None:
        self._minimum_confidence = minimum_confidence
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        clean = clean_of(doc)
        doc._.kg_claims = find_claims(
            clean.text,
            doc._.kg_mentions or (),
            context_of(doc, "kg_claims"),
            clean=clean,
            document_id=document_of(doc).id,
            minimum_confidence=self._minimum_confidence,
            reader=self._reader,
        )
        return doc


def load_reader(model_minimum: float = MODEL_MINIMUM) -> ClaimReader:
    """The packaged models of claim finding."""
    return ClaimReader(
        matters=MatterModel(load_model(ModelName.PHRASES)),
        pairs=Maxent(load_model(ModelName.PAIRS)),
        subjects=SubjectModel(load_model(ModelName.SUBJECTS)),
        verdict=Maxent(load_model(ModelName.VERDICT)),
        times=Maxent(load_model(ModelName.TIMES)),
        modality=Maxent(load_model(ModelName.MODALITY)),
        model_minimum=model_minimum,
    )


@Language.factory(
    "kg_claims",
    assigns=["doc._.kg_claims"],
    requires=["doc._.kg_mentions", "doc._.kg_context"],
    default_config={"minimum_confidence": MINIMUM_CONFIDENCE, "model_minimum": MODEL_MINIMUM},
)
def make_claims(nlp: Language, name: str, minimum_confidence: float, model_minimum: float) -> Claims:
    """`minimum_confidence` holds for all claims, `model_minimum` for those that no frame of the grammar says."""
    register_extensions()
    return Claims(minimum_confidence, load_reader(model_minimum))
