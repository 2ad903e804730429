"""Persons: a name beside a title, or a surname with a verb of saying behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.reading import Reading, Spotter, alternatives
from kg.extract.words import Token
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables

__all__ = ["PersonFinder"]

HAN = re.compile(r"[\u4e00-\u9fff]")
DOTTED = re.compile(r"[\u4e00-\u9fff]{2,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}")
SEPARATORS = " \u3000:：/／"
NAME_LIST_SEPARATORS = " \u3000、/／,，"
FOLLOWING_MARKS = r"[，。！？、；：:,;\s()（）“”\"/|｜\n·—-]"
PERSON_TAGS = ("nr", "nrt", "nrfg")
OPENING_TAGS = (*PERSON_TAGS, "nz", "n", "ns", "nt", "x")
"""Tags of words that a name may open with by mistake of the dictionary."""
CLOSED_TAGS = tuple("rdpcumtf")
NO_NAME_CHARS = frozenset("您你我们哪谁这那怎什么吗呢吧")
NO_LATER_CHARS = frozenset("的了和与及等为在是说称")
NO_LAST_CHARS = "摄报科"
NO_FIRST_CHARS = "来赴到在和与及去往对向从为将被把"
"""Behind a title these begin the clause."""
ARRIVALS = ("来", "赴", "到", "在")
"""As words of their own they are no surnames (专家|来|某县)."""
REPORTERS = ("记者", "通讯员")
"""Their names come in lists with commas too."""
SAID = "说称"
"""These close no part of a name, whatever word the dictionary makes of them and what is before."""
MAX_GAP_CHARS = 3
MAX_LISTED = 8
MIN_REPEATED_CHARS = 3

Span = tuple[int, int]


class PersonFinder:
    """Finds persons in a reading; built once from the name tables.

    >>> from kg.resources.names import load_names
    >>> finder = PersonFinder(load_names())
    >>> [person.text for person in finder.find(Reading.of("院长周启明介绍，记者：贺兰 何思远", ()))]
    ['周启明', '贺兰', '何思远']
    """

    def __init__(self, names: NameTables) -> None:
        self._surnames = frozenset(names.people["surname"])
        self._titles = frozenset((*names.people["title"], *names.people["credit"]))
        self._title_spotter = Spotter(sorted(self._titles))
        self._roles = names.people["role"]
        self._ethnic = names.people["ethnic"]
        self._sayings = names.people["saying"]
        self._behind = names.people["behind"]
        self._boundaries = names.people["boundary"]
        self._not_names = names.not_names[EntityType.PERSON]
        self._follower = re.compile(f"$|{FOLLOWING_MARKS}|{alternatives(names.people['follower'])}")

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All personal names, without titles, in order of start."""
        spans: dict[Span, tuple[str, float]] = {}
        for _, end, word in self._title_spotter.find(reading.text):
            for span in self._names_after(reading, end, word):
                if span[0] not in reading.opening:
                    spans.setdefault(span, ("person.title", 0.85))
        spans.update((span, ("person.dotted", 0.7)) for span in self._dotted(reading) if span not in spans)
        spans.update((span, ("person.before-title", 0.7)) for span in self._before_title(reading) if span not in spans)
        spans.update((span, ("person.saying", 0.75)) for span in self._saying(reading) if span not in spans)
        names = sorted({reading.text[start:end] for start, end in spans if end - start >= MIN_REPEATED_CHARS})
        for start, end, _ in Spotter(names).find(reading.text):
            spans.setdefault((start, end), ("person.again", 0.8))
        return tuple(
            Mention(start, end, reading.text[start:end], EntityType.PERSON, rule=rule, confidence=confidence)
            for (start, end), (rule, confidence) in sorted(spans.items())
        )

    def _names_after(self, reading: Reading, position: int, title: str) -> Iterator[Span]:
        """The name or list of names behind a title (记者 甲乙 丙丁)."""
        text = reading.text
        gap = _skip(text, position, SEPARATORS, MAX_GAP_CHARS)
        spaced = gap > position
        if not spaced and (len(title) == 1 or not self._may_begin(reading, position)):
            return
        for _ in range(MAX_LISTED):
            span = self._name_at(reading, gap, spaced=spaced)
            if span is None:
                return
            yield span
            gap = _skip(text, span[1], NAME_LIST_SEPARATORS, MAX_GAP_CHARS + 1)
            if gap == span[1] or (text[span[1]] in ",，" and not title.endswith(REPORTERS)):
                return
            spaced = text[span[1]] in SEPARATORS

    def _may_begin(self, reading: Reading, position: int) -> bool:
        """Whether a word begins here, or the dictionary only glued a name to the title before it."""
        if reading.starts_word(position) or reading.text[position] in self._surnames:
            return True
        return reading.tokens[reading.token_at[position]].tag in PERSON_TAGS

    def _name_at(self, reading: Reading, start: int, *, spaced: bool) -> Span | None:
        """The name that begins here, by the surest sign first."""
        text = reading.text
        dotted = DOTTED.match(text, start)
        if dotted:
            return start, self._dotted_end(reading, dotted)
        if start >= len(text) or not HAN.match(text[start]):
            return None
        token = reading.tokens[reading.token_at[start]]
        if token.text in ARRIVALS and token.tag == "v":
            return None
        return (
            self._tagged_name(reading, start)
            or self._surnamed(reading, start)
            or self._ethnic_name(text, start)
            or self._before_word(reading, start)
            or self._spaced_out(text, start)
        )

    def _tagged_name(self, reading: Reading, start: int) -> Span | None:
        """A word that the dictionary takes for a name."""
        token = reading.tokens[reading.token_at[start]]
        if token.start != start or token.tag not in PERSON_TAGS or not 2 <= len(token.text) <= 4:
            return None
        fits = self._ends_name(reading, token.end) and self._plausible(token.text)
        return (start, token.end) if fits else None

    def _surnamed(self, reading: Reading, start: int) -> Span | None:
        """A surname, a given name, and something that may follow one."""
        for end in _ends(reading.text, start, (3, 2, 4)):
            name = reading.text[start:end]
            if not self._plausible(name) or not self._ends_name(reading, end) or not self._shaped(name):
                continue
            if not _has_function_words(reading, start, end):
                return start, end
        return None

    def _ethnic_name(self, text: str, start: int) -> Span | None:
        """Tibetan, Mongolian, Uyghur and other names: bounded on both sides, with syllables of such names."""
        if start >= len(text) or text[start] in NO_FIRST_CHARS:
            return None
        for end in _ends(text, start, (4, 3, 5, 2)):
            name = text[start:end]
            if self._plausible(name) and self._surely_ends(text, end) and any(part in name for part in self._ethnic):
                return start, end
        return None

    def _before_word(self, reading: Reading, start: int) -> Span | None:
        """A surname and a given name that no ordinary words are made of, before a new word."""
        for end in _ends(reading.text, start, (3, 2)):
            name = reading.text[start:end]
            if end == len(reading.text) or not reading.starts_word(end):
                continue
            if self._plausible(name) and self._shaped(name) and not _is_all_words(reading, start, end):
                return start, end
        return None

    def _spaced_out(self, text: str, start: int) -> Span | None:
        """A name of two characters printed as wide as one of three: 赖 昕."""
        end = start + 3
        if end > len(text) or text[start] not in self._surnames or text[start + 1] not in " \u3000":
            return None
        bounded = end == len(text) or text[end] in "）) \n/、，" or text.startswith(("报道", "摄", "文", "报"), end)
        return (start, end) if HAN.match(text[end - 1]) and bounded else None

    def _shaped(self, name: str) -> bool:
        if len(name) == 4:
            return name[:2] in self._surnames
        return 2 <= len(name) <= 3 and (name[0] in self._surnames or name[:2] in self._surnames)

    def _plausible(self, name: str) -> bool:
        """Whether nothing in the characters speaks against a name."""
        words = {name, name[:2]} | ({name[1:]} if len(name) == 3 else set())
        return (
            all(HAN.match(char) for char in name)
            and self._not_names.isdisjoint(words)
            and self._titles.isdisjoint({name, name[1:]} if len(name) == 3 else {name})
            and NO_NAME_CHARS.isdisjoint(name)
            and NO_LATER_CHARS.isdisjoint(name[1:])
            and name[-1] not in NO_LAST_CHARS
        )

    def _ends_name(self, reading: Reading, end: int) -> bool:
        return self._follower.match(reading.text[end : end + 4]) is not None

    def _surely_ends(self, text: str, end: int) -> bool:
        return end == len(text) or not HAN.match(text[end]) or text.startswith((*self._boundaries, *self._sayings), end)

    def _dotted(self, reading: Reading) -> Iterator[Span]:
        for match in DOTTED.finditer(reading.text):
            token = reading.tokens[reading.token_at[match.start()]]
            end = self._dotted_end(reading, match)
            start = self._behind_title(reading.text, match)
            if start > match.start() or reading.text.startswith(self._sayings, end) or token.tag in PERSON_TAGS:
                yield start, end

    def _behind_title(self, text: str, match: re.Match[str]) -> int:
        """Where a dotted name begins behind a title that the same run of characters opens with (村医|布某某·…)."""
        first = text.index("·", match.start())
        for start in range(first - 2, match.start() + 1, -1):
            if any(text[at:start] in self._titles for at in range(match.start(), start - 1)):
                return start
        return match.start()

    def _dotted_end(self, reading: Reading, match: re.Match[str]) -> int:
        """The last part of a dotted name runs to the first word that may follow a name (买买提|来自)."""
        last = reading.text.rindex("·", match.start(), match.end()) + 1
        for end in range(last + 2, match.end()):
            if reading.starts_word(end) and self._ends_name(reading, end):
                return end
        said = reading.text[match.end() - 1] in SAID and match.end() - last > 2
        return match.end() - 1 if said else match.end()

    def _before_title(self, reading: Reading) -> Iterator[Span]:
        """A name with its title behind it: 王某某主任, 李某教授."""
        for token in self._name_tokens(reading):
            if reading.text.startswith(self._behind, token.end):
                yield token.start, token.end

    def _saying(self, reading: Reading) -> Iterator[Span]:
        """A name with a verb of saying behind it, or a role before it."""
        for token in self._name_tokens(reading):
            if not self._plausible(token.text):
                continue
            introduced = len(token.text) == 3 and reading.text.endswith(self._roles, 0, token.start)
            if introduced or reading.text.startswith(self._sayings, token.end):
                yield token.start, token.end

    def _name_tokens(self, reading: Reading) -> Iterator[Token]:
        for token in reading.tokens:
            if token.tag in ("nr", "nrt") and self._shaped(token.text):
                yield token


def _skip(text: str, position: int, characters: str, most: int) -> int:
    """Behind at most so many of the characters."""
    end = position
    while end < len(text) and text[end] in characters and end - position < most:
        end += 1
    return end


def _ends(text: str, start: int, lengths: Sequence[int]) -> Iterator[int]:
    return (start + length for length in lengths if start + length <= len(text))


def _has_function_words(reading: Reading, start: int, end: int) -> bool:
    """Whether a word of two characters that no name is made of covers part of the stretch."""
    for index in range(reading.token_at[start], reading.token_at[end - 1] + 1):
        token = reading.tokens[index]
        opens_badly = token.start == start and token.tag not in OPENING_TAGS
        if len(token.text) >= 2 and (token.tag.startswith(CLOSED_TAGS) or opens_badly):
            return True
    return False


def _is_all_words(reading: Reading, start: int, end: int) -> bool:
    """Whether the stretch is made of ordinary words of two characters and more."""
    tokens = reading.tokens[reading.token_at[start] : reading.token_at[end - 1] + 1]
    ordinary = all(len(token.text) >= 2 and token.tag not in (*PERSON_TAGS, "nz") for token in tokens)
    return tokens[-1].end == end and ordinary
