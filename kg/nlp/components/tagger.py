"""`kg_tagger`: which of the candidates are mentions, by the trained models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import SettingsError
from kg.extract.tagger import DEFAULT_THRESHOLD, MentionTagger, open_tagger
from kg.model import Mention
from kg.nlp.state import clean_of, findings_of, mark_mentions, register_extensions
from kg.resources.models import load_model

__all__ = ["Tagger"]


class Tagger:
    """Decides among what the grammar found and what the sequence model thinks of besides.

    A name that lost a character to bad decoding is none, as the annotation guideline has it.
    """

    def __init__(self, tagger: MentionTagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        found = self._tagger.decide(findings_of(doc, "kg_tagger"))
        mark_mentions(doc, without_damaged(found, clean_of(doc).damaged))
        return doc


def without_damaged(mentions: Iterable[Mention], damaged: Sequence[tuple[int, int]]) -> list[Mention]:
    """The mentions that no damaged stretch of the text reaches into."""
    return [
        mention
        for mention in mentions
        if not any(start < mention.end and mention.start < end for start, end in damaged)
    ]


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
    return Tagger(open_tagger(load_model, threshold))
