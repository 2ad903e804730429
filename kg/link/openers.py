"""Places that open a body's name though the place finder took none there.

Alone in a text, 怀化 before 三中 or 枫香乡, which no register has, is no sure place. Once the tagger holds
怀化三中 and 枫香乡卫生院 for names of bodies, what they open with is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.link.fitting import FEATURE, is_namesake
from kg.link.hits import PlaceKind
from kg.link.matcher import Reading, load_matcher
from kg.model.annotation import Context
from kg.model.mention import EntityType, Mention, Method
from kg.resources.places import Level
from kg.resources.words import alternation

__all__ = ["names_township", "with_openers"]

_NAMED = frozenset(
    {
        EntityType.HOSPITAL,
        EntityType.PRIMARY_CARE,
        EntityType.PUBLIC_HEALTH,
        EntityType.AGENCY,
        EntityType.ORGANIZATION,
        EntityType.FACILITY,
    }
)
_LONGEST = 12
_OFFICIAL = 3
"""Characters from which a name is no other word by chance."""
_REST = 2
"""Characters of the body's name that must be left behind the place."""
_SHAPED = re.compile(
    f"(?!{alternation('link/openers.words')})"
    "(?:第?[一二三四五六七八九十〇]{1,4}[团师]|[㐀-鿿]{1,4}?(?:民族乡|街道|(?<![农乡城])[镇乡村]|苏木|嘎查|[农林牧团]场))"
    f"(?!{alternation('link/openers.goes_on')})(?=[㐀-鿿]{{2}})"
)
"""Townships, villages, regiments and farms by the shape of their names."""
_ANY_REST = "卫生院"
_LEVEL_WORDS = "省市区县州盟旗镇乡"


def with_openers(mentions: Iterable[Mention], context: Context) -> tuple[Mention, ...]:
    """The mentions with the place that opens each body's name, where no mention of a place begins with it.

    In order of `start`, the outer name first.
    """
    given = tuple(mentions)
    return tuple(sorted((*given, *_openers(given, context)), key=lambda each: (each.start, -each.end)))


def _openers(mentions: tuple[Mention, ...], context: Context) -> Iterator[Mention]:
    opened = {mention.start for mention in mentions if mention.type is EntityType.PLACE}
    line = _line(context)
    for mention in mentions:
        if mention.type not in _NAMED or mention.anaphor or mention.group or mention.start in opened:
            continue
        length, rule = _opening(mention.text, line)
        if length:
            opened.add(mention.start)
            yield Mention(
                mention.start,
                mention.start + length,
                mention.text[:length],
                EntityType.PLACE,
                nested=True,
                method=Method.DICTIONARY,
                rule=rule,
                confidence=mention.confidence,
            )


def _line(context: Context) -> frozenset[str]:
    """The codes of the report's region, and of what is above it but the country."""
    held = (context.region, *context.ancestors) if context.region else ()
    return frozenset(place.code for place in held if place.code)


def _opening(name: str, line: frozenset[str]) -> tuple[int, str]:
    """How many characters of a body's name are a place, and the rule that says so; 0 where none are."""
    matcher = load_matcher()
    if is_namesake(name, 0):
        return 0, ""
    for end in range(min(len(name) - _REST, _LONGEST), 1, -1):
        reading = matcher.known(name[:end])
        if reading is not None:
            return (end, "place.opens") if _may_open(reading, line) and name[end] not in FEATURE else (0, "")
    shaped = _SHAPED.match(name)
    return (shaped.end(), "place.shape") if shaped else (0, "")


def names_township(name: str) -> bool:
    """Whether a name is, or opens with, that of a township, village, regiment or farm by its shape.

    >>> names_township("枫林坳乡"), names_township("枫林坳乡卫生院"), names_township("乡镇卫生院")
    (True, True, False)
    """
    return _SHAPED.match(f"{name}{_ANY_REST}") is not None


def _may_open(reading: Reading, line: frozenset[str]) -> bool:
    """Names of three characters always; of two where the report is of the division or of what lies beside it."""
    if reading.kind in {PlaceKind.COUNTRY, PlaceKind.REGION} or reading.name[0] in _LEVEL_WORDS:
        return False
    if len(reading.name) >= _OFFICIAL:
        return True
    return any(_is_near(place.code, place.level, line) for place in reading.candidates if place.code)


def _is_near(code: str, level: Level, line: frozenset[str]) -> bool:
    if code in line:
        return True
    whole = code[:2] + "0000" if level is Level.PREFECTURE else code[:4] + "00"
    return level is not Level.PROVINCE and whole in line
