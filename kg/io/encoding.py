"""From bytes to Unicode: which encoding a Chinese text is in.

The order of evidence: a byte order mark, strict UTF-8, then GB18030 against Big5 by how much of
each reading falls on the characters that these standards themselves set apart as frequent
(GB 2312 level 1, 3,755 characters; Big5 level 1, 5,401 characters). A page's own label only
tips the balance, since labels are often wrong: GB18030 pages say gb2312, copied pages say utf-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import ReadError

__all__ = ["Decoded", "declared_charset", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF: give it the suffix .pdf"),
    (b"PK\x03\x04", "a ZIP archive: unpack it, or give it the suffix .docx if it is a Word file"),
    (b"\x1f\x8b", "gzip data: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as .docx"),
    (b"\x89PNG", "a PNG picture: there is no text in it"),
    (b"\xff\xd8\xff", "a JPEG picture: there is no text in it"),
    (b"GIF8", "a GIF picture: there is no text in it"),
)
_GB_LABELS = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "csgb2312", "cp936", "ms936", "x-gbk", "hz-gb-2312"})
_BIG5_LABELS = frozenset({"big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5", "cp950"})
_BIG5_CODECS = ("cp950", "big5hkscs")
_FREQUENT = frozenset("的一是在不了有和人中大为為上个個国國年医醫院市县縣区區月日生卫衛")
_LABEL = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:]{3,30})""", re.I)
_TWO_BYTE_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf](?:[\xc2-\xdf][\x80-\xbf])*")
_THREE_BYTE_LEAD = re.compile(rb"[\xe0-\xff]")
_MAX_BAD_SHARE = 0.02
_LABEL_WEIGHT = 0.15
_SAMPLE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Decoded:
    """`bad` counts the places that could not be decoded, each U+FFFD in `text`."""

    text: str
    encoding: str
    bad: int = 0


