"""Places that the gazetteer does not know, told by what stands beside them, and places by one character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.plain_shapes import propose
from kg.extract.reading import BREAKS, Reading, alternatives
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables
from kg.resources.words import alternation

__all__ = ["PlainPlaces"]

PLACE_WORD = "ns"
"""The dictionary's tag for the names of places."""
NAME = "[\u4e00-\u9fff]{2,3}"
HEAD = alternation("names/plain_places.head")
DIVISION = alternation("names/plain_places.division")
ROW = re.compile(
    rf"({NAME}(?:、{NAME})*(?:[、和及与]{NAME}))(?=等?(?:[一二两三四五六七八九十几]+|\d+|等)个?{HEAD}|一带)"
)
SEPARATOR = re.compile("[、和及与]")
MEMBER = re.compile(rf"{NAME}$")
JOINED = ("、", "和", "及", "与")
COUNTED = re.compile(
    rf"(?:\d+|[一二两三四五六七八九十百]+|数十|十几)(?:余|多)?个?(?:(?:[\u4e00-\u9fff]{{2,12}}?)?{alternation('names/plain_places.counted')}[县村])|"
    rf"(?:\d+|[一二两三四五六七八九十百]+|数十|十几)(?:余|多)?个?(?:{alternation('names/plain_places.counted_places')}|{DIVISION})"
    "(?![级长委民医院政里道分域块路面份卫社区])"
)
NO_COUNT_BEFORE = re.compile(r"[第\d.每年月这那各]$")
NO_NAME = frozenset("的了和与及等在是为有被把对向从到由这那各每全本该我他她你个家所")
ROW_GOES_ON = "、，。,等两三四和及"
TRUSTED = ("plain.place-home", "plain.place-word", "plain.place-row")
"""Signs that outweigh what the words are otherwise."""
TENS = ("十", "百")
MIN_COUNTRIES = 2
GOES_ON = "县市区乡镇村街路网旗州盟桥源"
"""Behind a place these go on with its name."""
NO_NAME_TAGS = ("v", "d", "p", "r", "c", "u", "m", "t", "f", "a")
ORDINARY_TAGS = ("n", "nt", "s", "b", "l", "i", "j", "vn")
MAX_MEMBER_CHARS = 3
MIN_NAME_CHARS = 2


