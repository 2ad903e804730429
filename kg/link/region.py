"""What a document speaks for: its region, its dates, the period its content covers.

我市, 全区 and every unstated subject hang on the region. It is voted for by the headline, the
opening, bylines and dateline, bodies named in full and plain mentions; then weighed against the
level words the text uses (a report that says 我区 speaks for a district or an autonomous region).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.link.hits import PlaceHit, PlaceKind
from kg.link.period import find_years
from kg.link.places import find_places
from kg.link.senders import Senders
from kg.model.annotation import Context
from kg.model.document import SourceDocument
from kg.model.mention import Entity, EntityType, Mention
from kg.model.offsets import CleanText
from kg.resources.places import Gazetteer, Level, Place, load_gazetteer
from kg.resources.words import alternation

__all__ = ["CHINA", "entity_of", "find_context", "level_words"]

CHINA = Entity("中国", EntityType.PLACE)

_TITLE, _OPENING, _BYLINE, _BODY, _PEOPLE, _PLAIN = 6.0, 2.0, 3.0, 1.0, 2.0, 1.0
_OPENING_CHARS = 300
_MEDIA = re.compile(alternation("link/region.media"))
_BODY_NAME = re.compile(f"(?:{alternation('link/region.body_name')}|委、)")
_OF_PEOPLE = re.compile(f"{alternation('link/region.of_people')}|人民(?!医院|政府|法院|检察)")
_SUPPORT_BEFORE = re.compile(f"{alternation('link/region.support_before')}[^，。；,;]{{0,4}}$")

_WITH_US = re.compile("我(?:院|县|市|区|中心)[^，。；,;\n]{0,4}?(?:与|和|同|跟|携手|牵手)$")
"""What stands before a place that is the partner's, not ours: 我院与武汉协和医院签约."""

_OWN = {
    "我": 3.0,
    "本": 1.5,
    "全": 1.0,
}
_HINT = re.compile(f"(?<![、各])([我全本])({alternation('link/region.hint')})(?!域|场|间|镇|级|块)")
_CONTEXT_BODY = re.compile(f"(?<![㐀-鿿])({alternation('link/region.level')})(?={alternation('link/region.owned')})")
_NATION = re.compile(alternation("link/region.nation"))
_ALL_OVER = 12
"""So many provinces side by side are the country, on one word of a ministry."""
_ENOUGH_NATION = 3
"""How often a text that names no division must speak of the country to speak for it."""
_ENOUGH = 2.0
_OF_PROVINCE = frozenset({"省", "自治区"})
_FROM_BELOW = 0.5
"""What 全省 counts for, since reports from below use it as well."""
_MOSTLY = 0.6
"""The part of what is said below a division from which on one part of it is what the report is of."""
_OF_WHOLE = 0.3
"""The least said of that part for what is said of the whole: cities are named for their papers and hospitals too."""
_CLEAR = 1.15
_OF_SENDER = 0.6
"""The part of its votes that a division loses which is spoken of as a sender of help throughout."""
_APART = 0.1
"""The difference in what they send that decides between two divisions with as many votes."""


@dataclass(slots=True)
class _Votes:
    own: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    hints: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    in_title: set[str] = field(default_factory=set)


def find_context(
    clean: CleanText,
    hits: Iterable[PlaceHit | Mention] | None = None,
    document: SourceDocument | None = None,
) -> Context:
    """The context of one document; the place hits of its text are found where they are not given.

    Fields are `None` where the text does not tell. A report of the whole country has 中国, without
    a code, as its region.
    """
    text = clean.text
    title = _title(clean, document)
    places = [hit for hit in hits if isinstance(hit, PlaceHit)] if hits is not None else []
    places = places or list(find_places(text))
    gazetteer = load_gazetteer()
    region = _find_region(text, places, clean.title, title, gazetteer)
    published = clean.published or (document.published if document else None)
    written, period = find_years(text, published)
    return Context(
        region=region,
        ancestors=_ancestors(region, gazetteer),
        title=title,
        published=published,
        period=period,
        written=written,
    )


def entity_of(place: Place) -> Entity:
    """The place as an entity: official name and code.

    >>> entity_of(load_gazetteer().by_code("450700"))
    Entity(name='钦州市', type=<EntityType.PLACE: 'PLACE'>, code='450700', place=None, group=False)
    """
    return Entity(place.name, EntityType.PLACE, code=place.code)


