"""Reads one `.report` file: front matter, page noise, marked-up text, entities, claims.

The format is described in `kg/resources/corpus/README.md`. Every complaint names file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["SHORT_TYPES", "AuthoringError", "Claim", "EntityNames", "Mark", "Report", "read_report"]

SHORT_TYPES = {
    "HO": "HOSPITAL",
    "PC": "PRIMARY_CARE",
    "PH": "PUBLIC_HEALTH",
    "AG": "AGENCY",
    "OR": "ORGANIZATION",
    "PR": "PROGRAM",
    "PL": "PLACE",
    "PE": "PERSON",
    "DI": "DISEASE",
    "FA": "FACILITY",
    "DE": "DESIGNATION",
    "IN": "INDICATOR",
}
FRONT = ("title", "published", "period", "genre", "region", "home", "speakers", "damage", "encoding")
SECTIONS = ("front", "head", "text", "tail", "entities", "claims")
SELF_NAMED = frozenset({"PERSON", "DISEASE", "INDICATOR"})
"""Types whose mention may stand for itself; every other name must say what it is linked to."""

QUANTITY = re.compile(
    r"(?P<comparator>[=≥>≤<≈])?(?:(?P<from>\d+(?:\.\d+)?)->)?(?P<value>\d+(?:\.\d+)?)(?:\.\.(?P<max>\d+(?:\.\d+)?))?(?P<unit>/10万|\D*)"
)
FLAGS = {
    "planned": ("modality", "planned"),
    "ongoing": ("modality", "ongoing"),
    "denied": ("polarity", "-"),
    "up": ("change", "up"),
    "down": ("change", "down"),
}


class AuthoringError(Exception):
    """A report that is not as the format asks; the message gives file and line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as written in the text: `[start, end)` into the clean text."""

    start: int
    end: int
    text: str
    type: str
    nested: bool
    anaphor: bool
    group: bool


@dataclass(frozen=True, slots=True)
class EntityNames:
    """What a mention is linked to: accepted names, best first, and the division's code."""

    names: tuple[str, ...]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the claims block, names as written."""

    line: int
    subject: str
    predicate: str
    object: str | None
    qualifiers: dict[str, str]
    alt_subject: tuple[str, ...]
    alt_object: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report as written by its author; `text` is what a perfect cleaner would give."""

    id: str
    path: Path
    front: dict[str, str]
    head: str
    tail: str
    text: str
    marks: tuple[Mark, ...]
    entities: dict[str, EntityNames]
    claims: tuple[Claim, ...]
    damage: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    """Keys of `entities` that the author wrote; the others stand for themselves until they are filled in."""
    occurrences: dict[int, str] = field(default_factory=dict)
    """Index of a mark to the key of `entities` that holds for it."""
    noise: tuple[tuple[int, str], ...] = ()
    """Noise within the text: where in the clean text it stands on the page, and what."""
    body: int = 0
    """Where quotes are looked for first: behind the abstract, if there is one."""

    def names_of(self, index: int) -> EntityNames:
        return self.entities[self.occurrences[index]]


def read_report(path: Path) -> Report:
    """The report in `path`, with all that can be checked on one file alone."""
    sections, firsts = _split_sections(path)
    front = _front_matter(path, sections["front"])
    text, marks, noise = _parse_markup(path, "\n".join(sections["text"]).strip("\n"))
    if text.split("\n", 1)[0] != front["title"]:
        raise AuthoringError(f"{path}: expected the text to begin with the title {front['title']!r}")
    entities = _parse_entities(path, sections["entities"], firsts["entities"])
    given = frozenset(entities)
    occurrences = _assign(path, marks, entities, lenient="home" in front)
    claims = tuple(_parse_claims(path, sections["claims"], firsts["claims"]))
    return Report(
        id=path.stem,
        path=path,
        front=front,
        head="\n".join(sections["head"]).strip("\n"),
        tail="\n".join(sections["tail"]).strip("\n"),
        text=text,
        marks=marks,
        entities=entities,
        claims=claims,
        damage=tuple(front.get("damage", "").replace(",", " ").split()),
        speakers=tuple(name.strip() for name in front.get("speakers", "").split(";") if name.strip()),
        given=given,
        occurrences=occurrences,
        noise=noise,
    )


def _split_sections(path: Path) -> tuple[dict[str, list[str]], dict[str, int]]:
    sections: dict[str, list[str]] = {name: [] for name in SECTIONS}
    firsts = dict.fromkeys(SECTIONS, 1)
    current = "front"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        header = re.fullmatch(r"== (\w+) ==", line)
        if header is None:
            sections[current].append(line)
            continue
        current = header[1]
        if current not in sections:
            raise AuthoringError(f"{path}:{number}: unknown section {current!r}; known are {', '.join(SECTIONS)}")
        firsts[current] = number + 1
    return sections, firsts


def _front_matter(path: Path, lines: list[str]) -> dict[str, str]:
    front: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, separator, value = line.partition("=")
        if not separator or key.strip() not in FRONT:
            raise AuthoringError(f"{path}:{number}: expected `key = value` with a key of {', '.join(FRONT)}: {line!r}")
        front[key.strip()] = value.strip()
    missing = [key for key in ("title", "genre", "region") if key not in front]
    if missing:
        raise AuthoringError(f"{path}: the front matter lacks {', '.join(missing)}")
    return front


