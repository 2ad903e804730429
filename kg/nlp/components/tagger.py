"""`kg_tagger`: the trained model's word on the grammar's findings."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.tagger import MentionTagger, TaggerSettings
from kg.nlp.state import clean_of, mark_mentions, register_extensions
from kg.resources.models import load_tagger_model

__all__ = ["Tagger"]

DEFAULTS = TaggerSettings()


class Tagger:
    """Adds names that only the model finds, drops weak guesses that it speaks against."""

    def __init__(self, tagger: MentionTagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        mark_mentions(doc, self._tagger.revise(clean_of(doc).text, doc._.kg_mentions or ()))
        return doc


@Language.factory(
    "kg_tagger",
    assigns=["doc._.kg_mentions", "doc.spans", "doc.ents"],
    requires=["doc._.kg_mentions"],
    default_config={
        "add_above": DEFAULTS.add_above,
        "drop_below": DEFAULTS.drop_below,
        "weak_below": DEFAULTS.weak_below,
    },
)
def make_tagger(nlp: Language, name: str, add_above: float, drop_below: float, weak_below: float) -> Tagger:
    register_extensions()
    settings = TaggerSettings(add_above=add_above, drop_below=drop_below, weak_below=weak_below)
    return Tagger(MentionTagger(load_tagger_model(), settings))
