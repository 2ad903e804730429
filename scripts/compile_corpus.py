"""Compiles annotated reports into scraped pages, clean texts and gold.

    python scripts/compile_corpus.py [FOLDER] [--check] [--hints] [--only NAME ...]

reads FOLDER/reports/*.report (kg/resources/corpus by default) and writes FOLDER/pages/NAME.txt,
FOLDER/texts/NAME.txt and FOLDER/gold.jsonl. `--check` compares instead of writing;
`--only` checks some reports, shows what is filled in, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus_compiler.abstract import with_abstract
from corpus_compiler.authoring import AuthoringError, Report, read_report
from corpus_compiler.checks import find_faults, find_oversights
from corpus_compiler.dressing import dress
from corpus_compiler.filling import filled
from corpus_compiler.gold import find_offset_faults, to_gold

CORPUS = Path(__file__).resolve().parents[1] / "kg" / "resources" / "corpus"

MOST_GARBLED = 0.2
"""The share of mentions that a byte shift may touch before the offsets are held to be wrong."""


def compile_folder(folder: Path, only: frozenset[str] = frozenset()) -> dict[Path, bytes]:
    """Every file that the reports of `folder` give, as bytes; raises `AuthoringError` with all faults."""
    outputs: dict[Path, bytes] = {}
    lines = []
    faults: list[str] = []
    for path in sorted((folder / "reports").glob("*.report")):
        if only and path.stem not in only:
            continue
        try:
            report = with_abstract(filled(read_report(path)))
        except AuthoringError as error:
            faults.append(str(error))
            continue
        found = find_faults(report)
        faults.extend(found)
        if found:
            continue
        try:
            page = dress(report)
            gold = to_gold(report, page)
        except AuthoringError as error:
            faults.append(str(error))
            continue
        faults.extend(find_offset_faults(report, dress(report, injected=False)))
        garbled = find_offset_faults(report, page)
        if len(garbled) > MOST_GARBLED * len(report.marks):
            faults.extend(garbled)
        lines.append(json.dumps(gold, ensure_ascii=False))
        outputs[folder / "pages" / f"{report.id}.txt"] = page.source.encode(report.front.get("encoding", "utf-8"))
        outputs[folder / "texts" / f"{report.id}.txt"] = report.text.encode()
    if faults:
        raise AuthoringError("\n".join(faults))
    outputs[folder / "gold.jsonl"] = "".join(f"{line}\n" for line in lines).encode()
    return outputs


def read_reports(folder: Path, only: frozenset[str] = frozenset()) -> list[Report]:
    paths = sorted((folder / "reports").glob("*.report"))
    return [with_abstract(filled(read_report(path))) for path in paths if not only or path.stem in only]


def describe_filled(report: Report) -> str:
    """Names and claims as they are after filling in, for the author to read over."""
    names = {report.occurrences[index]: report.names_of(index) for index in range(len(report.marks))}
    lines = [f"  {key} = {entity.names[0]} {entity.code or ''}" for key, entity in sorted(names.items())]
    lines += [f"  + {claim.subject} {claim.predicate} {claim.object}" for claim in report.claims if not claim.line]
    return "\n".join((f"{report.id}: {len(report.marks)} mentions, {len(report.claims)} claims", *lines, ""))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    parser.add_argument("--hints", action="store_true", help="list names that stand unannotated somewhere")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="check these reports, write nothing")
    options = parser.parse_args(arguments)
    only = frozenset(Path(name).stem for name in options.only)
    try:
        outputs = compile_folder(options.folder, only)
    except AuthoringError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.hints:
        hints = [hint for report in read_reports(options.folder, only) for hint in find_oversights(report)]
        sys.stdout.write("".join(f"{hint}\n" for hint in hints))
    if only:
        sys.stdout.write("".join(describe_filled(report) for report in read_reports(options.folder, only)))
        return 0
    if options.check:
        stale = [path for path, content in outputs.items() if not path.exists() or path.read_bytes() != content]
        sys.stderr.write("".join(f"{path} is not what the reports give\n" for path in stale))
        return 1 if stale else 0
    for path, content in outputs.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
