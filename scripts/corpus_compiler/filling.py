"""Fills in what follows from a report's names alone, so that its author writes only what takes judgement.

A report whose front matter names a `home` (the code of the place it speaks for, `-` for none) gets:

- names and codes of divisions and of the context forms of its home and what is above it (我县, 全省);
- the official names of bodies that begin with a place or a level word (县卫健局), in every length of
  address that an official would write (甲省乙县卫生健康局);
- `locatedIn`, `hasJurisdiction` and `partOf` where a name says them;
- `~` as a subject or object: whoever the report speaks for.

Whatever the author wrote stands. `X | locatedIn | - | |` says that the name does not tell where X is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

from corpus_compiler.authoring import AuthoringError, Claim, EntityNames, Mark, Report
from corpus_compiler.owners import TOWN, parents_told
from kg.resources.places import Gazetteer, Level, Place, load_gazetteer

__all__ = ["filled"]

_HEALTH = frozenset({"HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH"})
_BODIES = _HEALTH | {"AGENCY", "ORGANIZATION"}
_ADDRESSED = _BODIES | {"FACILITY"}
_MUNICIPALITIES = ("11", "12", "31", "50")

_ANAPHOR = re.compile(
    r"(?:我|全|本|该|整个)?(自治区|自治州|自治县|自治旗|省|市|州|盟|地区|区|县|旗|林区|新区|兵团|师|镇|乡)(?:域|内)?"
)
_LEVEL_WORD = re.compile(r"(自治区|自治州|自治县|自治旗|省|市|州|盟|地区|林区|区|县|旗)(?=.)")
_FULL_FORMS = (
    ("卫生健康委员会", "卫生健康委", "卫健委"),
    ("卫生健康局", "卫健局"),
    ("卫生和计划生育委员会", "卫生计生委", "卫计委"),
    ("疾病预防控制中心", "疾控中心"),
    ("疾病预防控制局", "疾控局"),
    ("医疗保障局", "医保局"),
    ("中医药管理局", "中医药局"),
    ("发展和改革委员会", "发展改革委", "发改委"),
    ("人力资源和社会保障局", "人社局"),
    ("人力资源和社会保障厅", "人社厅"),
    ("妇幼保健计划生育服务中心", "妇计中心"),
    ("妇幼保健院", "妇保院"),
    ("市场监督管理局", "市场监管局"),
    ("红十字会",),
    ("人民政府", "政府"),
)
_PARTY = re.compile(r"(?:中共|中国共产党)?(.+?)(党委|委员会|委)$")


def filled(report: Report) -> Report:
    """The report with names, codes and the claims that its names tell; as it is where it names no home."""
    if "home" not in report.front:
        return report
    return _Filling(report).result()


class _Filling:
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

    def result(self) -> Report:
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
        return replace(report, entities=self.entities, speakers=self._speakers(), claims=tuple(self._claims(owners)))

    # Names

    def _place_names(self, mark: Mark, given: EntityNames | None) -> EntityNames:
        if given is not None:
            place = self.gazetteer.by_code(given.code) if given.code not in (None, "-") else None
            if place is None:
                return replace(given, code=given.code or "-")
            self.places[mark.text] = place
            return EntityNames(_merged(given.names, _address_forms(place, self.gazetteer)), given.code)
        if mark.text in ("我国", "全国", "中国"):
            return EntityNames(("中国", "中华人民共和国"), "-")
        place = self._level(mark) if mark.anaphor else self._division(mark.text)
        if place is None:
            if not mark.anaphor and re.search(r"(?:村|社区|街道|镇|乡|苏木|嘎查)$", mark.text):
                self.villages[mark.text] = _merged((mark.text,), self._prefixed(mark.text))
                return EntityNames(self.villages[mark.text], "-")
            raise AuthoringError(
                f"{self.report.path}: which place {mark.text!r} is cannot be told: expected a line "
                f"`{mark.text} = official name code` (code `-` where none exists) under == entities =="
            )
        self.places[mark.text] = place
        code = place.code if place.code and len(place.code) == 6 else "-"
        return EntityNames(_merged(_address_forms(place, self.gazetteer), () if mark.anaphor else (mark.text,)), code)

    def _level(self, mark: Mark) -> Place | None:
        """我县, 全省: the home, or what is above it, of that level."""
        match = _ANAPHOR.fullmatch(mark.text)
        return _of_level(self.chain, match[1]) if match else None

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
                if not start or _consumed(name[:start], above):
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
        return tuple(form + name for place in above for form in _address_forms(place, self.gazetteer))

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
                forms.extend(_wordings(name) if mark.type in _BODIES else (name,))
                continue
            for wording in _wordings(rest) if mark.type in _BODIES else (rest,):
                forms.extend(_joined(form, wording) for form in _address_forms(place, self.gazetteer))
        canonical = [name for name in base if given] or forms[:1]
        return EntityNames(_merged(tuple(canonical), tuple(forms), base)), at

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
                for form in _address_forms(place, self.gazetteer)
                if name.startswith(form) and len(form) < len(name)
            ),
            key=lambda pair: len(pair[0]),
            default=None,
        )
        if best is not None:
            return best[1], name[len(best[0]) :]
        level = _LEVEL_WORD.match(name)
        if level and mark.type in _ADDRESSED and (place := _of_level(self.chain, level[1])):
            return place, name[level.end() :]
        return None, name

    def _speakers(self) -> tuple[str, ...]:
        if self.report.speakers or self.home is None:
            return self.report.speakers
        forms = _address_forms(self.home, self.gazetteer)
        authority = ("卫生健康委员会", "卫健委", "卫生健康委") if self.home.level.rank <= Level.PREFECTURE.rank else ()
        if self.home.level is Level.COUNTY:
            authority = ("卫生健康局", "卫健局", "卫生健康委员会", "卫健委")
        return (*forms, *(form + wording for form in forms for wording in authority))

    # Claims

    def _claims(self, owners: dict[str, Place]) -> list[Claim]:
        written = [self._written(claim) for claim in self.report.claims]
        told = {
            (self._canonical(claim.subject), claim.predicate)
            for claim in written
            if claim.predicate in ("locatedIn", "hasJurisdiction", "partOf")
        }
        towns = self._towns()
        claims = [claim for claim in written if claim.object != "-"]
        claims += [
            Claim(0, name, "locatedIn", town[0], dict(_PLAIN), (), town[1:], "")
            for name, town in towns.items()
            if (name, "locatedIn") not in told and name not in owners
        ]
        types = {
            self.entities[self.report.occurrences[index]].names[0]: mark.type
            for index, mark in enumerate(self.report.marks)
        }
        for name, place in owners.items():
            kind = types[name]
            predicate = "hasJurisdiction" if kind == "AGENCY" else "locatedIn"
            if (name, predicate) in told:
                continue
            above = () if predicate == "hasJurisdiction" else self.gazetteer.ancestors(place)
            others = [*_address_forms(place, self.gazetteer)[1:]]
            others += [form for parent in above for form in _address_forms(parent, self.gazetteer)]
            others += [other for other in types if other != name and types[other] in _BODIES and name.startswith(other)]
            claims.append(Claim(0, name, predicate, place.name, dict(_PLAIN), (), tuple(others), ""))
        groups = {
            self.entities[self.report.occurrences[index]].names[0]
            for index, mark in enumerate(self.report.marks)
            if mark.group
        }
        for name, kind in types.items():
            if kind not in _BODIES or (name, "partOf") in told:
                continue
            parents = [other for other in types if types[other] in _BODIES and other != name and name.startswith(other)]
            parents = [max(parents, key=len)] if parents else []
            if not parents and kind != "AGENCY" and name not in groups:
                parents = [parent for parent in parents_told(name) if self._canonical(parent) != name]
            if parents:
                claims.append(Claim(0, name, "partOf", parents[0], dict(_PLAIN), (), tuple(parents[1:]), ""))
        return [self._in_town(claim, towns) for claim in claims]

    def _towns(self) -> dict[str, tuple[str, ...]]:
        """By bodies named after a town or village: the names of that."""
        found: dict[str, tuple[str, ...]] = {}
        for index, mark in enumerate(self.report.marks):
            if mark.type not in _HEALTH or mark.group or mark.anaphor:
                continue
            inside = [
                self.entities[self.report.occurrences[at]].names
                for at, other in enumerate(self.report.marks)
                if other.nested and other.type == "PLACE" and mark.start <= other.start and other.end <= mark.end
                and TOWN.search(other.text)
            ]  # fmt: skip
            if inside:
                found.setdefault(self.entities[self.report.occurrences[index]].names[0], inside[-1])
        return found

    def _in_town(self, claim: Claim, towns: dict[str, tuple[str, ...]]) -> Claim:
        """Who is said to lie in a county, and bears the name of its town, lies in that as well."""
        town = towns.get(self._canonical(claim.subject)) if claim.predicate == "locatedIn" else None
        return replace(claim, alt_object=(*claim.alt_object, *town)) if town and town[0] != claim.object else claim

    def _written(self, claim: Claim) -> Claim:
        """The claim with `~` resolved; a place's launch is its commission's, a programme's figures the region's."""
        speakers = self._speakers()
        if claim.predicate == "launches" and self._type(claim.subject) in ("PLACE", None):
            agency = next((name for name in speakers if name.endswith(_COMMISSIONS)), None)
            if agency and (claim.subject == "~" or claim.subject in speakers):
                claim = replace(claim, subject=agency, alt_subject=(*claim.alt_subject, "~"))
        if claim.predicate == "reports" and speakers and self._type(claim.subject) == "PROGRAM":
            claim = replace(claim, subject="~", alt_subject=(*claim.alt_subject, claim.subject))
        if "~" not in (claim.subject, claim.object):
            return claim
        if not speakers:
            raise AuthoringError(f"{self.report.path}:{claim.line}: `~` needs a home or speakers in the front matter")
        if claim.subject == "~":
            claim = replace(claim, subject=speakers[0], alt_subject=(*claim.alt_subject, "~"))
        if claim.object == "~":
            claim = replace(claim, object=speakers[0], alt_object=(*claim.alt_object, "~"))
        return claim

    def _type(self, name: str) -> str | None:
        wanted = self._canonical(name)
        for index, mark in enumerate(self.report.marks):
            if self.entities[self.report.occurrences[index]].names[0] == wanted:
                return mark.type
        return None

    def _canonical(self, name: str) -> str:
        for names in self.entities.values():
            if name in names.names:
                return names.names[0]
        return self.entities[name].names[0] if name in self.entities else name


_COMMISSIONS = ("卫生健康委员会", "卫生健康局")
_PLAIN = {"modality": "done", "polarity": "+"}


def _home(report: Report, gazetteer: Gazetteer) -> Place | None:
    code = report.front["home"]
    if code == "-":
        return None
    place = gazetteer.by_code(code)
    if place is None:
        raise AuthoringError(f"{report.path}: home {code!r} is no code of a division; expected six digits of GB/T 2260")
    return place


def _of_level(chain: tuple[Place, ...], word: str) -> Place | None:
    """The nearest division whose name ends with the level word; 市 before a municipality's 区 is the municipality."""
    for place in chain:
        if word == "区" and place.name.endswith(("自治区", "地区")):
            continue
        if place.name.endswith(word):
            return place
    return None


def _consumed(head: str, forms: list[str]) -> bool:
    return not head or any(head.endswith(form) and _consumed(head[: -len(form)], forms) for form in forms)


def _address_forms(place: Place, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The official name, then every address an official could write: 乙县, 甲省乙县, 乙; best first."""
    above = [parent for parent in reversed(gazetteer.ancestors(place)) if parent.level is not Level.COUNTRY]
    own = (place.name, *(short for short in place.short if len(short) > 1))
    heads = [
        "".join(parent.name for parent in chosen)
        for size in range(len(above) + 1)
        for chosen in combinations(above, size)
    ]
    return tuple(dict.fromkeys(head + form for form in own for head in heads))


def _wordings(rest: str) -> tuple[str, ...]:
    """The name in full and in the shorter forms that stand for it."""
    for full, *shorts in _FULL_FORMS:
        for form in sorted((full, *shorts), key=len, reverse=True):
            if form in rest:
                return tuple(dict.fromkeys(rest.replace(form, other) for other in (full, *shorts)))
    return (rest,)


def _joined(address: str, rest: str) -> str:
    if rest in ("委", "党委"):
        return f"中国共产党{address}委员会"
    return address + rest


def _merged(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
