"""A graph in the formats of other tools. Bytes depend on the graph alone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import networkx as nx

from kg.errors import SettingsError
from kg.graph import to_networkx
from kg.model import KnowledgeGraph
from kg.rdf import (
    to_cube,
    to_jsonld,
    to_nquads,
    to_quads,
    to_schema_org,
    to_trig,
    to_trig12,
    to_turtle,
    to_web_annotations,
)
from kg.workspace.tables import claims_table, entities_table, mentions_table, to_csv, to_parquet

__all__ = ["FORMATS", "export"]

_GEXF_DATE = re.compile(rb' lastmodifieddate="[^"]*"')
_TABLES = (("entities", entities_table), ("claims", claims_table), ("mentions", mentions_table))


def _graphml(graph: KnowledgeGraph) -> bytes:
    buffer = io.BytesIO()
    nx.write_graphml(to_networkx(graph), buffer, encoding="utf-8")
    return buffer.getvalue()


def _gexf(graph: KnowledgeGraph) -> bytes:
    """networkx stamps GEXF with today's date, which goes."""
    buffer = io.BytesIO()
    nx.write_gexf(to_networkx(graph), buffer, encoding="utf-8")
    return _GEXF_DATE.sub(b"", buffer.getvalue())


def _text(write: Callable[..., str]) -> Callable[[KnowledgeGraph], bytes]:
    return lambda graph: write(to_quads(graph)).encode()


_FILES: Mapping[str, Callable[[KnowledgeGraph], bytes]] = MappingProxyType(
    {
        "trig": _text(to_trig),
        "turtle": _text(to_turtle),
        "nquads": _text(to_nquads),
        "jsonld": _text(to_jsonld),
        "trig12": _text(to_trig12),
        "annotations": lambda graph: to_web_annotations(graph).encode(),
        "cube": lambda graph: to_turtle(to_cube(graph)).encode(),
        "schemaorg": lambda graph: to_schema_org(graph).encode(),
        "graphml": _graphml,
        "gexf": _gexf,
    }
)
_FOLDERS = MappingProxyType({"csv": to_csv, "parquet": to_parquet})

FORMATS = (*_FILES, *_FOLDERS)
"""The names of all formats: `csv` and `parquet` give a folder of three tables, the others one file."""

_SUFFIXES = MappingProxyType(
    {".trig": "trig", ".ttl": "turtle", ".nq": "nquads", ".jsonld": "jsonld", ".graphml": "graphml", ".gexf": "gexf"}
)


def export(graph: KnowledgeGraph, target: Path | str, format: str | None = None) -> tuple[Path, ...]:  # noqa: A002
    """Write the graph in a format, by default that of the target's ending; returns the files written.

    Raises `SettingsError` for an unknown format.
    """
    path = Path(target)
    wanted = format or _SUFFIXES.get(path.suffix.lower(), "")
    if wanted in _FILES:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_FILES[wanted](graph))
        return (path,)
    if wanted in _FOLDERS:
        path.mkdir(parents=True, exist_ok=True)
        files = []
        for name, make in _TABLES:
            files.append(path / f"{name}.{wanted}")
            files[-1].write_bytes(_FOLDERS[wanted](make(graph)))
        return tuple(files)
    endings = ", ".join(_SUFFIXES)
    known = f"take one of {', '.join(FORMATS)}, or an ending of {endings}"
    raise SettingsError(f"{wanted or path.suffix or str(target)!r} is no known format: {known}")
