"""Diseases, indicators, designations and facilities: known names, and heads with what qualifies them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.phrases import after_clause_verb, phrase_start, without_leading_verb, without_population
from kg.extract.reading import Reading, Spotter, is_free_standing
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables, Term
from kg.resources.words import alternation

__all__ = ["TermFinder"]

DISEASE_TAIL = re.compile(r"(?:综合征|综合症|[病癌瘤炎症])$")
DESIGNATION_LEVEL = re.compile(f"(?:{alternation('names/terms.designation_level')}|(?<!城)市)级?$|(?:部|厅|院)级$")
NAMED_LEVELS = ("国家", "省级", "市级", "自治区级", "全国")
UNPLACED_TITLES = ("国家", "全国", "省", "市", "区域", "三级", "二级", "一级", "临床", "县域")
"""Titles that begin so say their level themselves: the place before them is another mention."""
PLACED_TITLES = ("号", "集体", "单位", "标兵", "队")
"""Titles that end so are named with the place that gives them (江西省青年文明号)."""
REGIONAL_CENTRES = ("医学中心", "医疗中心")
ASPIRED_GRADE = re.compile(
    f"{alternation('names/terms.aspired_grade')}(?:国家|省|自治区)?([三二一]级(?:[甲乙丙]等)?{alternation('names/terms.graded_kind')}*医?院)"
)
"""A grade that is striven for or reached; by itself 三级医院 is a class."""
PER_HEAD = re.compile(
    r"(?:每?[十百千万]+(?:名)?(?:常住)?人口|每[十百千万]+(?:名)?(?:常住)?(?:人口|人|居民|老年人|儿童))(?:拥有|中)?$"
)
TERM_OF_YEARS = re.compile(
    r"(?:[一二三四五两]|\d+)?年(?:内|来|间)?|型|(?:\d+|[一二三四五六七八九十]+(?=岁))?(?:岁)?(?:及)?以上(?:老年人|人群|人口|常住居民)?"
)
COUNT_REST = ("万", "余", "多", "亿", "千", "百", "元", "专项")
"""What is left of a count before an indicator (3.5万|人次)."""
LEADS = "先领队"
"""率先, 率领, 率队: 率 is no rate there."""
COUNTED_HOUSE = re.compile("[一二三四五六七八九十两几](?:栋|幢|座|间|所|个)")
COUNTED_VISITS = re.compile("[一二三四五六七八九十百千万亿多余几]人次$")
COUNTED_KINDS = re.compile("(?:数|几|上)?[一二三四五六七八九十百千两]+余?(?:多)?[种个项类例家]")
"""数十种|…面积: a count before an indicator is none of its name."""
MEASURE = re.compile(alternation("names/terms.measure"))
"""Left of a count before a building (1700|平方米|门诊楼)."""
PHASE = re.compile(r"[一二三四五]期(?:建设)?(?:工程|项目)")
"""A phase of a building project; behind the body it belongs to it stands apart."""
SICK = re.compile("病(?:人|员|友|患)(?!民|均|口)")
GRADES = ("三甲", "三乙", "二甲", "二乙", "一甲", "三级", "二级", "一级")
"""Behind the name of a hospital a grade says what it is, and is not conferred."""
MIN_SYSTEM_CHARS = 5
MIN_INDICATOR_CHARS = 3
MIN_KEPT_INDICATOR_CHARS = 4


class TermFinder:
    """Finds diseases, indicators, designations and facilities; built once from the name tables.

    >>> from kg.resources.names import load_names
    >>> terms = TermFinder(load_names()).find(Reading.of("高血压规范管理率提高，门诊综合楼封顶", ()))
    >>> [(term.text, term.type.value) for term in terms]
    [('高血压', 'DISEASE'), ('高血压规范管理率', 'INDICATOR'), ('门诊综合楼', 'FACILITY')]
    """

    def __init__(self, names: NameTables) -> None:
        self._stops = names.words(names.stops, "carry")
        self._nominal = names.words(names.stops, "nominal")
        self._populations = names.populations
        self._not_names = names.not_names
        self._diseases = frozenset(_forms(names.diseases))
        self._disease_names = frozenset(term.name for term in names.diseases)
        self._disease_spotter = Spotter(sorted(self._diseases | self._not_names[EntityType.DISEASE]))
        self._indicator_names = names.words(names.indicators, "name")
        self._indicator_spotter = Spotter(names.indicators)
        self._designations = frozenset(_forms(term for term in names.designations if term.note != "head"))
        self._designation_spotter = Spotter(sorted(self._designations | {term.name for term in names.designations}))
        self._facilities = names.facility_heads
        self._facility_spotter = Spotter(names.facility_heads)

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All such mentions, overlapping ones too; the caller chooses."""
        return (
            *self._known_diseases(reading),
            *self._indicators(reading),
            *self._find_designations(reading),
            *self._aspired_grades(reading),
            *self._find_facilities(reading),
            *self._phases(reading),
        )

    def _known_diseases(self, reading: Reading) -> Iterator[Mention]:
        """Known diseases, and words that end as diseases do and are no class of them."""
        covered: set[int] = set()
        classes = self._not_names[EntityType.DISEASE]
        for start, (end, word) in sorted(self._disease_spotter.longest_by_start(reading.text).items()):
            if start in covered or (word.isascii() and not is_free_standing(reading.text, start, end)):
                continue
            covered.update(range(start, end))
            if word[:-1] in self._disease_names and SICK.match(reading.text, end - 1):  # 肺结核|病人, not 肺结核病|人
                end, word = end - 1, word[:-1]
            if word not in classes:
                yield _mention(reading, start, end, EntityType.DISEASE, "disease.known", 0.9)
        for token in reading.tokens:
            if token.start in covered or len(token.text) < 3 or not token.tag.startswith("n"):
                continue
            if DISEASE_TAIL.search(token.text) and token.text not in classes:
                yield _mention(reading, token.start, token.end, EntityType.DISEASE, "disease.suffix", 0.7)

    def _indicators(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._indicator_spotter.longest_by_end(reading.text).items():
            if word in self._indicator_names:
                begin = _with_per_head(reading.text, start)
                if word[0] == "年" and reading.text[start - 1 : start].isdigit():  # 2012年|门诊量
                    begin = start + 1
                yield _mention(reading, begin, end, EntityType.INDICATOR, "indicator.known", 0.85)
            elif reading.text[end : end + 1] not in LEADS or end == len(reading.text):
                begin = self._indicator_start(reading, start, end)
                if self._is_indicator(reading.text[begin:end], word):
                    yield _mention(reading, begin, end, EntityType.INDICATOR, "indicator.head", 0.85)

    def _indicator_start(self, reading: Reading, start: int, end: int) -> int:
        begin = phrase_start(reading, start, stops=self._stops, nominal=self._nominal, max_chars=16)
        begin = without_population(reading.text, begin, end, self._populations, MIN_KEPT_INDICATOR_CHARS)
        begin = self._behind_inner_population(reading.text, begin, end)
        term = TERM_OF_YEARS.match(reading.text[begin:end])
        begin += term.end() if term else 0
        counted = COUNTED_KINDS.match(reading.text, begin, start)
        begin = counted.end() if counted else begin
        return _with_per_head(reading.text, begin)

    def _behind_inner_population(self, text: str, begin: int, end: int) -> int:
        """家庭医生签约服务|重点人群|覆盖率: a scheme, whom it is for, and the rate."""
        for population in self._populations:
            at = text.find(population, begin + 1, end)
            if at >= 0 and end - at - len(population) >= MIN_INDICATOR_CHARS:
                return at + len(population)
        return begin

    def _is_indicator(self, name: str, head: str) -> bool:
        bare = self._not_names[EntityType.INDICATOR]
        if len(name) < MIN_INDICATOR_CHARS or name in bare or (name == head and head in bare):
            return False
        torn = name.startswith(("“", "‘")) and "”" not in name
        counted = head.endswith("人次") and COUNTED_VISITS.search(name) is not None
        return not torn and not counted and not name.startswith(COUNT_REST)

    def _find_designations(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._designation_spotter.longest_by_end(reading.text).items():
            known = word in self._designations
            begin = phrase_start(
                reading, start, stops=self._stops, nominal=self._nominal, max_chars=14, over_places=not known
            )
            begin = without_leading_verb(reading, begin, start)
            if known:
                if start in reading.walls and word[:2] in GRADES:  # 某大学附属医院|三甲医院
                    continue
                begin = self._known_designation_start(reading, begin, start, word)
                yield _mention(reading, begin, end, EntityType.DESIGNATION, "designation.known", 0.8)
                continue
            begin = _without_measure(reading.text, self._over_region(reading, begin), start)
            bare = word in self._not_names[EntityType.DESIGNATION] and start - begin < 2
            if begin < start and not bare:
                yield _mention(reading, begin, end, EntityType.DESIGNATION, "designation.head", 0.7)

    def _over_region(self, reading: Reading, begin: int) -> int:
        """国家区域医疗中心 before a place goes with the title behind the place."""
        if begin not in reading.place_by_start or not reading.text.endswith(REGIONAL_CENTRES, 0, begin):
            return begin
        return phrase_start(reading, begin, stops=self._stops, nominal=self._nominal, max_chars=10)

    @staticmethod
    def _known_designation_start(reading: Reading, begin: int, start: int, word: str) -> int:
        """A known title is named with its level (省级|…) and with the place that gives it, no more."""
        level = DESIGNATION_LEVEL.search(reading.text[begin:start])
        if level is None and not reading.text.startswith(NAMED_LEVELS, begin):
            begin = start
        place = reading.place_by_end.get(begin)
        if place is None or word.startswith(UNPLACED_TITLES) or not word.endswith(PLACED_TITLES):
            return begin
        return place.start if reading.text[begin - 1] in "省市区" else begin

    @staticmethod
    def _aspired_grades(reading: Reading) -> Iterator[Mention]:
        for match in ASPIRED_GRADE.finditer(reading.text):
            yield _mention(reading, *match.span(1), EntityType.DESIGNATION, "designation.aspired", 0.9)

    def _find_facilities(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._facility_spotter.longest_by_end(reading.text).items():
            begin = phrase_start(
                reading, start, stops=self._stops, nominal=self._nominal, max_chars=14, over_places=True
            )
            begin = without_leading_verb(reading, after_clause_verb(reading, begin, start), start)
            begin = _without_measure(reading.text, begin, start)
            bare = self._not_names[EntityType.FACILITY]
            if (
                (begin == start and word in bare)
                or reading.text[begin:end] in bare
                or COUNTED_HOUSE.match(reading.text, begin, end)
            ):
                continue
            too_short = self._facilities[word] == "system" and end - begin < MIN_SYSTEM_CHARS
            if not too_short and not reading.text.startswith("区", end):
                yield _mention(reading, begin, end, EntityType.FACILITY, "facility.head", 0.7)

    @staticmethod
    def _phases(reading: Reading) -> Iterator[Mention]:
        for match in PHASE.finditer(reading.text):
            yield _mention(reading, *match.span(), EntityType.FACILITY, "facility.phase", 0.8)


def _forms(terms: Iterable[Term]) -> Iterator[str]:
    return (form for term in terms for form in term.forms)


def _with_per_head(text: str, start: int) -> int:
    """每千人口|床位数: the head count that an indicator is reckoned by belongs to it."""
    per_head = PER_HEAD.search(text[max(0, start - 8) : start])
    return start - len(per_head.group()) if per_head else start


def _without_measure(text: str, begin: int, start: int) -> int:
    """20层|外科住院楼: a number's measure word is left with the number, 3号楼 keeps both."""
    measure = MEASURE.match(text, begin, start)
    if measure is not None and begin and text[begin - 1].isdigit():
        return measure.end()
    if begin < start and begin and text[begin - 1].isdigit():
        if text[begin] in "层间座栋幢张家个所项名":
            return begin + 1
        if text[begin] == "号":
            while begin and text[begin - 1].isdigit():
                begin -= 1
    return begin


def _mention(reading: Reading, start: int, end: int, kind: EntityType, rule: str, confidence: float) -> Mention:
    method = Method.DICTIONARY if rule.endswith(".known") else Method.RULE
    return Mention(start, end, reading.text[start:end], kind, method=method, rule=rule, confidence=confidence)
