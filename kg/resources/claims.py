"""Typed readers of the tables under `data/claims`: units, cue words, patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.model import Modality, Predicate
from kg.resources.tables import read_table

__all__ = [
    "Cue",
    "ModalityWord",
    "Pattern",
    "Unit",
    "body_endings",
    "load_cues",
    "load_modality_words",
    "load_patterns",
    "load_post_bodies",
    "load_posts",
    "load_units",
]

KINDS = frozenset({"count", "money", "rate", "level", "area", "age", "duration", "size"})
NUMERALS = frozenset({"any", "long", "digits"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit head, the kind of thing it measures, and which Chinese numerals it takes (`digits`: none)."""

    name: str
    kind: str
    numeral: str


def _parse_unit(row: Mapping[str, str]) -> Unit:
    if row["kind"] not in KINDS:
        raise ValueError(f"expected a kind among {sorted(KINDS)}, found {row['kind']!r}")
    if row["numeral"] not in NUMERALS:
        raise ValueError(f"expected a numeral among {sorted(NUMERALS)}, found {row['numeral']!r}")
    return Unit(row["unit"], row["kind"], row["numeral"])


@cache
def load_units() -> tuple[Unit, ...]:
    """All unit heads, longest first."""
    units = read_table("claims/units.tsv", ("unit", "kind", "numeral"), _parse_unit)
    return tuple(sorted(units, key=lambda unit: (-len(unit.name), unit.name)))


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that can carry a claim; patterns name its class."""

    group: str
    word: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One frame of the claim grammar, in the notation of `docs/decisions/claim-grammar.md`.

    `default` says who acts where the text names nobody: `region`, `topic` (who the passage is about,
    else the region), `home` (the same, and what the report speaks for is the object), `scheme` (the
    programme or building named last), `founder` (of a department its house, of a house its place), `given`
    (the region's purse; the object is the scheme told of, else what the report speaks for), `team` (the team
    named last), `helper` (whoever was last said to send people), `alliance` (the object is the
    alliance named last) or `none` (then the frame must name its subject). Another frame
    without an object slot takes them as its object; one that builds or funds takes what was named last.
    `modality` is set where the frame itself tells it (支持…创建: the creation is planned). `example` and
    `counter` are sentences with marked mentions; the tests run both.
    """

    id: str
    predicate: Predicate
    frame: str
    default: str
    modality: Modality | None
    confidence: float
    example: str
    expected: str
    counter: str


@dataclass(frozen=True, slots=True)
class ModalityWord:
    """A word that makes what it governs planned, ongoing, denied or, against a planned section, done."""

    effect: str
    scope: str
    pattern: str
    example: str
    counter: str


DEFAULTS = frozenset({"region", "topic", "home", "scheme", "founder", "given", "team", "helper", "alliance", "none"})
EFFECTS = frozenset({"planned", "ongoing", "denied", "done"})
SCOPES = frozenset({"clause", "sentence", "section"})


def _parse_cue(row: Mapping[str, str]) -> Cue:
    if not row["class"].isidentifier() or not row["word"].strip():
        raise ValueError(f"expected a class name and a word, found {dict(row)!r}")
    return Cue(row["class"], row["word"])


@cache
def load_cues() -> Mapping[str, tuple[str, ...]]:
    """The words of each class, longest first."""
    table: dict[str, list[str]] = {}
    for cue in read_table("claims/cues.tsv", ("class", "word"), _parse_cue):
        table.setdefault(cue.group, []).append(cue.word)
    return {group: tuple(sorted(words, key=lambda word: (-len(word), word))) for group, words in table.items()}


def _parse_pattern(row: Mapping[str, str]) -> Pattern:
    if row["default"] not in DEFAULTS:
        raise ValueError(f"expected a default among {sorted(DEFAULTS)}, found {row['default']!r}")
    confidence = float(row["confidence"])
    if not 0 < confidence <= 1:
        raise ValueError(f"expected a confidence in (0, 1], found {confidence}")
    predicate = Predicate(row["predicate"])
    return Pattern(
        row["id"],
        predicate,
        row["frame"],
        row["default"],
        Modality(row["modality"]) if row["modality"] else None,
        confidence,
        row["example"],
        row["expected"],
        row["counter"],
    )


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """All frames in the order of the table, which is the order they are tried in."""
    columns = ("id", "predicate", "frame", "default", "modality", "confidence", "example", "expected", "counter")
    return read_table("claims/patterns.tsv", columns, _parse_pattern)


def _parse_modality(row: Mapping[str, str]) -> ModalityWord:
    if row["effect"] not in EFFECTS or row["scope"] not in SCOPES:
        raise ValueError(
            f"expected an effect of {sorted(EFFECTS)} and a scope of {sorted(SCOPES)}, found {dict(row)!r}"
        )
    return ModalityWord(row["effect"], row["scope"], row["pattern"], row["example"], row["counter"])


@cache
def load_modality_words() -> tuple[ModalityWord, ...]:
    return read_table("claims/modality.tsv", ("effect", "scope", "pattern", "example", "counter"), _parse_modality)


@cache
def load_posts() -> tuple[str, ...]:
    """Titles of posts, longest first."""
    posts = read_table("claims/posts.tsv", ("post",), _parse_post)
    return tuple(sorted(posts, key=lambda post: (-len(post), post)))


def _parse_post(row: Mapping[str, str]) -> str:
    return row["post"]


@cache
def load_post_bodies() -> Mapping[str, tuple[str, ...]]:
    """The endings of the names of bodies that a title belongs to, by the title's last word, longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for title, ending in read_table("claims/post_bodies.tsv", ("title", "ending"), _parse_post_body):
        found[title] = (*found.get(title, ()), ending)
    return dict(sorted(found.items(), key=lambda row: (-len(row[0]), row[0])))


def body_endings(title: str) -> tuple[str, ...]:
    """How the names of bodies end that have somebody with this title; nothing where the title tells no kind of body.

    >>> "医院" in body_endings("副院长")
    True
    """
    return next((endings for word, endings in load_post_bodies().items() if title.endswith(word)), ())


def _parse_post_body(row: Mapping[str, str]) -> tuple[str, str]:
    return row["title"], row["ending"]
