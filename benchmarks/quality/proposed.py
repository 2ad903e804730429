"""What the claim models had before them in a report, and how sure they were of it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.claims import MINIMUM_CONFIDENCE, ClaimReader
from kg.claims.finder import find_by_grammar
from kg.claims.passage import build_passage
from kg.claims.reader import MODEL_MINIMUM
from kg.extract.sequence import ANAPHOR_SUFFIX
from kg.extract.tagger import MentionTagger, decide, find_candidates
from kg.io.jsonl import GoldClaim
from kg.link.linking import link_mentions
from kg.link.openers import with_openers
from kg.training import Report
from kg.training.claims import as_gold

__all__ = ["Proposed", "proposed"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposed claim as gold would write it, and whether the judge lets it through."""

    claim: GoldClaim
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """All proposals of a report, and the names that claims could be made of."""

    claims: tuple[Weighed, ...]
    names: frozenset[str]
    phrases: frozenset[str]
    candidates: frozenset[tuple[int, int, str]]
    """What might have been a mention: its place in the source and its type."""


def proposed(report: Report, tagger: MentionTagger, reader: ClaimReader) -> Proposed:
    candidates = find_candidates(tagger.sequence, report.findings)
    chosen = decide(tagger.judge, report.findings, candidates, tagger.threshold)
    held = with_openers(chosen, report.context)
    mentions = link_mentions(report.text, held, report.context, hits=report.hits)
    passage = build_passage(report.text, mentions, report.context, clean=report.clean, document_id=report.id)
    matters, proposals = reader.propose(passage, find_by_grammar(passage))
    probabilities = reader.weigh(passage, proposals, matters)
    weighed = [
        Weighed(as_gold(each.claim), probability >= (MODEL_MINIMUM if each.is_unsaid else MINIMUM_CONFIDENCE))
        for each, probability in zip(proposals, probabilities, strict=True)
    ]
    phrases = set()
    for index, row in enumerate(matters):
        for matter in row:
            start, end = passage.shadows[index].text_span(matter.start, matter.end)
            phrases.add(report.text[start:end])
    phrases |= {each.claim.object.name for each in proposals if each.claim.object}
    names = {mention.entity.name if mention.entity else mention.text for mention in mentions}
    subjects = {each.claim.subject.name for each in proposals}
    to_source = report.clean.offsets.to_source
    spans = {(*to_source(each.start, each.end), each.span[2].removesuffix(ANAPHOR_SUFFIX)) for each in candidates}
    return Proposed(tuple(weighed), frozenset(names | subjects), frozenset(phrases), frozenset(spans))
