"""Every mention of the gold survives cleaning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.clean import clean
from kg.clean.lines import key_of

SHARED = Path(__file__).parents[3] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.gold.jsonl")) if SHARED.is_dir() else []

pytestmark = pytest.mark.skipif(not GOLD, reason="the gold is not beside this checkout (../shared/gold)")


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_mentions_survive(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        (article,) = (SHARED / "seeds").glob(f"{record['id']}_*.txt")
        cleaned = clean(article.read_text(encoding="utf-8"))
        assert record["mentions"]
        for mention in record["mentions"]:
            start, end = cleaned.offsets.to_text(mention["source_start"], mention["source_end"])
            assert key_of(cleaned.text[start:end]) == key_of(mention["text"])
        assert cleaned.published == record["published"]
        assert cleaned.title is not None
        assert key_of(cleaned.text[slice(*cleaned.title)]) == key_of(record["title"])
