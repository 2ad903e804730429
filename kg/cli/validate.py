"""`kg validate`: whether a graph is as the ontology, the shapes and the rules want it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Exit, say, write_text

__all__ = ["ReportFormat", "run"]


class ReportFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    SHACL = "shacl"


def run(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="What `kg build` wrote, or a file of RDF.", show_default=False)
    ],
    kind: Annotated[
        ReportFormat, typer.Option("--format", help="Lines to read, JSON, or a SHACL report as Turtle.")
    ] = ReportFormat.TEXT,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file for the report.", show_default=False)] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="NAME", help="Apply this rule only; more than one may be named."),
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="In text, tell what is only to be noted, too.")] = False,
) -> None:
    """Check a graph: each problem with its rule, what is wrong in Chinese and English, and the quotes.

    Ends with 0 where no rule is violated (warnings and notes are allowed), 1 where one is, 2 where
    there is no graph.

    Example: kg validate graph/
    """
    from kg.rdf import to_turtle
    from kg.workspace import validate_path

    report = validate_path(path, only=rules or None)
    match kind:
        case ReportFormat.TEXT:
            write_text(report.to_text(notes=notes), out)
        case ReportFormat.JSON:
            write_text(report.to_json(), out)
        case ReportFormat.SHACL:
            write_text(to_turtle(report.to_quads()), out)
    if out is not None:
        say(report.summary())
    raise typer.Exit(Exit.ALL if report.conforms else Exit.SOME)
