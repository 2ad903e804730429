"""Programmes: known ones, quoted ones, and noun phrases with a head that closes such a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.phrases import phrase_start, without_population
from kg.extract.reading import QUOTES, Reading, Spotter, alternatives
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables
from kg.resources.words import alternation

__all__ = ["OPERATION", "ProgrammeFinder"]

TEAM_AID = re.compile(
    rf"(?:医疗|医疗人才|教育人才|卫生人才|医疗卫生人才)?[“\"]?(?:小)?组团式[”\"]?(?:医疗)?(?:{alternation('names/programmes.team_aid')}|"
    "援[疆藏青]+(?:医疗(?!队))?)"
)
LISTED_PARTS = re.compile(
    r"((?:[\u4e00-\u9fffA-Za-z+]{2,16}、)+[\u4e00-\u9fffA-Za-z+]{2,12})等(?:\d+|[一二三四五六七八九十]+)(?:大)?项"
    r"[\u4e00-\u9fff]{0,6}(?:制度|政策|行动|工程|项目|服务)"
)
ROW = re.compile(
    r"(?:服务|项目|内容)(?:主要)?(?:包括|涵盖|有|为|[:：])[:：]?"
    r"((?:[^、，,。；;:：\n“”]{2,18}(?:、|以及)){3,}[^、，,。；;:：\n“”]{2,18})"
)
SERVICE = re.compile(f".{{2,16}}?{alternation('names/programmes.service')}(?=$|等|[和与及])")
MIN_ROW_PARTS = 3
SCREENING = re.compile(
    f"(?:免费|早期|主动|机会性|自愿)?(?:筛查|早筛)(?:项目|行动|工程|计划|活动)?(?!{alternation('names/programmes.screening')})"
)
RATE_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,3}(?:率|人数)")
"""Behind a programme these make an indicator (婚前医学检查|率)."""
LAW_CAMPAIGN = re.compile(
    r"《[^《》\n]{3,24}》(?:集中|主题)?(?:宣传周|宣传月|宣传日|宣传|宣贯|学习|普法)(?:活动|培训)?"
)
COUNTED_SLOGAN = re.compile(r"[一二三四五六七八九十两]个[\u4e00-\u9fff]{2,6}")
SLOGAN = re.compile(r"[，。！？!?；]|^(?:十[一二三四五]五|新冠|新常态|一带一路)$")
NUMERONYM = re.compile(
    r"[一二三四五六七八九十两\d]+[\u4e00-\u9fff][一二三四五六七八九十两\d]?[\u4e00-\u9fff]{0,3}|\d+(?:[+＋]\d+)+"
)
SLOGAN_KINDS = ("理念", "称号", "精神")
OTHER_WORDS = frozenset("组队者员室场力费师书目业")
"""Behind a head these make another word (工程|师, 计划|书, 项目|组)."""
CARING_VERBS = ("守护", "呵护", "引领", "帮助", "希望")
"""Verbs that stand inside the names of campaigns (“某花”妇女健康|守护|计划)."""
OPERATION = re.compile(r"术(?:后|中)?$|(?:治疗|切除|置换|移植)[\u4e00-\u9fff]*$|手术")
"""An operation or a technique, quoted or not."""
HEALTHY = "健康"
HEALTHY_ROW = re.compile("健康[^、]+(?:、健康[^、]+)+")
LOOSE_HEAD = "保障"
"""Behind another head it says what is done for the programme (“某某”服务|保障)."""
GLUE = frozenset("的和与及等为在是了将以")
JOINED_BY = ("、", "和", "与")
MAX_QUOTED_CHARS = 24
MAX_BETWEEN_CHARS = 13
MIN_QUALIFIED_CHARS = 4
"""A head with less before it is no name (健康|行动)."""
MIN_QUOTED_QUALIFIED_CHARS = 6
MIN_KEPT_CHARS = 5


class ProgrammeFinder:
    """Finds programmes in a reading; built once from the name tables.

    >>> from kg.resources.names import load_names
    >>> finder = ProgrammeFinder(load_names())
    >>> [programme.text for programme in finder.find(Reading.of("启动“春雨润苗”行动，当好“守门人”", ()))]
    ['“春雨润苗”行动']
    """

    def __init__(self, names: NameTables) -> None:
        self._stops = names.words(names.stops, "carry")
        self._nominal = names.words(names.stops, "nominal")
        self._populations = names.populations
        self._known_spotter = Spotter(_bare(form) for term in names.programmes for form in term.forms)
        self._disease_spotter = Spotter(form for term in names.diseases for form in term.forms)
        self._heads = names.programme_heads
        self._head_endings = tuple(names.programme_heads)
        self._head_spotter = Spotter(names.programme_heads)
        beside = names.programme_neighbours
        self._tails, self._no_tails = beside["tail"], beside["no-tail"]
        self._carrier_before = re.compile(f"(?:{alternatives(beside['carrier'])})$")
        self._openers = re.compile(f"(?:{alternatives(beside['opener'])})+")
        self._refusal_behind = re.compile(f'[”’"]?(?:{alternatives(beside["refusal"])})')

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All programme mentions, overlapping ones too; the caller chooses."""
        return (
            *self._known_programmes(reading),
            *self._team_aid(reading),
            *self._quoted(reading),
            *self._law_campaigns(reading),
            *self._listed_parts(reading),
            *self._rows(reading),
            *self._screenings(reading),
            *self._healthy_places(reading),
            *self._headed(reading),
        )

    def _known_programmes(self, reading: Reading) -> Iterator[Mention]:
        """Names from the table, found whether or not quotation marks stand in or around them."""
        kept = [index for index, char in enumerate(reading.text) if char not in QUOTES]
        bare = "".join(reading.text[index] for index in kept)
        for bare_start, (bare_end, _) in self._known_spotter.longest_by_start(bare).items():
            start, end = _balance(reading.text, kept[bare_start], kept[bare_end - 1] + 1)
            sure = 0.45 if RATE_BEHIND.match(reading.text, end) else 0.9
            yield self._programme(reading, start, self._tail_end(reading.text, end), "programme.known", sure)

    def _tail_end(self, text: str, end: int) -> int:
        """活动, 行动, 项目 … right behind a known name belong to it (wherever a quotation ends there)."""
        if text.startswith(self._no_tails, end):
            return end
        for tail in self._tails:
            behind = end + len(tail)
            if text.startswith(tail, end) and not text[behind : behind + 1].isdigit():
                return behind
        return end

    def _team_aid(self, reading: Reading) -> Iterator[Mention]:
        for match in TEAM_AID.finditer(reading.text):
            start, end = _balance(reading.text, match.start(), match.end())
            yield self._programme(reading, start, end, "programme.team-aid", 0.95)

    def _quoted(self, reading: Reading) -> Iterator[Mention]:
        """What is quoted and closed by a head, or carried out, or counts its parts."""
        accepted: set[int] = set()
        for start, end in reading.quotes:
            inner = reading.text[start:end]
            if not 2 <= len(inner) <= MAX_QUOTED_CHARS or SLOGAN.search(inner):
                continue
            if reading.text.startswith(SLOGAN_KINDS, end + 1):
                continue
            head_ends = self._heads_behind(reading, end + 1)
            if head_ends:
                if len(head_ends) > 1 and reading.text.endswith(LOOSE_HEAD, 0, head_ends[-1]):
                    head_ends = [*head_ends[:-2], head_ends[-1], head_ends[-2]]
                yield self._programme(reading, start - 1, head_ends[-1], "programme.quoted-head", 0.85)
                for head_end in head_ends[:-1]:
                    yield self._programme(reading, start - 1, head_end, "programme.quoted-head", 0.6)
                before = reading.quote_start(start - 1)
                if before is not None:  # “甲”“乙”工程
                    yield self._programme(reading, before, head_ends[-1], "programme.quoted-head", 0.8)
                continue
            if HEALTHY_ROW.fullmatch(inner):
                for part in re.finditer("[^、]+", inner):
                    begin, stop = start + part.start(), start + part.end()
                    yield self._programme(reading, begin, stop, "programme.quoted-part", 0.7)
                continue
            listed = start - 2 in accepted and reading.text[start - 2 : start - 1] in JOINED_BY
            found = self._quoted_rule(reading.text, start, end, listed=listed)
            if found is not None:
                rule, confidence = found
                if rule != "programme.quoted-count":
                    accepted.add(end + 1)
                yield self._programme(reading, start, end, rule, confidence)

    def _quoted_rule(self, text: str, start: int, end: int, *, listed: bool) -> tuple[str, float] | None:
        """What makes the words between two marks a programme by themselves, and how surely."""
        inner = text[start:end]
        if len(inner) >= MIN_QUALIFIED_CHARS and self._ends_in_head(inner):
            return "programme.quoted", 0.8
        if self._refusal_behind.match(text[end : end + 6]) or OPERATION.search(inner):
            return None
        if COUNTED_SLOGAN.fullmatch(inner):
            return "programme.quoted-count", 0.55
        carried = self._carrier_before.search(text[max(0, start - 5) : start - 1])
        named = len(inner) >= MIN_QUALIFIED_CHARS or NUMERONYM.fullmatch(inner) or "+" in inner
        return ("programme.quoted-carried", 0.6) if named and (carried or listed) else None

    def _heads_behind(self, reading: Reading, position: int) -> list[int]:
        """The ends of heads that follow a quotation, with some words in between, the nearest first."""
        ends = []
        end = position
        while end < len(reading.text) and end - position < MAX_BETWEEN_CHARS:
            token = reading.tokens[reading.token_at[end]]
            is_head = token.text in self._heads
            closed = token.text in self._stops and token.text not in CARING_VERBS
            if not is_head and (closed or not _is_plain(token.text)):
                break
            end = token.end
            if is_head or reading.text.endswith(self._head_endings, position, end):
                ends.append(end)
        return ends

    def _ends_in_head(self, inner: str) -> bool:
        return any(inner.endswith(head) and len(inner) > len(head) + 1 for head in self._heads)

    def _listed_parts(self, reading: Reading) -> Iterator[Mention]:
        """Parts of one named scheme: 甲服务、乙服务等12项便民制度."""
        for match in LISTED_PARTS.finditer(reading.text):
            position = match.start(1)
            for part in match.group(1).split("、"):
                start, end = position, position + len(part)
                position = end + 1
                for token in reading.tokens[reading.token_at[start] : reading.token_at[end - 1] + 1]:
                    if token.text in self._stops and token.text not in ("和", "与", "及"):
                        start = token.end
                if 3 <= end - start <= 10:
                    yield self._programme(reading, start, end, "programme.listed", 0.6)

    def _rows(self, reading: Reading) -> Iterator[Mention]:
        """The services of one scheme, where the text says that it is made of them: …服务包括甲管理、乙服务、丙接种."""
        for match in ROW.finditer(reading.text):
            position = match.start(1)
            parts = []
            for part in re.split("、|以及", match.group(1)):
                start = reading.text.index(part, position)
                position = start + len(part)
                service = SERVICE.match(part)
                if service is not None:
                    parts.append((start, start + service.end()))
            if len(parts) >= MIN_ROW_PARTS:
                for start, end in parts:
                    yield self._programme(reading, start, end, "programme.row", 0.75)

    def _screenings(self, reading: Reading) -> Iterator[Mention]:
        """A disease and 筛查 behind it: a screening campaign, unless a rate or a machine of it."""
        for end, (start, _) in self._disease_spotter.longest_by_end(reading.text).items():
            match = SCREENING.match(reading.text, end)
            if match:
                yield self._programme(reading, start, match.end(), "programme.screening", 0.75)

    def _law_campaigns(self, reading: Reading) -> Iterator[Mention]:
        """《…法》宣传周活动: a campaign named after a document."""
        for match in LAW_CAMPAIGN.finditer(reading.text):
            yield self._programme(reading, *match.span(), "programme.law-campaign", 0.85)

    def _healthy_places(self, reading: Reading) -> Iterator[Mention]:
        """健康 before a place is the name of its health campaign."""
        for place in reading.places:
            start = place.start - 2
            if start >= 0 and reading.text.startswith(HEALTHY, start) and reading.starts_word(start):
                yield self._programme(reading, start, place.parts[0][1], "programme.healthy-place", 0.85)

    def _headed(self, reading: Reading) -> Iterator[Mention]:
        """Noun phrases that a programme's head closes, without their adverbs and populations."""
        text = reading.text
        openings = {start - 1 for start, _ in reading.quotes}
        for end, (start, word) in self._head_spotter.longest_by_end(text).items():
            category = self._heads[word]
            if category == "service" or not OTHER_WORDS.isdisjoint(text[end : end + 1]):
                continue
            if word.endswith("计划") and _plans(reading, end):
                continue
            begin = phrase_start(
                reading, start, stops=self._stops, nominal=self._nominal, max_chars=26, over_places=True
            )
            begin = self._behind_openers(text, begin, end)
            # What stands before a quoted name says whose it is (基层人才|“某某”计划).
            begin = max([begin, *(opening for opening in openings if begin < opening < start)])
            if begin in openings and text[begin : begin + 1] in "“‘":
                continue
            if category == "carried" and not self._carrier_before.search(text[max(0, begin - 4) : begin]):
                continue
            least = (
                MIN_QUALIFIED_CHARS if frozenset(QUOTES).isdisjoint(text[begin:start]) else MIN_QUOTED_QUALIFIED_CHARS
            )
            if start - begin >= least:
                yield self._programme(reading, begin, end, "programme.head", 0.65)

    def _behind_openers(self, text: str, start: int, end: int) -> int:
        openers = self._openers.match(text, start, end)
        start = openers.end() if openers else start
        return without_population(text, start, end, self._populations, MIN_KEPT_CHARS)

    def _programme(self, reading: Reading, start: int, end: int, rule: str, confidence: float) -> Mention:
        text = reading.text
        for population in self._populations:
            if text.startswith(population + "“", start) and text[start:end].count("“") == 1:
                start += len(population)
        method = Method.DICTIONARY if rule == "programme.known" else Method.RULE
        return Mention(start, end, text[start:end], EntityType.PROGRAM, method=method, rule=rule, confidence=confidence)


def _plans(reading: Reading, end: int) -> bool:
    """Whether the 计划 that ends here is the verb (全年计划新建 …)."""
    if end >= len(reading.text):
        return False
    before = reading.token_ending_at(end - 2)
    token = reading.tokens[reading.token_at[end]]
    nominal = before is not None and before.tag.startswith("v")
    return token.start == end and token.tag.startswith(("v", "d", "m", "p")) and not nominal


def _is_plain(word: str) -> bool:
    return word.isalpha() and GLUE.isdisjoint(word)


def _bare(form: str) -> str:
    return "".join(char for char in form if char not in QUOTES)


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation mark that a span has only one of."""
    inside = text[start:end]
    if inside.count("”") > inside.count("“") and start and text[start - 1] == "“":
        start -= 1
    if inside.count("“") > inside.count("”") and end < len(text) and text[end] == "”":
        end += 1
    return start, end