def _parse_markup(path: Path, marked: str) -> tuple[str, tuple[Mark, ...], tuple[tuple[int, str], ...]]:
    """`{{昭苏县|PL}人民医院|HO}` → the plain text, its mentions in order of start, outer first, and its noise."""
    plain: list[str] = []
    open_at: list[int] = []
    marks: list[Mark] = []
    noise: list[tuple[int, str]] = []
    position = 0
    while position < len(marked):
        character = marked[position]
        if character == "{":
            open_at.append(len(plain))
        elif character == "|" and open_at:
            end = marked.index("}", position)
            start, label = open_at.pop(), marked[position + 1 : end]
            if label == "NOISE":
                noise.append((start, "".join(plain[start:])))
                del plain[start:]
            else:
                marks.append(_mark(path, "".join(plain), start, label, bool(open_at)))
            position = end
        elif character == "}":
            raise AuthoringError(f"{path}: a `}}` without its `|` after {''.join(plain)[-20:]!r}")
        else:
            plain.append(character)
        position += 1
    if open_at:
        raise AuthoringError(f"{path}: a `{{` is never closed: {''.join(plain)[open_at[0] :][:30]!r}")
    return "".join(plain), tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))), tuple(noise)


def _mark(path: Path, plain: str, start: int, label: str, nested: bool) -> Mark:
    code, *flags = label.split()
    kind = SHORT_TYPES.get(code, code)
    text = plain[start:]
    if kind not in SHORT_TYPES.values() or not set(flags) <= {"a", "g"}:
        raise AuthoringError(f"{path}: mention {text!r}: expected a type of {', '.join(SHORT_TYPES)}, found {label!r}")
    return Mark(start, len(plain), text, kind, nested, "a" in flags, "g" in flags)


def _parse_entities(path: Path, lines: list[str], first: int) -> dict[str, EntityNames]:
    entities: dict[str, EntityNames] = {}
    for number, line in enumerate(lines, start=first):
        if not line.strip() or line.startswith("#"):
            continue
        surfaces, separator, names = line.partition(" = ")
        if not separator:
            raise AuthoringError(f"{path}:{number}: expected `surface; surface = name|name code`: {line!r}")
        words = names.split()
        code = words.pop() if words[-1] == "-" or re.fullmatch(r"\d{6}", words[-1]) else None
        accepted = tuple(name.strip() for name in " ".join(words).split("|"))
        for surface in surfaces.split(";"):
            if surface.strip() in entities:
                raise AuthoringError(f"{path}:{number}: {surface.strip()!r} is given twice")
            entities[surface.strip()] = EntityNames(accepted, code)
    return entities


def _assign(path: Path, marks: tuple[Mark, ...], entities: dict[str, EntityNames], *, lenient: bool) -> dict[int, str]:
    """Which line of the entities block each mark falls under; `surface#2` holds for the second one."""
    seen: dict[str, int] = {}
    keys: dict[int, str] = {}
    for index, mark in enumerate(marks):
        seen[mark.text] = seen.get(mark.text, 0) + 1
        numbered = f"{mark.text}#{seen[mark.text]}"
        key = numbered if numbered in entities else mark.text
        if key not in entities:
            if mark.type not in SELF_NAMED and not mark.group and not lenient:
                raise AuthoringError(f"{path}: no entity is given for {mark.text!r} ({mark.type})")
            entities[key] = EntityNames((mark.text,))
        keys[index] = key
    unused = sorted(set(entities) - set(keys.values()))
    if unused:
        raise AuthoringError(f"{path}: entities without a mention: {', '.join(unused)}")
    return keys


def _parse_claims(path: Path, lines: list[str], first: int) -> list[Claim]:
    claims = []
    for number, line in enumerate(lines, start=first):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 5:
            raise AuthoringError(
                f"{path}:{number}: expected `subject | predicate | object | qualifiers | quote`: {line!r}"
            )
        subject, predicate, target, qualifiers, quote = cells
        values, alt_subject, alt_object = _parse_qualifiers(path, number, qualifiers)
        claims.append(Claim(number, subject, predicate, target or None, values, alt_subject, alt_object, quote))
    return claims


def _parse_qualifiers(path: Path, number: int, cell: str) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """`≥90% t=2021 planned as=甲;乙` → values, other subjects, other objects."""
    values = {"modality": "done", "polarity": "+"}
    others: dict[str, tuple[str, ...]] = {"as": (), "ao": ()}
    for word in cell.split():
        key, separator, value = word.partition("=")
        if word in FLAGS:
            values[FLAGS[word][0]] = FLAGS[word][1]
        elif separator and key in others:
            others[key] = tuple(value.split(";"))
        elif separator and key in ("t", "post"):
            values["time" if key == "t" else key] = value
        elif quantity := QUANTITY.fullmatch(word):
            values |= {"value": quantity["value"], "comparator": quantity["comparator"] or "="}
            values |= {"unit": quantity["unit"]} if quantity["unit"] else {}
            values |= {"value_max": quantity["max"]} if quantity["max"] else {}
            values |= {"from_value": quantity["from"]} if quantity["from"] else {}
        else:
            raise AuthoringError(f"{path}:{number}: cannot read the qualifier {word!r}")
    return values, others["as"], others["ao"]
