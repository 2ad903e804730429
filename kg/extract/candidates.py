"""What is known of each candidate for a mention, for a classifier to judge.

A candidate is a span with a type that the grammar or the sequence model proposes. What speaks for
or against it: who proposes it and how surely, its own words, its neighbours, the rest of the
document, and the candidates that it competes with.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.extract.sequence import Guess, Span, label_of
from kg.extract.words import EDGE, Token
from kg.model.mention import Mention

__all__ = ["Candidate", "make_candidates"]

STEPS = (
    (0.97, "9"),
    (0.9, "8"),
    (0.8, "7"),
    (0.65, "6"),
    (0.5, "5"),
    (0.35, "4"),
    (0.2, "3"),
    (0.08, "2"),
    (0.01, "1"),
)
LENGTHS = ((18, "18"), (12, "12"), (8, "8"))
MAX_TAGS = 4
NO_TOKEN = Token(0, 0, EDGE, EDGE)
LIST_MARKS = "、和及与，,"
OPENING = '“‘《「『"'
CLOSING = '”’》」』"'


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a mention, with what speaks for and against it."""

    span: Span
    mentions: tuple[Mention, ...]
    """The grammar's findings of just this span and type, the surest first."""
    guess: Guess
    features: tuple[str, ...]

    @property
    def start(self) -> int:
        return self.span[0]

    @property
    def end(self) -> int:
        return self.span[1]


def make_candidates(
    reading: Reading, found: Sequence[Mention], chosen: Sequence[Mention], guesses: Mapping[Span, Guess]
) -> tuple[Candidate, ...]:
    """All candidates in order of span, described.

    `found` is everything the grammar found, overlapping or not, `chosen` what it would choose of it.
    """
    by_span: dict[Span, list[Mention]] = defaultdict(list)
    for mention in found:
        if not mention.nested:
            by_span[mention.start, mention.end, label_of(mention)].append(mention)
    preferred = {(mention.start, mention.end, label_of(mention)) for mention in chosen if not mention.nested}
    spans = sorted(span for span in {*by_span, *guesses} if _is_possible(reading.text, span))
    describe = _Describer(reading, guesses, spans, preferred)
    return tuple(
        Candidate(
            span,
            ranked := tuple(sorted(by_span.get(span, ()), key=_sureness)),
            guesses.get(span, Guess(0.0)),
            tuple(describe.features(span, ranked)),
        )
        for span in spans
    )


def _is_possible(text: str, span: Span) -> bool:
    name = text[span[0] : span[1]]
    return name.strip() == name and "\n" not in name and bool(name)


def _sureness(mention: Mention) -> tuple[float, str, bool]:
    return -mention.confidence, mention.rule, mention.group


