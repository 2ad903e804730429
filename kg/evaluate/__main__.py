"""`python -m kg.evaluate GOLD PRED [--show] [--json]`: the scorer alone."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kg.errors import KgError
from kg.evaluate.errors import find_errors, format_errors
from kg.evaluate.measure import score
from kg.evaluate.table import format_scores
from kg.io.jsonl import read_gold


def main() -> int:
    arguments = _parser().parse_args()
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", _nothing)(encoding="utf-8")
    try:
        gold, predicted = read_gold(arguments.gold), read_gold(arguments.predicted)
    except KgError as error:
        sys.stderr.write(f"kg.evaluate: {error}\n")
        return 2
    scores = score(gold, predicted)
    if arguments.json:
        sys.stdout.write(json.dumps(scores.to_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(format_scores(scores))
    if arguments.show:
        sys.stdout.write(format_errors(find_errors(gold, predicted)))
    return 0


def _nothing(**_: str) -> None:
    """For streams that cannot be told their encoding, such as those of a notebook."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate", description=__doc__)
    parser.add_argument("gold", type=Path, help="gold JSON Lines: a file, or a folder of them")
    parser.add_argument("predicted", type=Path, help="predicted JSON Lines: a file, or a folder of them")
    parser.add_argument("--show", action="store_true", help="list every error after the table")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON instead of a table")
    return parser


if __name__ == "__main__":
    sys.exit(main())
