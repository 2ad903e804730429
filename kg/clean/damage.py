"""Byte shifts, undone: `年?duì)幦…` is 年爭取….

A site that injects pinyin works on GBK bytes. Where the trail byte of one character and the lead
byte of the next are the code of a character it marks, it puts the note between the two halves, and
everything behind is decoded one byte off until an ASCII byte sets it right. The letters of the note
tell which character it was, and with it the lead byte that was lost. A repair stands only if doing
the injection again on the repaired text gives the source back. What cannot be proved keeps a `?`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.clean import gbk
from kg.clean.pinyin import LETTERS, find_notes
from kg.clean.scripts import load_scripts
from kg.clean.shift import LOST_RULE, ShiftedRun, code_in_run, marked_with, read_shifted, replays, sole
from kg.model import Edit

__all__ = ["find_damage"]

_NOTE = rf"[{LETTERS}]{{1,10}}[0-5]?"
_SPOT = re.compile(
    rf"(?<=[^\x00-(*-\x7f])(?:\?(?:(?P<note>{_NOTE})\)|(?=[^\x00-\x7f]|!))|[@-~]\((?P<half>{_NOTE})\))|\ufffd+"
)
_LONGEST_NOTE = 14
_BROKEN = re.compile(r"\?(?=[^\x00-\x7f]|!)")
_PUNCTUATION = frozenset("、。，；：？！“”‘’（）《》〈〉【】「」『』—…·～　％＋－")


def find_damage(text: str) -> list[Edit]:
    """Edits that restore what is proved, sorted; each is as narrow as the bytes allow."""
    edits: list[Edit] = []
    marks: dict[str, str] | None = None
    position = 0
    while spot := _SPOT.search(text, position):
        position = spot.end()
        if text[spot.start()] == "\ufffd":
            edits.append(Edit(spot.start(), spot.end(), spot[0], LOST_RULE, "the decoder found no character here"))
            continue
        if marks is None:
            marks = {note[1]: note[3] for note in find_notes(text) if note[1] in load_scripts().simplified}
        if spot["half"]:
            edits.extend(_note_on_half(text, spot))
            continue
        run = _behind_note(text, spot, marks) if spot["note"] else _behind_lost_byte(text, spot)
        if run is not None and run.end is not None:
            edits.extend(sorted(run.edits))
            position = max(position, run.end)
            position = max(position, _continue(text, run, edits))
    return edits


def _continue(text: str, run: ShiftedRun, edits: list[Edit]) -> int:
    """Where a lost byte broke the run off, what lies behind may be shifted still; read that too."""
    end = run.end or 0
    while run.tail and run.end is not None:
        spot = _BROKEN.match(text, run.end - 1)
        further = _behind_lost_byte(text, spot) if spot else None
        if further is None or further.end is None:
            break
        edits.extend(edit for edit in sorted(further.edits) if edit.source_start >= run.end)
        run, end = further, further.end
    return end


def _behind_note(text: str, spot: re.Match[str], marks: Mapping[str, str]) -> ShiftedRun | None:
    """The run behind a broken note, its first character lost where several are possible."""
    before = gbk.encode_character(text[_sound_before(text, spot.start())])
    if before is None or len(before) != 2:
        return None
    runs = dict(_candidates(text, spot, marks, before[1]))
    if not runs:
        return None
    chosen = sole(list(runs), marks)
    if chosen is not None:
        return runs[chosen]
    run = next(iter(runs.values()))
    run.edits = [edit if edit.source_start != spot.start() else _lost(edit) for edit in run.edits]
    return run


def _sound_before(text: str, position: int) -> int:
    """The character that a spot follows, its own note passed over."""
    if text[position - 1] != ")":
        return position - 1
    opening = text.rfind("(", max(0, position - _LONGEST_NOTE), position)
    return opening - 1 if opening > 0 else position - 1


def _candidates(
    text: str, spot: re.Match[str], marks: Mapping[str, str], trail: int
) -> Iterator[tuple[str, ShiftedRun]]:
    for mark, code in marked_with(spot["note"]):
        if code[0] == trail:
            run = ShiftedRun(code[1], (spot.start(), spot.start() + 1), {**marks, mark: spot["note"]})
            run.drop(spot.start() + 1, spot.end())
            done = read_shifted(text, spot.end(), run)
            if done is not None and replays(text, _sound_before(text, spot.start()), done):
                yield mark, done


def _lost(edit: Edit) -> Edit:
    return Edit(edit.source_start, edit.source_end, gbk.LOST, LOST_RULE, "several characters fit here")


def _note_on_half(text: str, spot: re.Match[str]) -> list[Edit]:
    """A note behind an ASCII letter that made a marked character with the byte before it: 有B(lú)超."""
    before = gbk.encode_character(text[spot.start() - 1])
    code = before[1:] + text[spot.start()].encode() if before else b""
    if not any(code == other for _, other in marked_with(spot["half"])):
        return []
    return [Edit(spot.start() + 1, spot.end(), "", "damage", "a note on two bytes of different characters")]


def _behind_lost_byte(text: str, spot: re.Match[str]) -> ShiftedRun | None:
    """A run whose note is lost too: one character stays unknown, those behind it are read.

    Only where what stands there cannot be text (private-use or unheard-of characters) and what
    the shifted bytes say can.
    """
    position = spot.end()
    code = code_in_run(text[position])
    if code is None or len(code) != 2 or code[1] < 0x80:
        return None
    run = ShiftedRun(code[1], (position, position + 1), {})
    run.lose(spot.start(), spot.end())
    done = read_shifted(text, position + 1, run)
    if done is None or done.end is None or len(done.characters) < 2:
        return None
    sane = all(_is_usual(character) for character in done.characters)
    return done if sane and not all(_is_usual(character) for character in text[position : done.shown]) else None


@cache
def _is_usual(character: str) -> bool:
    return character <= "\x7f" or character in _PUNCTUATION or character in load_scripts().common
