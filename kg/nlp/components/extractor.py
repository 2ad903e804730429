"""`kg_extractor`: the names that an added extractor proposes, beside those that are held."""

from __future__ import annotations

import logging
from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import SettingsError
from kg.extract.reading import Reading
from kg.extractors import Extractor, merge_mentions
from kg.link.places import find_places
from kg.model import Rejection
from kg.nlp.places import place_spans
from kg.nlp.state import clean_of, context_of, document_of, mark_mentions, register_extensions

__all__ = ["AddedExtractor", "note_rejections"]

LOG = logging.getLogger("kg.nlp")


class AddedExtractor:
    """Asks the extractor, takes its names among the mentions, and leaves its claims for `kg_extractor_claims`."""

    def __init__(self, name: str, extractor: Extractor | None, trust: float) -> None:
        self._name = name
        self.extractor = extractor
        self._trust = trust

    def __call__(self, doc: Doc) -> Doc:
        if self.extractor is None:
            raise SettingsError(
                f'{self._name}: expected an extractor, found none: config={{"extractor": {{"@misc": "…"}}}}, '
                "or add it by kg.nlp.add_extractor"
            )
        text, context = clean_of(doc).text, context_of(doc, self._name)
        found = self.extractor.extract(text, context)
        rule = self.extractor.name
        reading = doc._.kg_findings.reading if doc._.kg_findings else _read(doc, text)
        held = doc._.kg_mentions or ()
        mentions, rejected = merge_mentions(reading, held, found.mentions, rule, trust=self._trust)
        mark_mentions(doc, mentions)
        waiting = tuple((rule, self._trust, claim) for claim in found.claims)
        doc._.kg_proposed = (*(doc._.kg_proposed or ()), *waiting)
        note_rejections(doc, (*found.rejected, *rejected))
        return doc


def _read(doc: Doc, text: str) -> Reading:
    hits = doc._.kg_places if doc._.kg_places is not None else find_places(text)
    return Reading.of(text, place_spans(hits))


def note_rejections(doc: Doc, rejected: tuple[Rejection, ...]) -> None:
    """Keep what was turned away on the doc, and say it in the log in one line for each extractor."""
    doc._.kg_rejected = (*(doc._.kg_rejected or ()), *rejected)
    for (extractor, kind), count in sorted(Counter((each.extractor, each.kind) for each in rejected).items()):
        first = next(each for each in rejected if (each.extractor, each.kind) == (extractor, kind))
        LOG.warning(
            "%s: %s: %d proposed %s(s) dropped, the first %r: %s",
            document_of(doc).id, extractor, count, kind, first.quote, first.reason,
        )  # fmt: skip


@Language.factory(
    "kg_extractor",
    assigns=["doc._.kg_mentions", "doc._.kg_proposed", "doc._.kg_rejected", "doc.spans", "doc.ents"],
    requires=["doc._.kg_context"],
    default_config={"extractor": None, "trust": 1.0},
)
def make_extractor(nlp: Language, name: str, extractor: object | None, trust: float) -> AddedExtractor:
    register_extensions()
    if not 0 < trust <= 1:
        raise SettingsError(f"{name}: expected a trust above 0 and up to 1, found {trust}")
    return AddedExtractor(name, extractor, trust)  # type: ignore[arg-type]  # spaCy checks no protocols
