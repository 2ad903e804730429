"""The directory of a build: each document's own results apart from what is merged of them.

    documents/<id>/annotation.json   source, edits, mentions and claims of one document
    graph.trig, graph.nq             the merged graph as RDF: for reading, and for the store
    graph.html                       the page
    tables/                          entities, claims and mentions as CSV and Parquet
    report.json, report.txt          what became of each document
    kg.json                          marks the directory as a build and names its settings
    store/                           made of graph.nq by the first query; may be deleted

No file but those of the store holds a time, so that equal input gives equal bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import FormatError, SettingsError
from kg.model import Annotation, KnowledgeGraph
from kg.query.disk import STORE
from kg.rdf import to_nquads, to_quads, to_trig
from kg.workspace.codec import annotation_from_json, annotation_to_json
from kg.workspace.report import Report
from kg.workspace.tables import claims_table, entities_table, mentions_table, to_csv, to_parquet

__all__ = ["MARKER", "check_target", "read_annotation", "read_build", "write_build"]

MARKER = "kg.json"
_KIND = "kg build"
_UNSAFE = re.compile(r"[^\w.\-·]+")


def check_target(folder: Path) -> None:
    """Raise `SettingsError` where a build may not be written: a file, or a full folder that is no build."""
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder}: expected a directory to write to, found a file")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise SettingsError(f"{folder}: is not empty and not a kg build: name an empty or new directory")


def write_build(
    folder: Path,
    graph: KnowledgeGraph,
    annotations: Iterable[Annotation],
    report: Report,
    write_page: Callable[[KnowledgeGraph, Path], None],
) -> None:
    """Write a whole build; an earlier one in `folder` is replaced only once the new one is complete."""
    with _replacing(folder) as fresh:
        for annotation in annotations:
            target = fresh / "documents" / _folder_name(annotation.document.id)
            target.mkdir(parents=True)
            _write(target / "annotation.json", annotation_to_json(annotation))
        quads = to_quads(graph)
        _write(fresh / "graph.trig", to_trig(quads))
        _write(fresh / "graph.nq", to_nquads(quads))
        (fresh / "tables").mkdir()
        for name, make in (("entities", entities_table), ("claims", claims_table), ("mentions", mentions_table)):
            frame = make(graph)
            (fresh / "tables" / f"{name}.csv").write_bytes(to_csv(frame))
            (fresh / "tables" / f"{name}.parquet").write_bytes(to_parquet(frame))
        _write(fresh / "report.json", report.to_json())
        _write(fresh / "report.txt", str(report))
        write_page(graph, fresh / "graph.html")
        marker = {"kind": _KIND, "settings": dict(sorted(graph.settings.items()))}
        _write(fresh / MARKER, json.dumps(marker, ensure_ascii=False, indent=1) + "\n")


def read_build(folder: Path) -> tuple[tuple[Annotation, ...], Report, Mapping[str, str]]:
    """The documents of a build, its report and its settings; raises `FormatError` where it is none."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        if marker["kind"] != _KIND:
            raise ValueError(f"kind {marker['kind']!r}")
        settings: Mapping[str, str] = marker["settings"]
        report = Report.from_json((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise FormatError(f"{folder}: expected a directory made by `kg build`: {error}") from error
    files = sorted(folder.glob("documents/*/annotation.json"))
    annotations = (annotation_from_json(each.read_text(encoding="utf-8"), str(each)) for each in files)
    return tuple(sorted(annotations, key=lambda each: each.document.id)), report, settings


def read_annotation(folder: Path, document: str) -> Annotation:
    """One document of a build by its id; raises `OSError` or `FormatError` where it is not there or not readable."""
    path = folder / "documents" / _folder_name(document) / "annotation.json"
    return annotation_from_json(path.read_text(encoding="utf-8"), str(path))


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A fresh directory beside `folder` that takes its place when the block ends without an error."""
    check_target(folder)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        yield fresh
        previous = Path(scratch) / "previous"
        if folder.exists():
            folder.rename(previous)
            if (previous / STORE).is_dir():  # the next query brings it in step
                (previous / STORE).rename(fresh / STORE)
        try:
            fresh.rename(folder)
        except OSError:
            if previous.exists():
                previous.rename(folder)
            raise


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "replace"))


def _folder_name(document: str) -> str:
    """The id as a safe folder name on every system; a changed one gets a hash, so that two stay two."""
    safe = _UNSAFE.sub("_", document).strip(". ")[:80]
    if safe == document:
        return safe
    return f"{safe}-{hashlib.sha256(document.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
