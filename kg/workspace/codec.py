"""A document's annotation as JSON and back: complete, so that a graph can be made again without reading anew."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from kg.errors import FormatError
from kg.model import Annotation, Claim, CleanText, Context, Edit, Mention, Rejection, SourceDocument, apply_edits

__all__ = ["FORMAT", "annotation_from_json", "annotation_to_json"]

FORMAT = 1

Json = Any


def annotation_to_json(annotation: Annotation) -> str:
    """One annotation; fields at their default are left out, and equal annotations give equal text."""
    clean = annotation.clean
    record = {
        "format": FORMAT,
        "document": _to_json(annotation.document),
        "clean": {
            "edits": [_to_json(edit) for edit in clean.edits],
            "damaged": [list(span) for span in clean.damaged],
            "title": list(clean.title) if clean.title else None,
            "published": clean.published,
            "text_sha256": _sha256(clean.text),
        },
        "context": _to_json(annotation.context),
        "mentions": [_to_json(mention) for mention in annotation.mentions],
        "claims": [_to_json(claim) for claim in annotation.claims],
    }
    if annotation.rejected:
        record["rejected"] = [_to_json(each) for each in annotation.rejected]
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def annotation_from_json(text: str, name: str) -> Annotation:
    """The annotation again, equal to what was written; `name` says in errors which file it was.

    Raises `FormatError` where the file is not in this format, or its edits do not give its text.
    """
    try:
        record = json.loads(text)
        if record["format"] != FORMAT:
            raise FormatError(f"{name}: expected format {FORMAT}, found {record['format']}: build again")
        document = _from_json(SourceDocument, record["document"])
        return Annotation(
            document=document,
            clean=_clean(document.source, record["clean"], name),
            context=_from_json(Context, record["context"]),
            mentions=tuple(_from_json(Mention, each) for each in record["mentions"]),
            claims=tuple(_from_json(Claim, each) for each in record["claims"]),
            rejected=tuple(_from_json(Rejection, each) for each in record.get("rejected", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"{name}: expected an annotation written by kg, found {error!r}") from error


def _clean(source: str, record: Json, name: str) -> CleanText:
    edits = tuple(_from_json(Edit, each) for each in record["edits"])
    text, offsets = apply_edits(source, edits)
    if _sha256(text) != record["text_sha256"]:
        raise FormatError(f"{name}: its edits do not give the text that was annotated: build again")
    return CleanText(
        source=source,
        text=text,
        edits=edits,
        offsets=offsets,
        damaged=tuple((start, end) for start, end in record["damaged"]),
        title=tuple(record["title"]) if record["title"] else None,
        published=record["published"],
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _to_json(value: object) -> Json:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((each, getattr(value, each.name)) for each in dataclasses.fields(value))
        return {each.name: _to_json(item) for each, item in fields if item != _default(each)}
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


@cache
def _hints(type_: type) -> dict[str, Any]:
    return get_type_hints(type_)


def _from_json(type_: Any, value: Json) -> Any:
    """A value of a type made of dataclasses, enums, tuples, options and plain values."""
    if value is None:
        return None
    origin = get_origin(type_)
    if origin in (Union, types.UnionType):
        return _from_json(next(each for each in get_args(type_) if each is not type(None)), value)
    if origin is tuple:
        return tuple(_from_json(get_args(type_)[0], item) for item in value)
    if dataclasses.is_dataclass(type_):
        if not isinstance(value, dict):
            raise TypeError(f"expected an object, found {value!r}")
        hints = _hints(type_)  # type: ignore[arg-type]
        return type_(**{name: _from_json(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return type_(value)
    return value
