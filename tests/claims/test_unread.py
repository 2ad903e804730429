"""Sums, works, places and programmes of which no frame says anything: what stands near them tells the claim."""

from __future__ import annotations

import pytest

from kg.claims import find_claims
from kg.link.region import CHINA
from kg.model.annotation import Context
from tests.claims.marked import claims_of, read_marked


def _told(marked: str, family: str) -> set[tuple[str, str]]:
    """Subject and object of the claims whose rule begins so."""
    return {
        (claim.subject.name, claim.object.name)
        for claim in claims_of(marked)
        if claim.object and claim.evidence[0].rule.startswith(family)
    }


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{南屏省财政厅|AG}一次核拨300万元,专门把{北坡镇卫生院|PC}的屋顶换掉。", ("南屏省财政厅", "北坡镇卫生院")),
        ("{强基工程|PR}的设备款由{南屏市|PL}列支,共150万元。", ("南屏市", "强基工程")),
        ("{南屏市慈善总会|OR}年初认领36万元。", ("南屏市慈善总会", "云河市")),
        ("{感染楼|FA}终于落成。光地基一项估计就要花1200万元。", ("云河市", "感染楼")),
        ("{强基工程|PR}缺设备,市里备下150万元。", ("云河市", "强基工程")),
        ("{强基工程|PR}进展顺利,去年到今年分三批落实资金150万元。", ("云河市", "强基工程")),
        ("{强基工程|PR}账目清楚,{南屏省|PL}的帮扶款先到了150万元。", ("南屏省", "强基工程")),
    ],
    ids=[
        "what the next clause does",
        "what is spoken of",
        "from elsewhere",
        "what a building costs",
        "the purse",
        "the region where nobody is named",
        "whoever's money it is",
    ],
)
def test_a_sum_is_paid_by_whoever_stands_before_it(marked: str, expected: tuple[str, str]) -> None:
    assert expected in _told(marked, "funds.sum.")


@pytest.mark.parametrize(
    "marked",
    [
        "{南屏市|PL}居民人均收入拿到了3.6万元。",
        "{南屏市|PL}投入了24万常住人口的普查。",
        "{南屏市|PL}拿出6000元,给{北坡镇卫生院|PC}添桌椅。",
        "{强基工程|PR}进展顺利,企业落实资金150万元。",
        "{大病保险|PR}运行平稳,分三批落实资金150万元。",
    ],
    ids=["an income", "people", "too little", "money of somebody unnamed", "an insurance"],
)
def test_other_sums_pay_for_nothing(marked: str) -> None:
    assert not _told(marked, "funds.sum.")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{河口市人民医院|HO}的{介入楼|FA}外墙已经粉刷。", ("河口市人民医院", "介入楼")),
        ("{河口市人民医院|HO}说,春天要酝酿一座{介入楼|FA}。", ("河口市人民医院", "介入楼")),
        (
            "{河口市人民医院|HO}的{疼痛科|OR =河口市人民医院疼痛科}今年独立建科。",
            ("河口市人民医院", "河口市人民医院疼痛科"),
        ),
        ("{北坡镇卫生院|PC}受滑坡影响停工。", ("云河市", "北坡镇卫生院")),
    ],
    ids=["behind", "before", "a department", "a house of health is the region's"],
)
def test_work_on_a_building_is_done_by_its_owner(marked: str, expected: tuple[str, str]) -> None:
    assert expected in _told(marked, "builds.")


def test_what_is_to_come_of_the_building_spoken_of() -> None:
    told = [
        claim for claim in claims_of("{河口市人民医院|HO}新建的{介入楼|FA}已经封顶。预计明年搬进去。") if claim.object
    ]
    assert {("介入楼", "planned")} <= {(claim.object.name, claim.modality.value) for claim in told if claim.object}


@pytest.mark.parametrize(
    "marked",
    ["考察组走进{介入楼|FA}查看施工。", "医生在{介入楼|FA}里讲课。", "{北坡镇卫生院|PC}的医生说,桥封顶了。"],
    ids=["visited", "inside of it", "something else"],
)
def test_a_building_that_people_are_in_is_not_built(marked: str) -> None:
    assert not _told(marked, "builds.site.")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{名医计划|PR}招录的人全部进编,分到{石桥镇|PL}、{柳河镇|PL}的偏远村寨。", {"石桥镇", "柳河镇"}),
        ("{影像云|FA}今年提速,和{石桥镇|PL}的{31个村|PL g}串成一片。", {"31个村"}),
    ],
    ids=["each of a list", "the part, not the whole"],
)
def test_a_programme_reaches_the_places_told_behind_it(marked: str, expected: set[str]) -> None:
    assert {place for _, place in _told(marked, "covers.")} == expected


@pytest.mark.parametrize(
    "marked",
    [
        "{名医计划|PR}启动后,{石桥镇|PL}下了一场雨。",
        "{名医计划|PR}的督导组来到{石桥镇|PL}。",
        "{石桥镇|PL}的路修好了。",
    ],
    ids=["nothing of reaching", "inspected", "no programme"],
)
def test_other_places_are_not_reached(marked: str) -> None:
    assert not _told(marked, "covers.")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{石桥镇卫生院|PC}靠{送药到炕头|PR}留住了病人。", ("石桥镇卫生院", "送药到炕头")),
        ("今年冬天有了{送药到炕头|PR}。", ("云河市", "送药到炕头")),
        ("{南屏市|PL}专家来我市调研{送药到炕头|PR}。", ("云河市", "送药到炕头")),
    ],
    ids=["named in the clause", "whom the report speaks for", "visitors carry nothing out"],
)
def test_a_programme_is_carried_out_by_whoever_is_spoken_of(marked: str, expected: tuple[str, str]) -> None:
    assert _told(marked, "implements.") == {expected}


