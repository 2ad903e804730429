"""`kg demo`: the sample reports of the package, built."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import build_into
from kg.cli.console import say

__all__ = ["run"]


def run(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to build.")] = Path("kg-demo"),
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Build the sample reports that come with the package, and tell where the page is."""
    with as_file(files("kg.resources") / "corpus" / "pages") as pages:
        ended = build_into([pages], out)
    say("")
    say("Open the page in a browser: it needs no network. Then try:")
    say(f"  kg query {out}")
    say(f"  kg query {out} who-supports")
    if show:
        typer.launch((out / "graph.html").resolve().as_uri())
    raise typer.Exit(ended)
