"""The commonest errors on the development reports, by cause: `python benchmarks/quality/errors.py [--models FOLDER]`.

Reads them with models that have not seen them (`fitted.py`), says of each error why it happens, counts
by cause and type or predicate, and writes the 50 commonest to `docs/errors.md`, each with an example. The test
reports are left out on purpose: their errors are not looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.causes import Error, claim_errors, mention_errors  # noqa: E402
from benchmarks.quality.fitted import annotator, models_folder, open_reader, open_tagger  # noqa: E402
from benchmarks.quality.proposed import proposed  # noqa: E402
from benchmarks.quality.sets import DEVELOPMENT, annotations_of, as_read  # noqa: E402
from kg.training import read_corpora  # noqa: E402

TARGET = ROOT / "docs" / "errors.md"
MOST = 50
LONGEST = 90
HEAD = """# The commonest errors

`python benchmarks/quality/errors.py` writes this page. {reports} development reports, read by models trained without
them: {errors} errors in {mentions} mentions and {claims} claims of gold. A claim that is missing because a name is
missing counts once for the name and once for the claim.

"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, help="models trained without the development reports")
    parser.add_argument("--show", default="", help="list all errors of causes that contain this, and write nothing")
    arguments = parser.parse_args()
    folder = models_folder(arguments.models)
    gold = DEVELOPMENT.read()
    errors = list(find(folder))
    if arguments.show:
        for error in errors:
            if arguments.show in error.cause:
                sys.stdout.write(f"{error.report}\t{error.cause}\t{error.about}\t{error.shown}\n")
        return 0
    facts = {
        "reports": len(gold),
        "errors": len(errors),
        "mentions": sum(len(document.mentions) for document in gold),
        "claims": sum(len(document.claims) for document in gold),
    }
    TARGET.write_text(HEAD.format(**facts) + format_causes(errors) + "\n" + format_errors(errors), encoding="utf-8")
    sys.stdout.write(format_causes(errors))
    sys.stderr.write(f"written to {TARGET.relative_to(ROOT)}\n")
    return 0


def find(folder: Path) -> Iterator[Error]:
    gold = DEVELOPMENT.read()
    found = as_read(annotations_of(DEVELOPMENT.paths(), annotator(folder)))
    reports = {each.id: each for each in read_corpora([DEVELOPMENT.gold.parent])}
    tagger, reader = open_tagger(folder), open_reader(folder)
    for wanted, given in zip(gold, found, strict=True):
        proposals = proposed(reports[wanted.id], tagger, reader)
        yield from mention_errors(wanted, given, proposals)
        yield from claim_errors(wanted, given, proposals)


def format_causes(errors: Iterable[Error]) -> str:
    counts = Counter(error.cause for error in errors)
    lines = ["| cause | errors |", "| --- | ---: |"]
    lines += [f"| {cause} | {number} |" for cause, number in counts.most_common()]
    return "\n".join(lines) + "\n"


def format_errors(errors: Sequence[Error]) -> str:
    """The commonest, with the first example of each whose text is short enough to show whole."""
    groups: dict[tuple[str, str], list[Error]] = defaultdict(list)
    for error in errors:
        groups[error.cause, error.about].append(error)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]
    lines = ["| | errors | cause | of | for example |", "| ---: | ---: | --- | --- | --- |"]
    for rank, ((cause, about), held) in enumerate(ranked, start=1):
        example = next((error.shown for error in held if len(error.shown) <= LONGEST), held[0].shown[:LONGEST] + "…")
        lines.append(f"| {rank} | {len(held)} | {cause} | {about} | {example.replace('|', '·')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
