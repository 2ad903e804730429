"""The `kg` command."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from kg.cli import (
    annotate,
    build,
    clean,
    demo,
    evaluate,
    export,
    push,
    query,
    serve,
    terms,
    train,
    validate,
    version,
)
from kg.cli.console import guarded, prepare_streams

__all__ = ["app"]

app = typer.Typer(
    name="kg",
    help="Read scraped reports on Chinese health systems into a knowledge graph in which every fact has its evidence.",
    epilog="Begin with: kg demo. Then: kg build 我的文章/ --out graph/",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _prepare(
    debug: Annotated[bool, typer.Option("--debug", help="Show where a fault was raised, for a report of it.")] = False,
) -> None:
    prepare_streams()
    if debug:
        logging.basicConfig()
        logging.getLogger("kg").setLevel(logging.DEBUG)


for _module in (demo, build, query, serve, push, validate, export, clean, annotate, evaluate, train, terms, version):
    _settings = query.SETTINGS if _module is query else None
    app.command(_module.__name__.rpartition(".")[2], context_settings=_settings)(guarded(_module.run))
