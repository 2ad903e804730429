"""Figures of one split by everything that is known of its reports, and the tables that show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.quality.sets import Facts
from kg.evaluate import Agreement, Counts, Scores, score
from kg.evaluate.measure import align
from kg.evaluate.pairs import IndicatorNames, differences, pair_claims
from kg.io.jsonl import GoldClaim, GoldDocument
from kg.model import Modality, Polarity

__all__ = ["HEADS", "Split", "format_card", "format_summary", "measure"]

Documents = Sequence[GoldDocument]
HEADS = ("core four F1", "all types F1", "linking", "claims P", "claims R", "claims F1", "wrong claims a report")
QUALIFIERS = ("modality", "polarity", "time", "value", "unit", "comparator")


@dataclass(frozen=True, slots=True)
class Split:
    """One split with its figures: all of it, and by genre and by damage."""

    name: str
    short: str
    scores: Scores
    qualifiers: Mapping[str, Agreement]
    kinds: Mapping[str, Counts]
    """Claims by modality and polarity of gold."""
    genres: Mapping[str, Scores]
    damage: Mapping[str, Scores]

    def to_json(self) -> dict[str, Any]:
        parts = {"genres": self.genres, "damage": self.damage}
        return {
            **self.scores.to_json(),
            "qualifiers": {name: [each.right, each.total] for name, each in self.qualifiers.items()},
            "kinds": {name: [each.right, each.predicted, each.gold] for name, each in self.kinds.items()},
            **{part: {name: _headline(each) for name, each in held.items()} for part, held in parts.items()},
        }


def _headline(scores: Scores) -> dict[str, Any]:
    figures: dict[str, float] = scores.to_json()["headline"]
    return {"documents": scores.documents, **figures}


def measure(name: str, short: str, gold: Documents, predicted: Documents, facts: Mapping[str, Facts]) -> Split:
    predicted = [replace(found, id=wanted.id) for wanted, found in align(gold, predicted).pairs]
    scores = score(gold, predicted)
    return Split(
        name,
        short,
        scores,
        _qualifiers(gold, predicted, scores),
        _kinds(gold, predicted),
        _parts(gold, predicted, {each.id: (facts[each.id].genre,) for each in gold if each.id in facts}),
        _parts(gold, predicted, {each.id: facts[each.id].damage for each in gold if each.id in facts}),
    )


def _parts(gold: Documents, predicted: Documents, kinds: Mapping[str, Sequence[str]]) -> dict[str, Scores]:
    """Scores of the reports of each kind; a report may be of several."""
    names = sorted({kind for held in kinds.values() for kind in held})
    found = {}
    for name in names:
        ids = {document for document, held in kinds.items() if name in held}
        found[name] = score([each for each in gold if each.id in ids], [each for each in predicted if each.id in ids])
    return found


def _qualifiers(gold: Documents, predicted: Documents, scores: Scores) -> dict[str, Agreement]:
    """Those of right claims, and value and polarity: a claim with these wrong is itself wrong.

    So for these two, claims count that are right but for this one field and rest on overlapping evidence.
    """
    found = {name: scores.qualifiers.get(name, Agreement()) for name in QUALIFIERS}
    given = {document.id: document for document in predicted}
    for wanted in gold:
        claims = given[wanted.id].claims if wanted.id in given else ()
        indicators = IndicatorNames(wanted)
        pairs = pair_claims(wanted.claims, claims, indicators)
        valued = sum(wanted.claims[index].value is not None for index, _ in pairs.items)
        found["value"] += Agreement(valued, valued)
        found["polarity"] += Agreement(len(pairs.items), len(pairs.items))
        free = [claims[index] for index in pairs.predicted_left]
        for index in pairs.gold_left:
            field, answer = _nearly(wanted.claims[index], free, indicators)
            if answer is not None and not (field == "value" and wanted.claims[index].value is None):
                free.remove(answer)
                found[field] += Agreement(0, 1)
    return found


def _nearly(gold: GoldClaim, claims: Sequence[GoldClaim], indicators: IndicatorNames) -> tuple[str, GoldClaim | None]:
    """A claim that differs in value alone or polarity alone."""
    quote = gold.evidence
    for claim in claims:
        other = claim.evidence
        if quote.source_start < other.source_end and other.source_start < quote.source_end:
            fields = differences(gold, claim, indicators)
            if fields in {("value",), ("polarity",)}:
                return fields[0], claim
    return "", None


def _kinds(gold: Documents, predicted: Documents) -> dict[str, Counts]:
    """Claims by what gold says of their modality and polarity; wrong ones by what they say themselves."""
    found: dict[str, Counts] = defaultdict(Counts)
    given = {document.id: document for document in predicted}
    for wanted in gold:
        claims = given[wanted.id].claims if wanted.id in given else ()
        pairs = pair_claims(wanted.claims, claims, IndicatorNames(wanted))
        for index, _ in pairs.items:
            found[_kind(wanted.claims[index])] += Counts(1, 1, 1)
        for index in pairs.gold_left:
            found[_kind(wanted.claims[index])] += Counts(gold=1)
        for index in pairs.predicted_left:
            found[_kind(claims[index])] += Counts(predicted=1)
    return dict(sorted(found.items()))


def _kind(claim: GoldClaim) -> str:
    return "denied" if claim.polarity is Polarity.DENIED else Modality(claim.modality).value


def format_summary(splits: Sequence[Split]) -> str:
    """A line a split: what the README shows."""
    heads = [*HEADS, *QUALIFIERS[:4]]
    rows = []
    for split in splits:
        scores = split.scores
        figures = [scores.core_four.f1, scores.all_types.f1, scores.linking.share]
        figures += [scores.claims.precision, scores.claims.recall, scores.claims.f1]
        shown = [f"{figure:.3f}" for figure in figures] + [f"{scores.wrong_claims_per_document:.1f}"]
        shown += [f"{split.qualifiers[name].share:.3f}" for name in QUALIFIERS[:4]]
        rows.append([f"{split.name}, {scores.documents}", *shown])
    return _table(["reports", *heads], rows)


def format_card(splits: Sequence[Split]) -> str:
    """All tables, in Markdown. In the cells: F1 and, behind it, gold items or reports."""
    parts = [
        ("All", format_summary(splits)),
        ("Mentions by type, F1 (gold)", _counts(splits, lambda split: split.scores.types)),
        ("The core four, F1 (gold)", _counts(splits, lambda split: split.scores.core)),
        ("Nested, anaphors, groups, F1 (gold)", _counts(splits, lambda split: split.scores.apart)),
        ("Links right by type (found)", _agreements(splits, lambda split: split.scores.linking_types)),
        ("Claims by predicate, F1 (gold)", _counts(splits, lambda split: split.scores.predicates)),
        ("Claims by modality and denial, F1 (gold)", _counts(splits, lambda split: split.kinds)),
        ("Qualifiers right (claims looked at)", _agreements(splits, lambda split: split.qualifiers)),
        ("By genre: all types F1, claims F1 (reports)", _scores(splits, lambda split: split.genres)),
        ("By damage: all types F1, claims F1 (reports)", _scores(splits, lambda split: split.damage)),
    ]
    return "\n".join(f"## {title}\n\n{table}" for title, table in parts)


def _counts(splits: Sequence[Split], held: Callable[[Split], Mapping[str, Counts]]) -> str:
    return _crossed(splits, held, lambda each: f"{each.f1:.3f} ({each.gold})")


def _agreements(splits: Sequence[Split], held: Callable[[Split], Mapping[str, Agreement]]) -> str:
    return _crossed(splits, held, lambda each: f"{each.share:.3f} ({each.total})")


def _scores(splits: Sequence[Split], held: Callable[[Split], Mapping[str, Scores]]) -> str:
    shown = [split for split in splits if held(split)]
    return _crossed(shown, held, lambda each: f"{each.all_types.f1:.3f} {each.claims.f1:.3f} ({each.documents})")


def _crossed(splits: Sequence[Split], held: Callable[[Split], Mapping[str, Any]], show: Callable[[Any], str]) -> str:
    """A row for each name that any split has, a column for each split."""
    names = dict.fromkeys(name for split in splits for name in held(split))
    rows = [[name, *(show(held(split)[name]) if name in held(split) else "" for split in splits)] for name in names]
    return _table(["", *(split.short for split in splits)], rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines(heads, rows)) + "\n"


def _lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "| --- |" + " ---: |" * (len(heads) - 1)
    for row in rows:
        yield f"| {' | '.join(row)} |"
