"""The SPARQL 1.1 protocol: an HTTP request as one operation, or why it is none. Numbers are sections of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import parse_qsl

from kg.query import Request
from kg.query.guard import words_at_depth_0
from kg.serve.negotiate import preferred

__all__ = ["BOOLEAN", "SOLUTIONS", "TRIPLES", "Operation", "ProtocolError", "read_operation", "to_request"]

SOLUTIONS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
BOOLEAN = SOLUTIONS[:2]
TRIPLES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_GENERAL = {"application/json": SOLUTIONS[0], "application/xml": SOLUTIONS[1], "text/xml": SOLUTIONS[1]}
"""Plain types that clients ask for instead of those of SPARQL."""

_FORM = "application/x-www-form-urlencoded"
_DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_FIELDS = 50


class ProtocolError(Exception):
    """A request that is no operation, with the status to answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """`kind` is `query`, `update`, or `description` for a request that names neither (section 2.1 of the
    service description). Graphs are the dataset of a query or that which an update uses."""

    kind: str
    text: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_operation(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Operation:
    """2.1 and 2.2: GET, POST of a form, POST of the query itself; raises `ProtocolError`."""
    fields = _fields(query_string)
    if method in ("GET", "HEAD"):
        if _values(fields, "update"):
            raise ProtocolError(400, "an update must be sent by POST")
        if not _values(fields, "query"):
            return Operation("description")
        return _operation("query", fields)
    if method != "POST":
        raise ProtocolError(405, "expected GET or POST")
    media, charset = _media(content_type)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise ProtocolError(415, f"expected UTF-8, found the charset {charset!r}")
    if media == _FORM:
        fields += _fields(body)
        kinds = [kind for kind in ("query", "update") if _values(fields, kind)]
        if len(kinds) != 1:
            raise ProtocolError(400, "expected one field 'query' or one field 'update' in the form")
        return _operation(kinds[0], fields)
    if media in _DIRECT:
        kind = _DIRECT[media]
        return _operation(kind, [*fields, (kind, _text(body))])
    wanted = ", ".join((_FORM, *_DIRECT))
    raise ProtocolError(415, f"expected the media type {wanted}, found {media or 'none'}")


def to_request(operation: Operation, accept: str, base: str) -> Request:
    """The operation for the engine, with media types in the order that the client would have them.

    Raises `ProtocolError` where nothing on offer will do, or where an update names its dataset twice (2.2.3).
    """
    if operation.kind == "update":
        return Request(_using(operation), update=True, base=base)
    request = Request(
        operation.text,
        solutions=_media_types(accept, SOLUTIONS),
        boolean=_media_types(accept, BOOLEAN),
        triples=_media_types(accept, TRIPLES),
        base=base,
    )
    if not (operation.default_graphs or operation.named_graphs):
        return request
    # 2.1.4: a dataset in the protocol takes the place of the one in the query.
    return replace(request, default_graph=operation.default_graphs, named_graphs=operation.named_graphs)


def _operation(kind: str, fields: Sequence[tuple[str, str]]) -> Operation:
    texts = _values(fields, kind)
    if len(texts) != 1:
        raise ProtocolError(400, f"expected one {kind}, found {len(texts)}")
    prefix = "" if kind == "query" else "using-"
    names = (
        ("default-graph-uri", "named-graph-uri") if kind == "query" else ("using-graph-uri", "using-named-graph-uri")
    )
    default, named = (tuple(_values(fields, name)) for name in names)
    for iri in (*default, *named):
        if not _IRI.fullmatch(iri):
            raise ProtocolError(
                400, f"expected absolute IRIs in {prefix or 'default- or named-'}graph-uri, found {iri!r}"
            )
    return Operation(kind, texts[0], default, named)


def _using(operation: Operation) -> str:
    """Oxigraph has no parameter for it, so the graphs are written into the update, before each `WHERE`."""
    if not (operation.default_graphs or operation.named_graphs):
        return operation.text
    words = list(words_at_depth_0(operation.text))
    if any(word.lower() in ("using", "with") for word, _ in words):
        raise ProtocolError(400, "the update names its graphs both in USING or WITH and in the request")
    clauses = [f"USING <{iri}> " for iri in operation.default_graphs]
    clauses += [f"USING NAMED <{iri}> " for iri in operation.named_graphs]
    text, last = operation.text, ""
    places: list[int] = []
    for word, offset in words:
        if word.lower() == "where":
            if last == "delete":
                raise ProtocolError(400, "DELETE WHERE takes no using-graph-uri: write DELETE { … } WHERE { … }")
            places.append(offset)
        last = word.lower()
    for offset in reversed(places):
        text = text[:offset] + "".join(clauses) + text[offset:]
    return text


def _media_types(accept: str, offered: Sequence[str]) -> tuple[str, ...]:
    found = preferred(accept, (*offered, *(plain for plain, real in _GENERAL.items() if real in offered)))
    return tuple(dict.fromkeys(_GENERAL.get(each, each) for each in found))


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "expected percent-encoded UTF-8") from error
    except ValueError as error:
        raise ProtocolError(400, str(error)) from error


def _values(fields: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _media(content_type: str | None) -> tuple[str, str]:
    if not content_type:
        return "", ""
    message = Message()
    message["content-type"] = content_type
    return message.get_content_type(), str(message.get_param("charset", "")).lower()


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "expected UTF-8") from error
