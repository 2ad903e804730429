from __future__ import annotations

import pytest

from kg.link import find_context
from kg.link.period import find_period
from kg.model.document import SourceDocument
from kg.model.offsets import CleanText, apply_edits

REGIONS = [
    (
        "利川市人民医院扩建\n\n利川市卫健局介绍，我市新增床位二百张。恩施州下达的任务全部完成。",
        "422802",
        "county-level city",
    ),
    (
        "恩施州晒出成绩单\n\n全州八县市同步推进，利川市、巴东县率先达标，我州群众受益。",
        "422800",
        "prefecture over its counties",
    ),
    (
        "区疾控中心备战流感\n\n来源：奉贤报\n我区各社区接种点开放，全市统一平台预约。奉贤区已备足疫苗。",
        "310120",
        "district, 全市 is its city",
    ),
    (
        "广西推进边境医院建设\n\n我区八个边境县（市、区）均已达标，自治区卫生健康委将继续督导。",
        "450000",
        "autonomous region says 我区",
    ),
    (
        "奉贤区妇幼健康数据\n\n上海市儿童医院、上海市血液中心与奉贤区中心医院共建，上海市疾控中心指导，上海市评估。",
        "310120",
        "the one in the headline, though its city is named more often",
    ),
    (
        "多伦县：牧民的新诊所\n\n内蒙古锡林郭勒盟多伦县投入三百万元，全县受益。上海市帮扶设备两台。",
        "152531",
        "a county, not its helper",
    ),
    (
        "本网讯 延边州卫生健康委召开会议\n\n全州慢病管理提档，延吉市、珲春市、龙井市作了发言。",
        "222400",
        "prefecture by its agency",
    ),
    (
        "上海医生在楚雄\n\n楚雄州人民医院来了上海市的专家，我州患者不出州就能手术，上海市卫健委选派了五人。",
        "532300",
        "the place helped",
    ),
    (
        "携手更进一步！我院与武汉协和医院签约\n\n荆门市卫生健康委到会祝贺，武汉市的专家每月来院，全市受益。",
        "420800",
        "not the partner's city in the headline",
    ),
    (
        "胡杨树下的来信\n\n泰安市派出的五名医生到了岳普湖县，泰安市卫健委派来的护士长住岳普湖县医院。泰安市选派的专家教得勤，岳普湖县的病人少跑路。",
        "653128",
        "the helped one of two that are named as often",
    ),
    (
        "健康进万家\n\n甘肃省义诊。积石山县筛查先心病，积石山县的孩子上了车，积石山县卫健局随访，积石山县人民医院住院。",
        "622927",
        "what nearly all is about that stands below the province",
    ),
    (
        "第七师胡杨河市医改见效\n\n师市各团场医院挂牌，兵团专家下沉，胡杨河市群众点赞。",
        "659010",
        "a division of the corps",
    ),
    (
        "窑洞里的讲堂\n\n安塞融媒\n县政协委员来听课，县卫健局的老师讲防病，全县的村医到了一半。安塞人爱听，讲到天黑才散。",
        "610603",
        "a short name alone, which is no sure place by itself",
    ),
    (
        "村医的早晨\n\n来源：市卫健委\n老秦在献县行医四十年。离县城三十里的小村，他的药箱人人认得。献县人说，县医院的大夫也服他。",
        "130929",
        "a county of one character, named alone",
    ),
    (
        "牧场上的账本\n\n呼和浩特融媒\n在清水河县，县医院的会计有一本账。县卫健委来查过，县医保局也来查过，一分不差。"
        "呼和浩特市卫生健康委请她讲课，呼和浩特市的同行听了半天，她连夜赶回县医院。",
        "150124",
        "the county whose hospital it is of, not the city that publishes it",
    ),
]


@pytest.mark.parametrize(("text", "code", "why"), REGIONS, ids=[case[2] for case in REGIONS])
def test_the_region_a_report_speaks_for(text: str, code: str, why: str) -> None:
    context = find_context(_clean(text))
    assert context.region is not None, why
    assert context.region.code == code
    assert context.ancestors[-1].name == "中国"


def test_a_report_of_the_country_has_china_as_its_region() -> None:
    text = (
        "健康中国再出发\n\n我国基层医疗持续加强，国家卫生健康委介绍，我国已有多省份推开。"
        "四川省、云南省、甘肃省经验被推广，我国将继续投入。"
    )
    context = find_context(_clean(text))
    assert context.region is not None
    assert (context.region.name, context.region.code) == ("中国", None)


def test_a_text_without_places_has_no_region() -> None:
    context = find_context(_clean("多喝水，勤洗手。"))
    assert context.region is None
    assert context.ancestors == ()


def test_the_container_gives_what_the_page_does_not() -> None:
    document = SourceDocument(id="a", source="", title="嵩县人民医院建院七十年", published="2024-05-01")
    context = find_context(_clean("医院新开三个门诊。"), document=document)
    assert context.region is not None
    assert context.region.code == "410325"
    assert context.published == "2024-05-01"


PERIODS = [
    ("2022年，全县建成卫生室三十所。2023年，将再建十所。", "2023-01-05", "2022", "a plan for next year does not count"),
    (
        "2022年全州卫生健康工作总结\n一年来，床位增加。2023年工作打算：继续。",
        "2023-02-01",
        "2022",
        "the year in the title of a summary",
    ),
    ("今年以来，全市巡诊三百场。去年同期为二百场。", "2024-08-10", "2024", "this year on a fresh page"),
    (
        "今年以来，全市已建成四所。2019年下达项目十二个，2020年完成投资三亿元。",
        "2024-03-02",
        "2020",
        "a repost years later",
    ),
    (
        "时间：2025年04月15日 21:37\n今年以来，我州新增床位。2020年立项七个，2021年完工五个。",
        "2025-04-15",
        "2021",
        "the page's own date in the text does not hide a repost",
    ),
    ("今年以来推进改造，到2023年底，签约率达到七成。", None, "2023", "this year beside a goal at its end"),
    (
        "检出率由2012年的百分之四下降到2020年的百分之一。今年上半年手术十二台。",
        "2021-07-30",
        "2021",
        "baselines are not the period",
    ),
    ("医院始建于1952年，是一所综合医院。", None, None, "a founding year tells nothing"),
    ("专家下乡，群众欢迎。", "2023-06-01", None, "the page's date alone tells nothing"),
]


@pytest.mark.parametrize(("text", "published", "period", "why"), PERIODS, ids=[case[3] for case in PERIODS])
def test_the_period_a_report_covers(text: str, published: str | None, period: str | None, why: str) -> None:
    assert find_period(text, published) == period, why


def _clean(text: str) -> CleanText:
    cleaned, offsets = apply_edits(text, ())
    title = (0, text.index("\n")) if "\n" in text else None
    return CleanText(source=text, text=cleaned, edits=(), offsets=offsets, title=title)
