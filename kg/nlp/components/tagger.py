"""`kg_tagger`: which of the candidates are mentions, by the trained models."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import SettingsError
from kg.extract.maxent import Maxent
from kg.extract.sequence import SequenceModel
from kg.extract.tagger import DEFAULT_THRESHOLD, MentionTagger
from kg.nlp.state import findings_of, mark_mentions, register_extensions
from kg.resources.models import ModelName, load_model

__all__ = ["Tagger"]


class Tagger:
    """Decides among what the grammar found and what the sequence model thinks of besides."""

    def __init__(self, tagger: MentionTagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        mark_mentions(doc, self._tagger.decide(findings_of(doc, "kg_tagger")))
        return doc


@Language.factory(
    "kg_tagger",
    assigns=["doc._.kg_mentions", "doc.spans", "doc.ents"],
    requires=["doc._.kg_findings"],
    default_config={"threshold": DEFAULT_THRESHOLD},
)
def make_tagger(nlp: Language, name: str, threshold: float) -> Tagger:
    register_extensions()
    if not 0 < threshold < 1:
        raise SettingsError(f"kg_tagger: expected a threshold between 0 and 1, found {threshold}")
    models = SequenceModel(load_model(ModelName.SEQUENCE)), Maxent(load_model(ModelName.JUDGE))
    return Tagger(MentionTagger(*models, threshold=threshold))
