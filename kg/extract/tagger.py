"""The trained part of the name recogniser: a character CRF over the grammar's findings.

It adds names that no rule knows and drops weak guesses that the context speaks against; what the
grammar is sure of stays as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pycrfsuite

from kg.extract.features import character_features, lines
from kg.model.mention import EntityType, Mention, Method

__all__ = ["MentionTagger", "TaggerSettings", "merge", "training_sequences"]

ANAPHOR_SUFFIX = "*"


@dataclass(frozen=True, slots=True)
class TaggerSettings:
    """How far the model is believed, found on the development corpus.

    `add_above`: a name that only the model finds is taken from this probability on.
    `drop_below`: a guess of a weak rule goes where the model gives it less than this.
    `weak_below`: rules with less confidence than this count as weak.
    """

    add_above: float = 0.75
    drop_below: float = 0.3
    weak_below: float = 0.8


class MentionTagger:
    """A trained model, ready to tag; opening it is cheap and thread-bound."""

    def __init__(self, model: bytes, settings: TaggerSettings | None = None) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self._settings = settings or TaggerSettings()
        self._labels = frozenset(self._tagger.labels())

    def revise(self, text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions after the model's word, in order; nested ones follow their outer name."""
        found: list[Mention] = []
        support: dict[tuple[int, int], float] = {}
        features = character_features(text, mentions)
        weak = deque(
            mention
            for mention in mentions
            if not mention.nested and not mention.anaphor and mention.confidence < self._settings.weak_below
        )
        for start, end in lines(text):
            labels = self._tagger.tag(features[start:end])
            while weak and weak[0].start < end:
                mention = weak.popleft()
                if start <= mention.start and mention.end <= end:
                    support[(mention.start, mention.end)] = self._probability(
                        mention.start - start, mention.end - start, mention.type.value
                    )
            for span_start, span_end, name in _spans(labels):
                if name.endswith(ANAPHOR_SUFFIX):
                    continue
                probability = self._probability(span_start, span_end, name)
                found.append(
                    Mention(
                        start + span_start,
                        start + span_end,
                        text[start + span_start : start + span_end],
                        EntityType(name),
                        method=Method.MODEL,
                        rule="model.crf",
                        confidence=round(probability, 3),
                    )
                )
        return merge(mentions, found, support, self._settings)

    def _probability(self, start: int, end: int, name: str) -> float:
        """The lowest marginal among the characters of a span of the line that was tagged last."""
        begin, inside = f"B-{name}", f"I-{name}"
        if begin not in self._labels:
            return 0.0
        low = self._tagger.marginal(begin, start)
        if end - start > 1:
            if inside not in self._labels:
                return 0.0
            low = min(low, min(self._tagger.marginal(inside, position) for position in range(start + 1, end)))
        return float(low)


def merge(
    mentions: Sequence[Mention],
    found: Iterable[Mention],
    support: dict[tuple[int, int], float],
    settings: TaggerSettings,
) -> tuple[Mention, ...]:
    """Grammar and model together; `support` is the model's probability of each grammar mention."""
    kept = [
        mention
        for mention in mentions
        if mention.nested
        or mention.anaphor
        or mention.confidence >= settings.weak_below
        or support.get((mention.start, mention.end), 1.0) >= settings.drop_below
    ]
    outer = sorted((mention.start, mention.end) for mention in kept if not mention.nested)
    starts = [start for start, _ in outer]
    # How far the spans reach that start so far: one look-up instead of a walk over all of them.
    reach = list(accumulate((end for _, end in outer), max))

    def furthest(before: int) -> int:
        index = bisect_left(starts, before)
        return reach[index - 1] if index else -1

    kept = [mention for mention in kept if not mention.nested or furthest(mention.start + 1) >= mention.end]
    added = [
        mention
        for mention in found
        if mention.confidence >= settings.add_above
        and furthest(mention.end) <= mention.start
        and mention.text.strip() == mention.text
    ]
    return tuple(sorted((*kept, *added), key=lambda mention: (mention.start, -mention.end, mention.type)))


def _spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start: int | None = None
    name = ""
    for position, label in enumerate((*labels, "O")):
        if start is not None and label != f"I-{name}":
            yield start, position, name
            start = None
        if label.startswith("B-"):
            start, name = position, label[2:]


def training_sequences(
    text: str, mentions: Sequence[Mention], gold: Iterable[Mention]
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of each line: what the grammar found, and what it should have been."""
    labels = ["O"] * len(text)
    for mention in gold:
        if mention.nested:
            continue
        name = mention.type.value + (ANAPHOR_SUFFIX if mention.anaphor else "")
        for position in range(mention.start, mention.end):
            labels[position] = f"{'B' if position == mention.start else 'I'}-{name}"
    features = character_features(text, mentions)
    for start, end in lines(text):
        yield features[start:end], labels[start:end]
