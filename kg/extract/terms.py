"""Diseases, indicators, designations and facilities: known names, and heads with what qualifies them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.phrases import phrase_start, without_leading_verb
from kg.extract.reading import Reading, Spotter
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables, Term

__all__ = ["TermFinder"]

DISEASE_TAIL = re.compile(r"(?:综合征|综合症|[病癌瘤炎症])$")
NOT_DISEASES = frozenset(
    "疾病 看病 患病 发病 治病 因病 得病 生病 重病 大病 小病 中病 常见病 多发病 慢病 慢性病 地方病 老年病 职业病 传染病 防病 疾病 毛病 "
    "诊病 伤病 疫病 急病 老病 罕见病 重症 危重症 急危重症 急症 病症 炎症 癌症 肿瘤 恶性肿瘤 适应症 并发症 后遗症 重大疾病 妇科病 多病 同病 防癌 抗癌 消炎 症 病 癌 疑难杂症 "
    "精神病 常见疾病 大病重病 疑难病 疑难重症 危急重症 疑难危重症 专病 单病 各病 有病 六病".split()
)
POPULATIONS = (
    "在家贫困人口", "贫困人口", "脱贫人口", "重点人群", "常住人口", "城乡居民", "农村居民", "辖区居民", "居民", "群众", "在册", "辖区",
    "适龄妇女", "农村妇女", "妇女", "适龄女性", "适龄女生", "适龄女孩", "老年人", "高龄老人", "儿童青少年", "儿童", "学生", "建档立卡贫困户",
    "建档立卡贫困人口", "农牧民", "农村",
)  # fmt: skip
"""People whom something is for stand before its name, not in it (妇女|“两癌”筛查)."""
DESIGNATION_LEVEL = re.compile(r"(?:国家|全国|省部|世界|省|市|区|县|州|自治区|兵团|部|厅|院)级?$")
ASPIRED_GRADE = re.compile(
    r"(?:创建|争创|创成|晋升|晋升为|升级为|升格为|评为|评上|达到|建成|通过|成为|获评|获批|跻身)(?:国家|省|自治区)?"
    r"([三二一]级(?:[甲乙丙]等)?(?:综合|中医|蒙医|藏医|维医|民族|专科|妇幼保健|儿童|肿瘤|精神|口腔|康复|传染病|中西医结合|公立)*医?院)"
)
"""A grade that is striven for or reached; by itself 三级医院 is a class."""
PER_HEAD = re.compile(r"每?[十百千万]+(?:名)?(?:常住)?人口(?:拥有|中)?$|每[十百千万]+(?:名)?(?:常住)?(?:人口|人|居民|老年人|儿童)(?:拥有|中)?$")
TERM_OF_YEARS = re.compile(r"(?:[一二三四五两]|\d+)?年(?:内|来|间)?|型|(?:\d+)?(?:岁)?(?:及)?以上(?:老年人|人群|人口|常住居民)?")
PHASE = re.compile(r"[一二三四五]期(?:建设)?(?:工程|项目)")
"""A phase of a building project; behind the body it belongs to it stands apart."""
BARE_FACILITIES = frozenset(
    "大楼 综合大楼 平台 信息平台 信息系统 服务平台 管理平台 监管平台 业务用房 办公楼 实验室 宿舍楼 公众号 小程序 APP 管理系统 服务系统 "
    "检验中心 影像中心 消毒供应中心 心电中心 数据中心 大数据中心 教学楼 病房 治疗室 接种门诊 预防接种门诊 周转房 隔离点 方舱 信息化平台 "
    "监测平台 一体化平台 共享平台 监测系统 诊断系统 筛查系统 中医馆 国医馆 新院区 专用病房 管理系统 产业园 博物馆 停车楼 会诊中心 保健馆 云平台 体检车".split()
)
BARE_INDICATORS = frozenset("率 人次 比重 比例 占比 面积 费用 总量 人数 例数 寿命 人口数 床位数 服务量 诊疗量".split())
BARE_DESIGNATIONS = frozenset("称号 奖章 奖状 甲等 乙等 百强 标兵 三甲 副中心 次中心 医学中心 试验区 培训基地 教学基地 实践基地 托育机构 国家标准 名科 名院 试点县 试点市 试点城市 试点区 试点单位 第一名 第二名 第三名 示范点 示范项目 示范机构 示范单位 示范基地 示范县 示范区 示范市 示范城市 先进个人 先进集体 先进单位 优秀奖 金奖 银奖 铜奖 突出贡献奖 进步奖 一等奖 二等奖 三等奖 特等奖 特色科室".split())


class TermFinder:
    """Finds diseases, indicators, designations and facilities; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        self._stops = names.words(names.stops, "carry")
        self._nominal = names.words(names.stops, "nominal")
        self._diseases = _forms(names.diseases)
        self._disease_spotter = Spotter({*self._diseases, *NOT_DISEASES})
        self._indicator_names = names.words(names.indicators, "name")
        self._indicator_spotter = Spotter(names.indicators)
        designation_heads = {term.name for term in names.designations if term.note == "head"}
        self._designation_names = _forms(term for term in names.designations if term.note != "head")
        self._designation_spotter = Spotter({*designation_heads, *self._designation_names})
        self._facilities = names.facility_heads
        self._facility_spotter = Spotter(names.facility_heads)

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All such mentions, overlapping ones too; the caller chooses."""
        return (
            *self._find_diseases(reading),
            *self._find_indicators(reading),
            *self._find_designations(reading),
            *self._find_facilities(reading),
        )

    def _find_diseases(self, reading: Reading) -> Iterator[Mention]:
        covered: set[int] = set()
        for start, (end, word) in sorted(self._disease_spotter.longest_by_start(reading.text).items()):
            if start in covered or (word.isascii() and not _free_standing(reading.text, start, end)):
                continue
            covered.update(range(start, end))
            if word in NOT_DISEASES:
                continue
            yield _mention(reading, start, end, EntityType.DISEASE, "disease.known", Method.DICTIONARY, 0.9)
        for token in reading.tokens:
            if (
                token.start not in covered
                and len(token.text) >= 3
                and token.tag.startswith("n")
                and DISEASE_TAIL.search(token.text)
                and token.text not in NOT_DISEASES
            ):
                yield _mention(reading, token.start, token.end, EntityType.DISEASE, "disease.suffix", Method.RULE, 0.7)

    def _find_indicators(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._indicator_spotter.longest_by_end(reading.text).items():
            if word in self._indicator_names:
                per_head = PER_HEAD.search(reading.text[max(0, start - 8) : start])
                start = start - len(per_head.group()) if per_head else start
                yield _mention(reading, start, end, EntityType.INDICATOR, "indicator.known", Method.DICTIONARY, 0.85)
                continue
            if reading.text[end : end + 1] in "先领":  # 率先, 率领
                continue
            begin = phrase_start(reading, start, stops=self._stops, nominal=self._nominal, max_chars=16, over_quotes=True)
            begin = _without_population(reading.text, begin, end)
            term = TERM_OF_YEARS.match(reading.text[begin:end])
            begin += term.end() if term else 0
            per_head = PER_HEAD.search(reading.text[max(0, begin - 8) : begin])
            begin = begin - len(per_head.group()) if per_head else begin
            name = reading.text[begin:end]
            if name.startswith(("万", "余", "多", "亿", "千", "百", "元", "专项")):
                continue
            if name in BARE_INDICATORS or len(name) < 3 or begin == start and word in BARE_INDICATORS:
                continue
            if name.startswith(("“", "‘")) and not name.count("”"):
                continue
            yield _mention(reading, begin, end, EntityType.INDICATOR, "indicator.head", Method.RULE, 0.85)

    def _find_designations(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._designation_spotter.longest_by_end(reading.text).items():
            known = word in self._designation_names
            begin = phrase_start(
                reading, start, stops=self._stops, nominal=self._nominal, max_chars=14, over_places=not known
            )
            begin = without_leading_verb(reading, begin, start)
            place = reading.place_by_start.get(begin)
            if not known and place is not None and reading.text.endswith(("医学中心", "医疗中心"), 0, begin):
                begin = phrase_start(reading, begin, stops=self._stops, nominal=self._nominal, max_chars=10)
            name = reading.text[begin:end]
            if known:
                level = DESIGNATION_LEVEL.search(reading.text[begin:start])
                named_level = reading.text.startswith(("国家", "省级", "市级", "自治区级", "全国"), begin)
                if (level is None or begin + level.end() != start) and not named_level:
                    begin = start
                begin = self._with_place(reading, begin, word)
                yield _mention(reading, begin, end, EntityType.DESIGNATION, "designation.known", Method.DICTIONARY, 0.8)
            elif begin < start and not (word in BARE_DESIGNATIONS and len(name) - len(word) < 2):
                yield _mention(reading, begin, end, EntityType.DESIGNATION, "designation.head", Method.RULE, 0.7)

        for match in ASPIRED_GRADE.finditer(reading.text):
            yield _mention(
                reading, *match.span(1), EntityType.DESIGNATION, "designation.aspired", Method.RULE, 0.9
            )

    @staticmethod
    def _with_place(reading: Reading, begin: int, word: str) -> int:
        """江西省青年文明号: a title given by a province is named with it."""
        place = reading.place_by_end.get(begin)
        if place is None or word.startswith(("国家", "全国", "省", "市", "区域", "三级", "二级", "一级", "临床", "县域")):
            return begin
        return place.start if reading.text[begin - 1] in "省市区" and word.endswith(("号", "集体", "单位", "标兵", "队")) else begin

    def _find_facilities(self, reading: Reading) -> Iterator[Mention]:
        for end, (start, word) in self._facility_spotter.longest_by_end(reading.text).items():
            begin = phrase_start(reading, start, stops=self._stops, nominal=self._nominal, max_chars=14, over_places=True, over_quotes=True)
            begin = without_leading_verb(reading, _after_verb(reading, begin, start), start)
            if begin == start and word in BARE_FACILITIES:
                continue
            if (self._facilities[word] == "system" and end - begin < 5) or reading.text.startswith("区", end):
                continue
            yield _mention(reading, begin, end, EntityType.FACILITY, "facility.head", Method.RULE, 0.7)
        for match in PHASE.finditer(reading.text):
            yield _mention(reading, *match.span(), EntityType.FACILITY, "facility.phase", Method.RULE, 0.8)


def _forms(terms: Iterable[Term]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for term in terms:
        for form in term.forms:
            forms.setdefault(form, term.name)
    return forms


def _after_verb(reading: Reading, start: int, head_start: int) -> int:
    """Behind a place and a verb the name begins anew (某镇|布设|起降点)."""
    place_end = reading.opening.get(start)
    if place_end is None:
        return start
    begin = start
    index = reading.token_at[place_end]
    while index < len(reading.tokens) and reading.tokens[index].end <= head_start:
        if reading.tokens[index].tag == "v" and reading.tokens[index].start >= place_end:
            begin = reading.tokens[index].end
        index += 1
    return begin


def _free_standing(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end : end + 1]
    return not any(char.isascii() and char.isalnum() for char in around)


def _without_population(text: str, start: int, end: int) -> int:
    for population in POPULATIONS:
        if text.startswith(population, start) and end - start - len(population) >= 4:
            return start + len(population)
    return start


def _mention(
    reading: Reading, start: int, end: int, kind: EntityType, rule: str, method: Method, confidence: float
) -> Mention:
    return Mention(start, end, reading.text[start:end], kind, method=method, rule=rule, confidence=confidence)
