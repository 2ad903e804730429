"""What stands around the places of a text: signs that tell which of them the report speaks for.

Counted for divisions of county level and above; a township counts half for its county.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.link.hits import PlaceHit, PlaceKind
from kg.link.matcher import load_matcher
from kg.resources.places import Gazetteer, Level
from kg.resources.words import alternation

__all__ = ["Counts", "Signs", "read_signs"]

Counts = dict[str, float]
"""How often, by code of the division."""

_OPENING_CHARS = 300
_BEFORE = 12
_AHEAD = 22
_SENDS = f"[^，。；,;、\n]{{0,14}}?(?:{alternation('link/signs.sends')}|(?<!家庭)(?<!乡村)医生)"
_BEHIND = {
    "body": re.compile(f"(?:{alternation('link/signs.body_name')}|委、)"),
    "hospital": re.compile(f"[^，。；,;、\n]{{0,8}}?{alternation('link/signs.hospital')}"),
    "inside": re.compile(alternation("link/signs.inside")),
    "media": re.compile(alternation("link/signs.media")),
    "office": re.compile(f"[市县区州盟旗省]?{alternation('link/signs.office')}"),
    "people": re.compile(f"{alternation('link/signs.of_people')}|人民(?!医院|政府|法院|检察)"),
    "sends": re.compile(_SENDS),
}
_IN_FRONT = {
    "at": re.compile("[在于]$"),
    "from": re.compile(f"{alternation('link/signs.from')}$"),
    "helped": re.compile(f"{alternation('link/signs.support_before')}[^，。；,;]{{0,4}}$"),
    "visited": re.compile(f"{alternation('link/signs.visited')}[^，。；,;]{{0,2}}$"),
}
_PARTNER = re.compile("我(?:院|县|市|区|中心)[^，。；,;\n]{0,4}?(?:与|和|同|跟|携手|牵手)$")
"""What stands before a place that is the partner's, not ours: 我院与武汉协和医院签约."""
_PROOF = ("body", "inside", "media", "office")
"""What behind a name that is no sure place makes it likely."""
_TWICE = 2
"""How often such a name must stand where nothing else speaks for it: once is an ordinary word as a rule."""

_HINT = re.compile(f"(?<![、各])([我全本])({alternation('link/signs.hint')})(?!域|场|间|镇|级|块)")
_BARE = re.compile(
    f"(?:(?<![㐀-鿿])|(?<={alternation('link/signs.before_level')}))({alternation('link/signs.level')})"
    f"(?={alternation('link/signs.owned')})"
)
_HINTS = {"我": "we", "全": "all", "本": "this"}
_NATION = re.compile(alternation("link/signs.nation"))
_AWAY = re.compile(alternation("link/signs.away"))
_WELCOME = re.compile(alternation("link/signs.welcome"))
_OUR_HOSPITAL = re.compile("我们?(?:院|科)")
_BELOW_COUNTY = frozenset({Level.TOWNSHIP, Level.VILLAGE, Level.REGION})


@dataclass(frozen=True, slots=True)
class Signs:
    """What the text says of all its divisions.

    `counts` has for each sign how often it is on each code; names that are no sure places leave signs called `maybe…`.
    `hints` has for each use of a level word (我, 全, 本, bare before a body) how often each word stands so. `lines`
    leads from each code to itself and all above. `away` and `welcome` count words of those who went to help, and of
    those whom they came to; `nation` and `our_hospital` count words for the country, and 我院.
    """

    counts: Mapping[str, Counts]
    hints: Mapping[str, Counter[str]]
    lines: Mapping[str, tuple[str, ...]]
    away: int
    welcome: int
    nation: int
    our_hospital: int

    def of(self, sign: str, code: str) -> float:
        """The sign on the division itself."""
        return self.counts.get(sign, {}).get(code, 0.0)

    def within(self, sign: str, code: str) -> float:
        """The sign on a division and on all below it."""
        return sum(count for other, count in self.counts.get(sign, {}).items() if code in self.lines[other])


