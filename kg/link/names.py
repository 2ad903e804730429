"""How a body's name is taken apart, written out, and put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from kg.resources.link import LinkTables
from kg.resources.places import Gazetteer, Level, Place
from kg.resources.words import alternation

__all__ = ["LEVEL_WORD", "BodyName", "Form", "compose", "expand", "prefix_of", "rest_key"]

LEVEL_WORD = re.compile(
    f"({alternation('link/names.level_word')}|地(?=委))(?:(?=乡村振兴)|(?!{alternation('link/names.no_level')}|民(?![政族营办])|场(?!监)))"
)
_PARTY = re.compile(f"^(?:党委|委)(?={alternation('link/names.party')}|$|[、，])")
_CPPCC = re.compile("^政协(?=$|委员会|办公室)")


_UNPLACED = re.compile("大学|学院|[日晚晨早商时]报|联合体|医联体|联盟")
"""What is called after a place without being a body of it (右江民族医学院, 右江日报)."""


class Form(IntEnum):
    """How the division of a body is written, the most telling first."""

    FULL = 0
    SHORT = 1
    LEVEL = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name taken apart: its division, how that was written, and the rest, written out."""

    surface: str
    written: str
    """The place as it stands in the text (重庆市黔江), empty where there is none."""
    place: Place | None
    form: Form
    rest: str
    parts: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Equal for two forms of one name: the division's code and the rest without its variants."""
        return (self.place.code or self.place.name if self.place else "", rest_key(self.rest))


def rest_key(rest: str) -> str:
    """The rest of a name with what varies taken out (中医医院, 中医院)."""
    return re.sub("[“”\"'()（）\\s]", "", rest).replace("中医医院", "中医院")


def expand(rest: str, tables: LinkTables) -> str:
    """Abbreviated parts written out.

    >>> from kg.resources.link import load_link_tables
    >>> expand("疾控中心", load_link_tables()), expand("卫生健康委医政处", load_link_tables())
    ('疾病预防控制中心', '卫生健康委员会医政处')
    """

    def full(match: re.Match[str]) -> str:
        item = tables.expansions[match.group()]
        following = rest[match.end() : match.end() + 1]
        fits = {
            "any": True,
            "start": match.start() == 0,
            "end": match.end() == len(rest),
        }[item.where]
        return item.full if fits and not (item.unless and following == item.unless) else match.group()

    return tables.pattern.sub(full, rest)


def prefix_of(place: Place, gazetteer: Gazetteer) -> str:
    """What stands before a body of the division in its official name.

    Districts carry the city above them (淄博市张店区), townships their county; cities, prefectures
    and counties stand alone.
    """
    if place.level in {Level.TOWNSHIP, Level.VILLAGE}:
        parent = gazetteer.by_code(place.parent) if place.parent else None
        return (prefix_of(parent, gazetteer) if parent else "") + place.name
    if place.level is Level.COUNTY and place.name.endswith("区") and not place.name.endswith(("林区", "特区")):
        parent = gazetteer.by_code(place.parent) if place.parent else None
        return (parent.name if parent else "") + place.name
    return place.name


def _is_hospital_with_city(name: BodyName) -> bool:
    """深圳市宝安人民医院: with its city in full and the district short, which is how such a hospital signs."""
    return name.parts > 1 and name.rest.endswith("医院") and "市" in name.written


def compose(name: BodyName, gazetteer: Gazetteer, tables: LinkTables) -> str:
    """The full official name of a body, as far as its own writing tells."""
    place, rest = name.place, name.rest
    if place is None:
        return name.surface if rest == name.surface else rest
    if place.level in {Level.REGION, Level.COUNTRY}:
        return name.written + rest
    prefix = prefix_of(place, gazetteer)
    if rest.startswith("共青团委"):
        return f"共青团{prefix}委员会{rest.removeprefix('共青团委')}"
    if _PARTY.match(rest):
        return _party(prefix, rest)
    if _CPPCC.match(rest):
        return f"{prefix}政协"
    if name.form is not Form.SHORT or (rest in tables.heads["standard"] and not _is_hospital_with_city(name)):
        return prefix + rest
    if _UNPLACED.search(rest):
        return name.written + rest
    if place.level is Level.COUNTY and place.name.endswith("区") and name.parts == 1:
        parent = gazetteer.by_code(place.parent) if place.parent else None
        return (parent.name if parent else "") + name.written + rest
    return name.written + rest


def _party(prefix: str, rest: str) -> str:
    """自治区党委 → 中国共产党西藏自治区委员会; its units go by 市委宣传部, as they sign themselves."""
    unit = _PARTY.sub("", rest)
    if not unit:
        return f"中国共产党{prefix}委员会"
    unit = {"办": "办公室", "机构编制委员会办公室": "编办"}.get(unit, unit)
    party = "党委" if rest.startswith("党委") else "委"
    return f"{prefix}{party}{unit}"
