"""How right the claims are when the mentions are gold: `python benchmarks/quality/dev_claims.py [--show] [--corpus]`.

Reads the sample corpus of the package, or with `--gold FOLDER --pages FOLDER` any gold in the
guideline's format with its source pages, so that the claim grammar is measured apart from the tagger.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from kg.claims import find_claims
from kg.clean import clean
from kg.evaluate import find_errors, format_errors, format_scores, score
from kg.io.jsonl import GoldClaim, GoldDocument, GoldEvidence, GoldMention, read_gold
from kg.model import Claim, CleanText, Context, Entity, EntityType, Link, Mention

CORPUS = Path(__file__).resolve().parents[2] / "kg" / "resources" / "corpus"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=CORPUS / "gold.jsonl")
    parser.add_argument(
        "--pages", type=Path, help="source pages, to be cleaned; without it the perfect texts of the corpus"
    )
    parser.add_argument("--show", action="store_true", help="list every error")
    parser.add_argument("--only", default="", help="documents whose id contains this")
    arguments = parser.parse_args()
    gold = [document for document in read_gold(arguments.gold) if arguments.only in document.id]
    predicted = [predict(document, arguments.pages) for document in gold]
    scores = score(gold, predicted)
    sys.stdout.write(format_scores(scores))
    if arguments.show:
        sys.stdout.write(format_errors(find_errors(gold, predicted)))
    return 0


def page(folder: Path, name: str) -> str:
    found = sorted(path for path in folder.iterdir() if path.stem == name or path.stem.startswith(name + "_"))
    data = found[0].read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def predict(document: GoldDocument, pages: Path | None) -> GoldDocument:
    cleaned = clean(page(pages, document.id)) if pages else CleanText.untouched(page(CORPUS / "texts", document.id))
    mentions = tuple(mention for item in document.mentions if (mention := to_mention(item, cleaned, bool(pages))))
    context = context_of(document, mentions)
    claims = find_claims(cleaned.text, mentions, context, clean=cleaned, document_id=document.id)
    return replace(document, claims=tuple(map(to_gold, claims)))


def to_mention(item: GoldMention, cleaned: CleanText, by_source: bool) -> Mention | None:
    start, end = item.start, item.end
    if by_source:
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


def to_gold(claim: Claim) -> GoldClaim:
    quantity, evidence = claim.quantity, claim.evidence[0]
    return GoldClaim(
        subjects=(claim.subject.name,),
        predicate=claim.predicate,
        objects=(claim.object.name,) if claim.object else (),
        value=quantity.value if quantity else None,
        unit=quantity.unit if quantity else None,
        comparator=quantity.comparator.value if quantity else None,
        value_max=quantity.value_max if quantity else None,
        from_value=quantity.from_value if quantity else None,
        change=claim.change.value if claim.change else None,
        time=claim.time,
        modality=claim.modality,
        polarity=claim.polarity,
        post=claim.post,
        evidence=GoldEvidence(evidence.quote, evidence.source_start, evidence.source_end),
        confidence=evidence.confidence,
        rule=evidence.rule,
    )


if __name__ == "__main__":
    sys.exit(main())
