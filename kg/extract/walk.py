"""How the head of a body's name is extended to the left, to where the name begins.

One `Walk` goes from a head over qualifiers, brackets and unknown nouns until it meets what anchors a
name: a place, a level word, or another body. What it met decides whether the stretch is a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.extract.reading import BREAKS, QUOTES, PlaceSpan, Reading
from kg.model.mention import EntityType
from kg.resources.names import BodyHead, HeadTrait

__all__ = ["Body", "Surroundings", "Walk"]

NOUN_TAGS = ("n", "vn", "an", "b", "j", "l", "eng", "s", "ng", "g")
PROPER_TAGS = ("nr", "nrt", "nrfg", "ns", "nt", "nz")
MAX_NAME_CHARS = 34
INSTITUTES = ("研究所", "研究室", "研究院", "研究中心", "教研室", "培训中心")
"""What a department may have behind its name (某大学|关节外科|研究所)."""
ZONES = ("经开区", "高新区", "开发区", "新区")
"""Levels that are named with their city (某市|经开区|人民医院)."""
COUNTRY_RANK = 1
MIN_FOREIGN_CHARS = 2
"""As many characters of a name of its own must stand between a country and a head."""
MAX_UNKNOWN_CHARS = 8
MAX_BRACKET_CHARS = 8
BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:批次?|轮|届)$")
NUMBER_120 = "120"
"""The emergency call number, which opens the names of emergency centres."""
AFFILIATED = "附属"
NO_OPENER_BEHIND = "我全该本各每两几多城都地县市区乡镇省州户小大农社"
"""Behind these a level word is part of another word (城市, 我县, 农村)."""
JOINERS = "报和与及靠由在到向对被将让请赴从为是给经等把于至送往驻援据说了的,，同比归按受系找任叫隶包派替帮托随获接凭"
"""Behind these a level word opens a name, whatever word the dictionary makes of the two (靠州|人民医院)."""
NEVER_INSIDE = BREAKS | frozenset(QUOTES + "（）()的和与及或")


@dataclass(frozen=True, slots=True)
class Body:
    """A body found so far; offsets into the text."""

    start: int
    end: int
    type: EntityType
    rule: str
    listed: bool = False
    """Whether it is the last of a list, so that what follows is shared by all its members."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a walk looks at: the text, the bodies that end left of it, and the words of names."""

    reading: Reading
    bodies: Mapping[int, Body]
    """By end."""
    qualifiers: Mapping[int, tuple[int, str, str]]
    """The longest that ends at a position: start, word, category."""
    levels: tuple[str, ...]
    """Longest first."""
    stops: frozenset[str]


