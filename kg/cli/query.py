"""`kg query`: questions to a built graph, or to an endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import fail, note, say, write_text
from kg.cli.table import TableFormat, format_grounds, format_rows

if TYPE_CHECKING:
    from kg.query import GraphStore, RemoteStore

__all__ = ["SETTINGS", "run"]

SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}
"""Parameters of a query are options of their own: `--place 那曲市`."""


class ResultFormat(StrEnum):
    """How rows are given."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    HTML = "html"


def run(
    ctx: typer.Context,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="DIR|URL", help="What `kg build` wrote, or a SPARQL endpoint.", show_default=False),
    ] = None,
    sparql: Annotated[
        str | None,
        typer.Argument(
            metavar="SPARQL|FILE.rq|NAME", help="The query; leave it out to see the named ones.", show_default=False
        ),
    ] = None,
    kind: Annotated[
        ResultFormat, typer.Option("--format", help="How to give the rows; json is SPARQL results, html a drawing.")
    ] = ResultFormat.TABLE,
    parameters: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="The same as --NAME VALUE.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="With each row the claims and quotes it rests on.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="Explain the named queries, in both languages.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")] = None,
    seconds: Annotated[float, typer.Option("--timeout", metavar="SECONDS", help="Stop a query after so long.")] = 60.0,
    megabytes: Annotated[
        int, typer.Option("--memory", metavar="MB", help="Stop a query that takes more (Linux).")
    ] = 2048,
    service: Annotated[
        bool, typer.Option("--allow-service", help="Let SERVICE ask other endpoints: for queries you wrote yourself.")
    ] = False,
) -> None:
    """Answer a SPARQL query, or a named one; the usual prefixes are declared already.

    Example: kg query graph/ who-supports --place 那曲市 --explain
    """
    if listed or folder is None or sparql is None:
        say("\n".join(_named()))
        return
    from kg.query import GraphStore, Limits, RemoteStore, explain_rows, is_address

    if seconds <= 0 or megabytes <= 0:
        raise fail("--timeout and --memory: expected more than 0")
    limits = Limits(seconds=seconds, memory_megabytes=megabytes, service=service)
    store = RemoteStore(folder, limits) if is_address(folder) else GraphStore.open(folder, limits)
    answer = store.query(sparql, {**dict(map(_parameter, parameters or ())), **_options(ctx.args)})
    if kind is ResultFormat.HTML:
        _draw(store, sparql, answer, out)
        return
    if explain:
        explained = explain_rows(store, answer)
        if kind is ResultFormat.TABLE:
            write_text(format_grounds(answer, [_said(each) for each in explained.grounds]), out)
            return
        if kind is ResultFormat.JSON:
            raise fail("--explain: --format json holds the rows alone; take table, csv or parquet")
        answer = explained.flat()
    if kind is ResultFormat.PARQUET:
        if out is None:
            raise fail("--format parquet: expected a file to write to, name one with --out rows.parquet")
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(answer.to_parquet())
    elif kind is ResultFormat.JSON:
        write_text(answer.to_sparql_json() + "\n", out)
    else:
        write_text(format_rows(answer, TableFormat(kind.value)), out)


def _draw(store: GraphStore | RemoteStore, title: str, answer: object, out: Path | None) -> None:
    from kg.query import Rows
    from kg.view import write_page
    from kg.workspace import draw

    if out is None:
        raise fail("--format html: expected a file to write to, name one with --out rows.html")
    assert isinstance(answer, Rows)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_page(draw(store, answer, title[:80]), out)
    note(f"page: {out.resolve().as_uri()}")


def _said(claims: Sequence[object]) -> list[str]:
    from kg.query import ClaimFacts

    lines = []
    for claim in claims:
        assert isinstance(claim, ClaimFacts)
        lines.append(f"{claim.words()}  ({claim.id})")
        for quote in claim.quotes:
            issued = f", {quote.issued}" if quote.issued else ""
            where = f"{quote.document}{issued}, {quote.begin}–{quote.end}, {quote.confidence:g}"
            lines.append(f"  「{quote.quote}」 {where}")
    return lines or ["this row names no claim; select ?claim to see its evidence"]


def _options(words: Sequence[str]) -> dict[str, str]:
    """`--name value` and `--name=value` as parameters of the query."""
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or word == "--":
            raise fail(f"expected --NAME VALUE after the query, found {word!r}")
        name, mark, value = word.removeprefix("--").partition("=")
        if not mark:
            if not rest:
                raise fail(f"--{name}: expected a value after it, found none")
            value = rest.pop(0)
        found[name] = value
    return found


def _parameter(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name:
        raise fail(f"--param: expected NAME=VALUE, found {text!r}")
    return name.strip(), value


def _named() -> list[str]:
    from kg.query import named_query, query_names

    lines = []
    for found in sorted(map(named_query, query_names()), key=lambda each: (each.question or 99, each.name)):
        lines += [found.name, f"    {found.zh}", f"    {found.en}"]
        for each in found.parameters:
            needed = "" if each.optional else " *"
            lines.append(f"    --{each.name}{needed}  {each.zh} / {each.en}")
    return [*lines, "* is needed; the others narrow the answer"]