class PlainPlaces:
    """Proposes them; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        words = names.plain_words
        self._not_names = names.not_names[EntityType.PLACE]
        short = "".join(sorted(name for name in names.plain_names[EntityType.PLACE] if len(name) == 1))
        self._characters = re.compile(f"(?<=[赴来抵驻离返莅入在到])[{short}](?:、[{short}])*(?![\u4e00-\u9fff]、)")
        countries = "".join(words["country-char"])
        self._countries = re.compile(f"[{countries}]{{{MIN_COUNTRIES},4}}(?=等国|等?[两二三四五多各]国)")
        self._before = re.compile(f"(?:{alternatives(words['place-before'])})({NAME})")
        self._home = re.compile(f"(?:{alternatives(words['home'])})({NAME})")
        self._behind = re.compile(f"({NAME})(?:{alternatives(words['place-behind'])})")

    def find(self, reading: Reading) -> Iterator[Mention]:
        """All of them, by the sign that tells them."""
        text = reading.text
        seen = {(place.start, place.end) for place in reading.places}
        for start, end, rule in (*self._words(reading), *_listed(reading), *self._beside(reading)):
            known = (start, end) in seen or reading.opening.get(start) == end or text[start:end] in self._not_names
            if end - start < MIN_NAME_CHARS or (rule not in TRUSTED and not _is_proper(reading, start, end)):
                continue
            if not known and NO_NAME.isdisjoint(text[start:end]) and BREAKS.isdisjoint(text[start:end]):
                seen.add((start, end))
                yield propose(reading, start, end, EntityType.PLACE, rule)
        for start, end in self._single(reading):
            yield propose(reading, start, end, EntityType.PLACE, "plain.place-char")
        for match in COUNTED.finditer(text):
            lone = match.group().startswith("一") and match.group()[1:2] not in TENS
            if not lone and not NO_COUNT_BEFORE.search(text, max(0, match.start() - 1), match.start()):
                yield propose(reading, *match.span(), EntityType.PLACE, "plain.place-group", group=True)

    @staticmethod
    def _words(reading: Reading) -> Iterator[tuple[int, int, str]]:
        """What the general dictionary has for a place."""
        for token in reading.tokens:
            if token.tag != PLACE_WORD or len(token.text) < MIN_NAME_CHARS:
                continue
            goes_on = reading.text[token.end : token.end + 1] in GOES_ON and token.end < len(reading.text)
            if not goes_on and not any(at in reading.opening for at in range(token.start, token.end)):
                yield token.start, token.end, "plain.place-word"

    def _beside(self, reading: Reading) -> Iterator[tuple[int, int, str]]:
        """家住|某某, 某某|百姓: a word of its own that such a word stands beside."""
        for match in self._before.finditer(reading.text):
            start = match.start(1)
            for end in (match.end(1), match.end(1) - 1):
                if end - start > 1 and reading.starts_word(end):
                    yield start, end, "plain.place-behind-verb"
                    break
        for match in self._home.finditer(reading.text):
            start = match.start(1)
            end = next((end for end in (match.end(1), match.end(1) - 1) if reading.starts_word(end)), start)
            yield start, end, "plain.place-home"
        for match in self._behind.finditer(reading.text):
            for start in (match.start(1), match.start(1) + 1):
                if match.end(1) - start > 1 and reading.starts_word(start):
                    yield start, match.end(1), "plain.place-before-noun"
                    break

    def _single(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """赴|川, 来|沪: a province by one character; 英|美|等国: countries by one each."""
        for match in self._characters.finditer(reading.text):
            for at in range(match.start(), match.end(), 2):
                if reading.starts_word(at + 1) and at not in reading.opening:
                    yield at, at + 1
        for match in self._countries.finditer(reading.text):
            yield from ((at, at + 1) for at in range(*match.span()))


def _listed(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """甲、乙两地: members of a row that a count of places closes, and what stands in a row with a known place."""
    text = reading.text
    for match in ROW.finditer(text):
        position = match.start(1)
        for part in SEPARATOR.split(match.group(1)):
            first = position == match.start(1)
            if first and len(part) == MAX_MEMBER_CHARS and not reading.starts_word(position):
                yield position + 1, position + len(part), "plain.place-row"
            else:
                yield position, position + len(part), "plain.place-row"
            position += len(part) + 1
    for place in reading.places:
        if text.startswith(JOINED, place.end):
            begin = place.end + 1
            for end in (begin + 3, begin + 2):
                bounded = end >= len(text) or text[end] in ROW_GOES_ON
                if bounded and text[begin:end].isalpha() and reading.starts_word(begin):
                    yield begin, min(end, len(text)), "plain.place-beside"
                    break
        if text.endswith(JOINED, 0, place.start):
            end = place.start - 1
            member = MEMBER.search(text, max(0, end - MAX_MEMBER_CHARS), end)
            starts = range(member.start(), end - 1) if member is not None else ()
            opening = next((start for start in starts if reading.starts_word(start)), None)
            if opening is not None:
                yield opening, end, "plain.place-beside"


def _is_proper(reading: Reading, start: int, end: int) -> bool:
    """Whether the stretch is made of what names are made of, and is no ordinary noun."""
    if not reading.starts_word(end):
        return False
    tokens = reading.tokens[reading.token_at[start] : reading.token_at[end - 1] + 1]
    if any(token.tag.startswith(NO_NAME_TAGS) for token in tokens):
        return False
    return not (len(tokens) == 1 and tokens[0].tag in ORDINARY_TAGS)
