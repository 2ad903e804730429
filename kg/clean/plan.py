"""The steps of cleaning, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.clean.damage import find_damage
from kg.clean.dates import find_published
from kg.clean.draft import Draft
from kg.clean.encoding import find_encoding
from kg.clean.glued import find_glued
from kg.clean.markup import find_markup
from kg.clean.page import Page, read_page
from kg.clean.pinyin import find_pinyin
from kg.clean.script import find_script
from kg.clean.settings import CleanSettings
from kg.clean.shift import LOST_RULE
from kg.clean.width import find_invisible, find_private, find_width
from kg.clean.wrap import find_blanks, find_wraps
from kg.model import CleanText, Edit, OffsetMap, apply_edits

__all__ = ["STEPS", "Step", "clean"]


_LABEL = re.compile(r"(?:标题|题目|文章标题)[:：][ ]*(?=.)")


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of noise: `find` names its edits on the text that the steps before it left."""

    name: str
    find: Callable[[str], list[Edit]]


STEPS: tuple[Step, ...] = (
    Step("encoding", find_encoding),
    Step("markup", find_markup),
    Step("invisible", find_invisible),
    Step("damage", find_damage),
    Step("private", find_private),
    Step("pinyin", find_pinyin),
    Step("script", find_script),
    Step("width", find_width),
    Step("glued", find_glued),
    Step("wrap", find_wraps),
)


def clean(source: str, settings: CleanSettings | None = None) -> CleanText:
    """The reading text of a source, with every edit that led to it.

    >>> clean("新聞熱線(xiàn)開通").text
    '新闻热线开通'
    """
    chosen = settings or CleanSettings()
    draft = Draft.of(source)
    for step in STEPS:
        if step.name not in chosen.skip:
            draft = draft.then(step.find(draft.text))
    page = read_page(draft.text, chosen)
    furniture = page.edits(draft.text) if "lines" not in chosen.skip else []
    tidied = draft.then(furniture)
    blanks = find_blanks(tidied.text)
    title = _moved(_moved(_span(page), furniture), blanks)
    draft = tidied.then(blanks)
    text, offsets = apply_edits(source, draft.edits)
    return CleanText(
        source=source,
        text=text,
        edits=draft.edits,
        offsets=offsets,
        damaged=_damaged(draft.edits, offsets),
        title=title,
        published=find_published(page.lines),
    )


def _damaged(edits: Iterable[Edit], offsets: OffsetMap) -> tuple[tuple[int, int], ...]:
    """Spans of the text that stand for lost characters, neighbours as one."""
    spans: list[tuple[int, int]] = []
    for edit in edits:
        if edit.rule == LOST_RULE:
            start, end = offsets.to_text(edit.source_start, edit.source_end)
            if spans and spans[-1][1] == start:
                start = spans.pop()[0]
            spans.append((start, end))
    return tuple(span for span in spans if span[0] < span[1])


def _span(page: Page) -> tuple[int, int] | None:
    if page.title is None:
        return None
    line = page.lines[page.title]
    label = _LABEL.match(line.text)
    return line.start + (label.end() if label else 0), line.end


def _moved(span: tuple[int, int] | None, edits: Iterable[Edit]) -> tuple[int, int] | None:
    """Where a span is after edits of which none reaches over its ends."""
    if span is None:
        return None
    start, end = span
    for edit in edits:
        grown = len(edit.replacement) - (edit.source_end - edit.source_start)
        if edit.source_end <= span[0]:
            start += grown
        if edit.source_end <= span[1]:
            end += grown
    return start, end
