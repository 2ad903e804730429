"""Training of the network that judges candidates, with JAX: `pip install 'kg-health-evidence[train]'`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import MissingExtra
from kg.extract.candidates import Candidate
from kg.extract.network import (
    BY_CHARACTER,
    DILATIONS,
    LONGEST,
    MARGIN,
    SEEN_WORDS,
    UNKNOWN,
    WORDS,
    Array,
    Encoded,
    Vocabulary,
    encode,
    pack_network,
    rule_of,
    weigh,
)
from kg.extract.sequence import label_of
from kg.extract.words import word_tags
from kg.training.corpus import Report

__all__ = ["require_libraries", "train_network"]

SEED = 1
EPOCHS = 5
RATE = 2e-3
"""The highest rate of learning, after a sixth of the steps; it falls to nothing from there."""
DECAY = 0.02
WIDTH = 96
"""Numbers that describe a character."""
VIEW = 48
"""Numbers that describe what stands at one place of a candidate."""
HIDDEN = 192
CHARACTERS = 8192
CANDIDATES = 2560
"""What one step sees, at most: texts are laid side by side until one of the two is full."""
HIDDEN_CHARACTERS = 0.06
"""Share of the characters that a step does not show."""
_LEAST = {"characters": 4, "tags": 3, "labels": 1, "rules": 10}
"""How often something must come to have a row of its own."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text with its candidates and, for each, whether it is a mention."""

    encoded: Encoded
    right: NDArray[np.float32]


def require_libraries() -> None:
    """Raises `MissingExtra` where training cannot run: better now than after the minutes of the stages before."""
    missing = [name for name in ("jax", "optax") if find_spec(name) is None]
    if missing:
        found = f"Training needs JAX and optax; found no {' and no '.join(missing)}"
        raise MissingExtra(f"{found}: pip install 'kg-health-evidence[train]'")


def train_network(reports: Sequence[Report], candidates: Mapping[str, Sequence[Candidate]]) -> bytes:
    """The network that tells right candidates from wrong ones; `candidates` are by id of the report.

    The same reports and candidates give the same bytes on one machine.
    """
    require_libraries()
    import jax
    import jax.numpy as jnp
    import optax

    held = [report for report in reports if candidates.get(report.id)]
    vocabulary = _vocabulary(held, candidates)
    lessons = [part for report in held for part in _cut(_lesson(report, candidates[report.id], vocabulary))]
    weights = _first_weights(vocabulary)
    order = np.random.default_rng(SEED)
    rows = [list(_batches(lessons, order.permutation(len(lessons)))) for _ in range(EPOCHS)]
    rate = optax.linear_onecycle_schedule(sum(map(len, rows)) + 5, RATE, 0.15, 20, 200)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=DECAY))

    def loss(
        weights: Mapping[str, Array], joined: Mapping[str, Array], right: Array, counts: Array, key: Array
    ) -> Array:
        keys = iter(jax.random.split(key, 2 * len(DILATIONS) + 8))

        def drop(array: Array, share: float) -> Array:
            return jnp.where(jax.random.bernoulli(next(keys), 1 - share, array.shape), array / (1 - share), 0.0)

        characters = joined["characters"]
        hidden = jax.random.bernoulli(next(keys), HIDDEN_CHARACTERS, characters.shape) & (characters > 0)
        shown = ~jax.random.bernoulli(next(keys), 1 - SEEN_WORDS, characters.shape)
        seen = Encoded(**{**joined, "characters": jnp.where(hidden, UNKNOWN, characters)})
        odds = weigh(weights, seen, jnp, drop, shown[:, None])
        return jnp.sum(optax.sigmoid_binary_cross_entropy(odds, right) * counts) / 1000

    @jax.jit
    def step(weights: Any, state: Any, batch: Any, key: Any) -> Any:
        slopes = jax.grad(loss)(weights, *batch, key)
        changes, state = optimizer.update(slopes, state, weights)
        return optax.apply_updates(weights, changes), state

    state = optimizer.init(weights)
    key = jax.random.key(SEED, impl="rbg")  # its numbers cost a third of those of the usual generator
    for batches in rows:
        for batch in batches:
            key, now = jax.random.split(key)
            weights, state = step(weights, state, _join(batch), now)
    return pack_network({name: np.asarray(array) for name, array in weights.items()}, vocabulary)


def _vocabulary(reports: Iterable[Report], candidates: Mapping[str, Sequence[Candidate]]) -> Vocabulary:
    counts: dict[str, Counter[str]] = {name: Counter() for name in _LEAST}
    for report in reports:
        reading = report.findings.reading
        counts["characters"].update(reading.text)
        counts["tags"].update(word_tags(reading.text, reading.tokens))
        for candidate in candidates[report.id]:
            counts["labels"][candidate.span[2]] += 1
            counts["rules"][rule_of(candidate)] += 1
    kept = {
        name: sorted(item for item, count in counted.items() if count >= _LEAST[name])
        for name, counted in counts.items()
    }
    rows = {name: {item: row for row, item in enumerate(items, UNKNOWN + 1)} for name, items in kept.items()}
    return Vocabulary(**rows)


