"""The year a text was written in: by its reprint note, its page, its own date, its issue, the years to come."""

from __future__ import annotations

import pytest

from kg.link.period import find_period, find_years
from kg.link.written import find_written

WRITTEN = [
    ("今年招录12人。", "2024-05-01", "2024-05", "the page"),
    ("(原载《丰州日报》2021年12月3日)今年招录12人。", "2024-05-01", "2021", "the first appearance of a reprint"),
    ("(原载《丰州日报》2025年12月3日)今年招录12人。", "2024-05-01", "2024-05", "no reprint of what came later"),
    ("在推进会上的讲话\n(2023年8月22日)\n今年招录12人。", None, "2023-08", "the date under a headline"),
    ("筛查情况\n时间:2023年3月1日至6月30日\n今年招录12人。", None, None, "a range of days dates no text"),
    ("卫生简报\n2022年第7期\n招录12人。", None, "2022", "the year of an issue"),
    ("关于用血的通知\n丰医保〔2022〕9号\n招录12人。", None, "2022", "the number of a document"),
    ("今年招录12人。明年继续。县里拟于2024年增设3站。", None, "2023", "the year before the first to come"),
    ("自2020年以来,我市连续三年开展筛查,今年查了12人。", None, "2022", "the last of years on end"),
    ("自2020年以来,我市连续三年开展筛查。2024年,今年查了12人。", None, None, "years on end that are long over"),
    ("去年招录8人,今年招录12人。2024年6月底前全部到岗。", None, "2023", "the year before a day that is due"),
    ("去年招录8人。2025年,我们准备再招20人。", None, "2024", "the year before the one that opens a plan"),
    ("到2030年力争招满。明年再招20人。", None, None, "a far goal is not next year"),
    ("截至2021年10月底,招录12人。明年继续。", None, "2021", "the year that runs"),
    ("2019年招录8人。今年招录12人。", None, "2020", "a whole year that is named is not 今年"),
    ("2019年8月招录8人。今年招录12人。", None, None, "a month of 今年 may be named with its year"),
    ("关于做好2022年选派工作的通知\n去年选派8人,今年选派12人。", None, "2022", "the year that an order is for"),
    ("转载自:丰州日报2021-12-03\n今年招录12人。", "2024-05-01", "2021", "the date behind 转载自"),
    ("招录12人。", None, None, "nothing tells"),
]


@pytest.mark.parametrize(("text", "published", "written", "why"), WRITTEN, ids=[case[3] for case in WRITTEN])
def test_the_year_of_writing(text: str, published: str | None, written: str | None, why: str) -> None:
    assert find_written(text, published) == written, why


PERIODS = [
    ("全县卫生工作会召开\n去年招录12人,今年计划招录20人。", "2023-01-20", "2022", "the first months look back"),
    ("全县卫生工作会召开\n去年招录12人,今年招录20人。", "2023-09-20", "2023", "later ones do not"),
    ("2023年丰州县政府工作报告\n去年招录12人。", None, "2022", "a government's report tells of the year before"),
    ("丰州县2021年卫生数据一览\n招录12人。2023年起扩招。", "2024-08-01", "2021", "the year of the headline"),
    ("2022年以来,全县招录12人。", "2022-09-01", "2022", "since a year without 自 is that year"),
    ("医院2009年挂牌。今年招录12人。", "2023-08-22", "2023", "one year long past makes no repost"),
    ("昨天,12名队员出发。1月19日,又有8人报名。去年派出3人。", "2024-01-21", "2024", "news of these days in January"),
    ("2020年,招录8人。2021年,招录12人。预计2024年建成。", "2024-11-02", "2021", "what is expected is not told of"),
    ("2023年,招录12人。到2025年底,开站3处。到2025年底,培训90人。", None, "2023", "a goal said twice is still one goal"),
]


@pytest.mark.parametrize(("text", "published", "period", "why"), PERIODS, ids=[case[3] for case in PERIODS])
def test_the_period_by_season_and_headline(text: str, published: str | None, period: str, why: str) -> None:
    assert find_period(text, published) == period, why


def test_a_repost_was_written_when_it_speaks() -> None:
    text = "2019年下达项目十二个,2020年完成投资三亿元。今年以来,全市已建成四所。"
    assert find_years(text, "2024-03-02") == ("2020", "2020")
