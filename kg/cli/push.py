"""`kg push`: a build sent to a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import progress_bar, say

__all__ = ["run"]


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `kg build` wrote.", show_default=False)],
    endpoint: Annotated[
        str,
        typer.Argument(metavar="URL", help="Where graphs are stored: http://user:password@host/…", show_default=False),
    ],
    update: Annotated[
        bool, typer.Option("--update", help="URL is that of SPARQL Update, not of the Graph Store Protocol.")
    ] = False,
    default_graph: Annotated[
        bool,
        typer.Option(
            "--default-graph",
            help="Replace the default graph too, by all triples: where it is not the union of the others.",
        ),
    ] = False,
) -> None:
    """Send each graph of a build to a server, in place of the graph of that name there.

    Example: kg push graph/ http://localhost:7878/store
    """
    from kg.query import push

    with progress_bar() as progress:
        done = push(folder, endpoint, update=update, default_graph=default_graph, progress=progress)
    say(f"{done.graphs:,} graphs with {done.triples:,} triples are at {endpoint.rpartition('@')[2]}")
