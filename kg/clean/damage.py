"""Byte shifts, undone: `年?duì)幦…` is 年爭取….

A site that injects pinyin works on GBK bytes. Where the trail byte of one character and the lead
byte of the next are the code of a character it marks, it puts the note between the two halves, and
everything behind is decoded one byte off until an ASCII byte sets it right. The letters of the note
tell which character it was, and with it the lead byte that was lost. A repair stands only if doing
the injection again on the repaired text gives the source back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.clean import gbk
from kg.clean.injection import inject_bytes
from kg.clean.pinyin import LETTERS, find_notes
from kg.clean.readings import is_reading
from kg.clean.scripts import load_scripts
from kg.model import Edit

__all__ = ["find_damage"]

_NOTE = rf"[{LETTERS}]{{1,10}}[0-5]?"
_SPOT = re.compile(rf"(?<=[^\x00-\x7f])\?({_NOTE})\)")
_BROKEN_NOTE = re.compile(rf"\?({_NOTE})\)")
_WHOLE_NOTE = re.compile(rf"\(({_NOTE})\)")
_REASON = "bytes shifted by an injected note, shifted back; injecting again gives the source"


@dataclass(slots=True)
class _Run:
    """A damaged stretch while it is read: `pending` is a lead byte that waits for its trail byte.

    `opened` is the stretch of source in which the pending byte stands.
    """

    pending: int
    opened: tuple[int, int]
    marks: dict[str, str]
    edits: list[Edit] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    end: int = 0

    def put(self, start: int, end: int, character: str) -> None:
        self.edits.append(Edit(start, end, character, "damage", _REASON))
        self.characters.append(character)

    def drop(self, start: int, end: int) -> None:
        self.edits.append(Edit(start, end, "", "damage", _REASON))

    def close(self, character: str, position: int) -> None:
        """The last character of the run, whose second byte stands at `position`."""
        if self.opened[1] == position:
            self.put(self.opened[0], position + 1, character)
        else:
            self.put(*self.opened, character)
            self.drop(position, position + 1)
        self.end = position + 1


def find_damage(text: str) -> list[Edit]:
    """Edits that restore what is proved, sorted; each is as narrow as the bytes allow."""
    if "?" not in text:
        return []
    marks = {note[1]: note[3] for note in find_notes(text) if note[1] in load_scripts().simplified}
    edits: list[Edit] = []
    position = 0
    while match := _SPOT.search(text, position):
        run = _repaired(text, match, marks)
        position = match.end() if run is None else run.end
        if run is not None:
            edits.extend(sorted(run.edits))
    return edits


def _repaired(text: str, spot: re.Match[str], marks: Mapping[str, str]) -> _Run | None:
    before = gbk.encode_character(text[spot.start() - 1])
    if before is None or len(before) != 2:
        return None
    runs = [
        run
        for mark, code in _marked_with(spot[1])
        if code[0] == before[1]
        and (run := _unshifted(text, spot, code[1], {**marks, mark: spot[1]}))
        and _replays(text, spot, run)
    ]
    return _only(runs, [run for run in runs if run.marks.keys() <= marks.keys()])


def _only(options: list[_Run], preferred: list[_Run]) -> _Run | None:
    """The one option there is, or the one that the rest of the page speaks for."""
    for choice in (options, preferred):
        if len(choice) == 1:
            return choice[0]
    return None


@cache
def _marked_with(note: str) -> tuple[tuple[str, bytes], ...]:
    """Characters that a site marks with this note, and their codes."""
    coded = ((character, gbk.encode_character(character)) for character in sorted(load_scripts().simplified))
    return tuple((character, code) for character, code in coded if code and is_reading(note, character))


def _unshifted(text: str, spot: re.Match[str], lead: int, marks: dict[str, str]) -> _Run | None:
    """The true characters behind the spot, if `lead` is the byte that was lost in it."""
    run = _Run(lead, (spot.start(), spot.start() + 1), marks)
    run.drop(spot.start() + 1, spot.end())
    position = spot.end()
    while 0 < position < len(text) and not run.end:
        position = _step(text, position, run)
    return _with_note_behind(text, run) if run.end else None


def _step(text: str, position: int, run: _Run) -> int:
    """Read one character of the source into the run; where to go on, 0 where that is impossible."""
    note = _BROKEN_NOTE.match(text, position)
    if note:
        return _close_on_broken_note(text, note, run)
    code = gbk.encode_character(text[position])
    true = gbk.decode_pair(run.pending, code[0]) if code else None
    if code is None or true is None:
        return 0
    if len(code) == 1:
        run.close(true, position)
        return run.end
    run.put(*run.opened, true)
    if code[1] < 0x80:
        run.put(position, position + 1, chr(code[1]))
        run.end = position + 1
        return run.end
    run.pending, run.opened = code[1], (position, position + 1)
    whole = _WHOLE_NOTE.match(text, position + 1)
    if whole and is_reading(whole[1], text[position]):
        run.marks[text[position]] = whole[1]
        run.drop(position + 1, whole.end())
        return whole.end()
    return position + 1


def _close_on_broken_note(text: str, note: re.Match[str], run: _Run) -> int:
    options = [mark for mark, code in _marked_with(note[1]) if code[0] == run.pending]
    if len(options) > 1:
        options = [mark for mark in options if mark in run.marks]
    if len(options) != 1:
        return 0
    run.marks[options[0]] = note[1]
    run.close(options[0], note.start())
    run.drop(note.start() + 1, note.end())
    run.end = note.end()
    return run.end


def _with_note_behind(text: str, run: _Run) -> _Run:
    """The run with the note of its last character, which stands unbroken behind it."""
    whole = _WHOLE_NOTE.match(text, run.end)
    if whole and is_reading(whole[1], run.characters[-1]):
        run.marks[run.characters[-1]] = whole[1]
        run.drop(run.end, whole.end())
        run.end = whole.end()
    return run


def _replays(text: str, spot: re.Match[str], run: _Run) -> bool:
    start = spot.start() - 1
    repaired = gbk.encode(text[start] + "".join(run.characters))
    codes: dict[bytes, str] = {}
    for mark, note in run.marks.items():
        code = gbk.encode_character(mark)
        if code is not None:
            codes[code] = note
    return repaired is not None and gbk.decode(inject_bytes(repaired, codes)) == text[start : run.end]
