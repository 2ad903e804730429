"""Train the packaged tagger from the annotated corpora: `python scripts/train_tagger.py`.

Reads `kg/resources/corpus` and `corpus/development`, writes `kg/resources/data/models/tagger.crfsuite`.
The same corpus and grammar give the same bytes: documents are taken in order of id, and L-BFGS has no
randomness.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pycrfsuite

from kg.extract.mentions import MentionGrammar
from kg.extract.tagger import training_sequences
from kg.io.jsonl import GoldDocument, read_gold
from kg.link.places import find_places
from kg.link.region import find_context
from kg.model import CleanText, EntityType, Mention
from kg.nlp.places import place_spans
from kg.resources.models import TAGGER_MODEL
from kg.resources.names import load_names

ROOT = Path(__file__).parents[1]
CORPORA = (ROOT / "kg" / "resources" / "corpus", ROOT / "corpus" / "development")
TARGET = ROOT / "kg" / "resources" / "data" / TAGGER_MODEL
PARAMETERS = {"c1": 0.2, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}


def grammar_mentions(grammar: MentionGrammar, text: str) -> tuple[Mention, ...]:
    """What the grammar finds in a clean text, with the region known as in the pipeline."""
    context = find_context(CleanText.untouched(text))
    region = context.region.code if context.region else None
    return grammar.find(text, place_spans(find_places(text, region=region)))


def gold_mentions(document: GoldDocument, text: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            mention.start,
            mention.end,
            text[mention.start : mention.end],
            EntityType(mention.type),
            nested=mention.nested,
            anaphor=mention.anaphor,
        )
        for mention in document.mentions
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TARGET)
    out: Path = parser.parse_args().out
    grammar = MentionGrammar(load_names())
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    count = 0
    for corpus in CORPORA:
        for document in sorted(read_gold(corpus / "gold.jsonl"), key=lambda item: item.id):
            text = (corpus / "texts" / f"{document.id}.txt").read_text(encoding="utf-8")
            found = grammar_mentions(grammar, text)
            for features, labels in training_sequences(text, found, gold_mentions(document, text)):
                trainer.append(features, labels)
            count += 1
    out.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(out))
    print(f"{count} documents -> {out} ({out.stat().st_size:,} bytes)")  # noqa: T201 a script reports to its user


if __name__ == "__main__":
    main()