def read_signs(text: str, places: Iterable[PlaceHit], title: tuple[int, int] | None, gazetteer: Gazetteer) -> Signs:
    """The signs in a text with these places; `title` is the span of its headline."""
    places = tuple(places)
    counts = _count_named(text, places, title, gazetteer)
    _count_likely(text, places, title, counts)
    return Signs(
        counts=counts,
        hints=_count_hints(text),
        lines=_lines({code for by_code in counts.values() for code in by_code}, gazetteer),
        away=len(_AWAY.findall(text)),
        welcome=len(_WELCOME.findall(text)),
        nation=len(_NATION.findall(text)),
        our_hospital=len(_OUR_HOSPITAL.findall(text)),
    )


def _count_named(
    text: str, places: Iterable[PlaceHit], title: tuple[int, int] | None, gazetteer: Gazetteer
) -> dict[str, Counts]:
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(float))
    begin, end = title or (0, 0)
    first = True
    for hit in places:
        shares = dict(_holders(hit, gazetteer))
        before = max(0, hit.start - _BEFORE)
        if not shares or _PARTNER.search(text, before, hit.start):
            continue
        signs = ["named"]
        if hit.start < begin:
            signs.append("head")
        elif hit.start < end:
            signs.append("title")
        elif hit.start < end + _OPENING_CHARS:
            signs.append("opening")
        if first and hit.start >= begin:
            signs.append("first")
            first = False
        signs += [sign for sign, behind in _BEHIND.items() if behind.match(text, hit.end, hit.end + _AHEAD)]
        signs += [sign for sign, in_front in _IN_FRONT.items() if in_front.search(text, before, hit.start)]
        for sign in signs:
            for code, share in shares.items():
                counts[sign][code] += share
    return counts


def _count_likely(
    text: str, places: Iterable[PlaceHit], title: tuple[int, int] | None, counts: dict[str, Counts]
) -> None:
    """Names that are no sure places where nothing is known of the text: 范县, 定边, 平安."""
    taken = {index for hit in places for index in range(hit.start, hit.end)}
    begin, end = title or (0, 0)
    found = [
        match
        for match in load_matcher().find(text)
        if match.start not in taken and match.reading.kind in {PlaceKind.FULL, PlaceKind.SHORT}
    ]
    often = Counter(match.reading.name for match in found)
    for match in found:
        reading = match.reading
        signs = ["maybe.full" if reading.kind is PlaceKind.FULL else "maybe.short"]
        if begin <= match.start < end:
            signs.append("maybe.title")
        if any(_BEHIND[sign].match(text, match.end, match.end + _AHEAD) for sign in _PROOF):
            signs.append("maybe.proved")
        if len(signs) == 1 and often[reading.name] < _TWICE:
            continue
        for sign in signs:
            for place in reading.candidates:
                if place.code:
                    counts[sign][place.code] += 1 / len(reading.candidates)


def _count_hints(text: str) -> dict[str, Counter[str]]:
    hints = {use: Counter[str]() for use in (*_HINTS.values(), "bare")}
    for match in _HINT.finditer(text):
        hints[_HINTS[match[1]]][match[2]] += 1
    hints["bare"].update(match[1] for match in _BARE.finditer(text))
    return hints


def _holders(hit: PlaceHit, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """The divisions of county level and above that a hit counts for, with its share in each."""
    if hit.kind in {PlaceKind.COUNTRY, PlaceKind.ABBREVIATION}:
        return
    candidates = hit.candidates[:1] if hit.parts or hit.certain else hit.candidates
    for place in candidates:
        low = place.level in _BELOW_COUNTY
        holder = gazetteer.by_code((place.parent or "")[:6]) if low else gazetteer.successor(place)
        if holder is not None and holder.code:
            yield holder.code, (0.5 if low else 1.0) / len(candidates)


def _lines(codes: Iterable[str], gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    lines: dict[str, tuple[str, ...]] = {}
    for code in codes:
        place = gazetteer.by_code(code)
        above = gazetteer.ancestors(place) if place else ()
        line = (code, *(each.code for each in above if each.code))
        for depth, each in enumerate(line):
            lines.setdefault(each, line[depth:])
    return lines
