"""Bodies and facilities: from short and context forms to the full official name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from kg.link.antecedents import Antecedents
from kg.link.hits import PlaceKind
from kg.link.holding import HOLDERS
from kg.link.levels import LevelResolver
from kg.link.names import LEVEL_WORD, BodyName, Form, compose, expand, rest_key
from kg.link.owners import Asked, OwnerLinker, owned
from kg.link.tails import Tails
from kg.link.terms import normal_quotes
from kg.link.toponyms import PlaceIndex
from kg.model.mention import Entity, EntityType, Link, Mention
from kg.resources.link import LinkTables
from kg.resources.places import Place

__all__ = ["BodyLinker"]

_ABOVE = (*HOLDERS, EntityType.AGENCY)
_UNDER = re.compile("(?:下属|所属|直属|内设|下设|新设|设立|成立)的?$")
_CAMPUSES = frozenset({"院区", "分院", "新院区", "分院区"})
_CAMPUS_BEHIND = re.compile("(?<=医院)[^医院]{0,6}(?:院区|分院|新院)$")
_CAMPUS_OF_STANDARD = re.compile("(?:[新老旧东南西北]院区?|[新老旧]?院区)$")
_SHORT_KINDS = frozenset({PlaceKind.SHORT, PlaceKind.ABBREVIATION})
_NUMBERED = re.compile("^第([一二三四五六七八九十])医院$")
_LEAGUE = re.compile("团(?P<level>省|市|县|区|州|盟|旗)(?P<rest>委.*)$")
"""The Youth League's committees have their level inside: 团市委."""
_LEAGUE_IN = "共青团"
_LIST_GAP = re.compile("^[、和及与]?$")
_DEICTIC = re.compile("(?P<opening>[我本该此全])(?P<level>自治区|自治州|自治县|自治旗|省|市|区|县|州|盟|旗)$")
"""A place that is pointed to right in front of one of its bodies: 该县|纪委."""