class _Describer:
    """Features of candidates, with what they need of the whole document worked out once."""

    def __init__(
        self, reading: Reading, guesses: Mapping[Span, Guess], spans: Sequence[Span], preferred: set[Span]
    ) -> None:
        self._reading = reading
        self._guesses = guesses
        self._preferred = preferred
        self._spans = spans
        self._starts = [span[0] for span in spans]
        self._longest = max((end - start for start, end, _ in spans), default=0)
        self._best_named: dict[tuple[str, str], float] = defaultdict(float)
        self._best_at: dict[tuple[int, int], float] = defaultdict(float)
        self._sure_end: dict[tuple[int, str], float] = defaultdict(float)
        self._sure_start: dict[tuple[int, str], float] = defaultdict(float)
        self._kinds_at: dict[tuple[int, int], set[str]] = defaultdict(set)
        for (start, end, label), guess in guesses.items():
            named = (reading.text[start:end], label)
            self._best_named[named] = max(self._best_named[named], guess.probability)
            self._best_at[start, end] = max(self._best_at[start, end], guess.probability)
            self._sure_end[end, label] = max(self._sure_end[end, label], guess.probability)
            self._sure_start[start, label] = max(self._sure_start[start, label], guess.probability)
        for start, end, label in spans:
            self._kinds_at[start, end].add(label[:3])

    def features(self, span: Span, mentions: Sequence[Mention]) -> list[str]:
        start, end, label = span
        text = self._reading.text
        name = text[start:end]
        guess = self._guesses.get(span, Guess(0.0))
        sure = _step(guess.probability)
        rule = "+".join(sorted({mention.rule for mention in mentions})) or "-"
        is_preferred = span in self._preferred
        left, right = text[max(0, start - 2) : start], text[end : end + 2]
        return [
            f"type={label}",
            f"sure={sure}",
            f"sure={sure}|{label}",
            f"best={guess.best}",
            f"best={guess.best}|{label}",
            f"rule={rule}",
            f"rule={rule}|{sure}",
            f"preferred={is_preferred}",
            f"preferred={is_preferred}|{sure}",
            f"preferred={is_preferred}|{sure}|{label}",
            f"ruled={bool(mentions)}|{sure}|{guess.best}",
            f"elsewhere={_step(self._best_named[name, label])}|{label}",
            f"times={min(text.count(name), 3)}|{label}",
            f"quoted={_quoting(left, right)}|{label}",
            f"marks={'“' in name}{'”' in name}|{label}",
            f"length={_length(end - start)}|{label}",
            *(f"end{size}={name[-size:]}|{label}" for size in (1, 2, 3)),
            *(f"begin{size}={name[:size]}|{label}" for size in (1, 2, 3)),
            f"before={left[-1:]}|{label}",
            f"before2={left}|{label}",
            f"behind={right[:1]}|{label}",
            f"behind2={right}|{label}",
            f"seam={name[-1:]}{right[:1]}",
            f"opening={left[-1:]}{name[:1]}",
            f"name={name}|{label}",
            f"words={self._on_words(start, end)}|{label}",
            f"anytype={_step(self._best_at[start, end])}|{label}",
            *(f"by={mention.rule}|{label}" for mention in mentions),
            *(f"by={mention.rule}|{label}|{sure}" for mention in mentions),
            *self._words_around(start, end, label),
            *self._company(span, label),
            *self._competition(span, label, sure),
        ]

    def _on_words(self, start: int, end: int) -> str:
        opens = self._reading.starts_word(start)
        closes = self._reading.starts_word(end)
        return f"{opens}{closes}"

    def _words_around(self, start: int, end: int, label: str) -> Iterator[str]:
        """The dictionary's words and tags inside and beside, which hold on pages of any manner."""
        reading = self._reading
        first, last = reading.token_at[start], reading.token_at[end - 1]
        inside = [reading.tokens[index].tag[:2] for index in range(first, last + 1)]
        before, behind = self._token(first - 1), self._token(last + 1)
        yield f"tags={'-'.join(inside) if len(inside) <= MAX_TAGS else '…'.join((inside[0], inside[-1]))}|{label}"
        yield f"tag-={before.tag}|{label}"
        yield f"tag+={behind.tag}|{label}"
        yield f"tag-+={before.tag}|{behind.tag}|{label}"
        yield f"word-={before.text}|{label}"
        yield f"word+={behind.text}|{label}"
        yield f"lastword={reading.tokens[last].text}|{label}"
        yield f"placed={start in reading.opening}{end in reading.place_by_end}|{label}"

    def _token(self, index: int) -> Token:
        tokens = self._reading.tokens
        return tokens[index] if 0 <= index < len(tokens) else NO_TOKEN

    def _company(self, span: Span, label: str) -> Iterator[str]:
        """Whether it stands in a list, and beside what the grammar or the model takes for the same type."""
        start, end, _ = span
        text = self._reading.text
        left = text[start - 1 : start] in LIST_MARKS and bool(start)
        right = text[end : end + 1] in LIST_MARKS and end < len(text)
        left_sure = max((self._sure_end[at, label] for at in (start - 1, start - 2)), default=0.0) if left else 0.0
        right_sure = self._sure_start[end + 1, label] if right else 0.0
        yield f"listed={left}{right}|{label}"
        yield f"company={_step(max(left_sure, right_sure))}|{label}"
        yield f"kinds={'+'.join(sorted(self._kinds_at[start, end]))}|{label}"

    def _competition(self, span: Span, label: str, sure: str) -> list[str]:
        """The strongest candidate that overlaps, whether it is longer, and what the grammar prefers here."""
        strongest, side, rival = 0.0, "-", "-"
        start, end, _ = span
        for index in range(bisect_left(self._starts, start - self._longest), len(self._spans)):
            other = self._spans[index]
            if other[0] >= end:
                break
            if other == span or other[1] <= start:
                continue
            relation = _compare(other[1] - other[0], end - start)
            probability = self._guesses[other].probability if other in self._guesses else 0.0
            if probability > strongest:
                strongest, side = probability, relation
            if other in self._preferred:
                rival = relation
        return [f"against={_step(strongest)}{side}|{sure}", f"rival={rival}|{label}", f"rival={rival}|{sure}"]


def _compare(one: int, other: int) -> str:
    return "longer" if one > other else "shorter" if one < other else "same"


def _step(probability: float) -> str:
    return next((name for least, name in STEPS if probability >= least), "0")


def _length(size: int) -> str:
    return next((name for least, name in LENGTHS if size >= least), str(size))


def _quoting(left: str, right: str) -> str:
    opens = left[-1:] in OPENING and bool(left)
    closes = right[:1] in CLOSING and bool(right)
    return f"{opens}{closes}"
