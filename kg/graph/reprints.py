"""Reprints: documents whose reading text is nearly the same, so that they count as one source.

News is copied between sites with another headline, another tail, a paragraph less. Each text is
cut into shingles of `SHINGLE_CHARS` Han characters, letters and digits; a fixed share of them,
chosen by their hash, stands for the text. A text of which `CONTAINED` of the shingles are those of
a longer one is its reprint. An inverted index over the texts that stand for a cluster makes this
linear in the length of all texts.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["CONTAINED", "find_reprints", "shingles"]

SHINGLE_CHARS = 12
KEPT_SHARE = 4
CONTAINED = 0.5
"""Unrelated reports share less than a twentieth of their shingles; one rewritten in places shares two thirds."""
_MIN_CHARS = 60
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def shingles(text: str) -> frozenset[int]:
    """Hashes of the shingles that stand for a text: about one in `KEPT_SHARE`, all the same anywhere.

    A text of fewer than 60 characters that count is one shingle, since short texts look alike and
    only equal ones are reprints. Empty for a text without any.
    """
    codes: NDArray[np.uint64] = np.array([ord(char) for char in text if char.isalnum()], dtype=np.uint64)
    if len(codes) < _MIN_CHARS:
        return frozenset({zlib.crc32(codes.tobytes())}) if len(codes) else frozenset()
    width = len(codes) - SHINGLE_CHARS + 1
    hashes = np.zeros(width, dtype=np.uint64)
    for offset in range(SHINGLE_CHARS):
        hashes = hashes * _BASE + codes[offset : offset + width]
    hashes = (hashes ^ (hashes >> np.uint64(31))) * _MIX
    kept = hashes[(hashes >> np.uint64(40)) % np.uint64(KEPT_SHARE) == 0]
    return frozenset(kept.tolist())


def find_reprints(texts: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """From document id to the id of the longest text of its cluster (its own where it stands alone).

    `texts` pairs ids with reading texts; their order does not matter.
    """
    leader_of: dict[str, str] = {}
    leaders_with: dict[int, list[str]] = {}
    for document, text in sorted(texts, key=lambda pair: (-len(pair[1]), pair[0])):
        own = shingles(text)
        leader = _best_leader(own, leaders_with)
        leader_of[document] = leader or document
        if leader is None:
            for shingle in own:
                leaders_with.setdefault(shingle, []).append(document)
    return leader_of


def _best_leader(own: frozenset[int], leaders_with: Mapping[int, list[str]]) -> str | None:
    shared = Counter(leader for shingle in own for leader in leaders_with.get(shingle, ()))
    if not shared:
        return None
    leader, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
    return leader if count >= CONTAINED * len(own) else None
