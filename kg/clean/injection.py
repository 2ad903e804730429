"""The damage, done on purpose: what a reprint site makes of a Simplified text.

Used to prove repairs (`inject_bytes` on a repaired text must give the source back) and to
measure cleaning on texts of which the truth is known (`inject`).
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pypinyin.pinyin_dict import pinyin_dict

from kg.clean import gbk
from kg.clean.scripts import load_scripts
from kg.model import OffsetMap

__all__ = ["Injected", "inject", "inject_bytes"]


@dataclass(frozen=True, slots=True)
class Injected:
    """A damaged source, and for each character of the text it was made of its place in the source."""

    source: str
    offsets: OffsetMap


def inject_bytes(data: bytes, marks: Mapping[bytes, str]) -> bytes:
    """`data` with a note behind every two successive bytes that are a key of `marks`.

    From left to right, each byte used once, and without a thought for where characters begin.
    """
    return bytes(byte for byte, _ in _injected(data, marks))


def _injected(data: bytes, marks: Mapping[bytes, str]) -> list[tuple[int, int]]:
    """Bytes with the index in `data` they come from, -1 for those of a note."""
    out: list[tuple[int, int]] = []
    position = 0
    while position < len(data):
        note = marks.get(data[position : position + 2])
        if note is None:
            out.append((data[position], position))
            position += 1
        else:
            out += [(data[position], position), (data[position + 1], position + 1)]
            out += [(byte, -1) for byte in b"(" + _note_bytes(note) + b")"]
            position += 2
    return out


def _note_bytes(note: str) -> bytes:
    """A note's bytes; a letter with a mark that has no code in GBK loses the mark."""
    out = bytearray()
    for character in unicodedata.normalize("NFC", note):
        code = gbk.encode_character(character) or gbk.encode_character(unicodedata.normalize("NFD", character)[0])
        out += code or b""
    return bytes(out)


def inject(text: str, marked: Collection[str] | None = None) -> Injected:
    """What a reprint site makes of a Simplified `text`: Traditional, with notes, worked on as GBK bytes.

    `marked` are the Traditional characters that get a note (default: all that differ). Characters
    without a GBK code become `?`, as they do there.

    >>> inject("年争取").source
    '年?duì)幦?'
    """
    scripts = load_scripts()
    traditional = "".join(scripts.traditional.get(character, character) for character in text)
    notes: dict[bytes, str] = {}
    for character in sorted(scripts.simplified if marked is None else marked):
        code = gbk.encode_character(character)
        if code is not None and ord(character) in pinyin_dict:
            notes[code] = pinyin_dict[ord(character)].split(",")[0]
    data = bytearray()
    owners: list[int] = []
    for at, character in enumerate(traditional):
        code = gbk.encode_character(character) or gbk.LOST.encode()
        data += code
        owners += [at] * len(code)
    return _decoded(_injected(bytes(data), notes), owners, len(text))


def _decoded(injected: list[tuple[int, int]], owners: list[int], length: int) -> Injected:
    spans: list[tuple[int, int] | None] = [None] * length
    characters: list[str] = []
    position = 0
    while position < len(injected):
        size = 1 if injected[position][0] < 0x80 else 2
        pair = injected[position : position + size]
        for _, origin in pair:
            if origin >= 0:
                first = spans[owners[origin]]
                spans[owners[origin]] = (first[0] if first else len(characters), len(characters) + 1)
        characters.append(gbk.decode(bytes(byte for byte, _ in pair)))
        position += size
    starts = array("l", [span[0] if span else 0 for span in spans])
    ends = array("l", [span[1] if span else 0 for span in spans])
    return Injected("".join(characters), OffsetMap(starts, ends, len(characters)))
