"""IRIs: the one place where ids become IRIs and back, and where Chinese is percent-encoded.

Stored IRIs hold raw characters in NFC, since RDF compares them as strings. The encoded form exists
only at the edge (HTTP, file names, links): `to_wire` and `from_wire` map both ways.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import unquote

from kg.errors import FormatError
from kg.model import DocumentRecord, Evidence, content_id, name_key
from kg.resources.ontology import BASE, CODE, ONT

__all__ = [
    "claim_iri",
    "concept_iri",
    "document_iri",
    "entity_iri",
    "evidence_iri",
    "from_wire",
    "graph_iri",
    "id_of",
    "ont_iri",
    "place_iri",
    "span_iri",
    "to_wire",
    "unit_iri",
]

_ID = BASE + "id/"
_GRAPH = BASE + "graph/"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def ont_iri(local: str) -> str:
    return ONT + local


def concept_iri(scheme: str, key: str) -> str:
    return f"{CODE}{scheme}/{key}"


def graph_iri(name: str) -> str:
    return _GRAPH + name


def entity_iri(entity: str) -> str:
    """The IRI of an entity by its id (`org/540100-拉萨市人民医院`)."""
    return _ID + entity


def place_iri(code: str) -> str:
    return f"{_ID}place/{code if code.isdecimal() else name_key(code)}"


def claim_iri(claim: str) -> str:
    return f"{_ID}claim/{claim}"


def document_iri(document: DocumentRecord) -> str:
    """Date and ten digits of the source's hash; `undated` where the page gives no full date.

    >>> document_iri(DocumentRecord("a", "1bf90d2e08003377", "", 35, 35, published="2021-09-30"))
    'https://w3id.org/hsev/id/doc/20210930-1bf90d2e08'
    """
    match = _DATE.match(document.published or "")
    date = "".join(match.groups()) if match else "undated"
    return f"{_ID}doc/{date}-{document.source_sha256[:10]}"


def evidence_iri(claim: str, document: str, item: Evidence) -> str:
    """Over claim, document, span, rule and method; no version, so that a rerun adds nothing."""
    parts: list[object] = [claim, document, item.source_start, item.source_end, item.rule, str(item.method)]
    return f"{_ID}evidence/{content_id(parts)}"


def span_iri(document: str, source_start: int, source_end: int) -> str:
    """After RFC 5147: `#char=b,e` counts the characters of the source."""
    return f"{document}#char={source_start},{source_end}"


def unit_iri(unit: str) -> str:
    """Two units share an IRI only if they are written alike.

    >>> unit_iri("%"), unit_iri("人次")
    ('https://w3id.org/hsev/id/unit/percent', 'https://w3id.org/hsev/id/unit/人次')
    """
    key = name_key(unit)
    if key != unit and unit != "%":
        key += "-" + hashlib.sha256(unit.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{_ID}unit/{key}"


def id_of(iri: str) -> str:
    """The id (`kind/key`) in a data IRI; raises `FormatError` for any other IRI."""
    if not iri.startswith(_ID):
        raise FormatError(f"expected an IRI that begins with {_ID}, found {iri!r}")
    return iri.removeprefix(_ID)


def to_wire(iri: str) -> str:
    """The percent-encoded form: UTF-8, upper-case hexadecimal digits, ASCII untouched.

    >>> to_wire("https://w3id.org/hsev/id/org/医院")
    'https://w3id.org/hsev/id/org/%E5%8C%BB%E9%99%A2'
    """
    return "".join(
        char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in unicodedata.normalize("NFC", iri)
    )


def from_wire(iri: str) -> str:
    """The stored form of an IRI as it came in, encoded or not.

    >>> from_wire("https://w3id.org/hsev/id/org/%e5%8c%bb%E9%99%A2")
    'https://w3id.org/hsev/id/org/医院'
    """
    return unicodedata.normalize("NFC", unquote(iri, errors="strict"))
