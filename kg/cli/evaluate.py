"""`kg evaluate`: how right a prediction is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import say

__all__ = ["run"]


def run(
    gold: Annotated[Path, typer.Argument(help="Gold JSON Lines: a file, or a folder of them.", show_default=False)],
    predicted: Annotated[
        Path, typer.Argument(metavar="PRED", help="What `kg annotate` wrote: a file, or a folder.", show_default=False)
    ],
    show: Annotated[bool, typer.Option("--show", help="List every error after the table.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON instead of a table.")] = False,
) -> None:
    """Score mentions, links and claims against gold, as the annotation guideline says.

    Example: kg evaluate gold/ 预测.jsonl --show
    """
    from kg.evaluate import find_errors, format_errors, format_scores, score
    from kg.io.jsonl import read_gold

    wanted, given = read_gold(gold), read_gold(predicted)
    scores = score(wanted, given)
    errors = find_errors(wanted, given) if show else ()
    if as_json:
        record = scores.to_json()
        if show:
            record["errors"] = [
                {
                    "document": error.document,
                    "kind": str(error.kind),
                    "source_start": error.position,
                    "gold": error.gold or None,
                    "found": error.found or None,
                    "reason": error.reason,
                }
                for error in errors
            ]
        say(json.dumps(record, ensure_ascii=False, indent=2))
        return
    say(format_scores(scores) + (format_errors(errors) if show else ""))
