"""Train the weights by which the region of a report is found: `PYTHONPATH=. python scripts/train_region.py`.

A log-linear model over the divisions that a report may speak for, fitted to `corpus/train` and the sample reports.
Says for how many reports another one is found in cross-validation, and writes the weights.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from hashlib import md5
from pathlib import Path

from kg.clean import clean
from kg.io import ReadFailure, read_paths
from kg.link.places import find_places
from kg.link.signs import read_signs
from kg.link.standing import NATION, features_of
from kg.resources.places import load_gazetteer
from kg.training.loglinear import Case, best, fit

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpus" / "train", ROOT / "kg" / "resources" / "corpus")
TARGET = ROOT / "kg" / "resources" / "data" / "link" / "region.tsv"
HEAD = """\
# What each feature of a division (kg/link/standing.py) adds to its being the one that a report speaks for.
# Origin: fitted by scripts/train_region.py to the annotated reports of corpus/train and kg/resources/corpus,
# which were written for this project. Licence: MIT. A feature that is not listed weighs nothing.
"""
_HOME = re.compile(r"^home = (\d{6})$", re.MULTILINE)
_REGION = re.compile(r"^region = (.+)$", re.MULTILINE)
_COUNTRY = frozenset({"中国", "全国"})
_PENALTY = 3.0
"""Of the squared weights; 2 to 10 do as well in cross-validation."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folds", type=int, default=10, help="how many parts to cross-validate in (default: 10)")
    folds = parser.parse_args().folds
    cases = [case for folder in FOLDERS for case in _cases(folder)]
    parts = [int(md5(case.name.encode()).hexdigest(), 16) % folds for case in cases]
    wrong = 0
    for part in range(folds):
        weights = fit([case for case, held in zip(cases, parts, strict=True) if held != part], penalty=_PENALTY)
        tried = [case for case, held in zip(cases, parts, strict=True) if held == part]
        wrong += sum(not is_right(case, best(case, weights)) for case in tried)
    sys.stdout.write(f"{len(cases)} reports, {wrong} with another region in {folds}-fold cross-validation\n")
    found = sorted(fit(cases, penalty=_PENALTY).items())
    rows = "".join(f"{name}\t{weight:.2f}\n" for name, weight in found if abs(weight) >= 0.005)
    TARGET.write_text(f"{HEAD}feature\tweight\n{rows}", encoding="utf-8", newline="\n")
    return 0


def is_right(case: Case, chosen: int | None) -> bool:
    """Whether the division chosen is the one that the report speaks for."""
    return chosen is not None and bool(case.credit[chosen])


def _cases(folder: Path) -> Iterable[Case]:
    gazetteer = load_gazetteer()
    for path in sorted((folder / "reports").glob("*.report")):
        right = region_of(path.read_text(encoding="utf-8"))
        pages = list(read_paths([folder / "pages" / f"{path.stem}.txt"]))
        if right is None or not pages or isinstance(pages[0], ReadFailure):
            continue
        page = clean(pages[0].source)
        signs = read_signs(page.text, find_places(page.text), page.title, gazetteer)
        found = sorted(features_of(signs, gazetteer).items())
        codes = [code for code, _ in found]
        yield Case(path.stem, tuple(each for _, each in found), tuple(float(code == right) for code in codes))


def region_of(report: str) -> str | None:
    """The code of the division that a report speaks for, after its front matter; `None` where no one place is named."""
    home, region = _HOME.search(report), _REGION.search(report)
    if home:
        return home[1]
    if region is None or region[1] in _COUNTRY:
        return NATION if region else None
    hits = find_places(region[1])
    whole = len(hits) == 1 and hits[0].text == region[1] and len(hits[0].candidates) == 1
    return hits[0].candidates[0].code if whole else None


if __name__ == "__main__":
    sys.exit(main())
