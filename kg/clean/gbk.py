"""GBK as those sites read and write it: pairs of bytes, with the user-defined area."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["LOST", "decode", "decode_pair", "encode", "encode_character"]

LOST = "?"
"""What a lead byte becomes, together with the byte behind it, when the two are no pair."""

_USER_AREAS = ((0xAA, 0xAF, 0xA1, 0xFE, 0xE000), (0xF8, 0xFE, 0xA1, 0xFE, 0xE234), (0xA1, 0xA7, 0x40, 0xA0, 0xE4C6))
"""First and last lead byte, first and last trail byte, first code point (GBK's user-defined areas)."""


def _user_decode(lead: int, trail: int) -> str | None:
    for first, last, low, high, base in _USER_AREAS:
        if first <= lead <= last and low <= trail <= high and trail != 0x7F:
            row = high - low + 1 - (low < 0x7F < high)
            return chr(base + (lead - first) * row + trail - low - (low < 0x7F < trail))
    return None


@lru_cache(maxsize=1)
def _user_encodings() -> dict[str, bytes]:
    codes: dict[str, bytes] = {}
    for first, last, low, high, _ in _USER_AREAS:
        for lead in range(first, last + 1):
            for trail in range(low, high + 1):
                character = _user_decode(lead, trail)
                if character is not None:
                    codes[character] = bytes((lead, trail))
    return codes


@lru_cache(maxsize=32768)
def encode_character(character: str) -> bytes | None:
    """One byte for ASCII, two for anything else in GBK or its user-defined area, else `None`."""
    user = _user_encodings().get(character)
    if user is not None:
        return user
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return None


def encode(text: str) -> bytes | None:
    """The bytes of a text, `None` where a character has no code."""
    parts = [encode_character(character) for character in text]
    return None if None in parts else b"".join(part for part in parts if part)


@lru_cache(maxsize=32768)
def decode_pair(lead: int, trail: int) -> str | None:
    """The character of two bytes, `None` where they are no pair."""
    user = _user_decode(lead, trail)
    if user is not None:
        return user
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None


def decode(data: bytes) -> str:
    """Pairs from the left; a lead byte that has no partner swallows the byte behind it.

    >>> decode(bytes.fromhex("C4EAA028") + b"x")
    '年?x'
    """
    characters: list[str] = []
    position = 0
    while position < len(data):
        lead = data[position]
        if lead < 0x80:
            characters.append(chr(lead))
            position += 1
            continue
        trail = data[position + 1] if position + 1 < len(data) else 0
        characters.append(decode_pair(lead, trail) or LOST)
        position += 2
    return "".join(characters)
