"""`kg serve`: a build behind HTTP."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import fail, note, say

__all__ = ["run"]

_ANYWHERE = {"0.0.0.0", "::"}


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `kg build` wrote.", show_default=False)],
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8765,
    bind: Annotated[
        str, typer.Option(help="The address to listen on. Only this machine reaches 127.0.0.1; there is no password.")
    ] = "127.0.0.1",
    host: Annotated[
        list[str] | None, typer.Option(help="A name by which it may be called from elsewhere.", show_default=False)
    ] = None,
    seconds: Annotated[float, typer.Option("--timeout", metavar="SECONDS", help="Stop a query after so long.")] = 30.0,
    megabytes: Annotated[
        int, typer.Option("--memory", metavar="MB", help="Stop a query that takes more (Linux).")
    ] = 1024,
    workers: Annotated[int, typer.Option(help="How many queries run side by side.", min=1, max=64)] = 4,
    scratch: Annotated[
        bool, typer.Option("--scratch", help="Take updates too, into a copy in memory that ends with the server.")
    ] = False,
) -> None:
    """Serve a build: the SPARQL protocol, an editor, pages of entities, claims and articles, the graph.

    Example: kg serve graph/
    """
    import uvicorn

    from kg.query import Limits
    from kg.serve import Site, make_app
    from kg.serve.app import LOOPBACK

    if seconds <= 0 or megabytes <= 0:
        raise fail("--timeout and --memory: expected more than 0")
    limits = Limits(seconds=seconds, memory_megabytes=megabytes, answer_megabytes=64, workers=workers, wait_seconds=5)
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((bind, port))
    except OSError as error:
        listener.close()
        raise fail(f"{bind}:{port}: cannot listen there, {error.strerror}: name another with --port") from error
    with listener:
        site = Site(folder, limits, scratch=scratch)
        shown = f"[{bind}]" if ":" in bind else bind
        say(f"http://{shown}:{listener.getsockname()[1]}/  (SPARQL at /sparql; stop with Ctrl-C)")
        if bind in _ANYWHERE:
            note("it listens on every address of this machine, without a password")
        app = make_app(site, (*LOOPBACK, bind, *(host or ())))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
        uvicorn.Server(config).run(sockets=[listener])
