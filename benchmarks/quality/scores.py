"""How right the whole pipeline is, from page to claims: `python benchmarks/quality/scores.py [--readme]`.

Annotates the pages of every gold there is in two processes that hash differently, compares what they
write byte for byte, and scores it as `kg evaluate` does: by type, predicate, qualifier, genre and
damage. Prints the tables and writes them to `benchmarks/results/quality-DATE.md` and `.json`.
Two rows are measured with models that have not seen the development reports (`fitted.py`: training
takes some minutes; `--models FOLDER` reuses some, `--packaged-only` leaves the rows out). Of the test
reports only totals are shown: neither rules nor settings are tuned to them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.card import Split, format_card, format_summary, measure  # noqa: E402
from benchmarks.quality.fitted import annotator, models_folder  # noqa: E402
from benchmarks.quality.sets import DEVELOPMENT, SETS, GoldSet, annotations_of, as_read, planned_reports  # noqa: E402
from benchmarks.record import show_in_readme, write_record  # noqa: E402
from kg.io.jsonl import read_gold, write_annotations  # noqa: E402

SEEDS = ("1", "2")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readme", action="store_true", help="show the summary in the README")
    parser.add_argument("--only", default="", help="sets whose name contains this; nothing is written down")
    parser.add_argument("--models", type=Path, help="models trained without the development reports")
    parser.add_argument("--packaged-only", action="store_true", help="measure no models but the packaged ones")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    sets = [each for each in SETS if arguments.only in each.name and is_measured(each)]
    if arguments.write:
        return write(sets, arguments.write)
    splits, stable = measure_packaged(sets)
    if not arguments.packaged_only and DEVELOPMENT in sets:
        at = sets.index(DEVELOPMENT) + 1
        splits[at:at] = measure_unseen(models_folder(arguments.models))
    summary = format_summary(splits)
    stability = f"Equal bytes from two processes: {stable[0]} of {stable[1]} reports ({stable[0] / stable[1]:.1%}).\n"
    card = f"{format_card(splits)}\n## Stability\n\n{stability}"
    sys.stdout.write(card)
    if not arguments.only:
        inputs = [path for each in sets for path in each.inputs()]
        figures = {"stability": {"equal": stable[0], "reports": stable[1]}}
        path = write_record("quality", inputs, figures | {"scores": {each.name: each.to_json() for each in splits}})
        path.with_suffix(".md").write_text(f"# How right it is\n\n{card}", encoding="utf-8")
        sys.stderr.write(f"written to {path.relative_to(ROOT)} and .md\n")
        if arguments.readme:
            show_in_readme("scores", summary)
    return 0


def is_measured(each: GoldSet) -> bool:
    if not each.is_there:
        sys.stderr.write(f"{each.name}: not measured, {each.gold} or its pages are not there\n")
    return each.is_there


def write(sets: list[GoldSet], folder: Path) -> int:
    """The annotations of each set as a file: what one of the two processes does."""
    for each in sets:
        write_annotations(folder / f"{each.short}.jsonl", annotations_of(each.paths()))
    return 0


def measure_packaged(sets: list[GoldSet]) -> tuple[list[Split], tuple[int, int]]:
    """The figures of all sets, and how many reports two processes annotate alike."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / seed for seed in SEEDS]
        for folder in folders:
            folder.mkdir()
            command = [sys.executable, __file__, *sys.argv[1:], "--write", str(folder)]
            subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": folder.name}, check=True)
        splits, equal, reports = [], 0, 0
        for each in sets:
            one, other = ((folder / f"{each.short}.jsonl").read_bytes().splitlines() for folder in folders)
            equal += sum(left == right for left, right in zip(one, other, strict=True))
            reports += len(one)
            predicted = read_gold(folders[0] / f"{each.short}.jsonl")
            splits.append(measure(each.name, each.short, each.read(), predicted, each.facts()))
    return splits, (equal, reports)


def measure_unseen(models: Path) -> list[Split]:
    """The development reports by models that have not seen them: all, and those of the second round."""
    gold, planned = DEVELOPMENT.read(), planned_reports()
    predicted = as_read(annotations_of(DEVELOPMENT.paths(), annotator(models)))
    new = [document for document in gold if document.id in planned]
    name = "development, by models that never saw it"
    facts = DEVELOPMENT.facts()
    return [
        measure(name, "development, unseen", gold, predicted, facts),
        measure(f"{name}, second round", "the same, second round", new, predicted, facts),
    ]


if __name__ == "__main__":
    sys.exit(main())
