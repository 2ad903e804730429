"""All models of the pipeline, trained from one corpus."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pycrfsuite

from kg.claims.attribution import SubjectModel, attribute
from kg.claims.matters import Matter, MatterModel
from kg.claims.pairs import Pair
from kg.claims.proposals import Proposal, make_proposals
from kg.extract.candidates import Candidate
from kg.extract.judge import ByFeatures, Judge
from kg.extract.maxent import RIGHT, WRONG, Maxent
from kg.extract.network import Network
from kg.extract.sequence import SequenceModel, label_of, training_sequences
from kg.extract.tagger import decide, find_candidates
from kg.resources.models import ModelName
from kg.training.claims import (
    Item,
    Judged,
    Scene,
    find_matters,
    judged_proposals,
    likelihoods,
    make_scene,
    modality_items,
    pair_items,
    phrase_sequences,
    subject_cases,
    time_items,
    verdict_items,
)
from kg.training.corpus import Report
from kg.training.loglinear import Case, fit
from kg.training.network import require_libraries, train_network

__all__ = ["FOLDS", "make_pool", "train_models"]

FOLDS = 3
WORKERS = 2
SEQUENCE = {
    "c1": 0.2,
    "c2": 0.05,
    "max_iterations": 50,
    "feature.minfreq": 3,
    "feature.possible_transitions": True,
}
PHRASES = {"c1": 0.3, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}
CLASSIFIER = {"c1": 1.0, "c2": 1.0, "max_iterations": 150}
TIMES = {"c1": 1.0, "c2": 6.0, "max_iterations": 150}
PAIRS = {"c1": 0.4, "c2": 0.05, "max_iterations": 120, "feature.minfreq": 3}
SUBJECTS_PENALTY = 10.0
SUBJECTS_LEAST = 8
"""Settings of the trainers; `docs/decisions/tagger.md` and `claim-models.md` say what was compared."""

Sequences = Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]]
Progress = Callable[[str], None]


def train_models(
    reports: Sequence[Report], extra: Sequence[Report] = (), *, report: Progress = print
) -> dict[ModelName, bytes]:
    """The models by name. Documents are dealt into folds by their order, L-BFGS has no randomness and the
    network's is seeded: the same corpus and grammar give the same bytes on one machine.

    `extra` are reports made by changing others; they bear the id of the one they were made from. Raises
    `MissingExtra` where the libraries of the extra `train` are not installed.
    """
    require_libraries()
    with make_pool() as pool:
        report("sequence model")
        sequence, candidates = fit_candidates(pool, reports, extra)
        report("judge of mentions")
        judge, network, scenes = fit_scenes(pool, reports, candidates)
        report("phrases and pairs")
        phrases, pairs, drafts = fit_pairs(pool, scenes)
        report("subjects")
        subjects, views = fit_subjects(pool, drafts)
        report("claims")
        verdict, times, modality = pool.map(
            train_classifier,
            [
                [item for view in views for item in verdict_items(view.judged)],
                [item for view in views for item in time_items(view.scene, view.judged)],
                [item for view in views for item in modality_items(view.scene, view.judged)],
            ],
            [CLASSIFIER, TIMES, CLASSIFIER],
        )
    return {
        ModelName.SEQUENCE: sequence,
        ModelName.JUDGE: judge,
        ModelName.NETWORK: network,
        ModelName.PHRASES: phrases,
        ModelName.PAIRS: pairs,
        ModelName.SUBJECTS: subjects,
        ModelName.VERDICT: verdict,
        ModelName.TIMES: times,
        ModelName.MODALITY: modality,
    }


def make_pool() -> ProcessPoolExecutor:
    """Workers that begin afresh: one forked off a process that has used JAX would wait for its threads for ever."""
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))


Candidates = Mapping[str, Sequence[Candidate]]
"""By id of the report."""


def fit_candidates(pool: Executor, reports: Sequence[Report], extra: Sequence[Report] = ()) -> tuple[bytes, Candidates]:
    """The sequence model, and each report's candidates by a model that has not seen it."""
    folds = _folds(reports)
    whole = pool.submit(train_sequence_model, (*reports, *extra))
    models = pool.map(train_sequence_model, [_without(reports, fold, extra) for fold in folds])
    found: dict[str, Sequence[Candidate]] = {}
    for fold, model in zip(folds, models, strict=True):
        opened = SequenceModel(model)
        found |= {each.id: find_candidates(opened, each.findings) for each in fold}
    return whole.result(), found


def fit_scenes(
    pool: Executor, reports: Sequence[Report], candidates: Candidates
) -> tuple[bytes, bytes, tuple[Scene, ...]]:
    """Both models of the judge, and each report with the mentions that a judge finds who has not seen it."""
    folds = _folds(reports)
    rests = [reports, *(_without(reports, fold) for fold in folds)]
    networks = pool.map(train_network, rests, [_of(candidates, rest) for rest in rests])
    judges = [*pool.map(train_classifier, [list(judge_items(rest, candidates)) for rest in rests])]
    scenes = []
    whole, *parts = networks
    for fold, features, network in zip(folds, judges[1:], parts, strict=True):
        judge = Judge(ByFeatures(Maxent(features)), Network(network))
        scenes += [make_scene(each, decide(judge, each.findings, candidates[each.id])) for each in fold]
    return judges[0], whole, tuple(sorted(scenes, key=lambda scene: scene.report.id))


