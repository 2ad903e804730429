"""Frames of the claim grammar, compiled: regular expressions over shadows.

Notation of the table `patterns.tsv`, on top of Python's regular expressions:

    {PROGRAM}    one item of a type or class of types
    {PROGRAM+}   one or more in coordination, with short modifiers between
    {implement}  a word of that class in `cues.tsv`
    ..           anything within the clause (up to 24 characters)
    {ALL}        the signs of all items, for use within [^ ]
    {NP}         a run without punctuation, items of amount or time: a noun phrase in the rough
    (s: ) (o: ) (q: ) (n: )  the slots: subject, object, amount, noun phrase
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.claims.shadow import SIGNS, sign_class
from kg.errors import ResourceError
from kg.resources.claims import Pattern, load_cues, load_patterns

__all__ = ["Frame", "compile_expression", "load_frames"]

_MACRO = re.compile(r"\{([A-Za-z_]+)(\+?)\}")
_SLOT = re.compile(r"\(([a-z][a-z0-9]*):")
_SEPARATOR = r"(?:、|和|与|及|以及|或|等)"
_NUMBERS = "".join(SIGNS[name] for name in ("Q", "MONEY", "RATE", "AREA", "T"))
_ALL = "".join(SIGNS.values())


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern with its compiled expression, and the item signs without which it cannot match."""

    pattern: Pattern
    expression: re.Pattern[str]
    needs: tuple[str, ...]


def compile_expression(source: str) -> re.Pattern[str]:
    """The regular expression that a frame stands for; raises `ResourceError` for an unknown class."""
    return re.compile(_expand(source))


def _expand(source: str) -> str:
    expanded = _MACRO.sub(_expand_macro, source)
    expanded = _SLOT.sub(r"(?P<\1>", expanded)
    return expanded.replace("..", r"[^,:]{0,24}?")


def _expand_macro(match: re.Match[str]) -> str:
    name, is_list = match[1], bool(match[2])
    if name == "NP":
        return f"[^,:、;{_NUMBERS}]{{1,26}}?"
    if name == "NPS":
        return f"[^,:;{_NUMBERS}]{{1,30}}?"
    if name == "ALL":
        return _ALL
    if name.isupper():
        one = sign_class(name)
        if not is_list:
            return one
        if name == "DESIGNATION":
            one += sign_class("Q") + "?"  # 国家级专科2个、省级专科5个
        again = rf"(?:(?:{_SEPARATOR}[^,:、;{_ALL}]{{0,8}}?)?{one}|,{one}(?=[,。;]|$))"
        return rf"{one}{again}*"
    return "(?:" + "|".join(re.escape(word) for word in _cues(name)) + ")"


def _cues(name: str) -> tuple[str, ...]:
    try:
        return load_cues()[name]
    except KeyError:
        raise ResourceError(f"unknown cue class {name!r}: expected one of {sorted(load_cues())}") from None


@cache
def load_frames() -> tuple[Frame, ...]:
    """All frames in the order of the table."""
    return tuple(_compile(pattern) for pattern in load_patterns())


def _compile(pattern: Pattern) -> Frame:
    try:
        expression = compile_expression(pattern.frame)
    except re.error as error:
        raise ResourceError(f"pattern {pattern.id!r} is no regular expression: {error}") from error
    return Frame(pattern, expression, _needs(pattern.frame))


def _needs(source: str) -> tuple[str, ...]:
    """Classes of signs that must occur: those of the object, where it has one form, and of money."""
    if "(o2:" in source or "(n:" in source:
        return ()
    needed = re.findall(r"\(o:\{([A-Z]+)\+?\}\)(?!\?)", source)
    if "(q:{MONEY})" in source:
        needed.append("MONEY")
    return tuple(sign_class(name)[1:-1] for name in needed)
