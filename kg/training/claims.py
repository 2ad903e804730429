"""The models that find claims, trained on what the pipeline itself finds in annotated reports.

Each stage learns from the stage before it as it does on reports it has not seen (cross-fitting):
mentions, phrases and relations of a report come from models trained without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.claims.attribution import find_facts, questions
from kg.claims.finder import find_by_grammar
from kg.claims.matters import MATTER, PEOPLE, Matter, MatterModel, describe_shadow
from kg.claims.pair_ends import End
from kg.claims.pairs import NONE, Pair, find_pairs
from kg.claims.passage import Passage, build_passage
from kg.claims.proposals import Proposal
from kg.claims.qualify import describe_modality
from kg.claims.shadow import Shadow
from kg.claims.timing import time_options
from kg.claims.weigh import describe_proposals
from kg.evaluate.names import is_same_name
from kg.evaluate.pairs import IndicatorNames, differences
from kg.extract.maxent import RIGHT, WRONG, Maxent
from kg.extract.quantities import split_count
from kg.extract.words import read_tokens, word_tags
from kg.io.jsonl import GoldClaim, GoldEvidence
from kg.link.linking import link_mentions
from kg.link.openers import with_openers
from kg.model import Claim, Mention, Polarity, Predicate
from kg.training.corpus import Report
from kg.training.loglinear import Case

__all__ = [
    "Scene",
    "as_gold",
    "make_scene",
    "modality_items",
    "pair_items",
    "phrase_sequences",
    "subject_cases",
    "time_items",
    "verdict_items",
]

Item = tuple[Sequence[str], str]
_WHO_AND_WHETHER = {"subject", "polarity"}
_OF_PEOPLE = frozenset({Predicate.COVERS, Predicate.SUPPORTS, Predicate.TARGETS})


@dataclass(frozen=True, slots=True)
class GoldAt:
    """A gold claim with its evidence in the cleaned text."""

    claim: GoldClaim
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A report with the mentions found in it, read by the grammar, beside its gold claims."""

    report: Report
    passage: Passage
    said: tuple[Claim, ...]
    gold: tuple[GoldAt, ...]


def make_scene(report: Report, mentions: Iterable[Mention]) -> Scene:
    held = with_openers(mentions, report.context)
    linked = link_mentions(report.text, held, report.context, hits=report.hits)
    passage = build_passage(report.text, linked, report.context, clean=report.clean, document_id=report.id)
    gold = []
    for claim in report.document.claims:
        evidence = claim.evidence
        start, end = report.clean.offsets.to_text(evidence.source_start, evidence.source_end)
        gold.append(GoldAt(claim, start, end))
    return Scene(report, passage, tuple(find_by_grammar(passage)), tuple(gold))


def phrase_sequences(scene: Scene) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of each shadow: the objects of claims that are no mentions."""
    tags = word_tags(scene.passage.text, read_tokens(scene.passage.text))
    for index, shadow in enumerate(scene.passage.shadows):
        if scene.passage.is_title(index) or not shadow.string:
            continue
        labels = ["O"] * len(shadow.string)
        for start, end, kind in _phrases(scene, shadow):
            if all(label == "O" for label in labels[start:end]):
                labels[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
        yield describe_shadow(shadow, tags), labels


def _phrases(scene: Scene, shadow: Shadow) -> Iterator[tuple[int, int, str]]:
    """Where a gold object stands word for word in its evidence, longest names first."""
    text = scene.passage.text
    named = [mention.names for mention in scene.report.document.mentions]
    known = {name for names in named for name in names} | {m.text for m in scene.report.document.mentions}
    for gold in scene.gold:
        low, high = max(gold.start, shadow.sentence.start), min(gold.end, shadow.sentence.end)
        if low >= high or not gold.claim.objects or gold.claim.objects[0] in known:
            continue
        kind = PEOPLE if gold.claim.predicate in _OF_PEOPLE else MATTER
        for name in gold.claim.objects:
            at = text.find(name, low, high)
            span = _in_shadow(shadow, at, at + len(name)) if at >= 0 else None
            if span and not (span[1] - span[0] == 1 and span[0] in shadow.items):
                yield (*span, kind)
                break


def _in_shadow(shadow: Shadow, start: int, end: int) -> tuple[int, int] | None:
    if start not in shadow.starts or end not in shadow.ends:
        return None
    first, last = shadow.starts.index(start), shadow.ends.index(end) + 1
    return (first, last) if first < last else None


def pair_items(scene: Scene, matters: Sequence[Sequence[Matter]]) -> tuple[list[Pair], list[Item]]:
    """The pairs of a report, and an item for each predicate that joins one, or for none."""
    pairs = list(find_pairs(scene.passage, scene.said, matters))
    items: list[Item] = []
    for pair in pairs:
        items += [(pair.features, label) for label in _labels(scene, pair) or (NONE,)]
    return pairs, items


def _labels(scene: Scene, pair: Pair) -> tuple[str, ...]:
    sentence = scene.passage.shadows[pair.index].sentence
    names = _object_names(pair.object)
    return tuple(
        dict.fromkeys(
            gold.claim.predicate.value
            for gold in scene.gold
            if gold.start < sentence.end
            and sentence.start < gold.end
            and gold.claim.objects
            and any(is_same_name(name, gold.claim.objects) for name in names)
            and is_same_name(pair.subject.name, gold.claim.subjects)
        )
    )


def _object_names(end: End) -> tuple[str, ...]:
    parts = split_count(end.text) if end.group else None
    return (end.entity.name, end.text, *((parts[0],) if parts else ()))


def likelihoods(model: Maxent, pairs: Sequence[Pair]) -> tuple[Mapping[str, float], ...]:
    return model.distributions([pair.features for pair in pairs])


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal and the gold claim that it says, if any."""

    proposal: Proposal
    features: tuple[str, ...]
    gold: GoldClaim | None


