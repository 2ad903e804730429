"""Whom a fact is told of: everybody named so far is weighed by a log-linear model.

The frames and the pair model take the subject from the sentence or from who was spoken of last. Which of a
dozen hospitals, counties and programmes a figure belongs to hangs on more: what is counted, who acts, whom the
section is about. The model sees all of them beside each other, says how likely each one is, and proposes those
that nobody has thought of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from kg.claims.named_before import Fact, NamedBefore
from kg.claims.passage import Passage
from kg.claims.proposals import NAME_RULE, TOLD_RULE, Proposal, contraries
from kg.claims.weigh import step
from kg.model import Entity, Predicate
from kg.resources.signatures import load_signatures

__all__ = ["Question", "SubjectModel", "attribute", "find_facts", "questions", "share_out"]

ASKED = frozenset(
    {
        Predicate.ACHIEVED,
        Predicate.BUILDS,
        Predicate.COVERS,
        Predicate.FUNDS,
        Predicate.IMPLEMENTS,
        Predicate.LAUNCHES,
        Predicate.MEMBER_OF,
        Predicate.PARTNERS_WITH,
        Predicate.REPORTS,
        Predicate.SUPPORTS,
        Predicate.TARGETS,
    }
)
WORTH_ASKING = 0.1
"""A fact that no frame tells, and that the pair model holds less likely, is left as it is."""
LEAST = 0.15
"""A subject less likely than this is not proposed."""
MOST = 2
SAY = 0.6
"""How much the chances of the subjects count beside what the verdict says of each proposal by itself."""
LEFT = 0.5
"""The chances of those proposed count at least as much together: the fact may be told of somebody else."""


@dataclass(frozen=True, slots=True)
class Question:
    """One fact, the proposals that tell it of somebody, and everybody of whom it may be told."""

    proposals: tuple[int, ...]
    subjects: tuple[Entity, ...]
    features: tuple[tuple[str, ...], ...]


class SubjectModel:
    """The weights of the features; a feature that is not listed weighs nothing."""

    def __init__(self, model: bytes) -> None:
        rows = (line.split("\t") for line in model.decode("utf-8").split("\n")[1:] if line)
        self._weights = {name: float(weight) for name, weight in rows}

    @staticmethod
    def pack(weights: Mapping[str, float], least: float = 0.02) -> bytes:
        """The weights as a table that the model opens; those nearer to zero than `least` are left out.

        So are features of characters that would break a row.
        """
        kept = {name: weight for name, weight in weights.items() if abs(weight) >= least and name.isprintable()}
        rows = (f"{name}\t{weight:.2f}\n" for name, weight in sorted(kept.items()))
        return ("# feature\tweight\n" + "".join(rows)).encode()

    def chances(self, question: Question) -> tuple[float, ...]:
        """How likely each subject is; they add up to 1."""
        # in their order: a sum in that of a set would differ from process to process in its last bits
        scores = [sum(self._weights.get(name, 0.0) for name in dict.fromkeys(each)) for each in question.features]
        top = max(scores)
        shares = [exp(score - top) for score in scores]
        return tuple(share / sum(shares) for share in shares)


def attribute(passage: Passage, proposals: Sequence[Proposal], model: SubjectModel) -> tuple[Proposal, ...]:
    """The proposals, each with the chance of its subject, and the same facts told of others who are likely."""
    found = list(proposals)
    new: list[Proposal] = []
    for question in questions(passage, proposals, find_facts(proposals)):
        chances = model.chances(question)
        by_name = {entity.name: chance for entity, chance in zip(question.subjects, chances, strict=True)}
        for number in question.proposals:
            found[number] = replace(found[number], chance=by_name[found[number].claim.subject.name])
        told = {proposals[number].claim.subject.name for number in question.proposals}
        base = _surest(proposals[number] for number in question.proposals)
        ranked = sorted(zip(chances, question.subjects, strict=True), key=lambda row: -row[0])[:MOST]
        new += [
            _of_another(base, entity, chance)
            for chance, entity in ranked
            if chance >= LEAST and entity.name not in told
        ]
    return (*found, *new, *contraries(passage, new))


def _of_another(base: Proposal, subject: Entity, chance: float) -> Proposal:
    evidence = replace(base.claim.evidence[0], rule=TOLD_RULE + base.claim.evidence[0].rule)
    claim = replace(base.claim, subject=subject, evidence=(evidence,))
    return replace(base, claim=claim, pair=None, chance=chance)


def find_facts(proposals: Sequence[Proposal]) -> list[tuple[int, ...]]:
    """Which proposals tell one fact, of whomever; only facts that are worth asking of whom they are told."""
    facts: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, proposal in enumerate(proposals):
        claim = proposal.claim
        if claim.predicate in ASKED and claim.object and not claim.evidence[0].rule.startswith(NAME_RULE):
            facts[_fact(proposal)].append(number)
    found = [tuple(numbers) for numbers in facts.values()]
    return [numbers for numbers in found if _is_worth_asking(_surest(proposals[number] for number in numbers))]


def _fact(proposal: Proposal) -> tuple[object, ...]:
    claim = proposal.claim
    amount = claim.quantity.value if claim.quantity else None
    return proposal.index, claim.object.name if claim.object else "", amount, claim.predicate


def share_out(proposals: Sequence[Proposal], probabilities: Sequence[float]) -> tuple[float, ...]:
    """What the verdict says of a fact, shared out among its subjects by their chances, beside what it says of each."""
    facts: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, proposal in enumerate(proposals):
        if proposal.chance is not None:
            facts[_fact(proposal), proposal.claim.polarity].append(number)
    shared = list(probabilities)
    for numbers in facts.values():
        chances = [proposals[number].chance or 0.0 for number in numbers]
        if len(numbers) == 1:
            continue
        together = min(1.0, sum(probabilities[number] for number in numbers)) / max(sum(chances), LEFT)
        for number, chance in zip(numbers, chances, strict=True):
            shared[number] = (1 - SAY) * probabilities[number] + SAY * min(1.0, together * chance)
    return tuple(shared)


def questions(passage: Passage, proposals: Sequence[Proposal], facts: Iterable[Sequence[int]]) -> Iterator[Question]:
    """A question for each of the facts."""
    named = NamedBefore(passage)
    signatures = load_signatures()
    for numbers in facts:
        same = [proposals[number] for number in numbers]
        base = _surest(same)
        claim = base.claim
        if claim.object is None:
            continue
        unit = claim.quantity.unit if claim.quantity else None
        fact = Fact(base.index, base.position, claim.predicate, claim.object, unit or "-")
        subjects = named.subjects(fact, signatures[claim.predicate].subjects, [each.claim.subject for each in same])
        answers = _answers(same)
        features = (
            (*described, *_answered(fact, described[0], answers.get(subject.entity.name)))
            for subject, described in zip(subjects, named.describe(fact, subjects), strict=True)
        )
        yield Question(tuple(numbers), tuple(subject.entity for subject in subjects), tuple(features))


def _is_worth_asking(proposal: Proposal) -> bool:
    return not proposal.is_unsaid or proposal.strength >= WORTH_ASKING


def _surest(proposals: Iterable[Proposal]) -> Proposal:
    """The proposal that a fact is taken from: a frame's before the pair model's."""
    return max(proposals, key=lambda each: (not each.is_unsaid, each.strength))


def _answers(proposals: Iterable[Proposal]) -> dict[str, Proposal]:
    """By subject the likeliest proposal that has it."""
    found: dict[str, Proposal] = {}
    for proposal in proposals:
        name = proposal.claim.subject.name
        if name not in found or found[name].strength < proposal.strength:
            found[name] = proposal
    return found


def _answered(fact: Fact, place: str, answer: Proposal | None) -> Iterator[str]:
    """What frames and pair model say of a subject; `place` is where it stands, and what it is."""
    if answer is None:
        yield f"answer=-|{place}"
        return
    likely, rule = step(answer.strength), answer.claim.evidence[0].rule
    yield f"answer={likely}|{place}"
    yield f"answer={likely}|{fact.predicate}|{answer.pair.source if answer.pair else '-'}"
    yield f"rule={rule}"
    yield f"rule={rule}|{place}"
