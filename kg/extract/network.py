"""A small convolutional network that reads the whole text and judges candidates in it.

It sees characters, the general dictionary's words and tags, and of each candidate its type, length, first rule
and what the sequence model thinks of it; the maximum-entropy judge sees hand-made features. They err in
different places, so `kg.extract.judge` asks both. The same code reads here, with numpy, and learns in
`kg.training.network`, with JAX.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError
from kg.extract.candidates import Candidate
from kg.extract.findings import Findings
from kg.extract.sequence import label_of
from kg.extract.words import word_tags

__all__ = [
    "BY_CHARACTER",
    "DILATIONS",
    "LONGEST",
    "MARGIN",
    "UNKNOWN",
    "WORDS",
    "Encoded",
    "Network",
    "Vocabulary",
    "encode",
    "pack_network",
    "weigh",
]

DILATIONS = (1, 2, 4, 8, 1)
"""How far apart the three characters are that each layer looks at."""
MARGIN = max(DILATIONS)
"""Empty characters that keep two texts apart that are read side by side."""
WORDS = 1 << 13
"""Rows of the table of words; a word's row is its checksum, so several share one."""
LONGEST = 24
"""Characters from which on candidates count as equally long."""
PIECE = 1 << 14
"""Characters that are read at once."""
SEEN_WORDS = 0.75
"""Share of the words that training shows: one in four is hidden, so that unknown words are none to fear."""
OUTSIDE = 0
UNKNOWN = 1
_LEAST, _MOST = 0.002, 0.998
_SCALE = 4.0
"""Log odds are divided by it, to be of a size with the rest."""

BY_CHARACTER = ("characters", "tags", "words")
"""What an encoded text has a number of for each character; of the rest it has one for each candidate."""

Array = Any
"""An array of numpy at work, of JAX in training."""
Drop = Callable[[Array, float], Array]
"""Sets a share of an array's numbers to zero, in training."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The row of each character, tag, label and rule; 0 is no character, 1 one that training did not see."""

    characters: Mapping[str, int]
    tags: Mapping[str, int]
    labels: Mapping[str, int]
    rules: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text of n characters and m candidates as numbers; the text begins and ends with an empty character."""

    characters: Array
    """n; `tags` and `words` are as long."""
    tags: Array
    words: Array
    starts: Array
    """m; where each candidate begins, `ends` where the character behind it stands."""
    ends: Array
    labels: Array
    rules: Array
    flags: Array
    """m by 2: whether it is in the sequence model's best reading, and in the grammar's choice."""
    opinions: Array
    """m; the sequence model's log odds."""


def encode(findings: Findings, candidates: Sequence[Candidate], vocabulary: Vocabulary) -> Encoded:
    reading = findings.reading
    text = reading.text
    chosen = {(mention.start, mention.end, label_of(mention)) for mention in findings.chosen if not mention.nested}
    words = np.zeros(len(text) + 2, np.int32)
    for token in reading.tokens:
        words[token.start + 1 : token.end + 1] = zlib.crc32(token.text.encode()) % WORDS
    guesses = np.clip([each.guess.probability for each in candidates], _LEAST, _MOST)
    return Encoded(
        characters=_rows(text, vocabulary.characters),
        tags=_rows(word_tags(text, reading.tokens), vocabulary.tags),
        words=words,
        starts=np.array([each.start + 1 for each in candidates], np.int32),
        ends=np.array([each.end + 1 for each in candidates], np.int32),
        labels=np.array([vocabulary.labels.get(each.span[2], UNKNOWN) for each in candidates], np.int32),
        rules=np.array([vocabulary.rules.get(rule_of(each), UNKNOWN) for each in candidates], np.int32),
        flags=np.array([(each.guess.best, each.span in chosen) for each in candidates], np.int32).reshape(-1, 2),
        opinions=(np.log(guesses / (1 - guesses)) / _SCALE).astype(np.float32),
    )


def rule_of(candidate: Candidate) -> str:
    """The surest rule that found it; empty where only the sequence model did."""
    return candidate.mentions[0].rule if candidate.mentions else ""


def _rows(items: Sequence[str], known: Mapping[str, int]) -> NDArray[np.int32]:
    return np.array([OUTSIDE, *(known.get(item, UNKNOWN) for item in items), OUTSIDE], np.int32)


def _no_drop(array: Array, share: float) -> Array:
    return array


def weigh(
    weights: Mapping[str, Array], encoded: Encoded, xp: Any, drop: Drop = _no_drop, shown: Array = SEEN_WORDS
) -> Array:
    """The log odds that each candidate is a mention.

    `xp` is numpy, or JAX's likeness of it; `shown` tells in training which characters show their word (n by 1).
    """
    return judge_candidates(weights, read_text(weights, encoded, xp, drop, shown), encoded, xp, drop)


