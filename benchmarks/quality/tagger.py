"""What each part of the tagger adds: `python benchmarks/quality/tagger.py [--plans NUMBER]`.

Trains on the sample and `corpus/train` and measures on the development reports that no rule was written
with (those of `corpus/plan.tsv`), so that neither grammar nor models have seen them: the grammar
alone, the sequence model alone, both with the judge and with either of its two models alone; without
what the gazetteer shows the models; with each report once more elsewhere (`relocated`); and a learning
curve. The judge learns from candidates of sequence models that have not seen their report, here in two
folds (`kg train`: three). Mentions are compared by span and type, nested places and context forms left
out. A quarter of an hour a plan on two cores; writes
`benchmarks/results/tagger-DATE.json`.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.fitted import CORPORA  # noqa: E402
from benchmarks.quality.sets import planned_reports  # noqa: E402
from benchmarks.record import write_record  # noqa: E402
from kg.evaluate import Counts  # noqa: E402
from kg.evaluate.measure import CORE  # noqa: E402
from kg.extract.candidates import Candidate  # noqa: E402
from kg.extract.findings import Findings  # noqa: E402
from kg.extract.judge import ByFeatures, Judge  # noqa: E402
from kg.extract.maxent import Maxent  # noqa: E402
from kg.extract.network import Network  # noqa: E402
from kg.extract.sequence import ANAPHOR_SUFFIX, SequenceModel  # noqa: E402
from kg.extract.tagger import decide, find_candidates  # noqa: E402
from kg.model import Mention  # noqa: E402
from kg.training import Report, read_corpora, relocated  # noqa: E402
from kg.training.models import judge_items, make_pool, train_classifier, train_sequence_model  # noqa: E402
from kg.training.network import train_network  # noqa: E402

FOLDS = 2
Span = tuple[int, int, str]
Found = Sequence[Span]
"""Of one report, names by start, end and type."""
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pair of models is trained on, and what it is shown."""

    name: str
    share: int = 1
    """One report in so many."""
    varied: bool = False
    gazetteer: bool = True


PLANS = (
    Plan("as packaged: every report once"),
    Plan("each report once more elsewhere", varied=True),
    Plan("every report once, not shown the gazetteer", gazetteer=False),
    Plan("every report once, one in 2", share=2),
    Plan("every report once, one in 4", share=4),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=len(PLANS), help="how many of the plans to carry out")
    plans = PLANS[: parser.parse_args().plans]
    training = read_corpora(CORPORA)
    planned = planned_reports()
    unseen = [each for each in read_corpora([ROOT / "corpus/development"]) if each.id in planned]
    sys.stdout.write(f"trained on {len(training)} reports, measured on {len(unseen)}\n\n")
    rows: dict[str, list[Found]] = {"grammar alone": [of_mentions(each.findings.chosen) for each in unseen]}
    with make_pool() as pool:
        for plan in plans:
            sys.stderr.write(f"{plan.name}\n")
            rows |= {f"{name}; {plan.name}": found for name, found in systems(pool, plan, training, unseen).items()}
    counts = {name: [count(unseen, found, core) for core in (False, True)] for name, found in rows.items()}
    sys.stdout.write(format_table(counts))
    figures = {name: {"all": vars_of(every), "core": vars_of(core)} for name, (every, core) in counts.items()}
    inputs = [corpus / "gold.jsonl" for corpus in (*CORPORA, ROOT / "corpus/development")]
    path = write_record("tagger", inputs, {"trained on": len(training), "measured on": len(unseen), "systems": figures})
    sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
    return 0


def systems(
    pool: Executor, plan: Plan, training: Sequence[Report], unseen: Sequence[Report]
) -> Mapping[str, list[Found]]:
    """What a plan's sequence model finds alone, and with grammar and judge."""
    shown = [as_shown(each, plan) for each in training[:: plan.share]]
    extra = [as_shown(changed, plan) for each in shown if plan.varied and (changed := relocated(each))]
    sequence, judges = fit(pool, shown, extra)
    rows: dict[str, list[Found]] = defaultdict(list)
    for report in unseen:
        findings = as_shown(report, plan).findings
        candidates = find_candidates(sequence, findings)
        best = [each.span for each in candidates if each.guess.best and not is_anaphor(each.span)]
        rows["sequence model alone"].append(best)
        for name, judge in judges.items():
            rows[f"with grammar and {name}"].append(of_mentions(decide(judge, findings, candidates)))
    return rows


def as_shown(report: Report, plan: Plan) -> Report:
    """The report with or without what the gazetteer says; the grammar still opens names with places."""
    if plan.gazetteer:
        return report
    findings = report.findings
    rest = Findings(
        replace(findings.reading, places=()),
        tuple(without_places(findings.found)),
        tuple(without_places(findings.chosen)),
    )
    return replace(report, findings=rest)


def without_places(mentions: Iterable[Mention]) -> Iterator[Mention]:
    return (mention for mention in mentions if not mention.rule.startswith("place."))


def fit(pool: Executor, reports: Sequence[Report], extra: Sequence[Report]) -> tuple[SequenceModel, dict[str, Judge]]:
    whole = pool.submit(train_sequence_model, [*reports, *extra])
    rests = []
    for fold in range(FOLDS):
        held_out = {each.id for each in reports[fold::FOLDS]}
        rests.append([each for each in (*reports, *extra) if each.id not in held_out])
    candidates: dict[str, Sequence[Candidate]] = {}
    for fold, model in enumerate(pool.map(train_sequence_model, rests)):
        opened = SequenceModel(model)
        candidates |= {each.id: find_candidates(opened, each.findings) for each in reports[fold::FOLDS]}
    features = ByFeatures(Maxent(train_classifier(judge_items(reports, candidates))))
    network = Network(pool.submit(train_network, reports, candidates).result())
    judges = {
        "judge by features": Judge(features),
        "judge by network": Judge(network),
        "judge by both": Judge(features, network),
    }
    return SequenceModel(whole.result()), judges


def of_mentions(mentions: Iterable[Mention]) -> list[Span]:
    return [
        (mention.start, mention.end, mention.type.value)
        for mention in mentions
        if not (mention.nested or mention.anaphor)
    ]


def is_anaphor(span: Span) -> bool:
    return span[2].endswith(ANAPHOR_SUFFIX)


def count(reports: Sequence[Report], found: Sequence[Found], core: bool) -> Counts:
    total = Counts()
    for report, spans in zip(reports, found, strict=True):
        gold, said = keys(of_mentions(report.gold), core), keys(spans, core)
        total += Counts(len(gold & said), len(said), len(gold))
    return total


def keys(spans: Found, core: bool) -> set[Span]:
    """Spans with their types; of the core four alone, where health institutions are one type."""
    if not core:
        return set(spans)
    names = {kind.value: name for kind, name in CORE.items()}
    return {(start, end, names[kind]) for start, end, kind in spans if kind in names}


def vars_of(counts: Counts) -> dict[str, int]:
    return {"right": counts.right, "found": counts.predicted, "gold": counts.gold}


def format_table(counts: Mapping[str, Sequence[Counts]]) -> str:
    lines = ["| system | P | R | F1 | core four F1 |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, (every, core) in counts.items():
        figures = (every.precision, every.recall, every.f1, core.f1)
        lines.append(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
