"""`kg build`: from files to a directory with graph, page, tables and report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Exit, exit_for, fail, note, progress_bar, say, tell_failures
from kg.cli.reading import Extractors, Sure, Trust, make_annotator

if TYPE_CHECKING:
    from kg.pipeline import Annotate
    from kg.workspace import KnowledgeBase

__all__ = ["build_into", "run"]


def run(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files or folders to read.", show_default=False)],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="DIR", help="A new directory, or an earlier build.", show_default=False),
    ],
    sure: Sure = None,
    extractor: Extractors = None,
    trust: Trust = 1.0,
    check: Annotated[bool, typer.Option("--validate/--no-validate", help="Check the graph that was built.")] = True,
) -> None:
    """Read reports and write the graph: RDF, an interactive page, tables and a report of the run.

    Ends with 0 where all was read, 1 where something failed and the rest was built, or where the graph
    breaks a rule (see `kg validate`), 2 where nothing could be built.

    Example: kg build 我的文章/ 补充.jsonl --out graph/
    """
    raise typer.Exit(build_into(paths, out, make_annotator(extractor or (), trust, sure), check=check))


def build_into(paths: Sequence[Path], out: Path, annotate: Annotate | None = None, *, check: bool = True) -> Exit:
    """Build, write, check, and tell the outcome; an earlier build stays where there is nothing to build.

    `annotate` reads a document, by the packaged pipeline where none is given.
    """
    from kg.pipeline import build
    from kg.workspace import check_target

    check_target(out)
    with progress_bar() as progress:
        made = build(paths, annotate=annotate, progress=progress)
    report = made.report
    tell_failures(report.failures)
    if not report.documents:
        raise fail("nothing could be built: no readable report in what was named; name files or folders that hold some")
    note("writing …")
    made.save(out)
    say(report.summary())
    valid = not check or _is_valid(made, out)
    say(f"page:   {(out / 'graph.html').resolve().as_uri()}")
    say(f"report: {out / 'report.txt'}")
    ended = exit_for(len(report.documents), report.failures)
    return ended if valid or ended is not Exit.ALL else Exit.SOME


def _is_valid(made: KnowledgeBase, out: Path) -> bool:
    found = made.validate()
    say(f"checked: {found.summary()}")
    if not found.conforms:
        note(f"the graph breaks rules: `kg validate {out}` tells which, and where")
    return found.conforms
