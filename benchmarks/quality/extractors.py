"""What the checks of added extractors let through: `python benchmarks/quality/extractors.py`.

The extractor measured proposes what the gold of the development part says, quotes and all, with full
confidence. So what is missing from its score is what the checks turn away or the linker names otherwise: the height
that no extractor passes. Printed beside the packaged pipeline, with the reasons of what was turned away.
"""

from __future__ import annotations

import logging
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.scores import SETS, format_table, pages_of  # noqa: E402
from kg.clean import clean  # noqa: E402
from kg.evaluate import score  # noqa: E402
from kg.extract.quantities import find_quantities  # noqa: E402
from kg.io import read_paths  # noqa: E402
from kg.io.jsonl import GoldClaim, GoldDocument, GoldEvidence, GoldMention, read_gold, write_annotations  # noqa: E402
from kg.model import Annotation, Change, CleanText, Context, SourceDocument  # noqa: E402
from kg.nlp import (  # noqa: E402
    Annotator,
    Extraction,
    ProposedClaim,
    ProposedMention,
    add_extractor,
    load_pipeline,
)
from kg.pipeline import annotate_paths  # noqa: E402

OWN = ("kg_names", "kg_tagger", "kg_claims")
"""What the pipeline finds by itself, left out to measure the extractor alone."""
NAME = re.compile(r"[「『].*?[」』]|\d[\d,.]*")


class GoldExtractor:
    """Proposes what gold says of the document that is being read."""

    name = "gold"

    def __init__(self) -> None:
        self.document = GoldDocument(id="")
        self.clean = CleanText.untouched("")

    def extract(self, text: str, context: Context) -> Extraction:
        mentions = tuple(
            ProposedMention(
                each.text, each.type, start=self._at(each), anaphor=each.anaphor, group=each.group, confidence=1.0
            )
            for each in self.document.mentions
            if not each.nested
        )
        return Extraction(mentions, tuple(self._proposed(each) for each in self.document.claims))

    def _written(self, name: str | None, near: int) -> str | None:
        """The name as the text has it nearest to the quote; as gold has it where it is not written."""
        written = [each for each in self.document.mentions if name in each.names]
        return min(written, key=lambda each: abs(each.source_start - near)).text if written else name

    def _at(self, span: GoldMention | GoldEvidence) -> int:
        """Where it begins in our text, which may be cleaned otherwise than that of gold."""
        return self.clean.offsets.to_text(span.source_start, span.source_end)[0]

    def _proposed(self, claim: GoldClaim) -> ProposedClaim:
        quote = claim.evidence.text
        amounts = [span for span in find_quantities(quote) if span.quantity.value == claim.value]
        return ProposedClaim(
            claim.predicate,
            quote,
            start=self._at(claim.evidence),
            subject=self._written(claim.subjects[0], claim.evidence.source_start),
            object=self._written(claim.objects[0] if claim.objects else None, claim.evidence.source_start),
            amount=quote[amounts[0].start : amounts[0].end] if amounts else claim.value,
            post=claim.post,
            change=Change(claim.change) if claim.change else None,
            modality=claim.modality,
            polarity=claim.polarity,
            confidence=1.0,
        )


def cleaned(page: Path) -> CleanText:
    [document] = [each for each in read_paths([page]) if isinstance(each, SourceDocument)]
    return clean(document.source)


def main() -> int:
    logging.getLogger("kg.nlp").setLevel(logging.ERROR)  # the reasons are counted below
    part = next(each for each in SETS if each.name.startswith("development"))
    gold = read_gold(part.gold)
    pages = list(pages_of(gold, part.pages))
    extractor = GoldExtractor()
    alone = load_pipeline()
    for name in OWN:
        alone.remove_pipe(name)
    scores, reasons = {}, Counter[str]()
    for label, nlp in (
        ("packaged pipeline", load_pipeline()),
        ("gold through the checks, alone", add_extractor(alone, extractor)),
        ("gold behind the packaged pipeline", add_extractor(load_pipeline(), extractor)),
    ):
        annotate = Annotator(nlp)
        found: list[Annotation] = []
        for document, page in zip(gold, pages, strict=True):
            extractor.document, extractor.clean = document, cleaned(page)
            found += [each for each in annotate_paths([page], annotate=annotate) if isinstance(each, Annotation)]
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "found.jsonl"
            write_annotations(written, found)
            scores[label] = score(gold, read_gold(written))
        if "alone" in label:
            reasons.update(f"{r.kind}: {NAME.sub('…', _kind(r.reason))}" for each in found for r in each.rejected)
    sys.stdout.write(format_table(scores))
    total = sum(len(each.mentions) + len(each.claims) for each in gold)
    sys.stdout.write(f"\n{sum(reasons.values())} of {total} proposals turned away, alone:\n")
    for reason, count in reasons.most_common(20):
        sys.stdout.write(f"{count:5} {reason}\n")
    return 0


def _kind(reason: str) -> str:
    """The reason without the names in it."""
    return re.sub(r"(the (?:subject|object|amount|time)) .*? (is|in)\b", r"\1 … \2", re.sub(r" \(.*\)$", "", reason))


if __name__ == "__main__":
    raise SystemExit(main())