def level_words(place: Place) -> frozenset[str]:
    """The words that stand for a division in its own reports: 市, 区, 县, 州, 盟, 旗, 省, 自治区."""
    name = place.name
    if place.level is Level.PROVINCE and name.endswith("自治区"):
        return frozenset({"自治区", "区"})
    if name.endswith(("林区", "特区")):
        return frozenset({name[-2:], "区"})
    if name.endswith(("新区", "矿区")):
        return frozenset({"区"})
    for word in ("自治州", "自治县", "自治旗"):
        if name.endswith(word):
            return frozenset({word, word[-1]})
    if name.endswith("地区"):
        return frozenset({"地区", "区"})
    words = {name[-1]}
    if place.code and place.code.startswith("6590"):
        words.add("师市")
    return frozenset(words)


def _title(clean: CleanText, document: SourceDocument | None) -> str | None:
    if clean.title is not None:
        return clean.text[slice(*clean.title)]
    return document.title if document else None


def _ancestors(region: Entity | None, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    if region is None or region.code is None:
        return ()
    place = gazetteer.by_code(region.code)
    above = gazetteer.ancestors(place) if place else ()
    return (*(entity_of(parent) for parent in above), CHINA)


def _find_region(
    text: str, places: list[PlaceHit], title_span: tuple[int, int] | None, title: str | None, gazetteer: Gazetteer
) -> Entity | None:
    votes = _collect(text, places, title_span, gazetteer)
    if title and title_span is None:
        for hit in find_places(title):
            _vote(votes, hit, _TITLE, gazetteer)
            votes.in_title.update(place.code for place in hit.candidates[:1] if place.code)
    if _is_national(text, votes):
        return CHINA
    senders = Senders(text, places, gazetteer)
    ranked = [(score * (1 - _OF_SENDER * senders.share(place.code)), place) for score, place in _rank(votes, gazetteer)]
    ranked.sort(key=_by_score)
    if not ranked or ranked[0][0] < _ENOUGH:
        return CHINA if len(_NATION.findall(text)) >= _ENOUGH_NATION else None
    ranked = [(score * (1 - _OF_SENDER * senders.share(place.code)), place) for score, place in ranked]
    ranked.sort(key=_by_score)
    best = ranked[0][1]
    named = [place for _, place in ranked if place.code in votes.in_title]
    if len(named) == 1 and best in gazetteer.ancestors(named[0]):
        return entity_of(named[0])  # the one that the headline names, however often its province or city is named
    if len(ranked) > 1 and ranked[0][0] < _CLEAR * ranked[1][0] and not _related(best, ranked[1][1], gazetteer):
        rival = ranked[1][1]
        apart = senders.share(best.code) - senders.share(rival.code)
        if abs(apart) < _APART:
            return None
        best = rival if apart > 0 else best
    return entity_of(_down_to(best, votes, gazetteer))


def _down_to(place: Place, votes: _Votes, gazetteer: Gazetteer) -> Place:
    """The part of a division that most is about which is said below it, if it is spoken of enough beside the whole."""
    below: dict[str, float] = defaultdict(float)
    for code, score in votes.own.items():
        named = gazetteer.by_code(code)
        line = [each.code for each in gazetteer.ancestors(named)] if named else []
        if place.code in line:
            above = line.index(place.code)
            below[code if above == 0 else line[above - 1] or ""] += score
    part = max(below, key=below.__getitem__, default="")
    enough = max(_ENOUGH, _MOSTLY * sum(below.values()), _OF_WHOLE * votes.own.get(place.code or "", 0.0))
    found = gazetteer.by_code(part) if part and place.code not in votes.in_title else None
    if found is None or below[part] < enough:
        return place
    return _down_to(found, votes, gazetteer)


def _collect(text: str, places: Iterable[PlaceHit], title: tuple[int, int] | None, gazetteer: Gazetteer) -> _Votes:
    votes = _Votes()
    opening = (title[1] if title else 0) + _OPENING_CHARS
    for hit in places:
        if _WITH_US.search(text, max(0, hit.start - 12), hit.start):
            continue
        weight = _PLAIN
        if title and title[0] <= hit.start < title[1]:
            weight = _TITLE
            votes.in_title.update(place.code for place in hit.candidates[:1] if place.code)
        elif hit.start < opening:
            weight = _OPENING
        near_edge = hit.start < opening or hit.end > len(text) - _OPENING_CHARS
        if near_edge and _MEDIA.match(text, hit.end):
            weight += _BYLINE
        elif _BODY_NAME.match(text, hit.end):
            weight += _BODY
        elif _OF_PEOPLE.match(text, hit.end):
            weight += _PEOPLE
        if _SUPPORT_BEFORE.search(text, max(0, hit.start - 12), hit.start):
            weight *= 0.5
        _vote(votes, hit, weight, gazetteer)
    for match in _HINT.finditer(text):
        votes.hints[match.group(2)] += _OWN[match.group(1)] * (_FROM_BELOW if match.group(2) in _OF_PROVINCE else 1.0)
    for match in _CONTEXT_BODY.finditer(text):
        votes.hints[match.group(1)] += 0.5 * (_FROM_BELOW if match.group(1) in _OF_PROVINCE else 1.0)
    return votes


def _vote(votes: _Votes, hit: PlaceHit, weight: float, gazetteer: Gazetteer) -> None:
    if hit.kind in {PlaceKind.COUNTRY, PlaceKind.ABBREVIATION}:
        return
    shares: list[Place] = []
    for place in hit.candidates[:1] if not hit.ambiguous or hit.parts else hit.candidates:
        below_county = place.level in {Level.TOWNSHIP, Level.VILLAGE, Level.REGION}
        holder = gazetteer.by_code((place.parent or "")[:6]) if below_county else gazetteer.successor(place)
        if holder is not None and holder.code:
            shares.append(holder)
            weight *= 0.5 if below_county else 1.0
    for place in shares:
        votes.own[place.code or ""] += weight / len(shares)


def _is_national(text: str, votes: _Votes) -> bool:
    """Several provinces, 我国 or the ministries, and nobody who says 我市 or 我省."""
    provinces = {code[:2] for code, score in votes.own.items() if score >= 1}
    own = sum(score for word, score in votes.hints.items() if word != "国")
    nation = votes.hints.get("国", 0.0) + sum(not word.endswith("国") for word in _NATION.findall(text))
    enough = 1 if len(provinces) >= _ALL_OVER else 3
    return len(provinces) >= 2 and nation >= enough and own * 1.5 < nation and not votes.in_title


def _rank(votes: _Votes, gazetteer: Gazetteer) -> list[tuple[float, Place]]:
    below: dict[str, list[float]] = defaultdict(list)
    for code, score in votes.own.items():
        place = gazetteer.by_code(code)
        for above in gazetteer.ancestors(place) if place else ():
            below[above.code or ""].append(score)
    ranked = []
    hints = {word: score for word, score in votes.hints.items() if word != "国"}
    for code in {*votes.own, *below}:
        place = gazetteer.by_code(code)
        if place is None:
            continue
        children = sorted(below[code])
        score = votes.own.get(code, 0.0) + 0.5 * sum(children[:-1])
        ranked.append((score * _level_factor(place, hints, gazetteer), place))
    return sorted(ranked, key=_by_score)


def _by_score(item: tuple[float, Place]) -> tuple[float, int, str]:
    return -item[0], item[1].level.rank, item[1].code or ""


def _level_factor(place: Place, hints: Mapping[str, float], gazetteer: Gazetteer) -> float:
    """1 where the text has no level words; up to 3 where all of them fit, down to 0.5 where none does."""
    total = sum(hints.values())
    if not total:
        return 1.0
    own = sum(hints.get(word, 0.0) for word in level_words(place))
    parents = {word for above in gazetteer.ancestors(place) for word in level_words(above)} - level_words(place)
    inherited = 0.5 * sum(hints.get(word, 0.0) for word in parents)
    return 0.5 + 2.5 * min(1.0, (own + (inherited if own else 0.0)) / total)


def _related(first: Place, second: Place, gazetteer: Gazetteer) -> bool:
    return second in gazetteer.ancestors(first) or first in gazetteer.ancestors(second)