def subject_cases(scene: Scene, proposals: Sequence[Proposal]) -> Iterator[Case]:
    """For each fact that gold tells: everybody of whom it may be told, and who is right."""
    indicators = IndicatorNames(scene.report.document)
    facts = {}
    for numbers in find_facts(proposals):
        said = as_gold(proposals[numbers[0]].claim)
        right = [
            name
            for gold in scene.gold
            if set(differences(gold.claim, said, indicators)) <= _WHO_AND_WHETHER
            for name in gold.claim.subjects
        ]
        if right:
            facts[numbers] = right
    for question in questions(scene.passage, proposals, facts):
        credit = tuple(float(is_same_name(each.name, facts[question.proposals])) for each in question.subjects)
        yield Case(scene.report.id, question.features, credit)


def judged_proposals(scene: Scene, matters: Sequence[Sequence[Matter]], proposals: Sequence[Proposal]) -> list[Judged]:
    features = describe_proposals(scene.passage, proposals, matters)
    indicators = IndicatorNames(scene.report.document)
    return [
        Judged(proposal, described, _answer(scene, proposal, indicators))
        for proposal, described in zip(proposals, features, strict=True)
    ]


def _answer(scene: Scene, proposal: Proposal, indicators: IndicatorNames) -> GoldClaim | None:
    """The gold claim that a proposal says right; the one whose evidence it shares first."""
    said = as_gold(proposal.claim)
    evidence = proposal.claim.evidence[0]
    right = [gold for gold in scene.gold if not differences(gold.claim, said, indicators)]
    right.sort(key=lambda gold: not (gold.start < evidence.end and evidence.start < gold.end))
    return right[0].claim if right else None


def as_gold(claim: Claim) -> GoldClaim:
    """A found claim in the form of gold, as far as the scorer compares the two."""
    quantity = claim.quantity
    evidence = claim.evidence[0]
    return GoldClaim(
        subjects=(claim.subject.name,),
        predicate=claim.predicate,
        objects=(claim.object.name,) if claim.object else (),
        value=quantity.value if quantity else None,
        polarity=claim.polarity,
        evidence=GoldEvidence(evidence.quote, evidence.source_start, evidence.source_end),
    )


def verdict_items(judged: Iterable[Judged]) -> list[Item]:
    return [(each.features, RIGHT if each.gold else WRONG) for each in judged]


def modality_items(scene: Scene, judged: Iterable[Judged]) -> list[Item]:
    return [
        (describe_modality(scene.passage, each.proposal), each.gold.modality.value)
        for each in judged
        if each.gold and not _is_named(each.proposal) and each.proposal.claim.polarity is Polarity.AFFIRMED
    ]


def time_items(scene: Scene, judged: Iterable[Judged]) -> list[Item]:
    """Each time that a right claim may have, as right or wrong; its modality is gold's, as it mostly will be.

    Claims whose time no option gives teach nothing: mostly no word of the page tells it.
    """
    items: list[Item] = []
    for each in judged:
        if each.gold is None or _is_named(each.proposal):
            continue
        claim = replace(each.proposal.claim, modality=each.gold.modality)
        options = time_options(scene.passage, replace(each.proposal, claim=claim))
        if any(option.value == each.gold.time for option in options):
            items += [(option.features, RIGHT if option.value == each.gold.time else WRONG) for option in options]
    return items


def _is_named(proposal: Proposal) -> bool:
    return proposal.claim.evidence[0].rule.startswith("name")


def find_matters(model: MatterModel, scene: Scene) -> tuple[tuple[Matter, ...], ...]:
    return model.find(scene.passage.text, scene.passage.shadows)
