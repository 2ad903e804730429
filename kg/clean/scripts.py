"""What the two scripts have apart and in common, worked out once from the conversion tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

__all__ = ["Scripts", "load_scripts"]

_STANDARD_VARIANTS = frozenset("昇邨氾龢濛薰")
"""Variants that the mainland's standard list admits in names (Tongyong Guifan Hanzi Biao, 2013)."""
_HAN_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))


@dataclass(frozen=True, slots=True)
class Scripts:
    """Character tables of the two scripts.

    `simplified` maps each Traditional character to its Simplified form, `traditional` the other
    way, both one to one as a table-driven site does it. `traditional_only` never stands in a
    Simplified text, `simplified_only` never in a Traditional one. `common` are the characters
    that a report can be expected to use in either script.
    """

    simplified: dict[str, str]
    traditional: dict[str, str]
    traditional_only: frozenset[str]
    simplified_only: frozenset[str]
    common: frozenset[str]


def _converted(characters: list[str], config: str) -> dict[str, str]:
    given = "\n".join(characters)
    taken = OpenCC(config).convert(given).split("\n")
    return {old: new for old, new in zip(characters, taken, strict=True) if old != new and len(new) == 1}


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def load_scripts() -> Scripts:
    characters = [chr(code) for first, last in _HAN_BLOCKS for code in range(first, last + 1)]
    simplified = _converted(characters, "t2s")
    traditional = _converted(characters, "s2t")
    # 乾, 著, 藉 and the like are in the Simplified standard too, so they prove nothing.
    national = frozenset(character for character in characters if _encodes(character, "gb2312"))
    return Scripts(
        simplified=simplified,
        traditional=traditional,
        traditional_only=frozenset(simplified) - national - _STANDARD_VARIANTS,
        # 后, 里, 台, 面 are in the Traditional standard too.
        simplified_only=frozenset(c for c in traditional if c in national and not _encodes(c, "big5")),
        common=national | frozenset(traditional[character] for character in national if character in traditional),
    )
