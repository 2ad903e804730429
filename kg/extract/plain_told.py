"""Plain names that the words beside them tell: quoted bodies, Latin brands, titles given, short names of hospitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.plain_shapes import propose
from kg.extract.reading import BREAKS, Reading, alternatives
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables
from kg.resources.words import alternation

__all__ = ["PlainTold"]

MAX_QUOTED_CHARS = 14
DAY = re.compile(
    f"(?:世界|全国|国际|中国)(?:(?!{alternation('names/plain_told.day')})[一-鿿]){{2,12}}?"
    r"[日周月](?=[,，。、；;主宣活的当到来期前（(”\s]|$)|爱国卫生月|防治结核病日|爱牙日|爱眼日|爱耳日"
)
PROJECT = re.compile(
    f"(?:[一二三四五]期)?(?:整体|异地)?{alternation('names/plain_told.project')}(?:工程|项目)|新院区?(?:建设)?项目|[一二三四五]期(?=[、，,。主设竣封已尚将预])"
)
"""Works on a house, which stand apart from its name (某医院|迁建工程)."""
SYSTEM = re.compile("(?:系统|平台|小程序|APP|App|数据库)$")
LATIN_BODY = re.compile(
    f"(?<![A-Za-z0-9])([A-Z][A-Za-z&+-]{{1,14}})({alternation('names/plain_told.latin_body')})(?![者家])"
)
LATIN_HOUSES = ("医院", "中心")
TALK = re.compile(rf"《([^《》\n]{{2,8}})》(?={alternation('names/plain_told.talk')}|[:：])")
RADIO = re.compile(rf"{alternation('names/plain_told.radio')}(?:的是)?《([^《》\n]{{2,14}})》")
TITLE_BODY = r"((?:(?!称号)[^，,。；;、“”《》\n获]){4,32})(?:荣誉)?称号"
HOUSE_BEHIND = "(?![药师学院士保健疗术生务产大研幼妇适特服文诊养馆医专重优信])"
NUMBERED_HOUSE = re.compile(
    "(?<![第附属一二三四五六七八九十0-9大医市省县])([一二三四五六七八九十])院(?![长内外士校区])"
)
"""某大学附属六院 … 六院: by its number alone."""
NO_LEVEL_BEFORE = "城都全各我本该"
HOUSE_NUMBER = "(?:第|附属?|属第|[省市县医大]){}(?:人民|附属|中心)?医?院"
SHORT_MEDICAL = re.compile(
    "(?<![\u4e00-\u9fff][\u4e00-\u9fff]大)([\u4e00-\u9fff])医(?![院生师学疗药务保大科护改治术者德风联共患养嘱闹集政道一二三四五六七八九十附云链英下人行])"
)
NO_SHORT = frozenset("中西藏蒙傣苗回维哈壮彝瑶土名良神军兽村乡校队民行从学就求御太国世一二三四五六七八九十大上下")
BRAND = re.compile(f"([一-鿿]{{2,4}}){alternation('names/plain_told.brand')}医院$")


class PlainTold:
    """Proposes them; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        words = names.plain_words
        nouns, teams = alternatives(words["body-noun"]), alternatives(words["team-noun"])
        self._noun_before = re.compile(f"(?:{nouns})(?:——|—|--|-|:|：|、|，|,)?$")
        self._noun_behind = re.compile(f"(?:{alternatives(words['body-noun-behind'])})")
        self._team_behind = re.compile(f"[\u4e00-\u9fff]{{0,6}}?(?:{teams})(?![长员])")
        self._titled = re.compile(f"(?:{alternatives(words['title-given'])})(?:了|过|得|为)?{TITLE_BODY}")
        self._houses = re.compile(f"[省市县区州旗](?:{alternatives(words['house-short'])}){HOUSE_BEHIND}")
        self._common = frozenset(word for word, kind in names.qualifiers.items() if kind != "brand")

    def find(self, reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
        """All of them; `found` is what the grammar knows already."""
        yield from self._quoted(reading)
        yield from _latin(reading)
        for pattern in (TALK, RADIO):
            for match in pattern.finditer(reading.text):
                yield propose(reading, *match.span(1), EntityType.ORGANIZATION, "plain.document-body")
        for match in self._titled.finditer(reading.text):
            yield propose(reading, *match.span(1), EntityType.DESIGNATION, "plain.titled")
        for pattern, kind, rule in (
            (DAY, EntityType.PROGRAM, "plain.day"),
            (PROJECT, EntityType.FACILITY, "plain.project"),
        ):
            for match in pattern.finditer(reading.text):
                yield propose(reading, *match.span(), kind, rule)
        yield from self._short_houses(reading, found)

    def _quoted(self, reading: Reading) -> Iterator[Mention]:
        """平台“某某”, “某某”栏目, “某某”|巡诊队: a quotation that is called a body."""
        text = reading.text
        for start, end in reading.quotes:
            if not 2 <= end - start <= MAX_QUOTED_CHARS or not BREAKS.isdisjoint(text[start:end]):
                continue
            if SYSTEM.search(text, start, end):
                yield propose(reading, start, end, EntityType.FACILITY, "plain.quoted-system")
            if self._noun_before.search(text[max(0, start - 9) : start - 1]) or self._noun_behind.match(text, end + 1):
                yield propose(reading, start, end, EntityType.ORGANIZATION, "plain.quoted-body")
            team = self._team_behind.match(text, end + 1)
            if team is not None:
                yield propose(reading, start - 1, team.end(), EntityType.ORGANIZATION, "plain.quoted-team")

    def _short_houses(self, reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
        """省|二医, 县|妇幼, 六院 for a 第六医院 named elsewhere, a brand without its 医院."""
        text = reading.text
        for match in self._houses.finditer(text):
            place = reading.place_by_end.get(match.start() + 1)
            start = match.start() if place is None else place.own_start(text)
            if start == 0 or text[start - 1] not in NO_LEVEL_BEFORE:
                yield propose(reading, start, match.end(), EntityType.HOSPITAL, "plain.house-short")
        for match in NUMBERED_HOUSE.finditer(text):
            if re.search(HOUSE_NUMBER.format(match.group(1)), text):
                yield propose(reading, *match.span(), EntityType.HOSPITAL, "plain.house-number")
        openers = {text[start] for place in reading.places for start, _, _ in place.parts} - NO_SHORT
        for match in SHORT_MEDICAL.finditer(text):
            if match.group(1) in openers and reading.starts_word(match.start()):
                yield propose(reading, *match.span(), EntityType.HOSPITAL, "plain.house-short")
        for brand in sorted(self._brands(reading, found)):
            for match in re.finditer(re.escape(brand), text):
                if reading.starts_word(match.start()) and reading.starts_word(match.end()):
                    yield propose(reading, *match.span(), EntityType.HOSPITAL, "plain.brand-again")

    def _brands(self, reading: Reading, found: Sequence[Mention]) -> Iterator[str]:
        """The proper names of the text's hospitals (某地|某某|脑科医院)."""
        for mention in found:
            if mention.type is EntityType.HOSPITAL and mention.rule.startswith("body."):
                start = reading.opening.get(mention.start, mention.start)
                match = BRAND.match(reading.text[start : mention.end])
                if match is not None and match.group(1) not in self._common and not match.group(1).startswith("第"):
                    yield match.group(1)


def _latin(reading: Reading) -> Iterator[Mention]:
    """ABC科技, 某市|ABC科技, and ABC alone where the text has it so."""
    text = reading.text
    brands = set()
    for match in LATIN_BODY.finditer(text):
        kind = EntityType.HOSPITAL if match.group(2) in LATIN_HOUSES else EntityType.ORGANIZATION
        yield propose(reading, *match.span(), kind, "plain.latin")
        place = reading.place_by_end.get(match.start())
        if place is not None:
            yield propose(reading, place.own_start(text), match.end(), kind, "plain.latin-placed")
        if kind is EntityType.ORGANIZATION:
            brands.add(match.group(1))
    for brand in sorted(brands):
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(brand)}(?![A-Za-z0-9])", text):
            yield propose(reading, *match.span(), EntityType.ORGANIZATION, "plain.latin-again")
