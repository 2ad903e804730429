"""How often each rule of the claim grammar is right: `python benchmarks/quality/rule_precision.py [--models FOLDER]`.

Reads the development reports with models that have not seen them (`fitted.py`) and prints of each rule
the claims found, the claims right, their share, and the confidence that the claims state on average. A
rule whose share lies far from what its claims state is one that the verdict model has not seen often enough.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.fitted import annotator, models_folder  # noqa: E402
from benchmarks.quality.sets import DEVELOPMENT, annotations_of, as_read  # noqa: E402
from kg.evaluate.pairs import IndicatorNames, pair_claims  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, help="models trained without the development reports")
    folder = models_folder(parser.parse_args().models)
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    predicted = as_read(annotations_of(DEVELOPMENT.paths(), annotator(folder)))
    for wanted, given in zip(DEVELOPMENT.read(), predicted, strict=True):
        matched = {other for _, other in pair_claims(wanted.claims, given.claims, IndicatorNames(wanted)).items}
        for number, claim in enumerate(given.claims):
            found[claim.rule] += 1
            right[claim.rule] += number in matched
            stated[claim.rule] += claim.confidence
    for rule, number in found.most_common():
        shares = f"{right[rule] / number:6.2f} {stated[rule] / number:6.2f}"
        sys.stdout.write(f"{rule:26} {number:5} {right[rule]:5} {shares}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