@pytest.mark.parametrize(
    "marked",
    [
        "{石桥镇卫生院|PC}签了{送药到炕头|PR}协议。",
        "{石桥镇卫生院|PC}说起{世界睡眠日|PR}。",
        "{送药到炕头|PR}补助未到。",
    ],
    ids=["signed", "a day", "its money"],
)
def test_a_programme_named_in_passing_is_not_carried_out(marked: str) -> None:
    assert not _told(marked, "implements.")


def test_in_a_report_on_the_whole_country_the_country_carries_nothing_out() -> None:
    text, mentions = read_marked("今年冬天有了{送药到炕头|PR}。{石桥镇卫生院|PC}靠{强基工程|PR}留住了病人。")
    claims = find_claims(text, mentions, Context(region=CHINA))
    carried = [
        (claim.subject.name, claim.object.name) for claim in claims if claim.predicate == "implements" and claim.object
    ]
    assert carried == [("石桥镇卫生院", "强基工程")]


@pytest.mark.parametrize(
    ("marked", "how", "expected"),
    [
        (
            "{南屏市人民医院|HO}虽说路远,床位也紧,今年管的是{石桥镇卫生院|PC}。",
            "takes",
            ("南屏市人民医院", "石桥镇卫生院"),
        ),
        (
            "{南屏市人民医院|HO}有一间屋子亮到半夜,正为{石桥镇卫生院|PC}的产妇会诊。",
            "for",
            ("南屏市人民医院", "石桥镇卫生院"),
        ),
        (
            "{南屏市人民医院|HO}两位退伍的麻醉师背着箱子,翻过两座山,终于到了{石桥镇|PL}义诊。",
            "goes",
            ("南屏市人民医院", "石桥镇"),
        ),
        ("{北坡镇|PL}、{石桥镇|PL}缺人手,由{南屏市人民医院|HO}一直撑到年底补齐。", "by", ("南屏市人民医院", "北坡镇")),
    ],
)
def test_help_is_told_by_whom_people_go_to(marked: str, how: str, expected: tuple[str, str]) -> None:
    assert expected in _told(marked, f"supports.near.{how}")


@pytest.mark.parametrize(
    "marked",
    [
        "{南屏市人民医院|HO}虽说路远,床位也紧,今年想的是{石桥镇卫生院|PC}。",
        "{南屏市人民医院|HO}两位退伍的麻醉师背着箱子,翻过两座山,终于到了{石桥镇|PL}学艺。",
        "{南屏市人民医院儿科|OR}两位退伍的麻醉师背着箱子,翻过两座山,终于到了{石桥镇|PL}义诊。",
        "{南屏市人民医院|HO}把患儿连夜包好,由救护车送到{石桥镇卫生院|PC}。",
        "{北坡镇|PL}、{石桥镇|PL}缺人手,由{南屏市人民医院|HO}一直听到年底散会。",
        "按照{南屏市人民医院|HO}的安排,两位退伍的麻醉师背着箱子,翻过两座山,终于到了{石桥镇|PL}义诊。",
    ],
    ids=["a thought", "learning", "a department", "a transfer", "a visit", "whoever only arranges it"],
)
def test_no_help_is_told_where_people_learn_or_are_sent(marked: str) -> None:
    assert _told(marked, "supports.near.") == set()


def test_people_that_go_to_one_house_are_counted() -> None:
    marked = "{南屏市人民医院|HO}的5名退伍麻醉师背着箱子,翻过两座山,终于到了{石桥镇|PL}义诊。"
    (claim,) = (each for each in claims_of(marked) if each.evidence[0].rule == "supports.near.goes")
    assert claim.quantity is not None
    assert claim.quantity.value == "5"


@pytest.mark.parametrize(
    ("marked", "how", "title"),
    [
        ("{东岭县中医院|HO}变了样。{二级甲等医院|DE}复审今年八月顺顺当当通过。", "passed", "二级甲等医院"),
        ("{东岭县中医院|HO}变了样。眼下正筹建{卒中中心|DE},楼上楼下都忙。", "wanted", "卒中中心"),
    ],
    ids=["an assessment", "a wish"],
)
def test_a_title_is_whoevers_the_text_speaks_of(marked: str, how: str, title: str) -> None:
    assert ("东岭县中医院", title) in _told(marked, f"achieved.near.{how}")


@pytest.mark.parametrize(
    "marked",
    [
        "{东岭县中医院|HO}变了样。墙上画着{二级甲等医院|DE}的蓝图。",
        "{东岭县中医院|HO}变了样。老赵捧回{最美护士|DE}称号。",
        "{东岭县中医院|HO}变了样。药浴挂牌列入{非物质文化遗产名录|DE}。",
    ],
    ids=["a picture", "a person", "a craft"],
)
def test_no_title_is_a_houses_that_people_or_crafts_have(marked: str) -> None:
    assert _told(marked, "achieved.near.") == set()
