"""The `kg` command."""

from __future__ import annotations

import typer

from kg.cli import clean, evaluate, query, version
from kg.cli.console import KgGroup, prepare_streams

__all__ = ["app"]

app = typer.Typer(
    name="kg",
    cls=KgGroup,
    help="Read scraped reports on Chinese health systems into a knowledge graph in which every fact has its evidence.",
    epilog="Begin with: kg demo. Then: kg build 我的文章/ --out graph/",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _prepare() -> None:
    prepare_streams()


app.command("clean")(clean.run)
app.command("evaluate")(evaluate.run)
app.command("query")(query.run)
app.command("version")(version.run)
