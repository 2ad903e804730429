"""Programmes, diseases, designations and indicators: normal form and aliases."""

from __future__ import annotations

import re

from kg.link.levels import LevelResolver
from kg.link.toponyms import PlaceIndex
from kg.model.mention import Entity, EntityType, Link, Mention
from kg.resources.link import LinkTables

__all__ = ["TermLinker", "normal_quotes"]

_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”", "﹢": "+", "＋": "+", "－": "-"})
_BREAK = re.compile("\\s*\n\\s*")
_STRAIGHT = re.compile('"([^"]*)"')
_LEVEL_DESIGNATION = re.compile("^(自治区|自治州|兵团)(?!级)")
_PATIENTS = re.compile("(?<=病)(?:患者|病人|患儿)(?=[^率数]*(?:行动|工程|项目|计划|救治|救助)$)")
_SHORTEST_TAIL = 4


def normal_quotes(name: str) -> str:
    """One way of writing quotation marks and plus signs.

    >>> normal_quotes('「兩癌」"1﹢7"'.replace("兩", "两"))
    '“两癌”“1+7”'
    """
    return _STRAIGHT.sub("“\\1”", _BREAK.sub("", name).translate(_QUOTES))


def _more_special(kind: EntityType, written: str, named: str) -> bool:
    """Whether an alias says more than the name it is listed under (急性心肌梗死, 三级甲等中医医院, …试点)."""
    if kind is EntityType.DISEASE:
        return written != named and named in written
    if kind is EntityType.DESIGNATION:
        return len(written) > len(named)
    return written.endswith("试点") or not _is_short_form(written, named)


def _is_short_form(written: str, named: str) -> bool:
    """Whether a programme's name is written with some of its words left out, none put in or changed.

    >>> _is_short_form("新冠疫苗接种", "新冠病毒疫苗接种"), _is_short_form("两癌检查", "“两癌”筛查")
    (True, False)
    """
    rest = iter(named)
    return all(char in rest for char in written if char not in "“”")


class TermLinker:
    """Links terms in order of the text, since a short form points back to a longer one."""

    def __init__(self, index: PlaceIndex, levels: LevelResolver, tables: LinkTables) -> None:
        self._index = index
        self._levels = levels
        self._tables = tables
        self._tails: dict[tuple[EntityType, str], str | None] = {}

    def link(self, mention: Mention) -> Link:
        """The normal form of a term; its own words where no table knows it."""
        written = normal_quotes(mention.text)
        name, confidence, reason = self._normal(mention, written)
        if mention.type is EntityType.PROGRAM:
            self._remember(mention.type, name)
        return Link(Entity(name, mention.type), confidence, (reason,))

    def _normal(self, mention: Mention, written: str) -> tuple[str, float, str]:
        known = self._tables.aliases.get(mention.type, {})
        named = known.get(written) or known.get(written.strip("“”"))
        longer = self._tails.get((mention.type, written)) if mention.type is EntityType.PROGRAM else None
        if longer and named is None:
            return longer, 0.8, "the end of a programme's name that stands before"
        if named is not None and _more_special(mention.type, written, named):
            return written, 0.9, f"a more special form of {named}, kept"
        if named is not None:
            return (named, 1.0, "a known name") if named == written else (named, 0.95, f"a known form of {named}")
        if mention.type is EntityType.DESIGNATION and (match := _LEVEL_DESIGNATION.match(written)):
            found = self._levels.resolve(match.group(1), mention.start)
            if found:
                return found[0].name + written[match.end() :], 0.9, found[1]
        if mention.type is EntityType.PROGRAM:
            written = _PATIENTS.sub("", written)
        return written, 0.9, "kept under its own name"

    def _remember(self, kind: EntityType, name: str) -> None:
        """Every tail of a name that could stand for it later; one that two names share stands for none."""
        for start in range(1, len(name) - _SHORTEST_TAIL + 1):
            key = (kind, name[start:])
            held = self._tails.get(key, name)
            self._tails[key] = name if held == name else None
