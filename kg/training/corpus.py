"""Annotated reports as training sees them: the cleaned page, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.clean import clean
from kg.errors import FormatError
from kg.extract.findings import Findings
from kg.extract.mentions import MentionGrammar
from kg.io import ReadFailure, read_paths
from kg.io.jsonl import GoldDocument, GoldMention, read_gold
from kg.link.hits import PlaceHit
from kg.link.places import find_places
from kg.link.region import find_context
from kg.model import CleanText, Context, EntityType, Mention, SourceDocument
from kg.nlp.places import doubtful_places, place_spans
from kg.resources.names import load_names

__all__ = ["Report", "find_in", "make_report", "read_corpora"]


@dataclass(frozen=True, slots=True)
class Report:
    """One annotated report: what is found in its page without a model, and what should be."""

    id: str
    clean: CleanText
    context: Context
    hits: tuple[PlaceHit, ...]
    findings: Findings
    gold: tuple[Mention, ...]
    document: GoldDocument

    @property
    def text(self) -> str:
        return self.findings.reading.text


def read_corpora(folders: Iterable[Path]) -> tuple[Report, ...]:
    """The reports of corpora (folders with `gold.jsonl` and `pages/ID.txt`), in order of id.

    Pages are cleaned as in the pipeline, so that models see the damage that cleaning leaves.
    Raises `FormatError` where a folder is no such corpus, or two reports bear one id.
    """
    reports: dict[str, Report] = {}
    for folder in folders:
        path = folder / "gold.jsonl"
        if not path.is_file():
            raise FormatError(f"{folder}: expected a corpus, a folder with gold.jsonl and pages/; found no gold.jsonl")
        for gold in read_gold(path):
            if gold.id in reports:
                raise FormatError(f"{path}: {gold.id!r} stands in another corpus too; ids must differ")
            reports[gold.id] = make_report(gold, _page(folder / "pages" / f"{gold.id}.txt"))
    return tuple(reports[name] for name in sorted(reports))


def _page(path: Path) -> SourceDocument:
    items = list(read_paths([path])) if path.is_file() else []
    if len(items) != 1 or isinstance(items[0], ReadFailure):
        raise FormatError(f"{path}: expected the page of an annotated report, one text file; found {items or 'none'}")
    return items[0]


def make_report(gold: GoldDocument, page: SourceDocument) -> Report:
    """The report as the pipeline sees it before any model has its say."""
    cleaned = clean(page.source)
    hits = find_places(cleaned.text)
    context = find_context(cleaned, hits, page)
    if context.region is not None:
        hits = find_places(cleaned.text, region=context.region.code)
    findings = find_in(cleaned.text, hits, context)
    mentions = tuple(mention for item in gold.mentions if (mention := _mention(item, cleaned)))
    return Report(gold.id, cleaned, context, tuple(hits), findings, mentions, gold)


def find_in(text: str, hits: Sequence[PlaceHit], context: Context) -> Findings:
    """What the name grammar finds in a text with these places."""
    return _grammar().search(text, place_spans(hits), doubtful_places(text, hits, context))


@cache
def _grammar() -> MentionGrammar:
    return MentionGrammar(load_names())


def _mention(gold: GoldMention, cleaned: CleanText) -> Mention | None:
    """Where a gold mention stands in the cleaned text, `None` where cleaning lost it."""
    start, end = cleaned.offsets.to_text(gold.source_start, gold.source_end)
    if start >= end:
        return None
    return Mention(
        start,
        end,
        cleaned.text[start:end],
        EntityType(gold.type),
        nested=gold.nested,
        anaphor=gold.anaphor,
        group=gold.group,
    )
