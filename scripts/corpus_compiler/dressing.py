"""Dresses a clean text as the scraped page it might have come from, and keeps track of every character.

A page is a row of cells: a stretch of page text, and the index of the clean character it came
from (`None` for noise). Every step is a pure function over that row, and nothing is drawn by
chance, so one report gives one page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import opencc

from corpus_compiler.authoring import AuthoringError, Report
from kg.clean import injection

__all__ = ["DAMAGES", "Page", "dress"]


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    index: int | None = None


Cells = list[Cell]


@dataclass(frozen=True, slots=True)
class Page:
    """The page's text, and for each clean character the stretch of the page that stands for it."""

    source: str
    spans: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.spans[start][0], self.spans[end - 1][1]


def dress(report: Report, *, injected: bool = True) -> Page:
    """The page of `report`, with the damage its front matter lists (`injected=False` leaves out the byte damage)."""
    wanted = dict(name.partition(":")[::2] for name in report.damage)
    unknown = sorted(set(wanted) - set(DAMAGES) - {"injected", "abstract"})
    if unknown:
        raise AuthoringError(f"{report.path}: unknown damage {', '.join(unknown)}; known are {', '.join(DAMAGES)}")
    cells = _insert([Cell(char, index) for index, char in enumerate(report.text)], dict(report.noise))
    for name, step in DAMAGES.items():
        if name in wanted:
            cells = step(cells, wanted[name])
    head, tail = _with_date(report), report.tail
    if "mojibake-tail" in wanted:
        tail = _double_encode_last_line(tail)
    if "traditional" in wanted:
        head, tail = _traditional(head), _traditional(tail)
    cells = [*_noise(head + "\n\n" if head else ""), *cells, *_noise("\n\n" + tail if tail else "")]
    page = _flatten(cells, len(report.text))
    return _inject(page) if injected and "injected" in wanted else page


_DATE_LINES = (
    "发布时间:{0}-{1}-{2}",
    "{0}-{1}-{2} 09:36",
    "发布日期:{0}年{3}月{4}日  浏览次数:217",
    "日期:{0}/{1}/{2}  字体:[大 中 小]",
    "时间: {0}-{1}-{2}  来源: 本站",
    "{0}年{1}月{2}日 16:05  编辑:网站管理员",
    "更新时间:{0}.{1}.{2}",
    "[{0}-{1}-{2}]  打印本页  关闭窗口",
)
"""Ways in which sites give the date of a page."""


def _with_date(report: Report) -> str:
    """The head of the page, with the page's date where nothing on the page shows it.

    Gold is dated by the page; a date that no reader of the page can know would date nothing.
    """
    published = report.front.get("published", "")
    if not published:
        return report.head
    year, month, day = published.split("-")
    shown = re.compile(rf"{year}\D{{1,3}}0?{int(month)}\D{{1,3}}0?{int(day)}(?!\d)")
    if any(shown.search(part) for part in (report.head, report.text, report.tail, *(text for _, text in report.noise))):
        return report.head
    form = _DATE_LINES[sum(map(ord, report.id)) % len(_DATE_LINES)]
    line = form.format(year, month, day, int(month), int(day))
    return f"{report.head}\n{line}" if report.head else line


def _noise(text: str) -> Cells:
    return [Cell(text)] if text else []


def _flatten(cells: Cells, size: int) -> Page:
    spans: list[tuple[int, int]] = [(-1, -1)] * size
    pieces = []
    position = 0
    for cell in cells:
        pieces.append(cell.text)
        if cell.index is not None:
            spans[cell.index] = (position, position + len(cell.text))
        position += len(cell.text)
    return Page("".join(pieces), tuple(spans))


def _inject(page: Page) -> Page:
    injected = injection.inject(page.source)
    offsets = injected.offsets
    spans = tuple(
        (offsets.to_source(start, start + 1)[0], offsets.to_source(end - 1, end)[1]) for start, end in page.spans
    )
    return Page(injected.source, spans)


def _paragraph_starts(cells: Cells) -> list[int]:
    """Positions of the first cell of every paragraph but the title."""
    return [
        position + 1
        for position, cell in enumerate(cells[:-1])
        if cell.text == "\n" and cells[position + 1].text != "\n"
    ]


