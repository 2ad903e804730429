"""Reading a stretch of source one byte off, and keeping account of where each true character stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kg.clean import gbk
from kg.clean.injection import inject_bytes
from kg.clean.pinyin import LETTERS
from kg.clean.readings import is_reading, is_usual_reading
from kg.clean.scripts import load_scripts
from kg.model import Edit

__all__ = ["LOST_RULE", "ShiftedRun", "code_in_run", "marked_with", "read_shifted", "replays"]

LOST_RULE = "lost"
"""The rule of edits that keep a `?` for a character that cannot be restored."""

_NOTE = rf"([{LETTERS}]{{1,10}}[0-5]?)\)"
_BROKEN_NOTE = re.compile(r"\?" + _NOTE)
_WHOLE_NOTE = re.compile(r"\(" + _NOTE)
_REASON = "bytes shifted by an injected note, shifted back; injecting again gives the source"
_LOST_REASON = "the bytes of this character are gone"
_LONGEST = 4000
_HALF_WIDTH = frozenset("!,:;()")
_TO_HALF_WIDTH = str.maketrans("！，：；（）", "!,:;()")


@dataclass(slots=True)
class ShiftedRun:
    """A damaged stretch while it is read: `pending` is a lead byte that waits for its trail byte.

    `opened` is the stretch of source in which the pending byte stands. `end` is where the source is
    right again; `None` until then. `tail` are bytes behind the last whole character that are known.
    `by_note` says that a note in it fits, `proved` that the note of
    a character put together from shifted bytes does.
    """

    pending: int
    opened: tuple[int, int]
    marks: dict[str, str]
    edits: list[Edit] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    end: int | None = None
    shown: int = 0
    tail: bytes = b""
    by_note: bool = False
    proved: bool = False

    def put(self, start: int, end: int, character: str) -> None:
        self.edits.append(Edit(start, end, character, "damage", _REASON))
        self.characters.append(character)

    def drop(self, start: int, end: int) -> None:
        self.edits.append(Edit(start, end, "", "damage", _REASON))

    def lose(self, start: int, end: int) -> None:
        self.edits.append(Edit(start, end, gbk.LOST, LOST_RULE, _LOST_REASON))

    def close(self, character: str, position: int, end: int) -> None:
        """The last character, whose second byte stands at `position`; right again from `end` on."""
        if self.opened[1] == position:
            self.put(self.opened[0], position + 1, character)
        else:
            self.put(*self.opened, character)
            self.drop(position, position + 1)
        if end > position + 1:
            self.drop(position + 1, end)
        self.end = self.shown = end

    def break_off(self, position: int) -> None:
        """A lost byte at `position`: the pending character and what stood behind it are gone."""
        if self.opened[1] == position:
            self.lose(self.opened[0], position + 1)
        else:
            self.lose(*self.opened)
            self.drop(position, position + 1)
        self.tail = bytes((self.pending,))
        self.end, self.shown = position + 1, position


@cache
def marked_with(note: str) -> tuple[tuple[str, bytes], ...]:
    """Characters that a site marks with this note, and their codes."""
    coded = ((character, gbk.encode_character(character)) for character in sorted(load_scripts().simplified))
    return tuple((character, code) for character, code in coded if code and is_reading(note, character))


def read_shifted(text: str, position: int, run: ShiftedRun) -> ShiftedRun | None:
    """The run read to its end; `None` where the bytes cannot have come about so."""
    limit = min(len(text), position + _LONGEST)
    while position < limit and run.end is None:
        following = _step(text, position, run)
        if following is None:
            return None
        position = following
    return run if run.end is not None else None


def _step(text: str, position: int, run: ShiftedRun) -> int | None:
    """Read one character of the source; where to go on."""
    character = text[position]
    if character == gbk.LOST:
        _close_on_lost(text, position, run)
        return run.end
    code = code_in_run(character)
    true = gbk.decode_pair(run.pending, code[0]) if code else None
    if code is None or true is None:
        return None
    if len(code) == 1:
        behind = _behind_note(text, position + 1, true, run)
        run.proved = behind > position + 1
        run.close(true, position, behind)
        return run.end
    run.put(*run.opened, true)
    if code[1] < 0x80:
        run.put(position, position + 1, chr(code[1]))
        run.end = run.shown = position + 1
        return run.end
    run.pending, run.opened = code[1], (position, position + 1)
    behind = _behind_note(text, position + 1, character, run)
    if behind > position + 1:
        run.drop(position + 1, behind)
    return behind


def code_in_run(character: str) -> bytes | None:
    """The bytes of a character in a shifted stretch, where a lone ASCII sign cannot stand.

    A site that makes punctuation half-width after decoding has done it there too.
    """
    if character in _HALF_WIDTH:
        return bytes((0xA3, ord(character) + 0x80))
    return gbk.encode_character(character)


def _behind_note(text: str, position: int, character: str, run: ShiftedRun) -> int:
    """Behind the whole note of `character` at `position`, if one stands there."""
    note = _WHOLE_NOTE.match(text, position)
    if note is None or not is_reading(note[1], character):
        return position
    run.marks[character] = note[1]
    run.by_note = True
    return note.end()


def _close_on_lost(text: str, position: int, run: ShiftedRun) -> None:
    """A `?` ends the run: a note behind it tells the byte that was lost, or nothing does."""
    note = _BROKEN_NOTE.match(text, position)
    options = [mark for mark, code in marked_with(note[1]) if code[0] == run.pending] if note else []
    if not note or not options:
        run.break_off(position)
        return
    mark = sole(options, note[1])
    if mark is None:
        run.break_off(position)
        run.drop(position + 1, note.end())
        run.end = note.end()
        return
    run.marks[mark] = note[1]
    run.by_note = True
    run.close(mark, position, note.end())


def sole(options: list[str], note: str) -> str | None:
    """The one option there is; else the one in use among them; else the one in use that is usually read so.

    A site's program prints one reading for a character, the usual one, as the seed pages show
    almost without exception. `None` where several are left.
    """
    common = [mark for mark in options if mark in load_scripts().common]
    usual = [mark for mark in common if is_usual_reading(note, mark)]
    for choice in (options, common, usual):
        if len(choice) == 1:
            return choice[0]
    return None


def replays(text: str, start: int, run: ShiftedRun) -> bool:
    """Whether injecting again, from the sound character at `start` on, gives the source back."""
    before = code_in_run(text[start])
    repaired = gbk.encode("".join(run.characters))
    codes: dict[bytes, str] = {}
    for mark, note in run.marks.items():
        code = gbk.encode_character(mark)
        if code is not None:
            codes[code] = note
    if before is None or repaired is None:
        return False
    given = gbk.decode(inject_bytes(before + repaired + run.tail, codes))
    return given.translate(_TO_HALF_WIDTH) == text[start : run.shown].translate(_TO_HALF_WIDTH)