def _lesson(report: Report, candidates: Sequence[Candidate], vocabulary: Vocabulary) -> Lesson:
    gold = {(mention.start, mention.end, label_of(mention)) for mention in report.gold if not mention.nested}
    right = np.array([candidate.span in gold for candidate in candidates], np.float32)
    return Lesson(encode(report.findings, candidates, vocabulary), right)


def _cut(lesson: Lesson) -> Iterator[Lesson]:
    """In pieces that fit a step, each candidate in the first piece that holds it."""
    whole = lesson.encoded
    size, overlap = CHARACTERS - 2 * MARGIN, 4 * sum(DILATIONS)
    taken = np.zeros(len(whole.starts), bool)
    for low in range(0, max(1, len(whole.characters) - overlap), size - overlap):
        high = low + size
        here = np.flatnonzero(~taken & (whole.starts > low) & (whole.ends < min(high, len(whole.characters))))
        taken[here] = True
        for first in range(0, len(here), CANDIDATES):
            some = here[first : first + CANDIDATES]
            part = _of_candidates(whole, some)
            cut = {name: getattr(whole, name)[low:high] for name in BY_CHARACTER}
            yield Lesson(replace(part, starts=part.starts - low, ends=part.ends - low, **cut), lesson.right[some])


_BY_CANDIDATE = ("starts", "ends", "labels", "rules", "flags", "opinions")


def _of_candidates(encoded: Encoded, chosen: NDArray[np.intp]) -> Encoded:
    return replace(encoded, **{name: getattr(encoded, name)[chosen] for name in _BY_CANDIDATE})


def _batches(lessons: Sequence[Lesson], order: Iterable[int]) -> Iterator[list[Lesson]]:
    batch: list[Lesson] = []
    size = count = 0
    for index in order:
        lesson = lessons[index]
        longer, more = len(lesson.encoded.characters) + MARGIN, len(lesson.right)
        if batch and (size + longer > CHARACTERS - MARGIN or count + more > CANDIDATES):
            yield batch
            batch, size, count = [], 0, 0
        batch.append(lesson)
        size, count = size + longer, count + more
    if batch:
        yield batch


def _join(lessons: Sequence[Lesson]) -> tuple[dict[str, Array], Array, Array]:
    """One text of fixed size, so that the step is compiled once; `counts` tells the candidates from the filling."""
    sizes = dict.fromkeys(BY_CHARACTER, CHARACTERS) | dict.fromkeys(_BY_CANDIDATE, CANDIDATES)
    first = lessons[0].encoded
    joined = {
        name: np.zeros((size, *getattr(first, name).shape[1:]), getattr(first, name).dtype)
        for name, size in sizes.items()
    }
    joined["starts"][:], joined["ends"][:] = 1, 2
    right, counts = np.zeros(CANDIDATES, np.float32), np.zeros(CANDIDATES, np.float32)
    at, row = MARGIN, 0
    for lesson in lessons:
        size, count = len(lesson.encoded.characters), len(lesson.right)
        for name in BY_CHARACTER:
            joined[name][at : at + size] = getattr(lesson.encoded, name)
        for name in _BY_CANDIDATE:
            joined[name][row : row + count] = getattr(lesson.encoded, name)
        joined["starts"][row : row + count] += at
        joined["ends"][row : row + count] += at
        right[row : row + count] = lesson.right
        counts[row : row + count] = 1
        at, row = at + size + MARGIN, row + count
    return joined, right, counts


def _first_weights(vocabulary: Vocabulary) -> dict[str, Array]:
    random = np.random.default_rng(SEED)

    def table(rows: int, columns: int, scale: float) -> Array:
        return (random.standard_normal((rows, columns)) * scale).astype(np.float32)

    def layer(rows: int, columns: int, scale: float = 1.0) -> Array:
        return table(rows, columns, scale / rows**0.5)

    label, rule, flag, length = 32, 24, 16, 16
    weights = {
        "character": table(len(vocabulary.characters) + 2, WIDTH, 0.3),
        "tag": table(len(vocabulary.tags) + 2, WIDTH, 0.2),
        "word": table(WORDS, WIDTH, 0.2),
        "label": table(len(vocabulary.labels) + 2, label, 0.3),
        "rule": table(len(vocabulary.rules) + 2, rule, 0.3),
        "flag": table(4, flag, 0.3),
        "length": table(LONGEST, length, 0.3),
        "hidden": layer(5 * VIEW + label + rule + flag + length + 1, HIDDEN),
        "hidden bias": np.zeros(HIDDEN, np.float32),
        "verdict": layer(HIDDEN, 1, 0.3),
        "verdict bias": np.zeros(1, np.float32),
    }
    for name in ("before", "first", "last", "behind", "inside"):
        weights[name] = layer(WIDTH, VIEW)
    for number in range(len(DILATIONS)):
        weights[f"mix{number}"] = layer(3 * WIDTH, 2 * WIDTH)
        weights[f"bias{number}"] = np.zeros(2 * WIDTH, np.float32)
        weights[f"out{number}"] = layer(WIDTH, WIDTH, 0.5)
    return weights
