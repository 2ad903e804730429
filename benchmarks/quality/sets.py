"""The gold there is, the pages it was made from, and what is known of each report."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.io.jsonl import GoldDocument, read_gold, write_annotations
from kg.model import Annotation
from kg.pipeline import Annotate, annotate_paths
from kg.workspace import Failure

__all__ = ["DEVELOPMENT", "ROOT", "SETS", "TEST", "Facts", "GoldSet", "annotations_of", "as_read", "planned_reports"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold in the guideline's format, the folder of its pages, and that of its reports' sources, if any."""

    name: str
    short: str
    gold: Path
    pages: Path
    reports: Path | None = None

    @property
    def is_there(self) -> bool:
        return self.gold.exists() and self.pages.exists()

    def read(self) -> tuple[GoldDocument, ...]:
        return read_gold(self.gold)

    def paths(self) -> list[Path]:
        """The page of each document, in the order of gold."""
        return list(_pages(self.read(), self.pages))

    def inputs(self) -> list[Path]:
        """All that figures about the set depend on."""
        return [*self.paths(), *(sorted(self.gold.glob("*.jsonl")) if self.gold.is_dir() else [self.gold])]

    def facts(self) -> dict[str, Facts]:
        """Genre and damage of each report by id; nothing where the set has no sources."""
        found = sorted(self.reports.glob("*.report")) if self.reports else []
        return {path.stem: _facts(path) for path in found}


def _corpus(name: str, short: str, folder: Path) -> GoldSet:
    return GoldSet(name, short, folder / "gold.jsonl", folder / "pages", folder / "reports")


DEVELOPMENT = _corpus("development, trained on", "development", ROOT / "corpus/development")
TEST = _corpus("test, never looked at in detail", "test", ROOT / "corpus/test")
SHARED = ROOT.parent / "shared"
SETS = (
    _corpus("sample, trained on", "sample", ROOT / "kg/resources/corpus"),
    _corpus("train, trained on", "train", ROOT / "corpus/train"),
    DEVELOPMENT,
    GoldSet("real articles, rules fitted to them", "real", SHARED / "gold", SHARED / "seeds"),
    TEST,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report's front matter says of it; damage by its kinds, without their measures."""

    genre: str
    damage: tuple[str, ...]


GENRES = (
    ("social-media post", ("social", "wechat", "aid-team diary")),
    ("tender", ("tender",)),
    ("press conference", ("press",)),
    ("interview", ("interview",)),
    ("speech", ("speech",)),
    ("reprint with changes", ("reprint",)),
    ("table turned to text", ("table",)),
    ("notice", ("notice", "policy document")),
    ("government work report", ("work report", "county government")),
    ("bulletin", ("bulletin", "communique")),
    ("yearly report", ("yearly", "year-end", "year in review")),
    ("institution profile", ("profile", "portrait")),
    ("feature", ("feature",)),
    ("news", ("news", "story")),
)
"""Genres of the plan by what their names hold; writers of the first round named theirs freely."""


def _facts(path: Path) -> Facts:
    lines = path.read_text(encoding="utf-8").partition("\n== ")[0].splitlines()
    front = {key.strip(): value.strip() for key, found, value in (line.partition("=") for line in lines) if found}
    kinds = [kind.strip().partition(":")[0] for kind in front.get("damage", "").split(",")]
    return Facts(_genre(front.get("genre", "")), tuple(sorted({kind for kind in kinds if kind})) or ("none",))


def _genre(told: str) -> str:
    if told == "county":
        return "government work report"
    return next((name for name, marks in GENRES if any(mark in told.casefold() for mark in marks)), "other")


def planned_reports() -> frozenset[str]:
    """Those of the second round, which the first rules were not written with."""
    with (ROOT / "corpus/plan.tsv").open(encoding="utf-8", newline="") as stream:
        return frozenset(row["id"] for row in csv.DictReader(stream, delimiter="\t"))


def _pages(gold: Sequence[GoldDocument], folder: Path) -> Iterator[Path]:
    """The page of each document: the file with its id as stem, or as the beginning of it."""
    files = sorted(folder.iterdir())
    for document in gold:
        found = [path for path in files if path.stem == document.id]
        found += [path for path in files if path.stem.startswith(document.id + "_")]
        if not found:
            raise SystemExit(f"{folder}: expected a page for the gold document {document.id!r}")
        yield found[0]


def annotations_of(pages: Sequence[Path], annotate: Annotate | None = None) -> list[Annotation]:
    """The pages annotated as `kg annotate` does; a page that fails ends the measurement."""
    found = []
    for item in annotate_paths(pages, annotate=annotate):
        if isinstance(item, Failure):
            sys.exit(f"{item.origin}: {item.message}")
        found.append(item)
    return found


def as_read(annotations: Sequence[Annotation]) -> tuple[GoldDocument, ...]:
    """What `kg annotate` would write, read back; mentions and claims keep their order."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "predicted.jsonl"
        write_annotations(target, annotations)
        return read_gold(target)
