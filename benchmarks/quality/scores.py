"""How right the whole pipeline is, from page to claims: `python benchmarks/quality/scores.py [--readme]`.

Annotates the pages of every gold there is, scores them as `kg evaluate` does, prints one table and
writes `benchmarks/results/quality-DATE.json`. The held-out gold is for the last line only: rules are
never tuned to it. `kg evaluate GOLD PRED --show` lists the errors of a set.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.record import show_in_readme, write_record  # noqa: E402
from kg.evaluate import Scores, score  # noqa: E402
from kg.io.jsonl import GoldDocument, read_gold, write_annotations  # noqa: E402
from kg.pipeline import annotate_paths  # noqa: E402
from kg.workspace import Failure  # noqa: E402


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold in the guideline's format, and the folder of its pages."""

    name: str
    gold: Path
    pages: Path


SETS = (
    GoldSet("sample (tuned on)", ROOT / "kg/resources/corpus/gold.jsonl", ROOT / "kg/resources/corpus/pages"),
    GoldSet("development (tuned on)", ROOT / "corpus/development/gold.jsonl", ROOT / "corpus/development/pages"),
    GoldSet("real articles (known while tuning)", ROOT.parent / "shared/gold", ROOT.parent / "shared/seeds"),
    GoldSet("test (not looked at)", ROOT / "corpus/test/gold.jsonl", ROOT / "corpus/test/pages"),
)
HEAD = "core four F1|all types F1|linking|claims P|claims R|claims F1|wrong claims a report|modality"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readme", action="store_true", help="show the table in the README")
    parser.add_argument("--only", default="", help="sets whose name contains this")
    arguments = parser.parse_args()
    scores: dict[str, Scores] = {}
    inputs: list[Path] = []
    for each in SETS:
        if arguments.only not in each.name:
            continue
        if not each.gold.exists() or not each.pages.exists():
            sys.stderr.write(f"{each.name}: not measured, {each.gold} or its pages are not there\n")
            continue
        gold = read_gold(each.gold)
        pages = list(pages_of(gold, each.pages))
        scores[each.name] = score(gold, predict(pages))
        inputs += pages
        inputs += sorted(each.gold.glob("*.jsonl")) if each.gold.is_dir() else [each.gold]
    table = format_table(scores)
    sys.stdout.write(table)
    if not arguments.only:
        path = write_record("quality", inputs, {"scores": {name: each.to_json() for name, each in scores.items()}})
        sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
        if arguments.readme:
            show_in_readme("scores", table)
    return 0


def pages_of(gold: tuple[GoldDocument, ...], folder: Path) -> Iterator[Path]:
    """The page of each document: the file with its id as stem, or as the beginning of it."""
    for document in gold:
        found = [path for path in sorted(folder.iterdir()) if path.stem == document.id]
        found += [path for path in sorted(folder.iterdir()) if path.stem.startswith(document.id + "_")]
        if not found:
            raise SystemExit(f"{folder}: expected a page for the gold document {document.id!r}")
        yield found[0]


def predict(pages: list[Path]) -> tuple[GoldDocument, ...]:
    """What `kg annotate` would write for the pages, read back."""
    found = []
    for item in annotate_paths(pages):
        if isinstance(item, Failure):
            raise SystemExit(f"{item.origin}: {item.message}")
        found.append(item)
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "predicted.jsonl"
        write_annotations(target, found)
        return read_gold(target)


def format_table(scores: dict[str, Scores]) -> str:
    """A Markdown table, one line a set."""
    columns = HEAD.split("|")
    lines = [f"| reports | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    for name, each in scores.items():
        figures = [
            f"{each.core_four.f1:.3f}",
            f"{each.all_types.f1:.3f}",
            f"{each.linking.share:.3f}",
            f"{each.claims.precision:.3f}",
            f"{each.claims.recall:.3f}",
            f"{each.claims.f1:.3f}",
            f"{each.wrong_claims_per_document:.1f}",
            f"{each.qualifiers['modality'].share:.3f}",
        ]
        lines.append(f"| {name}, {each.documents} | {' | '.join(figures)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
