"""Counted groups (13家县人民医院), named sets (“1+7”医院) and counts behind their noun (专科17个)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.reading import BREAKS, Reading, Spotter
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables

__all__ = ["GroupFinder"]

NUMBER = r"(?:\d[\d,.]*(?:[-—–~～至到]\d+)?|[一二三四五六七八九十百千两几数]+)"
MEASURE = r"(?:个|家|所|处|间|项|种|大类|类|座|栋|幢|条|只|批|支|对)"
COUNT = re.compile(rf"(?:近|约|超|逾)?({NUMBER})(?:余|多)?({MEASURE})(?:以上)?")
COUNT_AFTER = re.compile(rf"\d+(?:余|多)?{MEASURE}")
NAMED_SET = re.compile(r"[“\"]?\d+(?:[+＋﹢]\d+)+[”\"]?(医院|医疗机构|医疗集团|卫生院)")
CENTRES = re.compile(r"[一二三四五六七八九十两](?:大|个)?(?:急诊急救)?(?:大)?中心")
ORDINAL_BEFORE = re.compile(r"(?:第|首|每|各|这|那|某|同|前|后|另|上|下|有|一|数字|\d|\.|．)$")
PHRASE_TAGS = ("n", "v", "a", "b", "j", "l", "s", "f", "m", "q", "i", "z", "g", "t", "x")
JOINERS = frozenset('及和的、·-—(（)）“”"')
WARDS = ("临床", "医疗", "医技", "行政", "职能")
"""Kinds of departments that are listed before their head (临床、医技及职能|科室)."""
VERBAL_TAGS = ("v", "p", "d")
QUALIFYING_TAGS = ("n", "j", "b", "a", "l", "m", "s")
NOT_QUALIFYING = frozenset({"有", "共", "全区", "全市"})
BRACKETED = (EntityType.PLACE, EntityType.DESIGNATION)
"""Types whose heads a bracket may qualify (4个县（区）)."""
MAX_GROUP_CHARS = 22
NOT_A_GROUP_AFTER = re.compile(r"^(?:的)?(?:负责人|专家|医务人员|院长|主任|代表)")
NUMERAL = "[一二两三四五六七八九十\\d]+"
COUNTED_DIVISIONS = re.compile(
    rf"(?:{NUMERAL}(?:省|市|县|区|州|旗)){{2,}}|{NUMERAL}(?:省区市|省市|市县|区县|县区|县市|市州|州市|旗县|省区)(?![\u4e00-\u9fff]?级)"
)
"""一区两县, 四市县: divisions counted without a measure word."""


class GroupFinder:
    """Finds group mentions; built once from the name tables.

    >>> from kg.resources.names import load_names
    >>> finder = GroupFinder(load_names())
    >>> [group.text for group in finder.find(Reading.of("带动7家县医院、19所村卫生室，第3家医院", ()))]
    ['7家县医院', '19所村卫生室']
    """

    def __init__(self, names: NameTables) -> None:
        self._stops = frozenset(names.stops) - {"和", "及", "与"}
        self._heads: Mapping[str, EntityType] = names.group_heads
        self._head_spotter = Spotter(names.group_heads)

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All group mentions; number through head noun."""
        by_start: dict[int, tuple[int, str]] = {}
        for start, end, word in self._head_spotter.find(reading.text):
            known = by_start.get(start)
            if known is None or end > known[0]:
                by_start[start] = (end, word)
        return (
            *self._counted(reading, by_start),
            *self._counted_after(reading),
            *self._named_sets(reading),
            *self._counted_divisions(reading),
        )

    def _counted(self, reading: Reading, heads: Mapping[int, tuple[int, str]]) -> Iterator[Mention]:
        for match in COUNT.finditer(reading.text):
            if ORDINAL_BEFORE.search(reading.text[max(0, match.start() - 2) : match.start()]):
                continue
            if match.group(1).strip("一") == "" or match.group(1) in "几数":
                continue
            found = self._head_behind(reading, match.end(), heads)
            if found is None:
                continue
            end, kind = found
            if NOT_A_GROUP_AFTER.match(reading.text[end : end + 6]):
                continue
            yield _group(reading, match.start(1), end, kind, "group.counted", 0.8)

    def _head_behind(
        self, reading: Reading, position: int, heads: Mapping[int, tuple[int, str]]
    ) -> tuple[int, EntityType] | None:
        """The end and type of the last head of the noun phrase that starts at `position`."""
        if reading.text.startswith(("、", "，"), position):
            return None
        limit = min(len(reading.text), position + MAX_GROUP_CHARS)
        best: tuple[int, EntityType] | None = None
        index = position
        while index < limit:
            head = heads.get(index)
            if head is None:
                if not self._goes_over(reading, index, behind_head=best is not None):
                    break
                index += 1
                continue
            end, word = head
            kind = self._heads[word]
            index = _bracket_end(reading.text, end) if kind in BRACKETED else end
            best = (index, kind)
            if index != end:
                if index not in heads:
                    return best
            # One character may be the level word of a longer name: 45个市本级质控中心.
            elif len(word) > 1 and not self._goes_on(reading, index, heads, limit):
                return best
        return best

    @staticmethod
    def _goes_over(reading: Reading, index: int, *, behind_head: bool) -> bool:
        """Whether a character may stand inside the noun phrase of a group."""
        char = reading.text[index]
        if (char in BREAKS and char != "、") or char.isdigit():
            return False
        tag = reading.tokens[reading.token_at[index]].tag
        if behind_head and tag.startswith(VERBAL_TAGS):
            return False
        return char in JOINERS or tag.startswith(PHRASE_TAGS)

    @staticmethod
    def _goes_on(reading: Reading, index: int, heads: Mapping[int, tuple[int, str]], limit: int) -> bool:
        """Whether another head follows at once, or behind 的 (6个市的人民医院)."""
        if index in heads:
            return True
        near = range(index + 1, min(index + 4, limit))
        return reading.text.startswith("的", index) and any(step in heads for step in near)

    def _counted_after(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._head_spotter.longest_by_end(reading.text).items():
            kind = self._heads[word]
            if kind in (EntityType.PLACE, EntityType.DISEASE, EntityType.AGENCY) or (len(word) < 3 and word != "科室"):
                continue
            count = COUNT_AFTER.match(reading.text, end)
            if count is None:
                continue
            begin = self._left(reading, start, self._stops)
            yield _group(reading, begin, count.end(), kind, "group.count-after", 0.7)

    @staticmethod
    def _left(reading: Reading, position: int, stops: frozenset[str]) -> int:
        limit = max(0, position - 12)
        joined = False
        while position > limit:
            token = reading.token_ending_at(position)
            if token is not None and token.text == "、" and joined:
                position = token.start
                continue
            if token is None or token.text[0] in BREAKS or token.text in stops or position in reading.walls:
                break
            if position in reading.place_by_end:
                break
            if token.text in ("和", "及", "与"):
                before = reading.token_ending_at(token.start)
                if before is None or not (before.tag.startswith(("n", "j", "b")) or before.text in WARDS):
                    break
                joined = True
            elif token.text in NOT_QUALIFYING or not (token.tag.startswith(QUALIFYING_TAGS) or token.text in WARDS):
                break
            position = token.start
        while reading.text.startswith(("、", "及", "和", "与"), position):
            position += 1
        return position

    @staticmethod
    def _counted_divisions(reading: Reading) -> Iterator[Mention]:
        for match in COUNTED_DIVISIONS.finditer(reading.text):
            before = reading.text[match.start() - 1 : match.start()]
            if before not in ("第", "年", "月", "每") and not before.isdigit():
                yield _group(reading, *match.span(), EntityType.PLACE, "group.divisions", 0.8)

    @staticmethod
    def _named_sets(reading: Reading) -> Iterator[Mention]:
        for match in NAMED_SET.finditer(reading.text):
            kind = EntityType.PRIMARY_CARE if match.group(1) == "卫生院" else EntityType.HOSPITAL
            yield _group(reading, match.start(), match.end(), kind, "group.set", 0.9)
        for start, end in reading.quotes:
            if CENTRES.fullmatch(reading.text[start:end]):
                yield _group(reading, start, end, EntityType.HOSPITAL, "group.centres", 0.8)


def _bracket_end(text: str, end: int) -> int:
    """Behind the bracket that opens at `end`, where one of a few characters does."""
    follow = text[end : end + 1]
    if follow not in ("(", "（"):
        return end
    closing = text.find("）" if follow == "（" else ")", end, end + 8)
    return closing + 1 if closing > 0 else end


def _group(reading: Reading, start: int, end: int, kind: EntityType, rule: str, confidence: float) -> Mention:
    return Mention(
        start, end, reading.text[start:end], kind, group=True, method=Method.RULE, rule=rule, confidence=confidence
    )
