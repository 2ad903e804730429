"""`kg annotate`: what is found in each document, as JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Problem, exit_for, note, progress_bar, tell_failures
from kg.cli.reading import Extractors, Sure, Trust, make_annotator
from kg.io.jsonl import write_annotations
from kg.model import Annotation, SourceDocument

__all__ = ["run"]


def run(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files or folders to read.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE.jsonl", help="Where to write; else the screen.")
    ] = None,
    sure: Sure = None,
    extractor: Extractors = None,
    trust: Trust = 1.0,
) -> None:
    """Find mentions, links and claims, and write one JSON line a document.

    Example: kg annotate 我的文章/ --out found.jsonl
    """
    failures: list[Problem] = []
    found = _annotations(paths, failures, make_annotator(extractor or (), trust, sure))
    if out is None:
        count = write_annotations(sys.stdout, found)
    else:
        count = _write_whole(out, found)
        note(f"{count} document(s) written to {out}" if count else f"nothing to write to {out}")
    tell_failures(failures)
    raise typer.Exit(exit_for(count, failures))


def _annotations(
    paths: list[Path], failures: list[Problem], annotate: Callable[[SourceDocument], Annotation]
) -> Iterator[Annotation]:
    from kg.pipeline import annotate_paths

    with progress_bar() as progress:
        for item in annotate_paths(paths, annotate=annotate, progress=progress):
            if isinstance(item, Annotation):
                yield item
            else:
                failures.append(item)


def _write_whole(out: Path, found: Iterator[Annotation]) -> int:
    """Write beside the target and put it in place when complete, so that a stop leaves the old file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    try:
        count = write_annotations(part, found)
        if count:
            part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return count
