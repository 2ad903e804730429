"""Where claims are lost: `python benchmarks/quality/claims.py [--models FOLDER]`.

Reads the development reports from their pages, with models that have not seen them (`fitted.py`): as the
pipeline does, with the names of gold instead of those found, and with the names of gold by the grammar alone.
What gold's names gain is what the tagger costs; the rest is the claim finder's own. The second
table holds only the reports of the second round, which the first rules were not written with.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.fitted import annotator, models_folder, open_reader  # noqa: E402
from benchmarks.quality.sets import DEVELOPMENT, annotations_of, as_read, planned_reports  # noqa: E402
from kg.claims import ClaimReader, find_claims  # noqa: E402
from kg.evaluate import Scores, score  # noqa: E402
from kg.io.jsonl import GoldDocument, GoldMention  # noqa: E402
from kg.model import Annotation, CleanText, Context, Entity, EntityType, Link, Mention  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, help="models trained without the development reports")
    folder = models_folder(parser.parse_args().models)
    gold = DEVELOPMENT.read()
    annotations = annotations_of(DEVELOPMENT.paths(), annotator(folder))
    found = {"the pipeline": as_read(annotations)}
    for name, reader in {"gold names": open_reader(folder), "gold names, grammar alone": None}.items():
        pairs = zip(gold, annotations, strict=True)
        found[name] = as_read([with_gold_names(wanted, each, reader) for wanted, each in pairs])
    unruled = [document for document in gold if document.id in planned_reports()]
    for title, documents in {"all": gold, "second round": unruled}.items():
        rows = {name: score(documents, predicted) for name, predicted in found.items()}
        sys.stdout.write(f"{title}, {len(documents)} reports\n\n{format_table(rows)}\n")
    return 0


def with_gold_names(document: GoldDocument, annotation: Annotation, reader: ClaimReader | None) -> Annotation:
    """The annotation with gold's mentions, and the claims found among them."""
    clean = annotation.clean
    mentions = tuple(mention for item in document.mentions if (mention := to_mention(item, clean)))
    context = context_of(document, mentions)
    claims = find_claims(clean.text, mentions, context, clean=clean, document_id=document.id, reader=reader)
    return replace(annotation, mentions=mentions, claims=claims)


def to_mention(item: GoldMention, cleaned: CleanText) -> Mention | None:
    start, end = cleaned.offsets.to_text(item.source_start, item.source_end)
    if start == end:
        return None
    name = item.names[0] if item.names else item.text
    entity = Entity(name, item.type, code=item.code, group=item.group)
    return Mention(
        start, end, cleaned.text[start:end], item.type, item.nested, item.anaphor, item.group, link=Link(entity)
    )


def context_of(document: GoldDocument, mentions: tuple[Mention, ...]) -> Context:
    """The region that 我市, 全区 and the like point to, as gold links them; else the most frequent place."""
    anaphors = [m.entity for m in mentions if m.anaphor and m.type is EntityType.PLACE and m.entity]
    places = [m.entity for m in mentions if m.type is EntityType.PLACE and m.entity and m.entity.code]
    votes = anaphors or places
    region = max(votes, key=votes.count) if votes else None
    ancestors = tuple({place.name: place for place in places if place != region and place in anaphors}.values())
    return Context(region, ancestors, document.title, document.published, document.period)


def format_table(rows: dict[str, Scores]) -> str:
    lines = ["| claims by | P | R | F1 | wrong a report |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, scores in rows.items():
        claims = scores.claims
        figures = f"{claims.precision:.3f} | {claims.recall:.3f} | {claims.f1:.3f}"
        lines.append(f"| {name} | {figures} | {scores.wrong_claims_per_document:.1f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
