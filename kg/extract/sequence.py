"""The sequence model: how likely each stretch of a text is a name of each type.

A character CRF over characters, dictionary words and what the grammar found. It is asked for its
best reading of a line, for other readings that it does not rule out, and for its opinion of given
stretches.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pycrfsuite

from kg.extract.features import character_features, lines
from kg.extract.findings import Findings
from kg.model.mention import Mention

__all__ = ["ANAPHOR_SUFFIX", "Guess", "SequenceModel", "Span", "label_of", "training_sequences"]

ANAPHOR_SUFFIX = "*"
"""Behind the type in the label of a context form: 我市 is a `PLACE*`."""

LEAST_GUESS = 0.05
"""A reading less likely than this is not worth a candidate."""
CERTAIN_OUTSIDE = 0.96
"""Where the model is this sure that a character is in no name, it is asked for no other reading."""
LONGEST_NAME = 48

Span = tuple[int, int, str]
"""Start, end, label: the type, with `ANAPHOR_SUFFIX` for a context form."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What the model thinks of a span: the lowest marginal along it, its ends included."""

    probability: float
    best: bool = False
    """Whether it is in the line's most likely reading."""


def label_of(mention: Mention) -> str:
    """The label of a mention: its type, marked where it is a context form."""
    return mention.type.value + (ANAPHOR_SUFFIX if mention.anaphor else "")


class SequenceModel:
    """A trained CRF, ready to read; opening it is cheap and thread-bound."""

    def __init__(self, model: bytes) -> None:
        self._model = model  # the tagger reads from these bytes as long as it lives
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self._labels = frozenset(self._tagger.labels())
        self._names = sorted(label[2:] for label in self._labels if label.startswith("B-"))

    def read(self, findings: Findings, asked: Iterable[Span]) -> Mapping[Span, Guess]:
        """Guesses for all spans of `asked`, and for those that the model itself thinks of.

        A name that it finds in one place is looked at wherever it stands in the text.
        """
        text = findings.reading.text
        features = character_features(findings)
        spans = lines(text)
        guesses: dict[Span, Guess] = {}
        self._read(features, spans, sorted(set(asked)), guesses)
        repeated = _repetitions(text, guesses)
        if repeated:
            starts = [start for start, _ in spans]
            held = {bisect_right(starts, span[0]) - 1 for span in repeated}
            self._read(features, [spans[index] for index in sorted(held) if index >= 0], repeated, guesses)
        return guesses

    def _read(
        self,
        features: Sequence[Sequence[str]],
        spans: Sequence[tuple[int, int]],
        waiting: Sequence[Span],
        guesses: dict[Span, Guess],
    ) -> None:
        position = 0
        for start, end in spans:
            best = _spans(self._tagger.tag(features[start:end]))
            line = _Line(self._tagger, self._labels, start, end)
            for span in line.readings(self._names):
                guesses.setdefault(span, Guess(line.probability(span)))
            while position < len(waiting) and waiting[position][0] < end:
                span = waiting[position]
                position += 1
                if start <= span[0] and span[1] <= end and span not in guesses:
                    guesses[span] = Guess(line.probability(span))
            for begin, stop, name in best:
                span = (start + begin, start + stop, name)
                guesses[span] = Guess(line.probability(span), best=True)


def _repetitions(text: str, guesses: Mapping[Span, Guess]) -> list[Span]:
    """Where else in the text the names of the best reading stand."""
    names = {
        (text[start:end], label)
        for (start, end, label), guess in guesses.items()
        if guess.best and end - start > 1 and not label.endswith(ANAPHOR_SUFFIX)
    }
    found = []
    for name, label in names:
        at = text.find(name)
        while at >= 0:
            span = (at, at + len(name), label)
            if span not in guesses:
                found.append(span)
            at = text.find(name, at + 1)
    return sorted(found)


class _Line:
    """The marginals of the line that was tagged last, each asked for once."""

    def __init__(self, tagger: pycrfsuite.Tagger, labels: frozenset[str], start: int, end: int) -> None:
        self._tagger = tagger
        self._labels = labels
        self._start = start
        self._end = end
        self._known: dict[tuple[str, int], float] = {}

    def _marginal(self, label: str, position: int) -> float:
        key = (label, position)
        if key not in self._known:
            known = label in self._labels
            self._known[key] = self._tagger.marginal(label, position - self._start) if known else 0.0
        return self._known[key]

    def probability(self, span: Span) -> float:
        start, end, name = span
        low = self._marginal(f"B-{name}", start)
        inside = f"I-{name}"
        for position in range(start + 1, end):
            low = min(low, self._marginal(inside, position))
        if end < self._end:
            low = min(low, 1 - self._marginal(inside, end))
        return float(low)

    def readings(self, names: Sequence[str]) -> Iterator[Span]:
        """Spans that begin and end where the model does not rule it out."""
        for start in range(self._start, self._end):
            if self._marginal("O", start) > CERTAIN_OUTSIDE:
                continue
            for name in names:
                if self._marginal(f"B-{name}", start) >= LEAST_GUESS:
                    yield from self._from(start, name)

    def _from(self, start: int, name: str) -> Iterator[Span]:
        inside = f"I-{name}"
        for end in range(start + 1, min(self._end, start + LONGEST_NAME) + 1):
            goes_on = self._marginal(inside, end) if end < self._end else 0.0
            if 1 - goes_on >= LEAST_GUESS:
                yield start, end, name
            if goes_on < LEAST_GUESS:
                return


def _spans(labels: Sequence[str]) -> Iterator[Span]:
    start: int | None = None
    name = ""
    for position, label in enumerate((*labels, "O")):
        if start is not None and label != f"I-{name}":
            yield start, position, name
            start = None
        if label.startswith("B-"):
            start, name = position, label[2:]


def training_sequences(findings: Findings, gold: Iterable[Mention]) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of each line: what the grammar found, and what it should have been."""
    text = findings.reading.text
    labels = ["O"] * len(text)
    for mention in gold:
        if mention.nested:
            continue
        name = label_of(mention)
        for position in range(mention.start, mention.end):
            labels[position] = f"{'B' if position == mention.start else 'I'}-{name}"
    features = character_features(findings)
    for start, end in lines(text):
        yield features[start:end], labels[start:end]
