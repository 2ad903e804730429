"""How far a second annotator agrees with the test gold, beside what the package reaches on the same reports.

    python benchmarks/quality/agreement.py [--readme]

`corpus/agreement` holds twelve test reports, drawn by lot and annotated again from their clean text and
the guideline alone, by somebody who saw neither the gold nor the package's output. The second annotation is scored as
if it were a prediction. It reads the clean text, the package the page. Totals only: these are test reports.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.sets import annotations_of, as_read  # noqa: E402
from benchmarks.record import show_in_readme, write_record  # noqa: E402
from kg.evaluate import Scores, score  # noqa: E402
from kg.io.jsonl import GoldClaim, GoldDocument, GoldEvidence, read_gold  # noqa: E402

TEST = ROOT / "corpus" / "test"
SECOND = ROOT / "corpus" / "agreement"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readme", action="store_true", help="show the table in the README")
    arguments = parser.parse_args()
    second = {document.id: document for document in read_gold(SECOND / "gold.jsonl")}
    gold = [document for document in read_gold(TEST / "gold.jsonl") if document.id in second]
    texts = {name: (TEST / "texts" / f"{name}.txt").read_text(encoding="utf-8") for name in second}
    first = {document.id: document for document in gold}
    alike = [as_text([each[name] for name in second], texts) for each in (first, second)]
    rows = {
        "a second annotator": score(*alike),
        "kg": score(gold, as_read(annotations_of([TEST / "pages" / f"{name}.txt" for name in second]))),
    }
    table = format_rows(rows)
    sys.stdout.write(table)
    inputs = [TEST / "gold.jsonl", SECOND / "gold.jsonl"]
    path = write_record("agreement", inputs, {"scores": {name: figures(each) for name, each in rows.items()}})
    sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
    if arguments.readme:
        show_in_readme("agreement", table)
    return 0


def as_text(documents: Sequence[GoldDocument], texts: Mapping[str, str]) -> list[GoldDocument]:
    """Documents whose source is the clean text, so that two dressings of one text can be compared.

    A claim's evidence lies where its quote stands first.
    """
    return [
        replace(
            document,
            mentions=tuple(replace(each, source_start=each.start, source_end=each.end) for each in document.mentions),
            claims=tuple(_in_text(claim, texts[document.id]) for claim in document.claims),
        )
        for document in documents
    ]


def _in_text(claim: GoldClaim, text: str) -> GoldClaim:
    quote = claim.evidence.text
    start = max(0, text.find(quote))
    return replace(claim, evidence=GoldEvidence(quote, start, start + len(quote)))


def figures(scores: Scores) -> dict[str, float]:
    return {
        "core four": scores.core_four.f1,
        "all types": scores.all_types.f1,
        "linking": scores.linking.share,
        "claims P": scores.claims.precision,
        "claims R": scores.claims.recall,
        "claims F1": scores.claims.f1,
        "wrong a report": scores.wrong_claims_per_document,
        **{name: scores.qualifiers[name].share for name in ("modality", "time", "unit")},
    }


def format_rows(rows: Mapping[str, Scores]) -> str:
    """A Markdown table, a system a row."""
    shown = {name: figures(scores) for name, scores in rows.items()}
    columns = list(next(iter(shown.values())))
    count = next(iter(rows.values())).documents
    lines = [f"| {count} test reports | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    for name, values in shown.items():
        cells = (
            f"{values[column]:.1f}" if column == "wrong a report" else f"{values[column]:.3f}" for column in columns
        )
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
