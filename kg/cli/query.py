"""`kg query`: questions to a built graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import fail, say, write_text
from kg.cli.table import TableFormat, format_rows

__all__ = ["run"]


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `kg build` wrote.", show_default=False)],
    sparql: Annotated[
        str | None,
        typer.Argument(
            metavar="SPARQL|FILE.rq|NAME", help="The query; leave it out to see the named ones.", show_default=False
        ),
    ] = None,
    kind: Annotated[TableFormat, typer.Option("--format", help="How to print the rows.")] = TableFormat.TABLE,
    parameters: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A value for $NAME of the query.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")] = None,
) -> None:
    """Answer a SPARQL query over a built graph; the usual prefixes are declared already.

    Example: kg query graph/ 'SELECT ?name { ?s skos:prefLabel ?name FILTER(CONTAINS(?name, "医院")) }' --format csv
    """
    from kg.query import query

    if sparql is None:
        say("\n".join(_named()))
        return
    answer = query(folder, sparql, dict(map(_parameter, parameters or ())))
    write_text(format_rows(answer, kind), out)


def _parameter(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name:
        raise fail(f"--param: expected NAME=VALUE, found {text!r}")
    return name.strip(), value


def _named() -> list[str]:
    from kg.query import named_query, query_names

    lines = []
    for name in query_names():
        found = named_query(name)
        lines.append(f"{name}: {found.en} {found.zh}".rstrip())
        lines += [f"    --param {each.name}=…  {each.zh} / {each.en}" for each in found.parameters]
    return lines
