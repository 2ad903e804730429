"""Which lines are the article."""

from __future__ import annotations

import pytest

from kg.clean import clean

BODY = (
    "6月3日，某县卫生健康局召开会议，部署夏季传染病防治工作，各乡镇卫生院院长参加。\n"
    "一、主要成效\n"
    "去年，全县共有12家乡镇卫生院完成改造，门诊量比上年增长一成，群众满意度达到九成以上。"
)


def page(head: str = "", tail: str = "") -> str:
    return "\n".join(part for part in (head, BODY, tail) if part)


def test_body_and_its_headings_stay() -> None:
    assert clean(page()).text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑:孙某",
        "(某县卫生健康局供图)",
        "某县融媒体中心记者 钱某",
        "来源:某某日报",
        "联系人:孙某 电话:000-00000000",
        "（通讯员 李某 王某）",
    ],
)
def test_lines_that_belong_to_the_article_stay(line: str) -> None:
    assert line in clean(page(tail=line)).text


def test_signature_stays_and_a_company_behind_legal_lines_goes() -> None:
    assert clean(page(tail="某县卫生健康局\n2024年6月5日")).text.endswith("某县卫生健康局\n2024年6月5日")
    tail = "免责声明\n某某医疗器械有限公司"
    assert clean(page(tail=tail)).text == BODY


def test_titles_of_other_articles_go() -> None:
    tail = "相关阅读\n某区疾控中心启用新楼!——医改综述\n市卫健委:今年新增托位五千个,建成十个示范点"
    assert clean(page(tail=tail)).text == BODY


def test_a_list_of_other_articles_in_the_middle_does_not_end_the_article() -> None:
    more = "此外，县人民医院还将选派五名医师到乡镇坐诊，每周不少于两天，一直到年底。"
    text = clean(page(tail=f"相关推荐\n邻县人民医院通过三甲评审\n{more}")).text
    assert text == f"{BODY}\n{more}"


def test_headline_once() -> None:
    title = "某县部署夏季传染病防治工作"
    head = f"首页 > 新闻 > {title}\n{title}\n某网 健康频道\n{title}\n2024-06-04 10:00 来源:某网"
    cleaned = clean(page(head=head))
    assert cleaned.text.count(title) == 1
    assert cleaned.title is not None
    assert cleaned.text[slice(*cleaned.title)] == title
    assert cleaned.published == "2024-06-04"


def test_a_page_without_running_text_loses_only_furniture() -> None:
    source = "某县人民医院\n床位 300张\n分享到: 微信\n邻县人民医院"
    assert clean(source).text == "某县人民医院\n床位 300张\n邻县人民医院"


def test_spam_goes_in_either_script_and_from_the_ends_of_lines() -> None:
    spam = "國產精品一區二區_免費在線觀看_午夜福利"
    assert clean(page(head=spam, tail="某体育官网 下载安装 注册送")).text == BODY
    assert clean(f"免费观看_国产精品一区二区 {BODY}").text == BODY


def test_legal_words_in_a_report_are_no_legal_notice() -> None:
    report = "该县查处未经许可擅自执业的诊所3家，依法追究法律责任，并公布投诉电话，欢迎群众监督。"
    assert report in clean(page(tail=report)).text


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2022年01月17日 09:17 来源:某报", "2022-01-17"),
        ("发布时间:2023-06-19 04:49:58", "2023-06-19"),
        ("2025/4/15 某网", "2025-04-15"),
        ("发布日期：2021.12.3", "2021-12-03"),
        ("某网 2023-12-28 10:00", "2023-12-28"),
        ("更新时间: 2020-1-9", "2020-01-09"),
        ("来源:某报 时间:2024年5月6日 21:37", "2024-05-06"),
        ("[2022-12-02]  打印本页  关闭窗口", "2022-12-02"),
        ("上传时间:2016-01-06", "2016-01-06"),
        ("发布时间:2023-13-40", None),
        ("来源:某报", None),
    ],
)
def test_published(line: str, published: str | None) -> None:
    assert clean(page(head=f"某县部署防病工作\n{line}")).published == published


def test_a_labelled_date_is_the_pages_wherever_it_stands() -> None:
    labelled = "丰州市卫生工作总结\n发布机构:丰州市卫生健康委员会 发布日期:2023-01-19 浏览:884"
    assert clean(page(head=labelled)).published == "2023-01-19"
    assert clean(page(tail="最后修改:2022-09-19")).published == "2022-09-19"
    assert clean(page(tail="招标编号:2022-09-19")).published is None


def test_the_pages_own_date_goes_before_that_of_the_paper_it_shows() -> None:
    head = "某县部署防病工作\n文号 某卫健通〔2023〕29号 成文日期:2023-05-25\n2023-07-18 09:36 某网"
    assert clean(page(head=head)).published == "2023-07-18"
    assert clean(page(head=f"{head}\n更新时间:2023-08-01")).published == "2023-08-01"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("您的位置: 首页 > 会议报道   2023-10-23   访问量 1529", "2023-10-23"),
        ("▍2023-07-30 20:16 发表于某省", "2023-07-30"),
        ("首页 > 通知公告   2023-10-23至2023-10-30", None),
    ],
)
def test_a_date_in_the_path_above_the_article_is_the_pages(line: str, published: str | None) -> None:
    assert clean(page(head=line)).published == published
    assert clean(page(tail=line)).published is None


def test_dates_in_sentences_are_not_the_pages() -> None:
    assert clean(page(tail="2020年1月2日，县医院新楼启用，当天接诊三百人，群众都说方便。")).published is None


def test_cut_lines_are_joined() -> None:
    whole = BODY.replace("\n", "\n\n")
    wrapped = "\n".join("\n".join(line[at : at + 16] for at in range(0, len(line), 16)) for line in whole.split("\n"))
    assert clean(wrapped).text == BODY


def test_an_abstract_that_was_cut_off_stays_and_stays_apart() -> None:
    paragraph = BODY.split("\n")[0]
    text = clean(f"导读\n{paragraph[:30]}\n{BODY}").text
    assert text == f"导读\n{paragraph[:30]}\n{BODY}"


def title_of(source: str) -> str | None:
    cleaned = clean(source)
    return cleaned.text[slice(*cleaned.title)] if cleaned.title else None


def test_a_section_heading_is_no_headline() -> None:
    source = f"某县推进医共体建设惠及群众\n一、强化组织领导统筹推进改革\n{BODY}"
    assert title_of(source) == "某县推进医共体建设惠及群众"
    assert clean(source).text == source


def test_a_heading_that_takes_up_the_headline_stays() -> None:
    source = f"健康中国行动在某县\n2023年5月1日 来源：某报\n{BODY}\n健康中国行动在某县扎根\n{BODY}"
    assert clean(source).text == source


def test_a_long_headline_with_commas_and_a_labelled_one() -> None:
    long = "某县：建机制，强队伍，优服务，全力打造群众身边的放心医院，让看病更方便更舒心"
    assert title_of(f"{long}\n2023-01-02 来源:某网\n{BODY}") == long
    assert title_of(f"标题：某县中医院今日挂牌\n作者：某人\n{BODY}") == "某县中医院今日挂牌"


def test_rows_of_figures_and_comments() -> None:
    source = f"{BODY}\n新建医院10家\n改造卫生院20家"
    assert clean(source).text == source
    assert clean(f"{BODY}\n全部评论(2)\n用户1：真不错，支持家乡发展！\n用户2：好！").text == BODY


def test_a_long_line_and_an_empty_source() -> None:
    assert clean("").text == ""
    line = BODY.replace("\n", "") * 2000
    assert clean(line).text == line
