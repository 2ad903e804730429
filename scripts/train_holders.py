"""Train the weights by which a bare unit is given to its house: `PYTHONPATH=. python scripts/train_holders.py`.

A log-linear model over the houses that a text names and nobody (kg/link/holding.py), fitted to the gold mentions of
`corpus/train` and the sample reports. What a unit was taken for is a sign of the next one, so the weights are fitted
three times, first with none. Says how often another is chosen in cross-validation by report, and writes the weights.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from hashlib import md5
from pathlib import Path

from kg.evaluate.names import is_same_name
from kg.link.holding import choose
from kg.link.linking import ask_holders
from kg.link.openers import with_openers
from kg.resources.link import load_holder_weights
from kg.training import Report, read_corpora
from kg.training.loglinear import Case, fit

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpus" / "train", ROOT / "kg" / "resources" / "corpus")
TARGET = ROOT / "kg" / "resources" / "data" / "link" / "holders.tsv"
HEAD = """\
# What each feature of a house (kg/link/holding.py) adds to its being the one that a bare unit belongs to.
# Origin: fitted by scripts/train_holders.py to the annotated reports of corpus/train and kg/resources/corpus,
# which were written for this project. Licence: MIT. A feature that is not listed weighs nothing.
"""
ROUNDS = 3
PENALTY = 4.0
ALSO_ACCEPTED = 0.3
"""What a name counts that gold accepts and that is not its best one: mostly the bare name, where the house is known."""
LEAST = 4
"""Features of fewer units are left out."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folds", type=int, default=5, help="how many parts to cross-validate in (default: 5)")
    folds = parser.parse_args().folds
    reports = read_corpora(FOLDERS)
    write({})
    for _ in range(ROUNDS):
        cases = [case for report in reports for case in cases_of(report)]
        write(fit(cases, penalty=PENALTY, least=LEAST))
    parts = [int(md5(case.name.encode()).hexdigest(), 16) % folds for case in cases]
    right = 0
    for part in range(folds):
        others = fit([case for case, of in zip(cases, parts, strict=True) if of != part], penalty=PENALTY, least=LEAST)
        held = [case for case, of in zip(cases, parts, strict=True) if of == part]
        right += sum(case.credit[choose(case.options, others)[0]] > 0 for case in held)
    sys.stdout.write(f"{len(cases)} units, {right} given a name that gold accepts in {folds}-fold cross-validation\n")
    return 0


def write(weights: Mapping[str, float]) -> None:
    """Writes the table, from which the next round reads what units before are taken for."""
    rows = "".join(f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= 0.05)
    TARGET.write_text(f"{HEAD}feature\tweight\n{rows}", encoding="utf-8", newline="\n")
    load_holder_weights.cache_clear()


def cases_of(report: Report) -> Iterator[Case]:
    """A case for each unit of a report: right is the best of gold's names that a choice gives it, in part any other."""
    names = {}
    for item in report.document.mentions:
        start, end = report.clean.offsets.to_text(item.source_start, item.source_end)
        names[start, end] = item.names
    mentions = with_openers(report.gold, report.context)
    for asked in ask_holders(report.text, mentions, report.context, hits=report.hits):
        accepted = names.get((asked.mention.start, asked.mention.end), ())
        named = [(at, name) for each in accepted for at, name in enumerate(asked.names) if is_same_name(name, (each,))]
        first = named[0][0] if named else None
        credit = (
            1.0 if at == first else ALSO_ACCEPTED if is_same_name(name, accepted) else 0.0
            for at, name in enumerate(asked.names)
        )
        options = tuple(dict.fromkeys(choice.features, 1.0) for choice in asked.choices)
        yield Case(report.id, options, tuple(credit))


if __name__ == "__main__":
    sys.exit(main())
