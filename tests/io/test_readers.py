from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import EmptyDocument, ReadError
from kg.io.readers import READERS, Page, PartFailure, find_reader
from kg.io.readers.base import MAX_DOCUMENT_CHARS
from kg.io.readers.html import page_from_html
from kg.io.readers.markdown import plain_markdown
from tests.io import samples

Make = Callable[[str, bytes | str], Path]
TITLE = "临湖县中医院启用新院区"


def pages(path: Path) -> list[Page | PartFailure]:
    found = find_reader(path)
    assert found is not None
    return list(found[1](path))


def only(path: Path) -> Page:
    (page,) = pages(path)
    assert isinstance(page, Page)
    return page


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write


def sample(suffix: str) -> bytes:
    """The same three sentences in each format."""
    text = "\n".join(samples.LINES)
    page = samples.html().encode()
    return {
        ".docx": samples.docx(),
        ".htm": page,
        ".html": page,
        ".jsonl": ('{"text": "' + "\\n".join(samples.LINES) + '"}\n').encode(),
        ".md": ("# 标题\n\n" + text).encode(),
        ".pdf": samples.pdf(),
        ".txt": text.encode(),
        ".warc": samples.warc([page], compressed=False),
        ".warc.gz": samples.warc([page]),
    }[suffix]


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_reader_gives_the_sentences_of_its_file(make: Make, suffix: str) -> None:
    page = only(make(f"report{suffix}", sample(suffix)))
    for line in samples.LINES:
        assert line in page.source
    assert "通知公告" not in page.source


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_reader_refuses_an_empty_file(make: Make, suffix: str) -> None:
    with pytest.raises(EmptyDocument, match="expected"):
        pages(make(f"report{suffix}", b""))


@pytest.mark.parametrize("suffix", sorted(set(READERS) - {".jsonl"}))
def test_every_reader_refuses_a_binary(make: Make, suffix: str) -> None:
    with pytest.raises(ReadError, match="expected"):
        pages(make(f"report{suffix}", b"\x00\x01\x02\x03" * 500))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_truncated_file_is_refused(make: Make, suffix: str, share: float) -> None:
    data = sample(suffix)
    with pytest.raises(ReadError, match="expected a"):
        pages(make(f"report{suffix}", data[: int(len(data) * share)]))


def test_plain_text_is_not_changed(make: Make) -> None:
    text = "\u3000\u3000第一行\r\n第二行\ufeff\r"
    assert only(make("a.txt", text)).source == text


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_line_of_fifty_megabytes_is_refused_at_once(make: Make, suffix: str) -> None:
    with pytest.raises(ReadError, match=r"expected at most 8 MB, found 50 MB"):
        pages(make(f"a{suffix}", b"x" * 50_000_000))


def test_a_text_longer_than_any_report_is_refused(make: Make) -> None:
    with pytest.raises(ReadError, match="split it into one file a report"):
        pages(make("a.txt", b"x" * (MAX_DOCUMENT_CHARS + 1)))