def _of(candidates: Candidates, reports: Sequence[Report]) -> Candidates:
    return {report.id: candidates[report.id] for report in reports}


@dataclass(frozen=True, slots=True)
class Draft:
    """A report with everything that frames and pair model propose about it."""

    scene: Scene
    matters: Sequence[Sequence[Matter]]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A report with everything proposed about it, and which of it is right."""

    scene: Scene
    judged: list[Judged]


def fit_pairs(pool: Executor, scenes: Sequence[Scene]) -> tuple[bytes, bytes, tuple[Draft, ...]]:
    """The models of phrases and pairs, and what models propose that have not seen the report."""
    folds = _folds(scenes)
    rests = [scenes, *([each for at, each in enumerate(scenes) if at % FOLDS != fold] for fold in range(FOLDS))]
    phrase_models = list(
        pool.map(_train_phrases, [[row for each in rest for row in phrase_sequences(each)] for rest in rests])
    )
    rows: dict[str, _Row] = {}
    for fold, model in zip(folds, phrase_models[1:], strict=True):
        finder = MatterModel(model)
        for each in fold:
            matters = find_matters(finder, each)
            rows[each.report.id] = _Row(matters, *pair_items(each, matters))
    pair_models = list(
        pool.map(_train_pairs, [[item for each in rest for item in rows[each.report.id].items] for rest in rests])
    )
    drafts = []
    for fold, model in zip(folds, pair_models[1:], strict=True):
        classifier = Maxent(model)
        for each in fold:
            row = rows[each.report.id]
            proposals = make_proposals(each.passage, each.said, row.pairs, likelihoods(classifier, row.pairs))
            drafts.append(Draft(each, row.matters, proposals))
    return phrase_models[0], pair_models[0], tuple(drafts)


def fit_subjects(pool: Executor, drafts: Sequence[Draft]) -> tuple[bytes, tuple[View, ...]]:
    """The model of subjects, and what is proposed with one that has not seen the report, judged by gold."""
    words: dict[str, str] = {}  # of the millions of features most are the same
    cases = [[_interned(case, words) for case in subject_cases(each.scene, each.proposals)] for each in drafts]
    rests = [cases, *([each for at, each in enumerate(cases) if at % FOLDS != fold] for fold in range(FOLDS))]
    models = list(pool.map(_train_subjects, [[case for each in rest for case in each] for rest in rests]))
    views = []
    for fold, model in zip(_folds(drafts), models[1:], strict=True):
        opened = SubjectModel(model)
        for each in fold:
            proposals = attribute(each.scene.passage, each.proposals, opened)
            views.append(View(each.scene, judged_proposals(each.scene, each.matters, proposals)))
    return models[0], tuple(views)


def _interned(case: Case, words: dict[str, str]) -> Case:
    options = tuple(tuple(words.setdefault(name, name) for name in dict.fromkeys(option)) for option in case.options)
    return replace(case, options=options)


def _train_subjects(cases: Sequence[Case]) -> bytes:
    return SubjectModel.pack(fit(cases, penalty=SUBJECTS_PENALTY, least=SUBJECTS_LEAST))


@dataclass(frozen=True, slots=True)
class _Row:
    matters: Sequence[Sequence[Matter]]
    pairs: list[Pair]
    items: list[Item]


Dealt = TypeVar("Dealt")


def _folds(items: Sequence[Dealt]) -> list[Sequence[Dealt]]:
    return [items[fold::FOLDS] for fold in range(FOLDS)]


def _without(reports: Sequence[Report], held_out: Sequence[Report], extra: Sequence[Report] = ()) -> list[Report]:
    names = {report.id for report in held_out}
    return [report for report in (*reports, *extra) if report.id not in names]


def train_sequence_model(reports: Iterable[Report]) -> bytes:
    rows = (row for report in reports for row in training_sequences(report.findings, report.gold))
    return _train(rows, SEQUENCE)


def judge_items(reports: Iterable[Report], fitted: Mapping[str, Sequence[Candidate]]) -> Iterable[Item]:
    for report in reports:
        right = {(mention.start, mention.end, label_of(mention)) for mention in report.gold if not mention.nested}
        for candidate in fitted.get(report.id, ()):
            yield candidate.features, RIGHT if candidate.span in right else WRONG


def train_classifier(items: Iterable[Item], parameters: Mapping[str, float | bool] = CLASSIFIER) -> bytes:
    """A maximum-entropy classifier: a CRF over sequences of one item."""
    return _train((([features], [label]) for features, label in items), parameters)


def _train_pairs(items: Iterable[Item]) -> bytes:
    return _train((([features], [label]) for features, label in items), PAIRS)


def _train_phrases(rows: Sequences) -> bytes:
    return _train(rows, PHRASES)


def _train(rows: Sequences, parameters: Mapping[str, float | bool]) -> bytes:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(dict(parameters))
    for features, labels in rows:
        trainer.append(features, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.crfsuite"
        trainer.train(str(path))
        return path.read_bytes()
