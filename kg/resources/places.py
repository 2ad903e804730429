"""The gazetteer: divisions of China to township level, named regions, countries.

Compiled tables under `data/places/` (their README gives origin, licence and date). Codes are
GB/T 2260 (six digits); townships carry nine, of the civil-affairs register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kg.resources.tables import read_table

__all__ = ["Abbreviation", "Gazetteer", "Level", "Place", "Trap", "load_gazetteer"]


class Level(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"

    @property
    def rank(self) -> int:
        """Country 0, province 2, prefecture 3, county 4, township 5; a region is 1."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}
_LEVELS = {
    "country": Level.COUNTRY,
    "province": Level.PROVINCE,
    "prefecture": Level.PREFECTURE,
    "county": Level.COUNTY,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One division, region or country.

    `code` and `parent` are `None` where there is none. `valid_until` is set for a code or name
    no longer in force, and `replaced_by` then holds the code that took over (the same code where
    only the name changed). `members` are codes that a region is known to hold.
    """

    name: str
    level: Level
    code: str | None = None
    parent: str | None = None
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    replaced_by: str | None = None
    lon: float | None = None
    lat: float | None = None
    coord_source: str | None = None
    pinyin: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Alias:
    alias: str
    code: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """The one-character name of a province; `alone` where it is no ordinary word as well."""

    char: str
    code: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Trap:
    """A name that is also an ordinary word, or comes up where two words meet: it needs evidence."""

    name: str
    example: str


_AUTONOMOUS = ("自治县", "自治旗", "自治州")


class Gazetteer:
    """Names and codes, looked up in constant time; built once by `load_gazetteer`."""

    __slots__ = (
        "_by_code",
        "_former",
        "_names",
        "_parents",
        "_regions",
        "_shorts",
        "_township_names",
        "_townships_of",
        "abbreviations",
        "township_traps",
        "traps",
    )

    def __init__(
        self,
        divisions: Iterable[Place],
        former: Iterable[Place],
        townships: Mapping[str, str],
        regions: Iterable[tuple[Place, tuple[str, ...]]],
        aliases: Iterable[_Alias],
        traps: Iterable[Trap],
        township_traps: Iterable[Trap],
        abbreviations: Iterable[Abbreviation],
    ) -> None:
        self._by_code: dict[str, Place] = {}
        self._names: dict[str, list[Place]] = {}
        self._shorts: dict[str, list[Place]] = {}
        self._former: dict[str, list[Place]] = {}
        self._regions: dict[str, Place] = {}
        self._townships_of = dict(townships)
        self._township_names = _township_index(townships)
        self.traps = frozenset(trap.name for trap in traps)
        self.township_traps = frozenset(trap.name for trap in township_traps)
        self.abbreviations = {item.char: item for item in abbreviations}
        for place in divisions:
            assert place.code is not None
            self._by_code[place.code] = place
            self._names.setdefault(place.name, []).append(place)
            for short in _shorts_of(place):
                self._shorts.setdefault(short, []).append(place)
        for place in former:
            assert place.code is not None
            self._by_code.setdefault(place.code, place)
            self._former.setdefault(place.name, []).append(place)
        self._parents = frozenset(place.parent for place in self._by_code.values())
        for alias in aliases:
            self._shorts.setdefault(alias.alias, []).append(self._by_code[alias.code])
        for region, region_aliases in regions:
            for name in (region.name, *region_aliases):
                self._regions[name] = region
        # 河南 is the province: the county 河南蒙古族自治县 is never meant by it
        for short, places in self._shorts.items():
            if len(places) > 1 and any(place.level is Level.PROVINCE for place in places):
                self._shorts[short] = [place for place in places if place.level.rank <= Level.PREFECTURE.rank]

    def by_code(self, code: str) -> Place | None:
        """The division of a six- or nine-digit code, in force if possible, else the last to hold it."""
        if len(code) == 9:
            return self._township(code)
        return self._by_code.get(code)

    def named(self, name: str) -> tuple[Place, ...]:
        """Divisions in force with exactly this official name (朝阳区: two)."""
        return tuple(self._names.get(name, ()))

    def shortened(self, short: str) -> tuple[Place, ...]:
        """Divisions in force that go by this short name (黔江, 恩施州, 巴州)."""
        return tuple(self._shorts.get(short, ()))

    def formerly(self, name: str) -> tuple[Place, ...]:
        """Names and codes no longer in force, oldest first."""
        return tuple(self._former.get(name, ()))

    def townships(self, name: str) -> tuple[Place, ...]:
        """Townships of exactly this name, by code; most names are borne by several."""
        return tuple(
            Place(name=name, level=Level.TOWNSHIP, code=code, parent=code[:6])
            for code in self._township_names.get(name, "").split()
        )

    def region(self, name: str) -> Place | None:
        """A named region or country, by its name or an alias."""
        return self._regions.get(name)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All that a name may mean: in force before retired, official before short."""
        region = self._regions.get(name)
        found = [*self._names.get(name, ()), *self._shorts.get(name, ()), *self.townships(name)]
        if region is not None:
            found.append(region)
        return tuple(found) or self.formerly(name)

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Parents from the nearest up to the province."""
        chain: list[Place] = []
        code = place.parent
        while code and len(chain) < 4:
            parent = self._by_code.get(code)
            if parent is None:
                break
            chain.append(parent)
            code = parent.parent
        return tuple(chain)

    def has_counties(self, place: Place) -> bool:
        """Whether divisions lie directly below it; not so for 东莞市 and three other cities."""
        return place.code in self._parents

    def below(self, place: Place) -> tuple[Place, ...]:
        """Divisions in force directly below a place: counties of a city, townships of a county."""
        found = [item for item in self._by_code.values() if item.parent == place.code and item.valid_until is None]
        code = place.code or ""
        for entry in self._townships_of.get(code, "").split():
            found.append(Place(name=entry[3:], level=Level.TOWNSHIP, code=code + entry[:3], parent=code))
        return tuple(found)

    def successor(self, place: Place) -> Place:
        """The division in force that took a retired one over; itself where there is none."""
        current, seen = place, {place.code}
        while current.valid_until is not None and current.replaced_by:
            following = self._by_code.get(current.replaced_by)
            if following is None or (following.code in seen and following.valid_until is not None):
                break
            seen.add(following.code)
            current = following
        return current

    def divisions(self) -> tuple[Place, ...]:
        """Divisions in force to county level, by code."""
        return tuple(place for place in self._by_code.values() if place.valid_until is None)

    def provinces(self) -> tuple[str, ...]:
        """The short names of the provinces (北京, 内蒙古), longest first."""
        shorts = (short for place in self.divisions() if place.level is Level.PROVINCE for short in place.short)
        return tuple(sorted(shorts, key=lambda short: (-len(short), short)))

    def patterns(self) -> list[str]:
        """Every name that a text may show, without repeats."""
        groups = (self._names, self._shorts, self._former, self._regions, self._township_names)
        return list(dict.fromkeys(name for group in groups for name in group))

    def _township(self, code: str) -> Place | None:
        for entry in self._townships_of.get(code[:6], "").split():
            if entry.startswith(code[6:]):
                return Place(name=entry[3:], level=Level.TOWNSHIP, code=code, parent=code[:6])
        return None


def _shorts_of(place: Place) -> tuple[str, ...]:
    """The short names of a division; 紫云自治县 is one of 紫云苗族布依族自治县, in the register only 紫云."""
    ending = next((each for each in _AUTONOMOUS if place.name.endswith(each)), "")
    stems = [short for short in place.short if ending and place.name.startswith(short) and short[-1] not in "县旗州"]
    return (*place.short, *(f"{stem}{ending}" for stem in stems if f"{stem}{ending}" != place.name))


def _township_index(townships: Mapping[str, str]) -> dict[str, str]:
    """Codes by name, joined by spaces: 38,000 small strings, where as many tuples would be slow."""
    index: dict[str, str] = {}
    for county, entries in townships.items():
        for entry in entries.split():
            name = entry[3:]
            code = county + entry[:3]
            held = index.get(name)
            index[name] = code if held is None else f"{held} {code}"
    return index


def _division(row: Mapping[str, str]) -> Place:
    return Place(
        name=row["name"],
        level=_level(row["level"]),
        code=_code(row["code"]),
        parent=row["parent"] or None,
        short=tuple(row["short"].split()),
        former=tuple(row["former"].split()),
        valid_from=row["valid_from"] or None,
        lon=float(row["lon"]) if row["lon"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        coord_source=row["coord_source"] or None,
        pinyin=row["pinyin"],
    )


def _former(row: Mapping[str, str]) -> Place:
    return Place(
        name=row["name"],
        level=_level(row["level"]),
        code=_code(row["code"]),
        parent=row["parent"] or None,
        short=tuple(row["short"].split()),
        valid_until=row["valid_until"],
        replaced_by=row["replaced_by"] or None,
    )


def _region(row: Mapping[str, str]) -> tuple[Place, tuple[str, ...]]:
    kind = Level(row["kind"])
    members = tuple(_code(code) for code in row["members"].split())
    return Place(name=row["name"], level=kind, members=members), tuple(row["aliases"].split())


def _township_row(row: Mapping[str, str]) -> tuple[str, str]:
    return _code(row["county"]), row["townships"]


def _alias(row: Mapping[str, str]) -> _Alias:
    return _Alias(row["alias"], _code(row["code"]))


def _abbreviation(row: Mapping[str, str]) -> Abbreviation:
    if len(row["char"]) != 1 or row["alone"] not in {"yes", "no"}:
        raise ValueError(f"expected one character and yes or no, found {row['char']!r}, {row['alone']!r}")
    return Abbreviation(row["char"], _code(row["code"]), row["alone"] == "yes")


def _trap(row: Mapping[str, str]) -> Trap:
    return Trap(row["name"], row["example"])


def _level(text: str) -> Level:
    if text not in _LEVELS:
        raise ValueError(f"expected a level among {sorted(_LEVELS)}, found {text!r}")
    return _LEVELS[text]


def _code(text: str) -> str:
    if len(text) != 6 or not text.isdecimal():
        raise ValueError(f"expected a code of six digits, found {text!r}")
    return text


_DIVISIONS = (
    *("code", "name", "level", "parent", "short", "former"),
    *("valid_from", "lon", "lat", "coord_source", "pinyin"),
)
_FORMER = ("code", "name", "level", "parent", "short", "valid_until", "replaced_by")


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The packaged gazetteer, read once."""
    return Gazetteer(
        divisions=read_table("places/divisions.tsv", _DIVISIONS, _division),
        former=read_table("places/former.tsv", _FORMER, _former),
        townships=dict(read_table("places/townships.tsv", ("county", "townships"), _township_row)),
        regions=read_table("places/regions.tsv", ("name", "kind", "aliases", "members"), _region),
        aliases=read_table("places/aliases.tsv", ("alias", "code", "note"), _alias),
        traps=read_table("places/traps.tsv", ("name", "example"), _trap),
        township_traps=read_table("places/township_traps.tsv", ("name", "example"), _trap),
        abbreviations=read_table("places/abbreviations.tsv", ("char", "code", "alone"), _abbreviation),
    )
