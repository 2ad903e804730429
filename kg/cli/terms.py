"""`kg terms`: the ontology's terms as a page to read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import note, write_text

__all__ = ["run"]


def run(
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file to write.")] = Path("terms.html"),
) -> None:
    """Write every term, concept and rule of the ontology as one HTML page, in Chinese and English.

    Example: kg terms --out terms.html
    """
    from kg.terms import render_terms

    write_text(render_terms(), out)
    note(f"written: {out}")