class Walk:
    """One extension to the left, from the start of a head."""

    __slots__ = (
        "_around",
        "_head",
        "_head_start",
        "_reading",
        "anchor",
        "generic",
        "ordinal",
        "position",
        "proper_start",
        "qualified",
        "unknown_chars",
    )

    def __init__(self, around: Surroundings, head: BodyHead, head_start: int) -> None:
        self._around = around
        self._reading = around.reading
        self._head = head
        self._head_start = head_start
        self.position = head_start
        self.anchor = ""
        self.generic = False
        self.ordinal = False
        self.qualified = False
        self.proper_start: int | None = None
        self.unknown_chars = 0

    def body(self, end: int) -> Body | None:
        """The body whose name ends at `end`, `None` where it is a class."""
        self._go()
        if not self._is_name():
            return None
        listed = self.position > 0 and self._reading.text[self.position - 1] in "、和与及"
        return Body(self.position, end, self._head.type, f"body.{self.anchor or 'proper'}", listed)

    def _go(self) -> None:
        limit = max(0, self.position - MAX_NAME_CHARS)
        while self.position > limit:
            if self._step_anchor() or self._head.anchor == "abbrev":
                return
            if self._owner() is not None or self.position in self._reading.walls:
                return
            if not (self._step_qualifier() or self._step_bracket() or self._step_unknown()):
                return

    def _owner(self) -> Body | None:
        """The body that ends here; a department is a field in the name of a hospital or journal."""
        owner = self._around.bodies.get(self.position)
        named_by_field = self._head.type.is_health_institution or HeadTrait.MEDIA in self._head.traits
        field = owner is not None and owner.rule == "body.unit-alone" and named_by_field
        return None if field else owner

    def _step_anchor(self) -> bool:
        """Take a place, another body or a level word that ends here; true where the name begins."""
        owner = self._owner()
        place = self._reading.place_by_end.get(self.position)
        if owner is not None and (place is None or owner.start <= place.start) and self._may_own(owner):
            self.position, self.anchor = owner.start, "owner"
            return True
        if place is not None and place.opener:
            if self._is_country(place) and self.unknown_chars >= MIN_FOREIGN_CHARS:
                self.anchor = "place"
                return True
            self.position, self.anchor = place.own_start(self._reading.text), "place"
            outer = self._reading.place_by_end.get(self.position)
            if outer is not None and self._head.type is EntityType.ORGANIZATION and self.position == place.start:
                self.position = outer.own_start(self._reading.text) if outer.opener else outer.start
            self._step_parent()
            return True
        for level in self._around.levels:
            start = self.position - len(level)
            if start < 0 or not self._reading.text.startswith(level, start, self.position):
                continue
            if start not in self._around.bodies and self._opens(start):
                self.position, self.anchor = start, "level"
                zone = self._reading.place_by_end.get(start) if level in ZONES else None
                if zone is not None and zone.opener:
                    self.position, self.anchor = zone.own_start(self._reading.text), "place"
                return True
        return False

    def _is_country(self, place: PlaceSpan) -> bool:
        """Whether a country other than China: it stands apart from the names of its bodies (德国|海德堡大学)."""
        _, _, rank = place.parts[-1]
        return rank <= COUNTRY_RANK and self._reading.text[place.start : place.end] not in ("中国", "中华")

    def _step_parent(self) -> None:
        """Go on over a place to the body whose part this is (某医科大学附属 + 北京 + 某医院)."""
        parent = self._around.bodies.get(self.position)
        campus = self._head.type is EntityType.HOSPITAL or HeadTrait.PART in self._head.traits
        if parent is not None and parent.type is self._head.type and campus:
            self.position, self.anchor = parent.start, "owner"
        elif self._reading.text.endswith(AFFILIATED, 0, self.position):
            parent = self._around.bodies.get(self.position - len(AFFILIATED))
            if parent is not None:
                self.position, self.anchor = parent.start, "owner"

    def _may_own(self, owner: Body) -> bool:
        head = self._head
        if owner.type is EntityType.AGENCY:
            return HeadTrait.OFFICE in head.traits
        if head.type in (EntityType.AGENCY, EntityType.PUBLIC_HEALTH):
            return False
        if owner.type.is_health_institution:
            if head.type is EntityType.ORGANIZATION:
                return not owner.listed
            return head.type is owner.type
        if head.type is EntityType.PRIMARY_CARE:  # 某大学|社区卫生服务中心
            return owner.type is EntityType.ORGANIZATION and owner.rule != "body.unit-alone"
        if owner.rule == "body.unit":
            return self._head.head in INSTITUTES
        # A university owns hospitals and schools; a newspaper or society owns nothing.
        owned = HeadTrait.SOCIETY_PART in head.traits or HeadTrait.TAUGHT in head.traits
        return owner.type is EntityType.ORGANIZATION and (owned or self.qualified)

    def _opens(self, start: int) -> bool:
        """Whether a level word stands at the head of a name (市|人民医院), not inside a word (城市)."""
        if start == 0:
            return True
        before = self._reading.text[start - 1]
        if before in NO_OPENER_BEHIND or before.isdigit():
            return False
        return self._reading.starts_word(start) or before in JOINERS or before in BREAKS or not before.isalnum()

    def _step_qualifier(self) -> bool:
        found = self._around.qualifiers.get(self.position)
        if found is None:
            batch = BATCH.search(self._reading.text[max(0, self.position - 6) : self.position])
            if batch is None:
                return False
            self.position, self.ordinal = self.position - len(batch.group()), True
            return True
        start, word, category = found
        if category == "generic":
            self.generic = True
            return False
        if len(word) == 1 and not self._reading.starts_word(start):
            return False
        self.position, self.qualified = start, True
        if category == "brand":
            self.proper_start = start
        self.ordinal = self.ordinal or word.startswith("第")
        return True

    def _step_bracket(self) -> bool:
        bracket = self._reading.bracket_start(self.position)
        if bracket is None or self.position - bracket > MAX_BRACKET_CHARS:
            return False
        self.position = bracket
        return True

    def _step_unknown(self) -> bool:
        """Take a noun that no table knows (爱尔|眼科医院), a few characters of them in all."""
        token = self._reading.token_ending_at(self.position)
        part = HeadTrait.PART in self._head.traits
        loose = part or not self._head.traits.isdisjoint({HeadTrait.TASK, HeadTrait.COALITION})
        if token is None or self.generic or token.tag == "r" or token.text in self._around.stops:
            return False
        loose = loose or self._reading.text.endswith(AFFILIATED, 0, token.start)
        if not NEVER_INSIDE.isdisjoint(token.text) or self.unknown_chars + len(token.text) > MAX_UNKNOWN_CHARS:
            return False
        if not (token.tag.startswith(NOUN_TAGS) or token.text == NUMBER_120 or loose):
            return False
        if token.tag in ("nrt", "t") and not part:
            return False
        self.unknown_chars += len(token.text)
        if token.tag in PROPER_TAGS and len(token.text) >= 2:
            self.proper_start = token.start
        self.position = token.start
        return True

    def _is_name(self) -> bool:
        if self.generic:
            return False
        if self.anchor:
            return self._is_anchored_name()
        if self._head.anchor == "abbrev":
            return False
        self.anchor = self._own_anchor()
        if self.anchor:
            return True
        if self.proper_start is not None:
            self.position = self.proper_start
            return self._head.type is not EntityType.AGENCY
        return False

    def _is_anchored_name(self) -> bool:
        first = self._reading.text[self.position]
        if self.anchor != "level":
            return True
        if self._head.type is EntityType.PRIMARY_CARE and first in "村社":
            return False
        if HeadTrait.BARE in self._head.traits and self.unknown_chars == 0:
            return self.qualified or first in "县市区旗"
        return True

    def _own_anchor(self) -> str:
        """What makes a head a name with neither place nor owner; empty where nothing does."""
        traits = self._head.traits
        walked = self._head_start - self.position
        if HeadTrait.TASK in traits and self.unknown_chars + walked >= 2:
            return "task"
        if HeadTrait.COALITION in traits and walked >= 2 and (self.unknown_chars or self.qualified):
            return "coalition"
        if HeadTrait.CAMPUS in traits and self.qualified and walked <= 3:
            return "campus"
        numbered = self.ordinal and HeadTrait.NUMBERED in traits
        if numbered or self._reading.text.startswith(NUMBER_120, self.position):
            return "number"
        if HeadTrait.MEDIA in traits and walked >= 2:
            return "media"
        if HeadTrait.UNIVERSITY in traits and self.unknown_chars + walked >= 2:
            return "university"
        return ""
