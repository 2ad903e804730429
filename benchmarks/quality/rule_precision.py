"""How often each rule of the claim grammar is right: `python benchmarks/quality/rule_precision.py [--only SET]`.

Annotates the pages of the sample and development reports and prints rule, claims found, claims right,
precision, and the confidence that the rule states. A stated confidence far above its precision is to be
lowered in `patterns.tsv` or in the rule; the real and the held-out articles are left out on purpose.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.scores import SETS, pages_of, predict  # noqa: E402
from kg.evaluate.pairs import IndicatorNames, pair_claims  # noqa: E402
from kg.io.jsonl import GoldDocument, read_gold  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="tuned on", help="sets whose name contains this")
    arguments = parser.parse_args()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    stated: dict[str, float] = {}
    for each in SETS:
        if arguments.only in each.name and "tuned on" in each.name:
            gold = read_gold(each.gold)
            count(gold, predict(list(pages_of(gold, each.pages))), found, right, stated)
    for rule, number in found.most_common():
        line = f"{rule:24} {number:5} {right[rule]:5} {right[rule] / number:6.2f} {stated[rule]:6.2f}\n"
        sys.stdout.write(line)
    return 0


def count(
    gold: Iterable[GoldDocument],
    predicted: Iterable[GoldDocument],
    found: Counter[str],
    right: Counter[str],
    stated: dict[str, float],
) -> None:
    """Add the claims of one set to the counts of their rules."""
    by_id = {document.id: document for document in predicted}
    for wanted in gold:
        claims = by_id[wanted.id].claims
        pairs = pair_claims(wanted.claims, claims, IndicatorNames(wanted))
        matched = {position for _, position in pairs.items}
        for position, claim in enumerate(claims):
            rule = claim.rule or "unknown"
            found[rule] += 1
            right[rule] += position in matched
            stated[rule] = claim.confidence or 0.0


if __name__ == "__main__":
    sys.exit(main())
