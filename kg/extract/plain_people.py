"""Persons by the shape of their names and what stands beside them, for the models to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.reading import Reading, alternatives
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables

__all__ = ["PlainPeople"]

HAN = re.compile(r"[\u4e00-\u9fff]+")
EDGES = "、，,。;；:：（()）“”—-· \u3000\n/│︱|！!？?《》【】"
JOINERS = ("、", "和", "与", "及", "以及", "，", ",", " ", "\u3000")
BYLINE_NAME = r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff])"
BYLINE = re.compile(
    r"[（(](?:[^（()）\n]{0,12}?(?:记者|通讯员|作者|文|图|摄影|实习生)[:：]?\s*)?"
    rf"({BYLINE_NAME}(?:[\s、，,/]+{BYLINE_NAME})*)[)）]"
)
DATELINE = re.compile(r"[日电讯]\s*$")
LATIN = re.compile(
    r"(?<![A-Za-z0-9\-])[A-Z][a-zà-ž]+(?:[a-zà-ž'’-]|(?<=[a-zà-ž])[A-Z])*"
    r"(?:[ ·.]{1,2}[A-Z][A-Za-zà-ž'’.-]*){0,3}(?![A-Za-z])"
)
NOT_LATIN = ("Med", "China", "Nature", "Science", "Lancet", "The", "Of", "And", "Stroke", "Cell")
JAPANESE_GIVEN = 3
AGED = re.compile(r"(?:\d|[一二三四五六七八九十])岁的$")
"""75岁的|某某: an age before a name says as much as a title."""
NIPPON = "日本"
WEAK = ("plain.person-word", "plain.person-wordy", "plain.person-edge", "plain.person-verb")
"""Signs that a list or a byline outweighs."""
LIST_END = re.compile(r"[和与及等任为说来到赴]|出席|参加|陪同|以及|分别|[一二两三四五六七八九十\d]+[位名人]")
PERSON_TAGS = ("nr", "nrt", "nrfg")
FUNCTION_CHARS = frozenset("的了和与及等为在是说称不也又就都而将把被给对向从到或我你他她们这那哪某")
COMMON_WORDS = frozenset(
    "于终和全国经都能有时来暨多农居后融双边危计党班年次首各所还相公老其本从过同通由因且并又另该自让使正更最先再可应要会见行进出上下大小新旧东西"
)
"""Surnames that are mostly something else."""
OPEN_TITLES = "主副总科书病制证伯婆嫂婶叔"
"""A name does not end in the first character of the title behind it (甲某|主任), nor in these heads."""
LONGEST_GIVEN = 3
MIN_TRANSLITERATED = 3
MAX_TRANSLITERATED = 7


class PlainPeople:
    """Proposes personal names; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        surnames = frozenset(names.people["surname"])
        self._single = frozenset(name for name in surnames if len(name) == 1) - COMMON_WORDS
        self._double = frozenset(name for name in surnames if len(name) == 2)
        self._not_names = names.not_names[EntityType.PERSON]
        words = names.plain_words
        self._before = re.compile(f"(?:{alternatives(words['title-before'])})[:：]?\\s?$")
        self._behind = re.compile(f"\\s?(?:{alternatives(words['title-behind'])})")
        self._titles = frozenset((*words["title-before"], *words["title-behind"]))
        self._saying = re.compile(alternatives(words["saying"]))
        self._japanese_names = re.compile(f"(?:{alternatives(words['japanese'])})[\u4e00-\u9fff]{{1,{JAPANESE_GIVEN}}}")
        syllables = "".join(words["syllable"])
        self._foreign = re.compile(f"[{syllables}]{{{MIN_TRANSLITERATED},{MAX_TRANSLITERATED}}}")

    def find(self, reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
        """Names beside titles, names in lists, bylines and transliterated names."""
        text = reading.text
        known = {(each.start, each.end) for each in found if each.type is EntityType.PERSON}
        spans: dict[tuple[int, int], str] = {}
        shaped: list[tuple[int, int]] = []
        for start in range(len(text)):
            for end in self._shapes(reading, start):
                shaped.append((start, end))
                rule = self._sign(reading, start, end)
                if rule:
                    spans.setdefault((start, end), rule)
        weak = {span for span, rule in spans.items() if rule in WEAK}
        for span in self._bylines(reading):
            if span not in spans or span in weak:
                spans[span] = "plain.person-byline"
                weak.discard(span)
        self._spread(text, [span for span in shaped if self._ends_in_list(text, span[1])], known, spans, weak)
        for start, end in (*self._latin(text), *self._japanese(reading)):
            spans.setdefault((start, end), "plain.person-abroad")
        for start, end in self._transliterated(reading):
            spans.setdefault((start, end), "plain.person-foreign")
        again = {text[start:end] for start, end in {*known, *spans}}
        for start, end in shaped:
            if text[start:end] in again:
                spans.setdefault((start, end), "plain.person-again")
        for (start, end), rule in sorted(spans.items()):
            yield Mention(start, end, text[start:end], EntityType.PERSON, rule=rule, confidence=0.3)

    def _shapes(self, reading: Reading, start: int) -> Iterator[int]:
        """Ends of what looks like a name that begins here: a surname and a given name of one or two characters."""
        text = reading.text
        if start and text[start - 1].isdigit():  # 300|元用于
            return
        if text[start : start + 2] in self._double:
            lengths: tuple[int, ...] = (4, 3)
        elif text[start] in self._single:
            lengths = (3, 2)
        else:
            return
        if start in reading.opening:
            lengths = tuple(length for length in lengths if start + length > reading.opening[start])
        for length in lengths:
            name = text[start : start + length]
            if len(name) < length or not HAN.fullmatch(name) or not FUNCTION_CHARS.isdisjoint(name[1:]):
                continue
            if name in self._not_names or not self._titles.isdisjoint((name, name[1:])) or name[-1] in OPEN_TITLES:
                continue
            if not self._is_word(reading, start, start + length) or self._is_titled_guess(reading, start, length):
                yield start + length

    def _is_titled_guess(self, reading: Reading, start: int, length: int) -> bool:
        """Whether a title or a list stands before what the dictionary takes for a word, and may have made up itself."""
        if length != LONGEST_GIVEN:
            return False
        title = self._before.search(reading.text[max(0, start - 8) : start])
        if title is not None and len(title.group().strip(" :：")) > 1:
            return True
        listed = (
            reading.text[start - 1 : start] == "、" and reading.text[start + length : start + length + 1] in "、和及"
        )
        return listed and reading.tokens[reading.token_at[start]].end == start + length

    @staticmethod
    def _is_word(reading: Reading, start: int, end: int) -> bool:
        """Whether the dictionary knows the stretch as an ordinary word."""
        token = reading.tokens[reading.token_at[start]]
        return token.start <= start and token.end >= end and token.tag not in (*PERSON_TAGS, "x", "i")

    def _sign(self, reading: Reading, start: int, end: int) -> str:
        """What beside the stretch speaks for a name; empty where nothing does."""
        text = reading.text
        opens = start == 0 or reading.starts_word(start) or text[start - 1] in EDGES
        closes = end == len(text) or reading.starts_word(end) or text[end] in EDGES
        beside = text[max(0, start - 8) : start]
        title = self._before.search(beside)
        # A title of one character is one only where it is a word by itself (文|章来源).
        linked = title is not None and len(title.group().strip(" :：")) == 1
        if linked and not self._ends_single(reading, start - len(title.group()) if title else 0):
            title, linked = None, False
        before = title is not None or AGED.search(beside) is not None
        behind = self._behind.match(text, end) is not None
        if before and behind:
            return "plain.person-between"
        if before and closes:
            wordy = linked or self._opens_with_word(reading, start, end)
            return "plain.person-wordy" if wordy else "plain.person-titled"
        if behind and opens:
            return "plain.person-before-title"
        edge_left = start == 0 or text[start - 1] in EDGES
        if edge_left and (self._saying.match(text, end) or end == len(text) or text[end] in EDGES):
            return "plain.person-wordy" if self._holds_word(reading, start, end) else "plain.person-edge"
        if opens and end - start == LONGEST_GIVEN and self._saying.match(text, end):
            return "plain.person-verb"
        token = reading.tokens[reading.token_at[start]]
        if token.tag in PERSON_TAGS and token.start == start and token.end == end:
            return "plain.person-word"
        return ""

    @staticmethod
    def _ends_single(reading: Reading, position: int) -> bool:
        """Whether the character here is a word of its own."""
        return len(reading.tokens[reading.token_at[position]].text) == 1

    @staticmethod
    def _opens_with_word(reading: Reading, start: int, end: int) -> bool:
        """Whether the first two of three characters are an ordinary word (平均|只)."""
        token = reading.tokens[reading.token_at[start]]
        whole = token.start == start and len(token.text) == LONGEST_GIVEN - 1 and end - start == LONGEST_GIVEN
        return whole and token.tag not in (*PERSON_TAGS, "x", "nz", "ns", "n")

    @staticmethod
    def _holds_word(reading: Reading, start: int, end: int) -> bool:
        """Whether an ordinary word of two characters and more lies inside (强|弱项)."""
        tokens = reading.tokens[reading.token_at[start] : reading.token_at[end - 1] + 1]
        return any(len(each.text) > 1 and each.tag not in (*PERSON_TAGS, "x", "nz", "ns") for each in tokens)

    def _ends_in_list(self, text: str, end: int) -> bool:
        """Whether a name may end here inside of a list, or close it."""
        return text[end : end + 1] in EDGES or bool(LIST_END.match(text, end)) or bool(self._behind.match(text, end))

    @staticmethod
    def _spread(
        text: str,
        shaped: Sequence[tuple[int, int]],
        known: set[tuple[int, int]],
        spans: dict[tuple[int, int], str],
        weak: set[tuple[int, int]],
    ) -> None:
        """Names beside a name in a list (甲、乙及丙)."""
        possible = frozenset(shaped)
        waiting = [*known, *spans]  # a word that looks like a name speaks for its neighbours, and they for it
        while waiting:
            start, end = waiting.pop()
            for joiner in JOINERS:
                if text.startswith(joiner, end):
                    at = end + len(joiner)
                    beside = [(at, at + length) for length in (3, 2, 4)]
                elif text.endswith(joiner, 0, start):
                    stop = start - len(joiner)
                    beside = [(stop - length, stop) for length in (3, 2, 4)]
                else:
                    continue
                span = next((each for each in beside if each in possible), None)
                if span is not None and span not in known and (span not in spans or span in weak):
                    if span not in spans:
                        waiting.append(span)
                    spans[span] = "plain.person-listed"
                    weak.discard(span)

    def _bylines(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Names in brackets behind a dateline, one or several; beside others one may be an ordinary word."""
        text = reading.text
        for match in BYLINE.finditer(text):
            parts = [part.span() for part in re.finditer(BYLINE_NAME, match.group(1))]
            spans = [(match.start(1) + start, match.start(1) + end) for start, end in parts]
            if not all(self._is_shaped(text[start:end]) for start, end in spans):
                continue
            ordinary = sum(self._is_word(reading, start, end) for start, end in spans)
            dated = DATELINE.search(text, max(0, match.start() - 3), match.start()) is not None
            closing = text[match.end() : match.end() + 1] in ("\n", "")
            if ordinary == 0 or (2 * ordinary <= len(spans) and (dated or closing)):
                yield from spans

    def _is_shaped(self, name: str) -> bool:
        """A surname and a given name, a blank between them or none; not the word for a post."""
        bare = "".join(name.split())
        family = 2 if bare[:2] in self._double else 1 if bare[0] in self._single else 0
        fits = family > 0 and 1 <= len(bare) - family <= 2 and FUNCTION_CHARS.isdisjoint(bare[1:])
        return fits and bare not in self._not_names and self._titles.isdisjoint((bare, bare[1:]))

    def _latin(self, text: str) -> Iterator[tuple[int, int]]:
        """Names in Latin letters beside a title (某大学医院|Meyer|教授)."""
        for match in LATIN.finditer(text):
            before = self._before.search(text[max(0, match.start() - 8) : match.start()]) is not None
            if (before or self._behind.match(text, match.end())) and not match.group().startswith(NOT_LATIN):
                yield match.span()

    def _japanese(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Japanese names, where the text speaks of Japan: a family name of its own kind and up to three characters."""
        text = reading.text
        if NIPPON not in text:
            return
        for match in self._japanese_names.finditer(text):
            for end in range(match.end(), match.end() - JAPANESE_GIVEN, -1):
                if text[end - 1] in FUNCTION_CHARS or end - match.start() < MIN_TRANSLITERATED:
                    continue
                if self._ends_in_list(text, end):
                    yield match.start(), end
                    break

    def _transliterated(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Runs of the characters that transliterated names are written with, where a title or verb stands beside."""
        text = reading.text
        for match in self._foreign.finditer(text):
            start, end = match.span()
            if start in reading.opening:
                continue
            for stop in range(end, start + MIN_TRANSLITERATED - 1, -1):
                before = self._before.search(text[max(0, start - 8) : start]) is not None
                if before or self._behind.match(text, stop) or self._saying.match(text, stop):
                    yield start, stop
                    break
