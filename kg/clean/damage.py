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
from kg.clean.readings import is_syllable
from kg.clean.scripts import load_scripts
from kg.clean.shift import LOST_RULE, ShiftedRun, code_in_run, marked_with, read_shifted, replays, sole
from kg.model import Edit

__all__ = ["find_damage"]

_NOTE = rf"[{LETTERS}]{{1,10}}[0-5]?"
_SPOT = re.compile(
    rf"(?<=[^\x00-\x20\"-'*+\--9<->@-\x7f])(?:\?(?:(?P<note>{_NOTE})\)|(?=[^\x00-\x7f]|!))|[@-~]\((?P<half>{_NOTE})\))|\?(?P<trail>[@-~])\((?P<open>{_NOTE})\)|\ufffd+"
)
_LONGEST_NOTE = 14
_ANY_NOTE = re.compile(rf"[?(]{_NOTE}\)")
_ENDING_NOTE = re.compile(rf"\({_NOTE}\)\Z")
_PUNCTUATION = frozenset("０１２３４５６７８９、。，；：？！“”‘’（）《》〈〉【】「」『』—…·～　％＋－")


def find_damage(text: str) -> list[Edit]:
    """Edits that restore what is proved, sorted; each is as narrow as the bytes allow."""
    edits: list[Edit] = []
    marks: dict[str, str] | None = None
    position = end = 0
    broken_off = False
    while spot := _SPOT.search(text, position):
        position = spot.end()
        if marks is None:
            marks = {note[1]: note[3] for note in find_notes(text) if note[1] in load_scripts().simplified}
        known = broken_off and spot.start() == end - 1
        found, run = _edits_at(text, spot, marks, known)
        edits.extend(edit for edit in found if edit.source_start >= end)
        end = max([end, *(edit.source_end for edit in found)])
        broken_off = run is not None and bool(run.tail)
        if run is not None and run.end is not None:
            end = max(end, run.end)
            # What broke the run off is a spot of its own: the bytes behind it may be shifted still.
            position = run.end - 1 if broken_off and run.end > spot.end() else max(position, run.end)
    return edits


def _edits_at(
    text: str, spot: re.Match[str], marks: Mapping[str, str], known: bool
) -> tuple[list[Edit], ShiftedRun | None]:
    """Edits at one spot, and the run that was read there; `known` says that the bytes before it are shifted."""
    if text[spot.start()] == "\ufffd":
        lost = "the decoder found no character here"  # one edit each: what another step drops between them stays apart
        return [Edit(at, at + 1, "\ufffd", LOST_RULE, lost) for at in range(*spot.span())], None
    if spot["half"]:
        return _note_on_half(text, spot), None
    if spot["open"]:
        return _note_on_trail(spot), None
    run = _behind_note(text, spot, marks) if spot["note"] else _behind_lost_byte(text, spot, known)
    if run is None and spot["note"] and marks and is_syllable(spot["note"]):
        run = _behind_lost_byte(text, spot, True)
        if run is None:
            lost, rest = "the bytes of this character are gone", "what is left of an injected note"
            return [
                Edit(spot.start(), spot.start() + 1, gbk.LOST, LOST_RULE, lost),
                Edit(spot.start() + 1, spot.end(), "", "damage", rest),
            ], None
    return (sorted(run.edits), run) if run is not None else ([], None)


def _behind_note(text: str, spot: re.Match[str], marks: Mapping[str, str]) -> ShiftedRun | None:
    """The run behind a broken note, its first character lost where several are possible."""
    before = code_in_run(text[_sound_before(text, spot.start())])
    if before is None or len(before) != 2:
        return None
    runs = dict(_candidates(text, spot, marks, before[1]))
    if not runs:
        return None
    sane = {mark: run for mark, run in runs.items() if not run.characters or _is_usual(run.characters[0])}
    chosen = sole(list(sane), spot["note"])
    if chosen is not None:
        return sane[chosen]
    run = next(iter(runs.values()))
    run.edits = [edit if edit.source_start != spot.start() else _lost(edit) for edit in run.edits]
    return run


def _sound_before(text: str, position: int) -> int:
    """The character that a spot follows, its own note passed over."""
    note = _ENDING_NOTE.search(text, max(0, position - _LONGEST_NOTE), position)
    return note.start() - 1 if note and note.start() else position - 1


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
    before = code_in_run(text[spot.start() - 1])
    code = before[1:] + text[spot.start()].encode() if before else b""
    if not any(code == other for _, other in marked_with(spot["half"])):
        return []
    return [Edit(spot.start() + 1, spot.end(), "", "damage", "a note on two bytes of different characters")]


def _note_on_trail(spot: re.Match[str]) -> list[Edit]:
    """A marked character of which only the second byte is left, an ASCII letter: ?v(lì) ends in 歷."""
    options = [mark for mark, code in marked_with(spot["open"]) if code[1:] == spot["trail"].encode()]
    mark = sole(options, spot["open"])
    if not options:
        return []
    if mark is None:
        lost = Edit(spot.start(), spot.start() + 1, gbk.LOST, LOST_RULE, "several characters fit here")
        return [lost, Edit(spot.start() + 1, spot.end(), "", "damage", "what is left of an injected note")]
    reason = "the note tells the character whose first byte is gone"
    at = spot.start("trail")
    return [Edit(at, at + 1, mark, "damage", reason), Edit(at + 1, spot.end(), "", "damage", reason)]


def _behind_lost_byte(text: str, spot: re.Match[str], known: bool) -> ShiftedRun | None:
    """A run whose note does not tell: one character stays unknown, those behind it are read.

    Only where what stands there cannot be text (private-use or unheard-of characters) and what
    the shifted bytes say can.
    """
    position = spot.end()
    code = code_in_run(text[position]) if position < len(text) else None
    if code is None or len(code) != 2 or code[1] < 0x80:
        return None
    run = ShiftedRun(code[1], (position, position + 1), {})
    run.lose(spot.start(), spot.start() + 1)
    if spot.end() > spot.start() + 1:
        run.drop(spot.start() + 1, spot.end())
    done = read_shifted(text, position + 1, run)
    if done is None or not done.characters or (len(done.characters) < 2 and not done.by_note):
        return None
    if known and done.proved:
        return done
    return done if _makes_sense("".join(done.characters), text[position : done.shown], known) else None


def _makes_sense(read: str, shown: str, known: bool) -> bool:
    """Whether the shifted reading is text and what is shown is not; where a shift is known, less proof will do."""
    read_share, shown_share = _everyday_share(read), _everyday_share(shown)
    return read_share >= 0.75 and (
        shown_share <= read_share - (0.05 if known else 0.3) or any("\ue000" <= c <= "\uf8ff" for c in shown)
    )


def _everyday_share(text: str) -> float:
    characters = [character for character in _ANY_NOTE.sub("", text) if character > "\x7f"]
    return sum(1 for character in characters if _is_everyday(character)) / max(1, len(characters))


@cache
def _is_everyday(character: str) -> bool:
    """A digit, punctuation, or a character of the first level of GB 2312 in either script."""
    plain = load_scripts().simplified.get(character, character)
    code = gbk.encode_character(plain)
    first_level = code is not None and len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1
    return character <= "\x7f" or character in _PUNCTUATION or first_level


@cache
def _is_usual(character: str) -> bool:
    return character <= "\x7f" or character in _PUNCTUATION or character in load_scripts().common
