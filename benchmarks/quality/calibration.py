"""How far confidence can be believed: `python benchmarks/quality/calibration.py [--models FOLDER]`.

For mentions, links and claims, by confidence in ten bins: how many there are, what they state on
average and how many are right; and the expected calibration error (the gaps between the two, weighted
by numbers). Development is read by models that have not seen it (`fitted.py`), test by the packaged
ones. Then the settings that follow from development, and what they give on test: precision-first, the
least `minimum_confidence` of `kg_claims` at which at most 0.3 claims a report are wrong, with 95 % certainty, in all
development reports and in those that no rule was first written with; and
recall-first, the `threshold` of `kg_tagger` and the `minimum_confidence` and `model_minimum` of
`kg_claims` that give the best F2. Writes `benchmarks/results/calibration-DATE.json`.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.fitted import annotator, models_folder  # noqa: E402
from benchmarks.quality.sets import DEVELOPMENT, TEST, GoldSet, annotations_of, as_read, planned_reports  # noqa: E402
from benchmarks.record import write_record  # noqa: E402
from kg.claims import MINIMUM_CONFIDENCE  # noqa: E402
from kg.evaluate import Counts, score  # noqa: E402
from kg.evaluate.pairs import IndicatorNames, is_linked_right, pair_claims, pair_mentions  # noqa: E402
from kg.extract.tagger import DEFAULT_THRESHOLD  # noqa: E402
from kg.io.jsonl import GoldDocument  # noqa: E402
from kg.model import Annotation  # noqa: E402
from kg.pipeline import Annotate  # noqa: E402
from kg.resources.models import MODEL_FOLDER  # noqa: E402

BINS = 10
MOST_WRONG = 0.3
"""Wrong claims a report that the precision-first setting allows."""
THRESHOLDS = (DEFAULT_THRESHOLD, 0.2, 0.1)
LEAST_CONFIDENCES = (0.3, 0.2, 0.15, 0.1, 0.05)
PACKAGED = ROOT / "kg/resources/data" / MODEL_FOLDER

Judgement = tuple[float, bool]
"""A stated confidence, and whether the thing is right."""


@dataclass(frozen=True, slots=True)
class Judged:
    """All that was found in a set, right or not."""

    reports: int
    gold_claims: int
    mentions: tuple[Judgement, ...]
    links: tuple[Judgement, ...]
    claims: tuple[Judgement, ...]
    by_report: Mapping[str, tuple[Judgement, ...]]
    """The claims again, by the report that they are of."""

    def claims_of(self, reports: Iterable[str]) -> list[Judgement]:
        return [judgement for name in reports for judgement in self.by_report[name]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, help="models trained without the development reports")
    folder = models_folder(parser.parse_args().models)
    sets = {"development": (DEVELOPMENT, folder), "test": (TEST, PACKAGED)}
    judged = {name: judge(each, annotator(models)) for name, (each, models) in sets.items()}
    figures: dict[str, object] = {}
    for name, each in judged.items():
        sys.stdout.write(f"## {name}, {each.reports} reports\n\n")
        for kind in ("mentions", "links", "claims"):
            rows = reliability(getattr(each, kind))
            error = expected_error(rows)
            sys.stdout.write(f"{kind}: expected calibration error {error:.3f}\n\n{format_bins(rows)}\n")
            figures[f"{name} {kind}"] = {"error": round(error, 4), "bins": [vars_of(row) for row in rows]}
    settings = {name: {} for name in judged}
    known = judged["development"].by_report
    rounds = (sorted(known), sorted(known.keys() & planned_reports()))
    precise = max(precision_first(judged["development"].claims_of(reports), len(reports)) for reports in rounds)
    for name, each in judged.items():
        settings[name]["as packaged"] = claim_counts(each, MINIMUM_CONFIDENCE)
        settings[name][f"precision-first: claims from {precise:.3f}"] = claim_counts(each, precise)
    names, claims = recall_first(folder)
    for name, (each, models) in sets.items():
        found = as_read(annotations_of(each.paths(), annotator(models, **dials(names, claims))))
        settings[name][f"recall-first: names from {names}, claims from {claims}"] = score(each.read(), found).claims
    sys.stdout.write(format_settings(settings, {name: each.reports for name, each in judged.items()}))
    figures["settings"] = {
        name: {setting: [counts.right, counts.predicted, counts.gold] for setting, counts in rows.items()}
        for name, rows in settings.items()
    }
    path = write_record("calibration", [*DEVELOPMENT.inputs(), *TEST.inputs()], figures)
    sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
    return 0


def judge(each: GoldSet, annotate: Annotate) -> Judged:
    gold = each.read()
    annotations = annotations_of(each.paths(), annotate)
    mentions: list[Judgement] = []
    links: list[Judgement] = []
    by_report: dict[str, tuple[Judgement, ...]] = {}
    for wanted, annotation, found in zip(gold, annotations, as_read(annotations), strict=True):
        said, linked = of_mentions(wanted, annotation, found)
        mentions += said
        links += linked
        pairs = pair_claims(wanted.claims, found.claims, IndicatorNames(wanted))
        right = {other for _, other in pairs.items}
        by_report[wanted.id] = tuple(
            (claim.confidence, number in right) for number, claim in enumerate(annotation.claims)
        )
    claims = [judgement for judgements in by_report.values() for judgement in judgements]
    total = sum(len(document.claims) for document in gold)
    return Judged(len(gold), total, tuple(mentions), tuple(links), tuple(claims), by_report)


def of_mentions(
    wanted: GoldDocument, annotation: Annotation, found: GoldDocument
) -> tuple[list[Judgement], list[Judgement]]:
    """Mentions that are neither nested nor anaphors, and the links of those that are right."""
    gold = [mention for mention in wanted.mentions if mention.plain]
    numbers = [number for number, mention in enumerate(found.mentions) if mention.plain]
    pairs = pair_mentions(gold, [found.mentions[number] for number in numbers])
    right = {numbers[other]: gold[index] for index, other in pairs.items}
    said, linked = [], []
    for number in numbers:
        mention = annotation.mentions[number]
        said.append((mention.confidence, number in right))
        if number in right and mention.link is not None:
            linked.append((mention.link.confidence, is_linked_right(right[number], found.mentions[number])))
    return said, linked


@dataclass(frozen=True, slots=True)
class Bin:
    low: float
    number: int
    stated: float
    right: float


def reliability(judgements: Iterable[Judgement]) -> list[Bin]:
    held: list[list[Judgement]] = [[] for _ in range(BINS)]
    for judgement in judgements:
        held[min(int(judgement[0] * BINS), BINS - 1)].append(judgement)
    return [
        Bin(
            place / BINS,
            len(each),
            sum(stated for stated, _ in each) / len(each),
            sum(right for _, right in each) / len(each),
        )
        for place, each in enumerate(held)
        if each
    ]


def expected_error(rows: Sequence[Bin]) -> float:
    total = sum(row.number for row in rows)
    return sum(row.number * abs(row.stated - row.right) for row in rows) / total if total else 0.0


def precision_first(claims: Sequence[Judgement], reports: int) -> float:
    """The least confidence at which few enough of the claims from there on are wrong.

    A few wrong claims in a few dozen reports say little about the next reports, so it is not their mean
    that must stay below the goal but what it may be with a certainty of 95 %.
    """
    wrong, best = 0, 1.0
    ranked = sorted(claims, reverse=True)
    for number, (stated, is_right) in enumerate(ranked):
        wrong += not is_right
        if most_expected(wrong) / reports > MOST_WRONG:
            break
        if number + 1 == len(ranked) or ranked[number + 1][0] < stated:  # equals stand or fall together
            best = stated
    return best


def most_expected(count: int, doubt: float = 0.05) -> float:
    """The greatest mean at which so few events are not yet unlikely: the upper Poisson limit of `count`."""
    low, high = float(count), 4.0 * count + 10
    for _ in range(60):
        middle = (low + high) / 2
        seen = sum(math.exp(k * math.log(middle) - middle - math.lgamma(k + 1)) for k in range(count + 1))
        low, high = (middle, high) if seen > doubt else (low, middle)
    return high


def recall_first(models: Path) -> tuple[float, float]:
    """Thresholds of names and of claims with the best F2 (recall counts twice) on development."""
    best = {}
    for names in THRESHOLDS:
        judged = judge(DEVELOPMENT, annotator(models, **dials(names, min(LEAST_CONFIDENCES))))
        best |= {(names, claims): f2(claim_counts(judged, claims)) for claims in LEAST_CONFIDENCES}
    return max(best, key=lambda setting: best[setting])


def dials(names: float, claims: float) -> dict[str, float]:
    """A setting of the pipeline: from which confidence on names and claims are given out."""
    return {"threshold": names, "minimum_confidence": claims, "model_minimum": claims}


def f2(counts: Counts) -> float:
    return 5 * counts.right / (4 * counts.gold + counts.predicted)


def claim_counts(judged: Judged, least: float) -> Counts:
    kept = [right for stated, right in judged.claims if stated >= least]
    return Counts(sum(kept), len(kept), judged.gold_claims)


def vars_of(row: Bin) -> list[float]:
    return [row.low, row.number, round(row.stated, 4), round(row.right, 4)]


def format_bins(rows: Sequence[Bin]) -> str:
    lines = ["| confidence | found | stated | right |", "| --- | ---: | ---: | ---: |"]
    for row in rows:
        span = f"{row.low:.1f} to {row.low + 1 / BINS:.1f}"
        lines.append(f"| {span} | {row.number} | {row.stated:.3f} | {row.right:.3f} |")
    return "\n".join(lines) + "\n"


def format_settings(settings: dict[str, dict[str, Counts]], reports: dict[str, int]) -> str:
    return "\n".join(_setting_lines(settings, reports)) + "\n"


def _setting_lines(settings: dict[str, dict[str, Counts]], reports: dict[str, int]) -> Iterator[str]:
    yield "## Settings: claims\n"
    yield "| setting | reports | P | R | F1 | wrong a report |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for name, rows in settings.items():
        for setting, counts in rows.items():
            wrong = (counts.predicted - counts.right) / reports[name]
            figures = f"{counts.precision:.3f} | {counts.recall:.3f} | {counts.f1:.3f} | {wrong:.2f}"
            yield f"| {setting} | {name} | {figures} |"


if __name__ == "__main__":
    sys.exit(main())