def declared_charset(data: bytes) -> str | None:
    """The label in the head of an HTML or XML page, in lower case."""
    found = _LABEL.search(data[:8192])
    return found.group(1).decode("ascii").lower() if found else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`, without its byte order mark, and the encoding it was in.

    `declared` is what the container says. Raises `ReadError` where the bytes are no Chinese text
    in UTF-8, UTF-16, GB18030 or Big5, saying what they look like.

    >>> decode("县医院新增病床".encode("gb18030")).text
    '县医院新增病床'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    for signature, advice in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"expected text, found {advice}")
    if b"\x00" in data:
        return _wide(data)
    label = (declared or "").strip().lower()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _chinese(data, label)
    _check_controls(text)
    if _is_short_gb(data, label):
        return Decoded(data.decode("gb18030"), "gb18030")
    return Decoded(text, "utf-8")


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    if bad > max(1, _MAX_BAD_SHARE * len(text)):
        raise ReadError(f"expected {encoding} after its byte order mark, found {bad} places that cannot be decoded")
    return Decoded(text, encoding, bad)


def _wide(data: bytes) -> Decoded:
    """UTF-16 without a mark, where the bytes read as one kind of text; a binary otherwise."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        if text and sum(map(_is_expected, text)) >= 0.95 * len(text):
            return Decoded(text, encoding, text.count("\ufffd"))
    raise ReadError(f"expected text, found a NUL byte at offset {data.index(0)}: this is a binary file")


def _is_expected(character: str) -> bool:
    return character in "\t\r\n" or " " <= character <= "~" or _is_han(character) or character in "，。、；：（）“”《》"


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _check_controls(text: str) -> None:
    sample = text[:_SAMPLE_BYTES]
    controls = sum(character < " " and character not in "\t\n\r\f\v\x1a\x1b\b" for character in sample)
    if controls > 0.02 * len(sample) + 2:
        raise ReadError(f"expected text, found {controls} control characters: this is a binary file")


def _is_short_gb(data: bytes, label: str) -> bool:
    """Whether bytes that happen to be UTF-8 are a few GB 2312 characters rather.

    Every two-byte UTF-8 sequence is also one GB character, so 12 in 100 two-character words are
    both. No Chinese is written in two-byte UTF-8; letters with accents are, but amid plain ones.
    """
    if label == "utf-8" or _THREE_BYTE_LEAD.search(data):
        return False
    runs = list(_TWO_BYTE_RUN.finditer(data))
    if not runs or min(len(run.group()) for run in runs) < 4:
        return False
    neighbours = b"".join(data[max(run.start() - 1, 0) : run.start()] + data[run.end() : run.end() + 1] for run in runs)
    return not neighbours.isalpha() and _plausibility(data, big5=False) > 0.9


def _chinese(data: bytes, label: str) -> Decoded:
    """The better of GB18030 and Big5; UTF-8 with a few bad bytes where most of it is sound."""
    damaged = _damaged_utf8(data)
    if damaged is not None:
        return damaged
    readings = [
        *_readings(data, ("gb18030",), label in _GB_LABELS),
        *_readings(data, _BIG5_CODECS, label in _BIG5_LABELS),
    ]
    weight, decoded = max(readings, key=lambda reading: reading[0])
    allowed = _MAX_BAD_SHARE * len(decoded.text) + 1
    if weight < 0.4 or decoded.bad > allowed:
        raise ReadError(
            "expected text in UTF-8, GB18030 or Big5, found bytes that fit none of them "
            f"(the first that is not UTF-8 is at offset {_first_bad(data)}): save the file as UTF-8"
        )
    _check_controls(decoded.text)
    return decoded


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 where at least nine in ten non-ASCII characters are whole: a cut or a flipped byte."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    sound = sum(character > "\u07ff" for character in text) - bad
    return Decoded(text, "utf-8", bad) if sound >= 9 * bad else None


def _readings(data: bytes, encodings: Iterable[str], labelled: bool) -> Iterable[tuple[float, Decoded]]:
    """Each reading with a weight from about 0 to 1.5; readings with bad places weigh less."""
    for encoding in encodings:
        text = data.decode(encoding, errors="replace")
        bad = text.count("\ufffd")
        sample = text[: _SAMPLE_BYTES // 2]
        han = sum(map(_is_han, sample)) or 1
        frequent = sum(character in _FREQUENT for character in sample) / han
        plausible = _plausibility(data, big5=encoding in _BIG5_CODECS)
        private = sum("\ue000" <= character <= "\uf8ff" for character in sample) / max(len(sample), 1)
        weight = plausible + frequent + _LABEL_WEIGHT * labelled - 8 * bad / max(len(text), 1) - 2 * private
        yield weight, Decoded(text, encoding, bad)


def _plausibility(data: bytes, *, big5: bool) -> float:
    """The mean over two-byte characters of 1 for a frequent one or a mark, less for the others."""
    total = 0
    weight = 0.0
    position = 0
    while position < min(len(data), _SAMPLE_BYTES) - 1:
        lead, trail = data[position], data[position + 1]
        if lead < 0x80:
            position += 1
            continue
        if not big5 and 0x30 <= trail <= 0x39:  # four bytes: a blank, or a character that tells nothing
            position += 4
            continue
        position += 2
        total += 1
        weight += _big5_weight(lead, trail) if big5 else _gb_weight(lead, trail)
    return weight / total if total else 0.5


def _gb_weight(lead: int, trail: int) -> float:
    if trail >= 0xA1:
        if 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3):
            return 1.0
        if 0xD8 <= lead <= 0xF7:
            return 0.5
    return 0.4 if 0x81 <= lead <= 0xFE and trail >= 0x40 else 0.0


def _big5_weight(lead: int, trail: int) -> float:
    if not (0x40 <= trail <= 0x7E or 0xA1 <= trail <= 0xFE):
        return 0.0
    if 0xA4 <= lead <= 0xC6 or lead == 0xA1:
        return 1.0
    return 0.3 if 0xC9 <= lead <= 0xF9 else 0.0
