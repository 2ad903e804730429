"""A graph on disk, checked: the directory of a build with its texts, or a file of RDF."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import FormatError
from kg.model import Annotation
from kg.validate import StoredText, ValidationReport, validate
from kg.workspace.directory import read_build

__all__ = ["stored_texts", "validate_path"]

_GRAPH = "graph.nq"
_FORMATS = MappingProxyType(
    {
        ".trig": ox.RdfFormat.TRIG,
        ".nq": ox.RdfFormat.N_QUADS,
        ".ttl": ox.RdfFormat.TURTLE,
        ".nt": ox.RdfFormat.N_TRIPLES,
        ".jsonld": ox.RdfFormat.JSON_LD,
    }
)


def validate_path(path: Path | str, *, only: Collection[str] | None = None) -> ValidationReport:
    """What breaks a rule in a build, quotes compared with the stored texts, or in a file of RDF.

    `only` names the rules to apply, by default all. Raises `FormatError` where there is neither.
    """
    target = Path(path)
    if not target.is_dir():
        return validate(_read(target), only=only)
    annotations, _, _ = read_build(target)
    return validate(_read(target / _GRAPH), stored_texts(annotations), only=only)


def stored_texts(annotations: Iterable[Annotation]) -> Mapping[str, StoredText]:
    """Source and text of each document, by its id."""
    return {each.document.id: StoredText(each.document.source, each.clean.text) for each in annotations}


def _read(path: Path) -> list[ox.Quad]:
    format_ = _FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise FormatError(f"{path}: expected a build or a file ending in {', '.join(_FORMATS)}")
    try:
        return list(ox.parse(path=path, format=format_))
    except SyntaxError as error:
        raise FormatError(f"{path}: expected RDF as its ending says: {error}") from error