class TestHtml:
    def test_metadata(self) -> None:
        page = page_from_html(samples.html().encode())
        assert (page.title, page.published, page.encoding) == (TITLE, "2022-03-05", "utf-8")
        assert page.source.count(TITLE) == 1

    def test_gb18030_labelled_gb2312(self, make: Make) -> None:
        lines = (*samples.LINES, "㙍山镇卫生院同日完成搬迁，服务半径扩大到周边八个村。")
        page = only(make("a.html", samples.html(lines, charset="gb2312").encode("gb18030")))
        assert lines[-1] in page.source
        assert page.encoding == "gb18030"

    def test_a_row_of_figures_stays_one_line(self) -> None:
        table = "<table><tr><th>指标</th><th>数值</th></tr><tr><td>签约率</td><td>85%</td></tr></table>"
        assert "签约率 85%" in page_from_html(samples.html(extra=table).encode()).source

    def test_a_table_that_lays_out_the_page_is_kept_as_text(self) -> None:
        body = "".join(f"<p>{line}</p>" for line in samples.LINES * 2)
        page = f"<html><body><table><tr><td><table><tr><td>{body}</td></tr></table></td></tr></table></body></html>"
        assert samples.LINES[0] in page_from_html(page.encode()).source

    def test_an_article_cut_up_by_break_tags(self) -> None:
        body = "<br><br>".join(f"　　{line}" for line in samples.LINES)
        page = f"<html><body><div><a href='/'>首页</a></div><div id='zoom'>{body}</div></body></html>"
        found = page_from_html(page.encode()).source
        assert all(line in found for line in samples.LINES)

    @pytest.mark.parametrize(
        ("before", "between", "after"),
        [("<p>", "</p><p>", "</p>"), ("", "<br>　　", ""), ("<div>", "</div><div>", "</div>")],
    )
    def test_lists_of_links_are_no_text_whatever_the_article_is_made_of(
        self, before: str, between: str, after: str
    ) -> None:
        body = before + between.join(samples.LINES) + after
        titles = ("邻县启用方舱，收治轻症患者", "某市举办培训，提升基层能力", "冬季流感防控提示")
        links = "".join(f'<li><a href="/{number}">{title}</a></li>' for number, title in enumerate(titles))
        page = f"<html><body><div>{body}</div><div><h3>相关阅读</h3><ul>{links}</ul></div></body></html>"
        found = page_from_html(page.encode()).source
        assert all(line in found for line in samples.LINES)
        assert not any(title in found for title in titles)

    def test_a_long_list_of_links_does_not_take_the_article_beside_it_along(self) -> None:
        links = "<ul>" + '<li><a href="/x">邻县医院招聘公告</a></li>' * 200 + "</ul>"
        found = page_from_html(samples.html(extra=links).encode()).source
        assert samples.LINES[0] in found
        assert "招聘" not in found

    def test_a_link_within_a_sentence_stays(self) -> None:
        line = '<a href="/a">临湖县</a>与<a href="/b">邻县</a>、<a href="/c">青石县</a>签署医疗协作协议，互派医师坐诊。'
        found = page_from_html(samples.html((*samples.LINES, line)).encode()).source
        assert "临湖县与邻县、青石县签署医疗协作协议" in found.replace("\n", "")

    @pytest.mark.parametrize("site", ["{}_临湖新闻网", "{}-临湖县人民政府", "{} | 健康临湖", "临湖县人民政府 - {}"])
    @pytest.mark.parametrize("heading", ["", "<h1>{}</h1>", "<div class='bt'><span>{}</span></div>"])
    def test_the_headline_is_freed_of_the_name_of_the_site(self, site: str, heading: str) -> None:
        body = "".join(f"<p>{line}</p>" for line in samples.LINES)
        page = f"<html><head><title>{site}</title></head><body>{heading}<div>{body}</div></body></html>"
        found = page_from_html(page.replace("{}", TITLE).encode())
        assert found.title == TITLE
        assert found.source.startswith(TITLE + "\n")
        assert found.source.count(TITLE) == 1

    def test_the_line_of_date_and_source_stays_above_the_article(self) -> None:
        line = "<div><span>发布时间：2022年03月05日</span><span>来源：县卫健局</span></div>"
        page = samples.html().replace('<div class="article">', f'{line}<div class="article">')
        lines = page_from_html(page.encode()).source.split("\n\n")
        assert lines[:2] == [TITLE, "发布时间：2022年03月05日 来源：县卫健局"]
        assert lines[2].startswith(samples.LINES[0])

    def test_a_date_below_the_article_is_left_there(self) -> None:
        page = samples.html().replace("版权所有", "页面生成于2023-01-01")
        assert not page_from_html(page.encode()).source.split("\n\n")[1].startswith("页面生成于")

    def test_scripts_are_no_text(self) -> None:
        page = samples.html(extra="<script>var 名 = '不是正文，是脚本';</script><style>.正文{}</style>")
        assert "脚本" not in page_from_html(page.encode()).source

    def test_a_page_without_text(self) -> None:
        with pytest.raises(EmptyDocument, match="without text"):
            page_from_html(b"<html><body><script>draw()</script></body></html>")

    def test_an_xml_head_does_no_harm(self) -> None:
        page = '<?xml version="1.0" encoding="utf-8"?>' + samples.html()
        assert samples.LINES[0] in page_from_html(page.encode()).source


