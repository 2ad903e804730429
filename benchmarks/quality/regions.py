"""For how many reports the place that they speak for is found: `python benchmarks/quality/regions.py`.

Counts the reports whose front matter names a `home` (see `kg/resources/corpus/README.md`); their pages are cleaned and
read as in the pipeline. Prints totals only, and writes `benchmarks/results/regions-DATE.json`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.record import write_record  # noqa: E402
from kg.training import read_corpora  # noqa: E402

SETS = ("train", "development", "test")
_HOME = re.compile(r"^home = (\d{6})$", re.MULTILINE)


def main() -> int:
    figures: dict[str, dict[str, int]] = {}
    sys.stdout.write("| reports | with a home | another region | none |\n| --- | ---: | ---: | ---: |\n")
    for name in SETS:
        folder = ROOT / "corpus" / name
        homes = {path.stem: home_of(path.read_text(encoding="utf-8")) for path in (folder / "reports").glob("*.report")}
        found = [
            (homes[report.id], report.context.region.code if report.context.region else None)
            for report in read_corpora([folder])
            if homes.get(report.id)
        ]
        row = {
            "homes": len(found),
            "other": sum(region is not None and region != home for home, region in found),
            "none": sum(region is None for _, region in found),
        }
        figures[name] = row
        sys.stdout.write(f"| {name} | {row['homes']} | {row['other']} | {row['none']} |\n")
    write_record("regions", [ROOT / "corpus" / name / "gold.jsonl" for name in SETS], figures)
    return 0


def home_of(report: str) -> str | None:
    """The code of the place that a report speaks for, from its front matter."""
    match = _HOME.search(report)
    return match[1] if match else None


if __name__ == "__main__":
    sys.exit(main())
