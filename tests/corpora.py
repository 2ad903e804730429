"""A gold corpus as the tests read it: its reports, pages, clean texts and annotations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Corpus:
    folder: Path

    def read_documents(self) -> list[dict[str, Any]]:
        lines = (self.folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def read_front_matter(self, name: str) -> dict[str, str]:
        head = (self.folder / "reports" / f"{name}.report").read_text(encoding="utf-8").split("== head ==")[0]
        return {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in head.splitlines())}

    def read_page(self, name: str) -> str:
        """The page as published: decoded with its own encoding, line ends untouched."""
        data = (self.folder / "pages" / f"{name}.txt").read_bytes()
        return data.decode(self.read_front_matter(name).get("encoding", "utf-8"))

    def read_text(self, name: str) -> str:
        return (self.folder / "texts" / f"{name}.txt").read_bytes().decode("utf-8")


def run_compiler(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `scripts/compile_corpus.py` as an annotator does, in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "compile_corpus.py"), *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONHASHSEED": "7"},
    )