def read_text(weights: Mapping[str, Array], encoded: Encoded, xp: Any, drop: Drop, shown: Array) -> Array:
    """What the network makes of each character: gated convolutions, each added to what was there."""
    characters = encoded.characters
    here = (characters > OUTSIDE)[:, None]
    state = weights["character"][characters] + weights["tag"][encoded.tags] + weights["word"][encoded.words] * shown
    state = drop(xp.where(here, state, 0.0), 0.15)
    size = len(characters)
    for layer, step in enumerate(DILATIONS):
        left = xp.pad(state, ((step, 0), (0, 0)))[:size]
        right = xp.pad(state, ((0, step), (0, 0)))[step:]
        both = xp.concatenate([left, state, right], -1) @ weights[f"mix{layer}"] + weights[f"bias{layer}"]
        value, gate = xp.split(both, 2, axis=-1)
        gated = xp.tanh(value) * _sigmoid(gate, xp)
        state = state + drop(gated @ weights[f"out{layer}"], 0.15)
        state = state / xp.sqrt(1e-6 + xp.mean(state * state, -1))[:, None]
        state = xp.where(here, state, 0.0)
    return state


def judge_candidates(weights: Mapping[str, Array], read: Array, encoded: Encoded, xp: Any, drop: Drop) -> Array:
    """From what stands at a candidate's ends, beside them and between, and what is known of it."""
    starts, ends = encoded.starts, encoded.ends
    sums = xp.cumsum(read, 0)
    inside = (sums[ends - 1] - sums[starts - 1]) / (ends - starts)[:, None]
    described = xp.concatenate(
        [
            read[starts - 1] @ weights["before"],
            read[starts] @ weights["first"],
            read[ends - 1] @ weights["last"],
            read[ends] @ weights["behind"],
            inside @ weights["inside"],
            weights["label"][encoded.labels],
            weights["rule"][encoded.rules],
            weights["flag"][encoded.flags[:, 0]] + weights["flag"][2 + encoded.flags[:, 1]],
            weights["length"][xp.minimum(ends - starts, LONGEST - 1)],
            encoded.opinions[:, None],
        ],
        -1,
    )
    hidden = _gelu(drop(described, 0.2) @ weights["hidden"] + weights["hidden bias"], xp)
    return (hidden @ weights["verdict"] + weights["verdict bias"])[:, 0]


def _sigmoid(value: Array, xp: Any) -> Array:
    return 0.5 * (1 + xp.tanh(0.5 * value))


def _gelu(value: Array, xp: Any) -> Array:
    return 0.5 * value * (1 + xp.tanh(0.7978845608 * (value + 0.044715 * value**3)))


class Network:
    """A trained network. It computes in double precision, so that the last digit shown is the same everywhere."""

    def __init__(self, packed: bytes) -> None:
        """From what `pack_network` gave; raises `ResourceError` for anything else."""
        try:
            with np.load(io.BytesIO(packed), allow_pickle=False) as held:
                arrays = {name: held[name] for name in held.files}
            self._vocabulary = Vocabulary(**{name: _numbered(arrays.pop(f"{name} known")) for name in _TABLES})
        except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
            raise ResourceError(
                f"network: expected what `kg train` writes, found {len(packed):,} bytes that are none ({error}): "
                "reinstall the package, or train it with `kg train`"
            ) from error
        self._weights = {name: array.astype(np.float64) for name, array in arrays.items()}

    def log_odds(self, findings: Findings, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """How likely each candidate is a mention, as the logarithm of the odds."""
        if not candidates:
            return np.zeros(0)
        encoded = encode(findings, candidates, self._vocabulary)
        odds: NDArray[np.float64] = judge_candidates(self._weights, self._read(encoded), encoded, np, _no_drop)
        return odds

    def _read(self, encoded: Encoded) -> NDArray[np.float64]:
        """Long texts piece by piece, each with as much around it as reaches into it."""
        reach = sum(DILATIONS)
        size = len(encoded.characters)
        pieces = []
        for start in range(0, size, PIECE):
            low, high = max(0, start - reach), min(size, start + PIECE + reach)
            part = replace(encoded, **{name: getattr(encoded, name)[low:high] for name in BY_CHARACTER})
            read = read_text(self._weights, part, np, _no_drop, SEEN_WORDS)
            pieces.append(read[start - low : min(size, start + PIECE) - low])
        return np.concatenate(pieces)


_TABLES = ("characters", "tags", "labels", "rules")


def pack_network(weights: Mapping[str, NDArray[np.float32]], vocabulary: Vocabulary) -> bytes:
    """The network as bytes (npz, half precision); the same network gives the same bytes."""
    arrays: dict[str, Any] = {name: array.astype(np.float16) for name, array in sorted(weights.items())}
    for name in _TABLES:
        known: Mapping[str, int] = getattr(vocabulary, name)
        arrays[f"{name} known"] = np.array(sorted(known, key=lambda item: known[item]))
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def _numbered(items: NDArray[np.str_]) -> dict[str, int]:
    return {str(item): row for row, item in enumerate(items, start=UNKNOWN + 1)}
