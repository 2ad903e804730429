"""The names and codes that a report's mentions have by where the report is at home."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus_compiler.addresses import address_forms, is_made_of, joined, merged, of_level, wordings
from corpus_compiler.authoring import AuthoringError, EntityNames, Mark, Report
from kg.resources.places import Gazetteer, Level, Place, load_gazetteer

__all__ = ["BODIES", "HEALTH", "Names", "fill_names"]

HEALTH = frozenset({"HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH"})
BODIES = HEALTH | {"AGENCY", "ORGANIZATION"}
_ADDRESSED = BODIES | {"FACILITY"}

_ANAPHOR = re.compile(
    r"(?:我|全|本|该|整个)?(自治区|自治州|自治县|自治旗|省|市|州|盟|地区|区|县|旗|林区|新区|兵团|师|镇|乡)(?:域|内)?"
)
_LEVEL_WORD = re.compile(r"(自治区|自治州|自治县|自治旗|省|市|州|盟|地区|林区|区|县|旗)(?=.)")


@dataclass(frozen=True, slots=True)
class Names:
    """Accepted names by entity, the places that the names of bodies begin with, and who the report speaks for."""

    entities: Mapping[str, EntityNames]
    owners: Mapping[str, Place]
    speakers: tuple[str, ...]


def fill_names(report: Report) -> Names:
    """Raises `AuthoringError` where the home is no division or a place cannot be told."""
    return _Naming(report).result()


class _Naming:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.gazetteer = load_gazetteer()
        self.home = _home(report, self.gazetteer)
        self.chain = (self.home, *self.gazetteer.ancestors(self.home)) if self.home else ()
        self.entities = {key: names for key, names in report.entities.items() if key in report.given}
        self.places: dict[str, Place] = {}
        """Divisions by the texts of place mentions."""
        self.villages: dict[str, tuple[str, ...]] = {}
        """All addresses of places that no gazetteer knows, by the texts of their mentions."""

    def result(self) -> Names:
        report = self.report
        for index, mark in enumerate(report.marks):
            key = report.occurrences[index]
            if mark.type == "PLACE" and not mark.group:
                self.entities[key] = self._place_names(mark, self.entities.get(key))
        owners: dict[str, Place] = {}
        for index, mark in enumerate(report.marks):
            key = report.occurrences[index]
            if mark.type == "PLACE" and not mark.group:
                continue
            names, at = self._names(index, mark, self.entities.get(key))
            self.entities[key] = names
            if at is not None and mark.type in _ADDRESSED and not mark.group and not mark.anaphor:
                owners.setdefault(names.names[0], at)
        return Names(self.entities, owners, self._speakers())

    def _place_names(self, mark: Mark, given: EntityNames | None) -> EntityNames:
        if given is not None:
            place = self.gazetteer.by_code(given.code) if given.code not in (None, "-") else None
            if place is None:
                return replace(given, code=given.code or "-")
            self.places[mark.text] = place
            return EntityNames(merged(given.names, address_forms(place, self.gazetteer)), given.code)
        if mark.text in ("我国", "全国", "中国"):
            return EntityNames(("中国", "中华人民共和国"), "-")
        place = self._level(mark) if mark.anaphor else self._division(mark.text)
        if place is None:
            if not mark.anaphor and re.search(r"(?:村|社区|街道|镇|乡|苏木|嘎查)$", mark.text):
                self.villages[mark.text] = merged((mark.text,), self._prefixed(mark.text))
                return EntityNames(self.villages[mark.text], "-")
            raise AuthoringError(
                f"{self.report.path}: which place {mark.text!r} is cannot be told: expected a line "
                f"`{mark.text} = official name code` (code `-` where none exists) under == entities =="
            )
        self.places[mark.text] = place
        code = place.code if place.code and len(place.code) == 6 else "-"
        return EntityNames(merged(address_forms(place, self.gazetteer), () if mark.anaphor else (mark.text,)), code)

    def _level(self, mark: Mark) -> Place | None:
        """我县, 全省: the home, or what is above it, of that level."""
        match = _ANAPHOR.fullmatch(mark.text)
        return of_level(self.chain, match[1]) if match else None

    def _division(self, name: str) -> Place | None:
        found = [place for place in self._readings(name) if place.valid_until is None]
        if len(found) > 1:
            near = [place for place in found if self._kinship(place) == max(map(self._kinship, found))]
            found = near
        if len(found) > 1:
            high = min(place.level.rank for place in found)
            found = [place for place in found if place.level.rank == high]
        return found[0] if len(found) == 1 and found[0].code else None

    def _readings(self, name: str) -> list[Place]:
        """What an official or short name, with or without the names of what is above it, may mean."""
        found: dict[str | None, Place] = {}
        for start in range(len(name) - 1):
            for place in self.gazetteer.lookup(name[start:]):
                above = [form for parent in self.gazetteer.ancestors(place) for form in (parent.name, *parent.short)]
                if not start or is_made_of(name[:start], above):
                    found.setdefault(place.code, place)
            if found:
                break
        return list(found.values())

    def _kinship(self, place: Place) -> int:
        codes = {each.code for each in (place, *self.gazetteer.ancestors(place))}
        return len(codes & {each.code for each in self.chain})

    def _prefixed(self, name: str) -> tuple[str, ...]:
        """Behind the home and behind the townships of the report: which of them it lies in is not told by its name."""
        above = [self.home] if self.home else []
        above += [place for place in self.places.values() if place.level is Level.TOWNSHIP and place.name != name]
        return tuple(form + name for place in above for form in address_forms(place, self.gazetteer))

    def _names(self, index: int, mark: Mark, given: EntityNames | None) -> tuple[EntityNames, Place | None]:
        """The accepted names of what is no place, and the place that its name begins with."""
        if given is None and mark.anaphor:
            raise AuthoringError(f"{self.report.path}: no entity is given for the anaphor {mark.text!r}")
        base = given.names if given else (mark.text,)
        if mark.group or mark.type not in _ADDRESSED:
            return EntityNames(base), None
        forms: list[str] = []
        at: Place | None = None
        for name in base:
            place, rest = self._opening(index, mark, name)
            at = at or place
            village = next((text for text in self.villages if name.startswith(text) and name != text), None)
            if place is None and village:
                forms.extend(address + name[len(village) :] for address in self.villages[village])
                continue
            if place is None:
                forms.extend(wordings(name) if mark.type in BODIES else (name,))
                continue
            for wording in wordings(rest) if mark.type in BODIES else (rest,):
                forms.extend(joined(form, wording) for form in address_forms(place, self.gazetteer))
        canonical = [name for name in base if given] or forms[:1]
        return EntityNames(merged(tuple(canonical), tuple(forms), base)), at

    def _opening(self, index: int, mark: Mark, name: str) -> tuple[Place | None, str]:
        """The place that a name begins with and the rest of it: a nested mention, a level word, or a known name."""
        nested = [
            other
            for other in self.report.marks
            if other.nested and other.start == mark.start and other.end <= mark.end and name.startswith(other.text)
        ]
        for other in nested:
            if other.text in self.places:
                return self.places[other.text], name[len(other.text) :]
        best = max(
            (
                (form, place)
                for place in (*self.places.values(), *self.chain)
                for form in address_forms(place, self.gazetteer)
                if name.startswith(form) and len(form) < len(name)
            ),
            key=lambda pair: len(pair[0]),
            default=None,
        )
        if best is not None:
            return best[1], name[len(best[0]) :]
        level = _LEVEL_WORD.match(name)
        if level and mark.type in _ADDRESSED and (place := of_level(self.chain, level[1])):
            return place, name[level.end() :]
        return None, name

    def _speakers(self) -> tuple[str, ...]:
        if self.report.speakers or self.home is None:
            return self.report.speakers
        forms = address_forms(self.home, self.gazetteer)
        is_high = self.home.level.rank <= Level.PREFECTURE.rank
        authority: tuple[str, ...] = ("卫生健康委员会", "卫健委", "卫生健康委") if is_high else ()
        if self.home.level is Level.COUNTY:
            authority = ("卫生健康局", "卫健局", "卫生健康委员会", "卫健委")
        return (*forms, *(form + wording for form in forms for wording in authority))


def _home(report: Report, gazetteer: Gazetteer) -> Place | None:
    code = report.front["home"]
    if code == "-":
        return None
    place = gazetteer.by_code(code)
    if place is None:
        raise AuthoringError(f"{report.path}: home {code!r} is no code of a division; expected six digits of GB/T 2260")
    return place
