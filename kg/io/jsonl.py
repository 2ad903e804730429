"""JSON Lines in the format of the guideline: one document a line, UTF-8.

Writing takes annotations; reading gives plain records, since gold files hold no source text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from kg.errors import FormatError, ReadError
from kg.model import Annotation, Claim, EntityType, Evidence, Mention, Modality, Polarity, Predicate, canonical_decimal

__all__ = [
    "GoldClaim",
    "GoldDocument",
    "GoldEvidence",
    "GoldMention",
    "read_gold",
    "to_json",
    "write_annotations",
]

Choice = TypeVar("Choice", EntityType, Predicate, Modality, Polarity)


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One line of `mentions`: `names` are the accepted entity names, best first."""

    start: int
    end: int
    source_start: int
    source_end: int
    text: str
    type: EntityType
    names: tuple[str, ...] = ()
    code: str | None = None
    nested: bool = False
    anaphor: bool = False
    group: bool = False

    @property
    def plain(self) -> bool:
        """Neither nested nor an anaphor: what the main mention scores are about."""
        return not (self.nested or self.anaphor)


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    text: str = ""
    source_start: int = 0
    source_end: int = 0


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One line of `claims`: `subjects` and `objects` are the accepted names, best first."""

    subjects: tuple[str, ...]
    predicate: Predicate
    objects: tuple[str, ...] = ()
    value: str | None = None
    unit: str | None = None
    comparator: str | None = None
    value_max: str | None = None
    from_value: str | None = None
    change: str | None = None
    time: str | None = None
    modality: Modality = Modality.DONE
    polarity: Polarity = Polarity.AFFIRMED
    post: str | None = None
    evidence: GoldEvidence = GoldEvidence()
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document as a JSON Lines file gives it; `origin` is `file:line`."""

    id: str
    published: str | None = None
    period: str | None = None
    title: str | None = None
    mentions: tuple[GoldMention, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    origin: str = ""


def to_json(annotation: Annotation) -> dict[str, Any]:
    """The guideline's record of one document, with every field written, `null` where not known."""
    context = annotation.context
    return {
        "id": annotation.document.id,
        "published": context.published,
        "period": context.period,
        "title": context.title,
        "mentions": [_mention_json(annotation, mention) for mention in annotation.mentions],
        "claims": [_claim_json(claim) for claim in annotation.claims],
    }


def write_annotations(target: str | Path | IO[str], annotations: Iterable[Annotation]) -> int:
    """Write one line a document; returns how many were written. Existing files are replaced."""
    if isinstance(target, (str, Path)):
        with Path(target).open("w", encoding="utf-8", newline="\n") as stream:
            return write_annotations(stream, annotations)
    count = 0
    for annotation in annotations:
        target.write(json.dumps(to_json(annotation), ensure_ascii=False) + "\n")
        count += 1
    return count


def _mention_json(annotation: Annotation, mention: Mention) -> dict[str, Any]:
    source_start, source_end = annotation.clean.offsets.to_source(mention.start, mention.end)
    entity = mention.entity
    return {
        "start": mention.start,
        "end": mention.end,
        "source_start": source_start,
        "source_end": source_end,
        "text": mention.text,
        "type": str(mention.type),
        "entity": entity.name if entity else None,
        "code": entity.code if entity else None,
        "nested": mention.nested,
        "anaphor": mention.anaphor,
        "group": mention.group,
        "confidence": mention.confidence,
        "rule": mention.rule,
        "method": str(mention.method),
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    quantity = claim.quantity
    evidence = claim.evidence[0] if claim.evidence else None
    return {
        "subject": claim.subject.name,
        "predicate": str(claim.predicate),
        "object": claim.object.name if claim.object else None,
        "value": quantity.value if quantity else None,
        "unit": quantity.unit if quantity else None,
        "comparator": str(quantity.comparator) if quantity else None,
        "from_value": quantity.from_value if quantity else None,
        "time": claim.time,
        "modality": str(claim.modality),
        "polarity": str(claim.polarity),
        "post": claim.post,
        "value_max": quantity.value_max if quantity else None,
        "change": str(claim.change) if claim.change else None,
        "alt_subject": [],
        "alt_object": [],
        "evidence": _evidence_json(evidence) if evidence else None,
        "confidence": claim.confidence,
        "rule": evidence.rule if evidence else "",
        "method": str(evidence.method) if evidence else None,
    }


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "text": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "source_start": evidence.source_start,
        "source_end": evidence.source_end,
    }


def read_gold(path: str | Path) -> tuple[GoldDocument, ...]:
    """The documents of a JSON Lines file, or of all `*.jsonl` of a folder, in order of file name.

    Raises `ReadError` where nothing can be read, and `FormatError` with file, line and field where
    a record is not in the guideline's format or an id comes twice.
    """
    path = Path(path)
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise ReadError(f"{path}: expected at least one .jsonl file in this folder, found none")
    seen: dict[str, str] = {}
    documents = []
    for document in (document for file in files for document in _read_file(file)):
        if document.id in seen:
            raise FormatError(f"{document.origin}: id {document.id!r} stands already at {seen[document.id]}")
        seen[document.id] = document.origin
        documents.append(document)
    return tuple(documents)


def _read_file(path: Path) -> Iterator[GoldDocument]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file or folder") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: expected UTF-8, found a bad byte at offset {error.start}") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror or error}") from error
    # not splitlines: U+2028 and its like may stand unescaped inside a JSON string
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _document(line, f"{path.name}:{number}")


