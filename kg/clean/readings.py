"""Pinyin as people and programs write it, compared with the readings of a character."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from pypinyin.pinyin_dict import pinyin_dict

__all__ = ["is_reading", "is_syllable", "is_usual_reading", "parse_syllable", "readings"]

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0306": "3", "\u0300": "4"}
_DIAERESIS = "\u0308"


@lru_cache(maxsize=4096)
def parse_syllable(note: str) -> tuple[str, str]:
    """The bare syllable and its tone (`""` where none is written).

    Marks may be composed or not, ü may be written v or u:, tones may be digits.

    >>> parse_syllable("xiàn"), parse_syllable("LV4"), parse_syllable("nüe")
    (('xian', '4'), ('lü', '4'), ('nüe', ''))
    """
    letters: list[str] = []
    tone = ""
    for character in unicodedata.normalize("NFKD", note.strip().lower()):
        if character in _TONES:
            tone = _TONES[character]
        elif character in (_DIAERESIS, ":") and letters and letters[-1] == "u":
            letters[-1] = "ü"
        elif character == "v":
            letters.append("ü")
        elif character == "\u0261":
            letters.append("g")
        elif character in "012345":
            tone = character.replace("0", "").replace("5", "")
        else:
            letters.append(character)
    return "".join(letters), tone


@lru_cache(maxsize=8192)
def readings(character: str) -> frozenset[tuple[str, str]]:
    """Every reading of a character, as bare syllable and tone; empty where none is known."""
    listed = pinyin_dict.get(ord(character), "")
    return frozenset(parse_syllable(reading) for reading in listed.split(",") if reading)


@lru_cache(maxsize=16384)
def is_usual_reading(note: str, character: str) -> bool:
    """Whether `note` is the first reading that dictionaries give, the one that a program prints.

    >>> is_usual_reading("lóng", "龍"), is_usual_reading("lóng", "龐")
    (True, False)
    """
    listed = pinyin_dict.get(ord(character), "").split(",")[0]
    syllable, tone = parse_syllable(note)
    usual = parse_syllable(listed)
    return syllable == usual[0] and (not tone or tone == usual[1])


@cache
def _syllables() -> frozenset[str]:
    return frozenset(syllable for code in pinyin_dict for syllable, _ in readings(chr(code)))


def is_syllable(note: str) -> bool:
    """Whether any character is read so."""
    return parse_syllable(note)[0] in _syllables()


@lru_cache(maxsize=16384)
def is_reading(note: str, character: str) -> bool:
    """Whether `note` can be read as the pinyin of `character`, its tone right where one is written.

    >>> is_reading("xiàn", "線"), is_reading("xian", "線"), is_reading("CT", "查")
    (True, True, False)
    """
    syllable, tone = parse_syllable(note)
    known = readings(character)
    if tone:
        return (syllable, tone) in known
    return any(syllable == other for other, _ in known)
