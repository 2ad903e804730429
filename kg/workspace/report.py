"""What became of each document of a build."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.errors import FormatError
from kg.model import Annotation, KnowledgeGraph

__all__ = ["DocumentReport", "Failure", "Report", "make_report"]


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A file or document that gave nothing, and why. `step` is `read` or `annotate`.

    `skipped` marks a file of no known format that only lay in a folder.
    """

    origin: str
    message: str
    step: str = "read"
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document: what was read, cleaned and found. `edits` counts them by rule.

    `same_as` names the document that has exactly this source, `reprint_of` the one whose text it
    nearly repeats; both count as one source.
    """

    id: str
    origin: str
    format: str
    encoding: str | None
    source_chars: int
    text_chars: int
    title: str | None = None
    published: str | None = None
    period: str | None = None
    region: str | None = None
    edits: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    damaged: int = 0
    mentions: int = 0
    linked: int = 0
    claims: int = 0
    same_as: str | None = None
    reprint_of: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole build; `str()` gives it as text."""

    documents: tuple[DocumentReport, ...] = ()
    failures: tuple[Failure, ...] = ()
    totals: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def failed(self) -> int:
        """How many files or documents failed, those that were only passed over left out."""
        return sum(not failure.skipped for failure in self.failures)

    def to_json(self) -> str:
        record = {
            "totals": dict(self.totals),
            "documents": [{**_fields(each), "edits": dict(each.edits)} for each in self.documents],
            "failures": [_fields(each) for each in self.failures],
        }
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """Raises `FormatError` where the text is no report."""
        try:
            record = json.loads(text)
            return cls(
                documents=tuple(DocumentReport(**each) for each in record["documents"]),
                failures=tuple(Failure(**each) for each in record["failures"]),
                totals=record["totals"],
            )
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(f"report.json: expected a report written by kg, found {error!r}") from error

    def summary(self) -> str:
        """One line."""
        counts = ", ".join(f"{count:,} {name}" for name, count in self.totals.items())
        skipped = len(self.failures) - self.failed
        return counts + f"; {self.failed} failed" * bool(self.failed) + f"; {skipped} passed over" * bool(skipped)

    def __str__(self) -> str:
        lines = [self.summary()]
        for each in self.documents:
            lines.append(f"\n{each.id} ({each.origin or each.format}{f', {each.encoding}' if each.encoding else ''})")
            lines += [f"  {name}: {told}" for name, told in _told(each) if told]
        if self.failures:
            lines.append("\nNot read:")
            lines += [f"  {'-' if each.skipped else '!'} {each.origin}: {each.message}" for each in self.failures]
        return "\n".join(lines) + "\n"


def _fields(value: DocumentReport | Failure) -> dict[str, object]:
    return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}


def _told(each: DocumentReport) -> Iterable[tuple[str, str]]:
    edits = ", ".join(f"{rule} {count}" for rule, count in each.edits.items())
    about = [f"published {each.published}" if each.published else "", f"period {each.period}" if each.period else ""]
    yield "title", each.title or ""
    yield "about", ", ".join(part for part in (each.region or "", *about) if part)
    yield "read", f"{each.source_chars:,} characters of source"
    damaged = f", {each.damaged} spots damaged beyond repair" if each.damaged else ""
    yield "cleaned", f"{each.text_chars:,} characters of text; {f'edits: {edits}' if edits else 'no edits'}{damaged}"
    yield "found", f"{each.mentions} mentions, {each.linked} of them linked; {each.claims} claims"
    yield "same as", each.same_as or ""
    yield "reprint of", each.reprint_of or ""


def make_report(graph: KnowledgeGraph, annotations: Iterable[Annotation], failures: Iterable[Failure]) -> Report:
    """The report of a build; the order of its input does not matter."""
    same_as = {copy: record.id for record in graph.documents for copy in record.copies}
    reprints = {record.id: record.reprint_of for record in graph.documents}
    documents = sorted(annotations, key=lambda each: each.document.id)
    return Report(
        documents=tuple(
            _document(each, same_as.get(each.document.id), reprints.get(each.document.id)) for each in documents
        ),
        failures=tuple(sorted(failures)),
        totals={
            "documents": len(documents),
            "sources": len({record.cluster for record in graph.documents}),
            "mentions": len(graph.mentions),
            "entities": len(graph.entities),
            "claims": len(graph.claims),
            "edges": len(graph.edges),
            "conflicts": len(graph.conflicts),
        },
    )


def _document(annotation: Annotation, same_as: str | None, reprint_of: str | None) -> DocumentReport:
    document, context, clean = annotation.document, annotation.context, annotation.clean
    return DocumentReport(
        id=document.id,
        origin=document.origin,
        format=document.format,
        encoding=document.encoding,
        source_chars=len(document.source),
        text_chars=len(clean.text),
        title=context.title or document.title,
        published=context.published or document.published,
        period=context.period,
        region=context.region.name if context.region else None,
        edits=dict(sorted(Counter(edit.rule for edit in clean.edits).items())),
        damaged=len(clean.damaged),
        mentions=len(annotation.mentions),
        linked=sum(mention.link is not None for mention in annotation.mentions),
        claims=len(annotation.claims),
        same_as=same_as,
        reprint_of=reprint_of,
    )
