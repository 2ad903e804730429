"""`kg export`: a built graph in the format of another tool."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import note

__all__ = ["ExportFormat", "run"]


class ExportFormat(StrEnum):
    """What `kg.workspace.FORMATS` offers, spelled out for the help text; a test holds them together."""

    TRIG = "trig"
    TURTLE = "turtle"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    TRIG12 = "trig12"
    ANNOTATIONS = "annotations"
    CUBE = "cube"
    SCHEMAORG = "schemaorg"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    PARQUET = "parquet"


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `kg build` wrote.", show_default=False)],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The file to write; a folder for csv and parquet.", show_default=False)
    ],
    kind: Annotated[
        ExportFormat | None, typer.Option("--format", help="The format; else that of the file's ending.")
    ] = None,
) -> None:
    """Write a built graph for another tool: RDF, network analysis, or tables.

    trig12 is RDF 1.2 with claims as reifiers, annotations are W3C Web Annotations (JSON-LD), cube is an
    RDF Data Cube of the claims with numbers (Turtle), schemaorg the entities in schema.org's terms (JSON-LD).

    Example: kg export graph/ --format gexf --out 网络.gexf
    """
    from kg.pipeline import load

    for path in load(folder).export(out, str(kind) if kind else None):
        note(f"written: {path}")
