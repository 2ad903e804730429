"""What the trained models add to the claim grammar: `python benchmarks/quality/claim_models.py [SET ...]`.

For each corpus, with the mentions that the pipeline finds and with gold mentions: the grammar alone, the
grammar as the models judge it, and everything that grammar and models propose, at several least
confidences. The packaged models were trained on all corpora but `test` and the real articles, so that only
those two rows are measured on reports they have not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.record import write_record  # noqa: E402
from kg.claims import MINIMUM_CONFIDENCE, MODEL_MINIMUM  # noqa: E402
from kg.claims.checks import check_claims  # noqa: E402
from kg.claims.proposals import MODEL_RULE, TOLD_RULE  # noqa: E402
from kg.evaluate import Counts  # noqa: E402
from kg.evaluate.pairs import IndicatorNames, pair_claims  # noqa: E402
from kg.extract.tagger import open_tagger  # noqa: E402
from kg.model import Claim  # noqa: E402
from kg.nlp.components.claims import load_reader  # noqa: E402
from kg.resources.models import load_model  # noqa: E402
from kg.training import read_corpora  # noqa: E402
from kg.training.claims import Scene, as_gold, make_scene  # noqa: E402

SETS = ("development", "test")
LEAST = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def main(names: Sequence[str]) -> int:
    tagger = open_tagger(load_model)
    rows: dict[str, dict[str, float]] = {}
    sys.stdout.write(
        "| reports, mentions | claims | P | R | F1 | wrong a report |\n| --- | --- | ---: | ---: | ---: | ---: |\n"
    )
    for name in names or SETS:
        reports = read_corpora([ROOT / "corpus" / name])
        for kind, scenes in (
            ("found", [make_scene(each, tagger.decide(each.findings)) for each in reports]),
            ("gold", [make_scene(each, each.gold) for each in reports]),
        ):
            for system, row in measure(scenes).items():
                rows[f"{name}, {kind}, {system}"] = row
                figures = " | ".join(f"{row[key]:.3f}" for key in ("precision", "recall", "f1"))
                sys.stdout.write(f"| {name}, {kind} | {system} | {figures} | {row['wrong']:.1f} |\n")
    write_record("claim-models", [ROOT / "corpus" / name / "gold.jsonl" for name in names or SETS], rows)
    return 0


def measure(scenes: Sequence[Scene]) -> dict[str, dict[str, float]]:
    """Figures of each system over some reports."""
    reader = load_reader(0.0)
    judged = [reader.read(scene.passage, scene.said) for scene in scenes]

    def counted(claims_of: Callable[[int], Iterable[Claim]]) -> dict[str, float]:
        total = Counts()
        for number, scene in enumerate(scenes):
            claims = list(check_claims(claims_of(number), 0.0))
            gold = [each.claim for each in scene.gold]
            pairs = pair_claims(gold, [as_gold(each) for each in claims], IndicatorNames(scene.report.document))
            total += Counts(len(pairs.items), len(claims), len(gold))
        wrong = (total.predicted - total.right) / max(len(scenes), 1)
        return {"precision": total.precision, "recall": total.recall, "f1": total.f1, "wrong": wrong}

    def as_packaged(number: int) -> Iterable[Claim]:
        return [
            each
            for each in judged[number]
            if each.confidence >= (MODEL_MINIMUM if _is_unsaid(each) else MINIMUM_CONFIDENCE)
        ]

    def at_least(least: float) -> Callable[[int], Iterable[Claim]]:
        return lambda number: [each for each in judged[number] if each.confidence >= least]

    return {
        "grammar alone, its own confidence from 0.5": counted(
            lambda number: [each for each in scenes[number].said if each.confidence >= 0.5]
        ),
        "grammar, judged, from 0.2": counted(
            lambda number: [each for each in judged[number] if each.confidence >= 0.2 and not _is_unsaid(each)]
        ),
        f"as packaged (grammar from {MINIMUM_CONFIDENCE}, models alone from {MODEL_MINIMUM})": counted(as_packaged),
        **{f"all from {least}": counted(at_least(least)) for least in LEAST},
    }


def _is_unsaid(claim: Claim) -> bool:
    return claim.evidence[0].rule.removeprefix(TOLD_RULE).startswith(MODEL_RULE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