def _document(line: str, where: str) -> GoldDocument:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(f"{where}: expected a JSON object on one line, found {line[:40]!r}: {error}") from error
    record = _Record(value, where)
    return GoldDocument(
        id=record.text("id"),
        published=record.optional("published"),
        period=record.optional("period"),
        title=record.optional("title"),
        mentions=tuple(_mention(item) for item in record.records("mentions")),
        claims=tuple(_claim(item) for item in record.records("claims")),
        origin=where,
    )


def _mention(record: _Record) -> GoldMention:
    start, end = record.number("source_start"), record.number("source_end")
    if not 0 <= start < end:
        raise FormatError(f"{record.where}: expected 0 <= source_start < source_end, found [{start}, {end})")
    return GoldMention(
        start=record.number("start", 0),
        end=record.number("end", 0),
        source_start=start,
        source_end=end,
        text=record.text("text"),
        type=record.choice("type", EntityType),
        names=_names(record.optional("entity")),
        code=record.optional("code"),
        nested=record.flag("nested"),
        anaphor=record.flag("anaphor"),
        group=record.flag("group"),
    )


def _claim(record: _Record) -> GoldClaim:
    subjects = _names(record.text("subject")) + record.texts("alt_subject")
    target = record.optional("object")
    quote = record.record("evidence")
    return GoldClaim(
        subjects=subjects,
        predicate=record.choice("predicate", Predicate),
        objects=_names(target) + record.texts("alt_object"),
        value=record.decimal("value"),
        unit=record.optional("unit"),
        comparator=record.optional("comparator"),
        value_max=record.decimal("value_max"),
        from_value=record.decimal("from_value"),
        change=record.optional("change"),
        time=record.optional("time"),
        modality=record.choice("modality", Modality, Modality.DONE),
        polarity=record.choice("polarity", Polarity, Polarity.AFFIRMED),
        post=record.optional("post"),
        evidence=_evidence(quote) if quote else GoldEvidence(),
        confidence=record.share("confidence"),
        rule=record.optional("rule") or "",
    )


def _evidence(record: _Record) -> GoldEvidence:
    return GoldEvidence(record.optional("text") or "", record.number("source_start", 0), record.number("source_end", 0))


def _names(value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value or "").split("|") if name.strip())


class _Record:
    """A JSON object whose fields are taken out with a check, and its place for messages."""

    def __init__(self, value: object, where: str) -> None:
        self.where = where
        if not isinstance(value, dict):
            raise FormatError(f"{where}: expected a JSON object, found {_shown(value)}")
        self._value: dict[str, Any] = value

    def _wrong(self, field: str, expected: str) -> FormatError:
        found = _shown(self._value[field]) if field in self._value else "nothing"
        return FormatError(f"{self.where}: field {field!r}: expected {expected}, found {found}")

    def optional(self, field: str) -> str | None:
        value = self._value.get(field)
        if value is not None and not isinstance(value, str):
            raise self._wrong(field, "a string or null")
        return value

    def text(self, field: str) -> str:
        value = self._value.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(field, "a string that is not empty")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._value.get(field) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(field, "a list of strings")
        return tuple(item for item in value if item.strip())

    def number(self, field: str, default: int | None = None) -> int:
        value = self._value.get(field, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(field, "a whole number")
        return value

    def share(self, field: str) -> float:
        value = self._value.get(field, 1.0)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self._wrong(field, "a number from 0 to 1")
        return float(value)

    def decimal(self, field: str) -> str | None:
        value = self._value.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise self._wrong(field, "a decimal number in a string, or null")
        try:
            return canonical_decimal(str(value))
        except FormatError as error:
            raise self._wrong(field, "a decimal number in a string, or null") from error

    def flag(self, field: str) -> bool:
        value = self._value.get(field, False)
        if not isinstance(value, bool):
            raise self._wrong(field, "true or false")
        return value

    def choice(self, field: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        value = self._value.get(field, default)
        if value not in list(choices):
            raise self._wrong(field, "one of " + " ".join(choices))
        return choices(value)

    def record(self, field: str) -> _Record | None:
        value = self._value.get(field)
        return None if value is None else _Record(value, f"{self.where}: {field}")

    def records(self, field: str) -> list[_Record]:
        value = self._value.get(field)
        if not isinstance(value, list):
            raise self._wrong(field, "a list")
        return [_Record(item, f"{self.where}: {field}[{index}]") for index, item in enumerate(value)]


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