class BodyLinker:
    """Reads all bodies of a text, settles one name for each, then links in order."""

    def __init__(self, text: str, index: PlaceIndex, levels: LevelResolver, tables: LinkTables) -> None:
        self._text = text
        self._index = index
        self._levels = levels
        self._tables = tables
        self._standard = tables.heads["standard"]
        self._names: dict[tuple[int, int], BodyName] = {}
        self._types: dict[tuple[int, int], EntityType] = {}
        self._official: dict[tuple[str, str], str] = {}
        self._places: dict[tuple[str, str], Place | None] = {}
        self._by_rest: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._tails = Tails()
        self._before: BodyName | None = None
        self._before_end = -1
        self._owners = OwnerLinker(text, index.region, tables)

    def read(self, mention: Mention) -> None:
        """Takes a body's name apart; to be called in order of the text."""
        if mention.group or mention.anaphor or not (mention.type.is_body or mention.type is EntityType.FACILITY):
            return
        name = self._read(mention)
        self._types[mention.start, mention.end] = mention.type
        self._names[mention.start, mention.end] = name
        self._before, self._before_end = name, mention.end

    def settle(self) -> None:
        """Chooses for each body the name that its most telling form gives."""
        best: dict[tuple[str, str], BodyName] = {}
        for name in self._names.values():
            if name.place is None:
                continue
            held = best.get(name.key)
            if held is None or (name.form, -len(name.written)) < (held.form, -len(held.written)):
                best[name.key] = name
        for key, name in best.items():
            self._official[key] = compose(name, self._index.gazetteer, self._tables)
            self._places[key] = name.place
            self._by_rest[key[1]].add(key)
        self._owners.bodies = Counter(name for _, (_, name, _) in self.official_names())
        for name in self._names.values():
            self._tails.add(name)

    def link(self, mention: Mention, antecedents: Antecedents) -> Link:
        """The link of a body or facility, in order of the text."""
        link = self._link(mention, antecedents)
        self._owners.note(mention, link.entity)
        return link

    def _link(self, mention: Mention, antecedents: Antecedents) -> Link:
        name = self._names.get((mention.start, mention.end))
        if name is None:
            return Link(Entity(mention.text, mention.type), 0.4, ("nothing before it fits: kept as written",))
        over = self._over(mention, name, antecedents)
        if over is not None:
            return over
        longer = self._longer(name)
        if longer is not None:
            official = self._official_of(longer)
            entity = Entity(official, mention.type, place=self._holder(longer.place))
            return Link(entity, 0.85, (f"the end of {official}, which the text names",))
        famous = self._famous(name.surface) if mention.type is EntityType.HOSPITAL else None
        if famous is not None:
            return Link(Entity(famous, mention.type), 0.9, (f"the usual short name of {famous}",))
        if name.rest in _CAMPUSES:
            return self._link_campus(mention, name, antecedents)
        if name.place is not None:
            return self._link_placed(mention, name)
        return self._link_unplaced(mention, name, antecedents)

    def _famous(self, surface: str) -> str | None:
        """The full name of a hospital that goes by a short one, at home without its city too, and of its campus."""
        campus = _CAMPUS_BEHIND.search(surface)
        house = surface[: campus.start()] if campus else surface
        known = self._tables.aliases[EntityType.HOSPITAL]
        region = self._index.region
        full = known.get(house) or (known.get(region.name.removesuffix("市") + house) if region else None)
        return full + (campus.group() if campus else "") if full else None

    def _over(self, mention: Mention, name: BodyName, antecedents: Antecedents) -> Link | None:
        """What the words say is below the body in front: 某疾控中心下属的鼠疫防治所, 某委新设的应急办."""
        match = _UNDER.search(self._text, max(0, mention.start - 4), mention.start)
        if match is None or name.place is not None:
            return None
        owner = antecedents.last(_ABOVE, nearest=True)
        if owner is None or owner[0] != match.start():
            return None
        return owned(mention, owner[1].name + name.rest, owner[1], 0.8)

    def _link_campus(self, mention: Mention, name: BodyName, antecedents: Antecedents) -> Link:
        """A campus called after where it stands (奉贤院区) is its hospital's, never the district's."""
        chosen = self._owners.choose(mention, name.surface, antecedents)
        return chosen or Link(Entity(name.surface, mention.type), 0.5, ("a campus whose hospital is not named before",))

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The units whose holder was asked for, in order of the text."""
        return tuple(self._owners.asked)

    def official_names(self) -> list[tuple[int, tuple[EntityType, str, str | None]]]:
        """Where each body stands, with its type, name and division as it is read, in order, with repeats."""
        return [
            (span[0], (kind, self._official_of(name), self._holder(name.place)))
            for span, name in self._names.items()
            if (kind := self._types[span]).is_body
        ]

    def _official_of(self, name: BodyName) -> str:
        if name.place is not None:
            return self._of_part(name) or self._official[self._merged_key(name)]
        return self._known(name) or name.rest

    def _of_part(self, name: BodyName) -> str | None:
        """A unit written with its owner's short name (某中医院治疗室) where the text has the full one."""
        if name.form is Form.FULL:
            return None
        for cut in range(len(name.rest) - 1, 1, -1):
            official = self._official.get(self._longer_key((name.key[0], rest_key(name.rest[:cut])), name.form))
            if official is not None:
                return official + name.rest[cut:]
        return None

    def _read(self, mention: Mention) -> BodyName:
        surface = normal_quotes(mention.text)
        located = self._index.starting_at(mention.start, mention.end)
        if located is not None and located.end < mention.end and located.certain:
            written = self._text[mention.start : located.end]
            rest = expand(surface[len(written) :], self._tables)
            form = Form.SHORT if located.kind in _SHORT_KINDS else Form.FULL
            return BodyName(surface, written, located.place, form, rest, located.parts)
        if located is None and (opening := self._index.opening(expand(surface, self._tables), self._standard)):
            place, end = opening
            form = Form.FULL if surface.startswith(place.name) else Form.SHORT
            return BodyName(surface, surface[:end], place, form, expand(surface[end:], self._tables), 1)
        if located is None and (league := _LEAGUE.match(surface)):
            found = self._levels.resolve(league["level"], mention.start)
            if found is not None:
                return BodyName(surface, "", found[0], Form.LEVEL, f"{_LEAGUE_IN}{league['rest']}", 1)
        match = LEVEL_WORD.match(surface) if located is None else None
        if match and match.end() < len(surface):
            found = self._levels.resolve(match.group(1), mention.start)
            if found is not None:
                rest = expand(surface[match.end() :], self._tables)
                return BodyName(surface, match.group(1), found[0], Form.LEVEL, rest, 1)
        return self._read_without_place(mention, surface)

    def _read_without_place(self, mention: Mention, surface: str) -> BodyName:
        rest = expand(surface, self._tables)
        pointed = _DEICTIC.search(self._text, max(0, mention.start - 4), mention.start)
        if pointed is not None:
            back = pointed["opening"] in "该此"
            found = self._levels.resolve(pointed["level"], pointed.start(), back=back)
            if found is not None:
                return BodyName(surface, "", found[0], Form.LEVEL, rest, 1)
        region = self._index.region
        head = _CAMPUS_OF_STANDARD.sub("", rest)
        if region is not None and head != rest and head in self._tables.heads["standard"]:  # 人民医院新院
            return BodyName(surface, "", region, Form.LEVEL, rest, 1)
        gap = self._text[self._before_end : mention.start] if self._before_end >= 0 else None
        before = self._before
        standard = rest in self._tables.heads["standard"]
        if standard and before is not None and before.place is not None and gap is not None and _LIST_GAP.match(gap):
            # 自治区党委、政府: the second shares the first one's division
            return BodyName(surface, before.written, before.place, Form.LEVEL, rest, 1)
        return BodyName(surface, "", None, Form.NONE, rest)

    def _link_placed(self, mention: Mention, name: BodyName) -> Link:
        official = self._official_of(name)
        entity = Entity(official, mention.type, place=self._holder(name.place))
        if official == name.surface:
            return Link(entity, 1.0, ("the full name",))
        how = {
            Form.FULL: "written out from its place and its short form",
            Form.SHORT: "written out from the short name of its place",
            Form.LEVEL: f"{name.written} means {name.place.name if name.place else ''} here",
        }[name.form]
        return Link(entity, 0.98 if name.form is Form.FULL else 0.95, (how,))

    def _longer(self, name: BodyName) -> BodyName | None:
        """The body of the text whose name this is the end of, where there is just one."""
        if name.form not in {Form.NONE, Form.SHORT} or name.rest in self._tables.heads["standard"]:
            return None
        longer = self._tails.of(name.surface)
        return longer if longer is not None and (name.place is None or longer.key != name.key) else None

    def _merged_key(self, name: BodyName) -> tuple[str, str]:
        return self._of_women_and_children(name) or self._longer_key(name.key, name.form)

    def _longer_key(self, key: tuple[str, str], form: Form) -> tuple[str, str]:
        """第一医院 and 县医院 are 第一人民医院 and 县人民医院 only where the text names those of the same division."""
        match = _NUMBERED.match(key[1])
        numbered = f"第{match.group(1)}人民医院" if match else ""
        longer = (key[0], "人民医院" if key[1] == "医院" and form is Form.LEVEL else numbered)
        return longer if longer[1] and longer in self._official else key

    def _of_women_and_children(self, name: BodyName) -> tuple[str, str] | None:
        """县妇幼 is the one body of the division whose name begins so, be it a 院, a 中心 or a 所."""
        if not name.surface.endswith(("妇幼", "妇保")):
            return None
        key = name.key
        others = {other for other in self._official if other[0] == key[0] and other[1].startswith("妇幼")} - {key}
        return others.pop() if len(others) == 1 else None

    def _holder(self, place: Place | None) -> str | None:
        """The code of the division a body belongs to: of a township, its own; of a village, its parent's."""
        return (place.code or place.parent) if place else None

    def _link_unplaced(self, mention: Mention, name: BodyName, antecedents: Antecedents) -> Link:
        known = self._known(name)
        if known is not None:
            return Link(Entity(known, mention.type), 1.0 if known == name.surface else 0.95, ("a known body",))
        same = self._by_rest.get(rest_key(name.rest), set())
        if len(same) == 1 and not name.rest.endswith(("领导小组", "办公室")):
            (key,) = same
            entity = Entity(self._official[key], mention.type, place=self._holder(self._places[key]))
            return Link(entity, 0.8, ("the only body of the text whose name ends so",))
        owned = self._owners.link(mention, name.rest, antecedents)
        if owned is not None:
            return owned
        region = self._index.region
        if region is not None and name.rest in self._tables.heads["standard"]:
            own = BodyName(name.surface, "", region, Form.LEVEL, name.rest)
            full = compose(own, self._index.gazetteer, self._tables)
            return Link(Entity(full, mention.type, place=region.code), 0.7, ("of the region the document speaks for",))
        return Link(Entity(name.rest, mention.type), 0.8, ("kept under its own name",))

    def _known(self, name: BodyName) -> str | None:
        tables = self._tables
        for table in (tables.agencies, tables.organizations):
            if name.surface in table:
                return table[name.surface]
        for length in range(len(name.surface) - 1, 3, -1):
            # 国家卫生健康委医政司: a known agency and its department
            if name.surface[:length] in tables.agencies:
                return tables.agencies[name.surface[:length]] + name.surface[length:].removeprefix("员会")
        return None
