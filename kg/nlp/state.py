"""What the components leave on a `Doc`, under one prefix, and nothing else.

`doc._.kg_clean` (`CleanText`), `doc._.kg_document` (`SourceDocument`), `doc._.kg_places` (gazetteer
hits), `doc._.kg_context` (`Context`), `doc._.kg_findings` (`Findings` of the name grammar),
`doc._.kg_mentions`, `doc._.kg_claims`, and of added extractors `doc._.kg_proposed` (claims that wait
for their names to be linked) and `doc._.kg_rejected`. Mentions are shown to spaCy as well: all of them in
`doc.spans["mentions"]`, the outermost names in `doc.ents`.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from kg.errors import SettingsError
from kg.extract.findings import Findings
from kg.model import CleanText, Context, Mention, SourceDocument

__all__ = ["SPANS_KEY", "clean_of", "context_of", "document_of", "findings_of", "mark_mentions", "register_extensions"]

SPANS_KEY = "mentions"
ATTRIBUTES = ("kg_clean", "kg_document", "kg_places", "kg_context", "kg_findings", "kg_mentions", "kg_claims")
OF_EXTRACTORS = ("kg_proposed", "kg_rejected")


def register_extensions() -> None:
    """Declare the attributes; safe to call again."""
    for name in (*ATTRIBUTES, *OF_EXTRACTORS):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Span.has_extension("kg_mention"):
        Span.set_extension("kg_mention", default=None)


def clean_of(doc: Doc) -> CleanText:
    """The cleaned text behind a doc, its `text` equal to `doc.text`; a doc made by hand counts as clean.

    Kept on the doc, since spaCy puts `doc.text` together token by token each time it is asked.
    """
    if doc._.kg_clean is None:
        doc._.kg_clean = CleanText.untouched(doc.text)
    clean: CleanText = doc._.kg_clean
    return clean


def context_of(doc: Doc, needed_by: str) -> Context:
    """The context that `kg_places` left; raises `SettingsError` where it has not run."""
    context: Context | None = doc._.kg_context
    if context is None:
        raise SettingsError(
            f"{needed_by} needs doc._.kg_context, which kg_places sets: "
            "add kg_places before it, and see nlp.analyze_pipes()"
        )
    return context


def findings_of(doc: Doc, needed_by: str) -> Findings:
    """What `kg_names` found; raises `SettingsError` where it has not run."""
    findings: Findings | None = doc._.kg_findings
    if findings is None:
        raise SettingsError(
            f"{needed_by} needs doc._.kg_findings, which kg_names sets: "
            "add kg_names before it, and see nlp.analyze_pipes()"
        )
    return findings


def document_of(doc: Doc) -> SourceDocument:
    """The document behind a doc; one made by hand has the id `doc`."""
    document: SourceDocument | None = doc._.kg_document
    return document if document is not None else SourceDocument(id="doc", source=doc.text)


def mark_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Put mentions on the doc, for this package and for spaCy."""
    mentions = tuple(mentions)
    doc._.kg_mentions = mentions
    spans = []
    outermost = []
    covered = 0
    for mention in mentions:
        span = _span(doc, mention)
        if span is None:
            continue
        spans.append(span)
        # Told apart by tokens: those of another tokenizer may hold the end of one name and the start of the next.
        if not mention.nested and span.start >= covered:
            outermost.append(span)
            covered = span.end
    doc.spans[SPANS_KEY] = spans
    doc.set_ents(outermost)


def _span(doc: Doc, mention: Mention) -> Span | None:
    entity = mention.entity
    known = entity.name if entity else ""
    span = doc.char_span(mention.start, mention.end, label=mention.type.value, kb_id=known, alignment_mode="expand")
    if span is not None:
        span._.kg_mention = mention
    return span
