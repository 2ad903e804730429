"""The documents name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg.model
from kg.model import EntityType, Modality, Predicate

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = ROOT / "docs" / "decisions"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_the_index_names_every_decision() -> None:
    named = set(re.findall(r"\]\(([\w-]+\.md)\)", (DECISIONS / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in DECISIONS.glob("*.md")} - {"README.md"} <= named


@pytest.mark.parametrize("path", sorted(DECISIONS.glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_fits_on_a_page(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 130


def test_the_glossary_knows_every_type_and_modality() -> None:
    missing = [kind.name for kind in [*EntityType, *Modality] if kind.name not in GLOSSARY]
    assert missing == []


def test_what_the_glossary_names_exists() -> None:
    for holder, name in re.findall(r"`(\w+)\.([A-Za-z_]+)`", GLOSSARY):
        if holder in {"kg"}:
            continue
        known = getattr(kg.model, holder)
        assert hasattr(known, name) or name in getattr(known, "__slots__", ()), f"{holder}.{name}"
    assert "SUPPORTS" in Predicate.__members__


def test_the_changelog_has_an_unreleased_part() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