class TestMarkdown:
    @pytest.mark.parametrize(
        ("marked", "plain"),
        [
            ("# 标题 #", "标题"),
            ("**临湖县**中医院", "临湖县中医院"),
            ("*重点*工作", "重点工作"),
            ("[中医院](https://example.org/a)开诊", "中医院开诊"),
            ("![门诊楼](a.png)门诊楼", "门诊楼"),
            ("> 引文", "引文"),
            ("- 第一项", "第一项"),
            ("| 指标 | 数值 |\n|---|---:|\n| 签约率 | 85% |", "指标 数值\n\n签约率 85%"),
            ("`代码`", "代码"),
        ],
    )
    def test_marks_go(self, marked: str, plain: str) -> None:
        assert plain_markdown(marked) == plain

    @pytest.mark.parametrize(
        "text", ["2*3*4", "a_b_c", "“1+7+13”医院", "1. 第一项", "- ", "#号文件", "3—5天", "C* 和 D*"]
    )
    def test_what_only_looks_like_a_mark_stays(self, text: str) -> None:
        assert plain_markdown(text) == text

    def test_front_matter_is_metadata(self, make: Make) -> None:
        page = only(make("a.md", "---\ntitle: 新院区\ndate: 2022-03-05 10:00\nurl: https://example.org\n---\n正文。\n"))
        assert (page.source, page.title, page.published) == ("正文。\n", "新院区", "2022-03-05")
        assert page.url == "https://example.org"


class TestRecords:
    def test_fields_and_bad_lines(self, make: Make) -> None:
        lines = (
            '{"text": "甲", "title": "题", "url": "u", "date": "2022年3月5日 08:00"}',
            "",
            "{broken",
            '{"body": "乙"}',
            "[1]",
            '{"id": "r7", "text": "丙", "date": "2022"}',
            '{"text": " "}',
        )
        first, *bad, good, blank = pages(make("a.jsonl", "\n".join(lines)))
        assert first == Page("甲", "jsonl", "题", "u", "2022-03-05", "utf-8", None, 1)
        assert [failure.where for failure in bad if isinstance(failure, PartFailure)] == ["line 3", "line 4", "line 5"]
        assert isinstance(bad[1], PartFailure)
        assert "found the fields: body" in bad[1].message
        assert isinstance(good, Page)
        assert (good.id, good.published) == ("r7", "2022")
        assert isinstance(blank, PartFailure)

    def test_a_line_of_fifty_megabytes_fails_alone(self, make: Make) -> None:
        long = b'{"text": "' + b"x" * 50_000_000 + b'"}\n'
        before, failure, after = pages(make("a.jsonl", b'{"text": "1"}\n' + long + b'{"text": "2"}\n'))
        assert isinstance(before, Page)
        assert isinstance(failure, PartFailure)
        assert failure.where == "line 2"
        assert isinstance(after, Page)
        assert after.part == 3

    def test_lines_in_gb18030(self, make: Make) -> None:
        page = only(make("a.jsonl", '{"text": "全县医疗机构", "title": "喜讯"}'.encode("gb18030")))
        assert page.source == "全县医疗机构"


class TestDocx:
    def test_rows_and_deletions(self, make: Make) -> None:
        page = only(make("a.docx", samples.docx()))
        assert "签约率 85%" in page.source
        assert "删去" not in page.source

    def test_a_zip_that_is_no_word_file(self, make: Make) -> None:
        with pytest.raises(ReadError, match="ZIP archive without one"):
            pages(make("a.docx", samples.docx().replace(b"word/document", b"text/document")))


class TestPdf:
    def test_a_page_of_pictures(self, make: Make) -> None:
        with pytest.raises(EmptyDocument, match="text recognition"):
            pages(make("a.pdf", samples.pdf(())))


class TestWarc:
    def test_pages_in_two_encodings(self, make: Make) -> None:
        data = samples.warc([samples.html().encode(), samples.html(charset="gbk").encode("gbk")])
        first, second = pages(make("a.warc.gz", data))
        assert isinstance(first, Page)
        assert isinstance(second, Page)
        assert first.source == second.source
        assert (first.url, second.part) == ("https://example.org/1.html", 2)

    @pytest.mark.parametrize(("kind", "status"), [("image/png", "200 OK"), ("text/html", "404 Not Found")])
    def test_other_responses_are_no_documents(self, make: Make, kind: str, status: str) -> None:
        with pytest.raises(EmptyDocument, match="found none"):
            pages(make("a.warc", samples.warc([samples.html().encode()], kind=kind, status=status, compressed=False)))

    @pytest.mark.parametrize("compressed", [True, False])
    def test_a_cut_archive_keeps_what_is_whole(self, make: Make, compressed: bool) -> None:
        data = samples.warc([samples.html().encode()] * 2, compressed=compressed)
        first, second = pages(make("a.warc", data[: int(len(data) * 0.85)]))
        assert isinstance(first, Page)
        assert isinstance(second, PartFailure)
        assert "breaks off" in second.message