def _insert(cells: Cells, noise: dict[int, str]) -> Cells:
    """Noise in front of the cells at the given positions."""
    dressed: Cells = []
    for position, cell in enumerate(cells):
        if position in noise:
            dressed.append(Cell(noise[position]))
        dressed.append(cell)
    return dressed


def _repeat_title(cells: Cells, argument: str) -> Cells:
    title = "".join(cell.text for cell in cells).split("\n", 1)[0]
    return [*_noise((title + "\n\n") * int(argument or 1)), *cells]


def _indent(cells: Cells, _: str) -> Cells:
    return _insert(cells, dict.fromkeys(_paragraph_starts(cells), "\u3000\u3000"))


def _icons(cells: Cells, _: str) -> Cells:
    """Characters of an icon font, which lie in the private-use area, in front of paragraphs."""
    return _insert(cells, dict.fromkeys(_paragraph_starts(cells)[1::2], "\ue62a "))


def _hard_wraps(cells: Cells, argument: str) -> Cells:
    width = int(argument or 40)
    column = 0
    breaks: dict[int, str] = {}
    for position, cell in enumerate(cells):
        column = 0 if "\n" in cell.text else column + 1
        if column > width:
            breaks[position] = "\n"
            column = 1
    return _insert(cells, breaks)


def _zero_width(cells: Cells, argument: str) -> Cells:
    every = int(argument or 37)
    return _insert(cells, dict.fromkeys(range(every, len(cells), every), "\u200b"))


def _replace(table: dict[str, str]) -> Callable[[Cells, str], Cells]:
    def step(cells: Cells, _: str) -> Cells:
        return [Cell(table.get(cell.text, cell.text), cell.index) for cell in cells]

    return step


def _full_width_runs(cells: Cells, _: str) -> Cells:
    """Every second number in full-width digits, as pages that mix them do."""
    text = "".join(cell.text if len(cell.text) == 1 else "\n" for cell in cells)
    chosen = {
        position
        for number, match in enumerate(re.finditer(r"[0-9.%]+", text))
        if number % 2
        for position in range(match.start(), match.end())
    }
    return [
        Cell(chr(ord(cell.text) + 0xFEE0), cell.index) if position in chosen else cell
        for position, cell in enumerate(cells)
    ]


_TO_TRADITIONAL = opencc.OpenCC("s2t")


def _traditional(text: str) -> str:
    """One character to one, without regard to words, as the sites do it (后 → 後, 里 → 裏)."""
    return "".join(converted if len(converted := _TO_TRADITIONAL.convert(char)) == 1 else char for char in text)


def _traditional_cells(cells: Cells, _: str) -> Cells:
    return [Cell(_traditional(cell.text), cell.index) for cell in cells]


def _double_encode_last_line(text: str) -> str:
    """UTF-8 read as Latin-1 and encoded once more."""
    *lines, last = text.split("\n")
    return "\n".join([*lines, last.encode().decode("latin-1")])


def _nothing(cells: Cells, _: str) -> Cells:
    return cells


DAMAGES: dict[str, Callable[[Cells, str], Cells]] = {
    "repeat-title": _repeat_title,
    "full-width-digits": _full_width_runs,
    "full-width-punctuation": _replace({char: chr(ord(char) + 0xFEE0) for char in ",;:!?()"}),
    "small-plus": _replace({"+": "﹢"}),
    "bullets-for-dots": _replace({"·": "•"}),
    "html-entities": _replace({"“": "&ldquo;", "”": "&rdquo;", "·": "&middot;", " ": "&nbsp;", "—": "&mdash;"}),
    "hard-wraps": _hard_wraps,
    "indent": _indent,
    "icons": _icons,
    "zero-width": _zero_width,
    "traditional": _traditional_cells,
    "mojibake-tail": _nothing,
}
"""Damage by name, in the order it is done; `name:number` sets the width or distance.

`injected` (Traditional with pinyin behind every changed character, on the bytes) comes last;
`abstract` belongs to the text and is done before.
"""
