"""Which candidates are mentions: the grammar and the sequence model propose, the judge decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.extract.candidates import Candidate, make_candidates
from kg.extract.findings import Findings
from kg.extract.judge import ByFeatures, Judge
from kg.extract.lattice import choose_spans
from kg.extract.maxent import Maxent
from kg.extract.mentions import with_nested_places
from kg.extract.network import Network
from kg.extract.sequence import ANAPHOR_SUFFIX, SequenceModel, label_of
from kg.model.mention import EntityType, Mention, Method
from kg.resources.models import ModelName

__all__ = ["DEFAULT_THRESHOLD", "MentionTagger", "decide", "find_candidates", "open_tagger"]

DEFAULT_THRESHOLD = 0.3
COUNTED = re.compile(
    r"^(?:\d[\d,.]*|[一二三四五六七八九十百千两]+)(?:余|多)?(?:个|家|所|处|项|支|大)|\d+(?:余|多)?(?:个|家|所|处|间|项|种|类|座|栋|只|批|支)$"
)
"""A name that only the model found is a counted group where a number opens or closes it."""


def find_candidates(model: SequenceModel, findings: Findings) -> tuple[Candidate, ...]:
    """What the grammar found and what the sequence model thinks of besides."""
    asked = {(mention.start, mention.end, label_of(mention)) for mention in findings.found if not mention.nested}
    guesses = model.read(findings, asked)
    return make_candidates(findings.reading, findings.found, findings.chosen, guesses)


@dataclass(frozen=True, slots=True)
class MentionTagger:
    """The trained models, ready to tag; thread-bound like them.

    `threshold` is the least probability at which a candidate is taken: higher for fewer wrong
    mentions, lower for fewer missed ones.
    """

    sequence: SequenceModel
    judge: Judge
    threshold: float = DEFAULT_THRESHOLD

    def decide(self, findings: Findings) -> tuple[Mention, ...]:
        """The mentions in order of start, each with its probability as confidence; nested places behind their name."""
        return decide(self.judge, findings, find_candidates(self.sequence, findings), self.threshold)


def open_tagger(read: Callable[[ModelName], bytes], threshold: float = DEFAULT_THRESHOLD) -> MentionTagger:
    """The tagger whose models `read` gives, `load_model` those that ship with the package."""
    judge = Judge(ByFeatures(Maxent(read(ModelName.JUDGE))), Network(read(ModelName.NETWORK)))
    return MentionTagger(SequenceModel(read(ModelName.SEQUENCE)), judge, threshold)


def decide(
    judge: Judge, findings: Findings, candidates: Sequence[Candidate], threshold: float = DEFAULT_THRESHOLD
) -> tuple[Mention, ...]:
    """The likeliest set of candidates that do not overlap, as mentions, with the places nested in them."""
    probabilities = judge.probabilities(findings, candidates)
    kept = choose_spans([(each.start, each.end) for each in candidates], probabilities, threshold)
    mentions = [_mention(findings.reading.text, candidates[index], probabilities[index]) for index in kept]
    return with_nested_places(findings.reading, mentions)


def _mention(text: str, candidate: Candidate, probability: float) -> Mention:
    confidence = round(min(probability, 0.999), 3)
    if candidate.mentions:
        return replace(candidate.mentions[0], confidence=confidence)
    start, end, label = candidate.span
    name = text[start:end]
    return Mention(
        start,
        end,
        name,
        EntityType(label.removesuffix(ANAPHOR_SUFFIX)),
        anaphor=label.endswith(ANAPHOR_SUFFIX),
        group=bool(COUNTED.search(name)),
        method=Method.MODEL,
        rule="model.crf",
        confidence=confidence,
    )
