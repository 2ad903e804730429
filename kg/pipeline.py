"""The whole story: read, clean, annotate, assemble, write, with a report of what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import kg.nlp as nlp
from kg.graph import GraphSettings, assemble
from kg.io import ReadFailure, read_paths
from kg.model import Annotation, Entity, EntityType, KnowledgeGraph, SourceDocument
from kg.resources.places import load_gazetteer
from kg.resources.renamings import parse_renamings
from kg.workspace import Failure, KnowledgeBase, check_target, make_report, read_build

__all__ = ["Annotate", "annotate_paths", "build", "build_from", "load"]

Annotate = Callable[[SourceDocument], Annotation]
Progress = Callable[[int, int, str], None]
"""Called after each file with the number done, the number of files, and the file's name."""


def build(
    paths: Iterable[Path | str] | Path | str,
    *,
    out: Path | str | None = None,
    annotate: Annotate | None = None,
    settings: GraphSettings | None = None,
    progress: Progress | None = None,
) -> KnowledgeBase:
    """The graph of all documents in files and folders, written to `out` where that is given.

    A document that fails is in the report, and never loses the others. Raises `SettingsError`
    before any work where `out` may not be written to.
    """
    if out is not None:
        check_target(Path(out))
    annotations: list[Annotation] = []
    failures: list[Failure] = []
    for item in annotate_paths(paths, annotate=annotate, progress=progress):
        if isinstance(item, Annotation):
            annotations.append(item)
        else:
            failures.append(item)
    made = build_from(annotations, failures=failures, settings=settings)
    if out is not None:
        made.save(out)
    return made


def annotate_paths(
    paths: Iterable[Path | str] | Path | str, *, annotate: Annotate | None = None, progress: Progress | None = None
) -> Iterator[Annotation | Failure]:
    """Each document read and annotated, or why it was not, in order of origin."""
    listed = [paths] if isinstance(paths, Path | str) else list(paths)
    run = annotate or nlp.annotate
    for item in read_paths(listed, progress=progress):
        if isinstance(item, ReadFailure):
            yield Failure(item.origin, item.message, skipped=item.skipped)
            continue
        try:
            yield run(item)
        except Exception as error:
            # One document must not lose the others, whatever is wrong with it or with the code
            # that reads it. Nothing is hidden: it is counted, and reported with its kind.
            yield Failure(item.origin or item.id, f"{type(error).__name__}: {error}", step="annotate")


def build_from(
    annotations: Iterable[Annotation], *, failures: Iterable[Failure] = (), settings: GraphSettings | None = None
) -> KnowledgeBase:
    """The graph of documents that are annotated already; their order does not matter."""
    held = tuple(annotations)
    graph = _with_version(assemble(held, ancestors=_ancestors, settings=settings))
    return KnowledgeBase(graph, held, make_report(graph, held, failures))


def load(folder: Path | str) -> KnowledgeBase:
    """The build in a directory, assembled from its documents; raises `FormatError` where it is none."""
    annotations, report, held = read_build(Path(folder))
    renamings = parse_renamings(str(folder), held.get("renamings", "").splitlines())
    settings = GraphSettings(edge_threshold=float(held["edge_threshold"]), renamings=renamings)
    graph = _with_version(assemble(annotations, ancestors=_ancestors, settings=settings), held["version"])
    return KnowledgeBase(graph, annotations, report)


def _ancestors(code: str) -> tuple[Entity, ...]:
    gazetteer = load_gazetteer()
    place = gazetteer.by_code(code)
    above = gazetteer.ancestors(place) if place else ()
    return tuple(Entity(each.name, EntityType.PLACE, code=each.code) for each in above)


def _with_version(graph: KnowledgeGraph, known: str | None = None) -> KnowledgeGraph:
    try:
        found = known or version("kg-health-evidence")
    except PackageNotFoundError:  # a checkout that is not installed
        found = "unknown"
    return replace(graph, settings={**graph.settings, "version": found})
