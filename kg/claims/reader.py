"""The trained part of claim finding: proposals, their probability, their time and modality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.claims.attribution import SubjectModel, attribute, share_out
from kg.claims.matters import Matter, MatterModel
from kg.claims.pairs import find_pairs
from kg.claims.passage import Passage
from kg.claims.proposals import Proposal, make_proposals
from kg.claims.qualify import describe_modality
from kg.claims.settle import settle
from kg.claims.timing import time_options
from kg.claims.weigh import describe_proposals
from kg.extract.maxent import RIGHT, Maxent
from kg.model import Claim, Modality, Polarity, Predicate

__all__ = ["MODEL_MINIMUM", "ClaimReader"]

MODEL_MINIMUM = 0.7
"""What no frame of the grammar says must be this likely, unless somebody asks for more.

On pages unlike the corpus half of what the pair model says alone is wrong below it.
"""

TOLD_MINIMUM = 0.4
"""The same for what a frame tells, but of somebody whom only the model of subjects thought of."""

TIMELESS = frozenset({Predicate.HAS_JURISDICTION})
PLACED = frozenset({Predicate.LOCATED_IN})
"""A place holds whatever is planned there: a building to come is planned, where it will stand is told as done."""


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """The models of claim finding, ready to read; bound to one thread at a time.

    What no frame of the grammar says is given out from `model_minimum` on.
    """

    matters: MatterModel
    pairs: Maxent
    subjects: SubjectModel
    verdict: Maxent
    times: Maxent
    modality: Maxent
    model_minimum: float = MODEL_MINIMUM

    def read(self, passage: Passage, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The grammar's claims and those that the models find, each with its probability as confidence."""
        matters, proposals = self.propose(passage, claims)
        probabilities = self.weigh(passage, proposals, matters)
        return tuple(
            self._qualified(passage, proposals[number], probabilities[number])
            for number in settle(passage, proposals, probabilities)
            if probabilities[number] >= self._least(proposals[number])
        )

    def _least(self, proposal: Proposal) -> float:
        if proposal.is_unsaid:
            return self.model_minimum
        return min(TOLD_MINIMUM, self.model_minimum) if proposal.is_told else 0.0

    def propose(
        self, passage: Passage, claims: Iterable[Claim]
    ) -> tuple[Sequence[Sequence[Matter]], tuple[Proposal, ...]]:
        """The phrases of each sentence, and everything that might be claimed."""
        said = tuple(claims)
        matters = self.matters.find(passage.text, passage.shadows)
        pairs = tuple(find_pairs(passage, said, matters))
        likelihoods = self.pairs.distributions([pair.features for pair in pairs])
        return matters, attribute(passage, make_proposals(passage, said, pairs, likelihoods), self.subjects)

    def weigh(
        self, passage: Passage, proposals: Sequence[Proposal], matters: Sequence[Sequence[Matter]]
    ) -> tuple[float, ...]:
        """How likely the text says each of the proposals."""
        said = self.verdict.probabilities(describe_proposals(passage, proposals, matters), RIGHT)
        return share_out(proposals, said)

    def _qualified(self, passage: Passage, proposal: Proposal, probability: float) -> Claim:
        claim = proposal.claim
        evidence = replace(claim.evidence[0], confidence=round(min(probability, 0.999), 3))
        claim = replace(claim, evidence=(evidence,))
        if evidence.rule.startswith("name") or claim.predicate in TIMELESS:
            return claim
        if claim.polarity is Polarity.AFFIRMED and claim.predicate in PLACED:
            claim = replace(claim, modality=Modality.DONE)
        elif claim.polarity is Polarity.AFFIRMED:
            likely = self.modality.distributions([describe_modality(passage, proposal)])[0]
            claim = replace(claim, modality=Modality(max(likely, key=lambda label: (likely[label], label))))
        options = time_options(passage, replace(proposal, claim=claim))
        sure = self.times.probabilities([option.features for option in options], RIGHT)
        best = max(range(len(options)), key=lambda index: (sure[index], -index))
        return replace(claim, time=options[best].value)
