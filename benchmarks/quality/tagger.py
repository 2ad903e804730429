"""What the trained model adds to the name grammar: `python benchmarks/quality/tagger.py [--folds 5]`.

Cross-validation by document over the packaged corpus and the development corpus: the model of a fold never saw
its documents. The grammar did: its tables were extended while these reports were read, so its own score is an
upper bound, and only differences between the rows tell anything about the model. Mentions are compared by span and
type; nested places and anaphors, which the model may not touch, are left out. Training five models three times takes
some minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.record import write_record  # noqa: E402
from kg.evaluate import Counts  # noqa: E402
from kg.extract.mentions import MentionGrammar  # noqa: E402
from kg.extract.tagger import MentionTagger, TaggerSettings, training_sequences  # noqa: E402
from kg.io.jsonl import read_gold  # noqa: E402
from kg.model import EntityType, Mention  # noqa: E402
from kg.resources.names import load_names  # noqa: E402
from scripts.train_tagger import CORPORA, PARAMETERS, gold_mentions, grammar_mentions  # noqa: E402

Mentions = tuple[Mention, ...]
View = Callable[[Mentions], Mentions]
HEALTH = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})
CORE = HEALTH | {EntityType.AGENCY, EntityType.PROGRAM, EntityType.PLACE}
NEVER = 2.0
ALONE = TaggerSettings(add_above=0.0, drop_below=NEVER, weak_below=NEVER)
ADD = TaggerSettings(drop_below=0.0)
DROP = TaggerSettings(add_above=NEVER)
DROP_MORE = TaggerSettings(add_above=0.6, drop_below=0.3, weak_below=0.86)


@dataclass(frozen=True, slots=True)
class Report:
    id: str
    text: str
    found: Mentions
    gold: Mentions


def whole(mentions: Mentions) -> Mentions:
    return mentions


def without_places(mentions: Mentions) -> Mentions:
    return tuple(mention for mention in mentions if mention.rule != "place.gazetteer")


def nothing(mentions: Mentions) -> Mentions:
    return ()


VIEWS: Mapping[str, View] = {"all": whole, "no gazetteer": without_places, "characters and words": nothing}
"""What the model is shown of the grammar's findings."""
SETTINGS: Mapping[str, TaggerSettings] = {
    "grammar + model adding": ADD,
    "grammar + model dropping": DROP,
    "grammar + model, as packaged": TaggerSettings(),
    "grammar + model, dropping more": DROP_MORE,
}


def read_reports() -> list[Report]:
    grammar = MentionGrammar(load_names())
    reports = []
    for corpus in CORPORA:
        for document in read_gold(corpus / "gold.jsonl"):
            text = (corpus / "texts" / f"{document.id}.txt").read_text(encoding="utf-8")
            reports.append(Report(document.id, text, grammar_mentions(grammar, text), gold_mentions(document, text)))
    return sorted(reports, key=lambda report: report.id)


def train(reports: Sequence[Report], view: View) -> bytes:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    for report in reports:
        for features, labels in training_sequences(report.text, view(report.found), report.gold):
            trainer.append(features, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fold.crfsuite"
        trainer.train(str(path))
        return path.read_bytes()


def model_alone(model: bytes, report: Report, view: View) -> Mentions:
    """What the model finds by itself, whatever it was shown."""
    shown = view(report.found)
    revised = MentionTagger(model, ALONE).revise(report.text, tuple(weakened(mention) for mention in shown))
    return tuple(mention for mention in revised if mention.rule == "model.crf")


def weakened(mention: Mention) -> Mention:
    """The same finding as a guess that the model always drops: it is only shown."""
    return Mention(
        mention.start, mention.end, mention.text, mention.type, rule=mention.rule, confidence=0.0, nested=mention.nested
    )


def key_set(mentions: Mentions, core: bool) -> set[tuple[int, int, str]]:
    return {
        (mention.start, mention.end, "HEALTH" if mention.type in HEALTH else mention.type.value)
        for mention in mentions
        if not mention.nested and not mention.anaphor and (not core or mention.type in CORE)
    }


def counts(report: Report, mentions: Mentions, core: bool = False) -> Counts:
    found, gold = key_set(mentions, core), key_set(report.gold, core)
    return Counts(len(found & gold), len(found), len(gold))


def cross_validate(reports: Sequence[Report], folds: int) -> dict[str, list[Counts]]:
    """For each system the counts over all types and over the core four."""
    totals: dict[str, list[Counts]] = {}

    def add(system: str, report: Report, mentions: Mentions) -> None:
        total = totals.setdefault(system, [Counts(), Counts()])
        for index, core in enumerate((False, True)):
            total[index] += counts(report, mentions, core)

    for report in reports:
        add("grammar alone", report, report.found)
    for fold in range(folds):
        held_out = reports[fold::folds]
        seen = [report for report in reports if report not in held_out]
        for name, view in VIEWS.items():
            model = train(seen, view)
            for report in held_out:
                add(f"model alone: {name}", report, model_alone(model, report, view))
            if view is not whole:
                continue
            for system, settings in SETTINGS.items():
                tagger = MentionTagger(model, settings)
                for report in held_out:
                    add(system, report, tagger.revise(report.text, report.found))
    return totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    folds: int = parser.parse_args().folds
    reports = read_reports()
    totals = cross_validate(reports, folds)
    sys.stdout.write(f"{len(reports)} reports, {folds} folds\n")
    sys.stdout.write(f"{'':34} {'P':>6} {'R':>6} {'F1':>6}   core F1\n")
    rows = []
    for system, (every, core) in totals.items():
        figures = (every.precision, every.recall, every.f1, core.f1)
        sys.stdout.write(f"{system:34} " + " ".join(f"{value:6.3f}" for value in figures[:3]) + f"   {core.f1:.3f}\n")
        rows.append(dict(zip(("precision", "recall", "f1", "core_f1"), (round(v, 4) for v in figures), strict=True)))
    inputs = [corpus / "gold.jsonl" for corpus in CORPORA]
    write_record("tagger", inputs, dict(zip(totals, rows, strict=True)))


if __name__ == "__main__":
    main()
