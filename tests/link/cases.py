"""Reads the linking cases: sentences whose mentions stand in braces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg.model.annotation import Context
from kg.model.mention import Entity, EntityType, Mention
from kg.resources.places import load_gazetteer

_MENTION = re.compile(r"\{(\*?)([A-Z_]+)(~?):([^}]+)\}")


@dataclass(frozen=True, slots=True)
class LinkingCase:
    text: str
    mentions: tuple[Mention, ...]
    judged: int
    context: Context
    entities: tuple[str, ...]
    code: str
    why: str


def read_cases(path: Path) -> list[LinkingCase]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_case(line.split("\t")) for line in lines[1:]]


def marked(text: str) -> tuple[str, tuple[Mention, ...], int]:
    """Plain text, its mentions, and the index of the starred one."""
    plain, mentions, judged, position = "", [], 0, 0
    for match in _MENTION.finditer(text):
        plain += text[position : match.start()]
        star, kind, anaphor, name = match.groups()
        if star:
            judged = len(mentions)
        mentions.append(Mention(len(plain), len(plain) + len(name), name, EntityType(kind), anaphor=bool(anaphor)))
        plain += name
        position = match.end()
    return plain + text[position:], tuple(mentions), judged


def context_of(region: str, period: str = "") -> Context:
    place = load_gazetteer().by_code(region) if region != "none" else None
    if place is None:
        return Context(period=period or None)
    return Context(region=Entity(place.name, EntityType.PLACE, code=place.code), period=period or None)


def _case(cells: list[str]) -> LinkingCase:
    region, period, text, entity, code, why = cells
    plain, mentions, judged = marked(text.replace("\\n", "\n"))
    return LinkingCase(plain, mentions, judged, context_of(region, period), tuple(entity.split("|")), code, why)
