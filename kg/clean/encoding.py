"""Text that was decoded with the wrong table: UTF-8 read as Latin-1, Windows-1252 or GBK.

A stretch is turned back only if its bytes are UTF-8 without a fault and say Chinese: then it came
about so, since ordinary text in those tables practically never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.clean import gbk
from kg.clean.scripts import load_scripts
from kg.model import Edit

__all__ = ["find_encoding"]

_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_WESTERN = re.compile(f"[\u0080-\u00ff{_WINDOWS}]{{3,}}")
_WESTERN_SIGN = re.compile("[\u00c2-\u00f4]")
_EASTERN = re.compile("[㐀-鿿\u20ac\ue000-\uf8ff\u2010-\u2642\u3000-\u33ff\uff01-\uffe5]{3,}")
_CHINESE = re.compile("[㐀-鿿\u3000-\u303f\uff00-\uffef\u2010-\u2026\u00a0\u00b7\ufeff]+")
_REASON = "UTF-8 that had been decoded as {}"


@cache
def _hint() -> re.Pattern[str]:
    """What the first two bytes of a Han character in UTF-8 look like as GBK, where that is no everyday character."""
    pairs = ((lead, trail) for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xA1))
    return re.compile("[" + "".join(gbk.decode_pair(*pair) or "" for pair in pairs) + "]")


def find_encoding(text: str) -> list[Edit]:
    edits: list[Edit] = []
    if _WESTERN_SIGN.search(text):
        for run in _WESTERN.finditer(text):
            edits.extend(_western(run))
    if _hint().search(text):
        for run in _EASTERN.finditer(text):
            edits.extend(_eastern(run))
    return sorted(edits)


def _western(run: re.Match[str]) -> Iterator[Edit]:
    data = b"".join(_western_byte(character) for character in run[0])
    return _edits(run, data, [1] * len(run[0]), "a Western table")


def _western_byte(character: str) -> bytes:
    return character.encode("cp1252") if character in _WINDOWS else bytes((min(ord(character), 0xFF),))


def _eastern(run: re.Match[str]) -> Iterator[Edit]:
    codes = [_gbk_code(character) for character in run[0]]
    if any(not code for code in codes) or all(character in load_scripts().common for character in run[0]):
        return iter(())
    return _edits(run, b"".join(codes), [len(code) for code in codes], "GBK")


def _gbk_code(character: str) -> bytes:
    return b"\x80" if character == "€" else gbk.encode_character(character) or b""


def _edits(run: re.Match[str], data: bytes, sizes: list[int], table: str) -> Iterator[Edit]:
    """One edit for each true character, from where its first byte stands to where the next one's does."""
    try:
        true = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if not _CHINESE.fullmatch(true):
        return
    owners = [at for at, size in enumerate(sizes) for _ in range(size)]
    position = 0
    start = run.start()
    for character in true:
        position += len(character.encode())
        end = run.start() + (owners[position] if position < len(owners) else len(sizes))
        if position < len(owners) and owners[position] == owners[position - 1] and end == start:
            end += 1
        yield Edit(start, max(end, start + 1), character, "encoding", _REASON.format(table))
        start = max(end, start + 1)
