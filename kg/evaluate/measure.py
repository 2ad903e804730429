"""From gold and predicted documents to scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kg.evaluate.names import canonical_name
from kg.evaluate.pairs import IndicatorNames, is_linked_right, pair_claims, pair_mentions
from kg.evaluate.scores import Agreement, Counts, Scores
from kg.io.jsonl import GoldClaim, GoldDocument, GoldMention
from kg.model import EntityType

__all__ = ["CORE", "align", "score"]

CORE = {
    EntityType.HOSPITAL: "HEALTH",
    EntityType.PRIMARY_CARE: "HEALTH",
    EntityType.PUBLIC_HEALTH: "HEALTH",
    EntityType.AGENCY: "AGENCY",
    EntityType.PROGRAM: "PROGRAM",
    EntityType.PLACE: "PLACE",
}
"""The core four: a confusion within the three health-institution types is no error there."""

Figure = TypeVar("Figure", Counts, Agreement)

_PARTS: Mapping[str, Callable[[GoldMention], bool]] = {
    "nested": lambda mention: mention.nested,
    "anaphor": lambda mention: mention.anaphor,
    "group": lambda mention: mention.group,
}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which predicted document answers which gold document."""

    pairs: tuple[tuple[GoldDocument, GoldDocument], ...]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]


def align(gold: Sequence[GoldDocument], predicted: Sequence[GoldDocument]) -> Alignment:
    """Documents by id; a gold id also stands for the one file stem that begins with it and `_`, `-` or `.`."""
    by_id = {document.id: document for document in predicted}
    pairs, missing = [], []
    for wanted in gold:
        stems = [name for name in by_id if name[: len(wanted.id) + 1] in {wanted.id + mark for mark in "_-."}]
        found = by_id.get(wanted.id) or (by_id[stems[0]] if len(stems) == 1 else None)
        if found is None:
            missing.append(wanted.id)
        pairs.append((wanted, found or GoldDocument(id=wanted.id)))
    used = {found.id for _, found in pairs}
    return Alignment(tuple(pairs), tuple(missing), tuple(name for name in by_id if name not in used))


@dataclass
class _Tally:
    types: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    core: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    apart: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    links: dict[str, Agreement] = field(default_factory=lambda: defaultdict(Agreement))
    links_apart: dict[str, Agreement] = field(default_factory=lambda: defaultdict(Agreement))
    predicates: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    qualifiers: dict[str, Agreement] = field(default_factory=lambda: defaultdict(Agreement))


def score(
    gold: Sequence[GoldDocument], predicted: Sequence[GoldDocument], sources: Mapping[str, str] | None = None
) -> Scores:
    """The scores of the guideline's section 5.

    `sources` maps a gold document's id to its source text: with it, spans that differ only by
    marks at their ends are equal even where the cleaned texts differ.
    """
    alignment = align(gold, predicted)
    tally = _Tally()
    for part in _PARTS:
        tally.apart[part] += Counts()
        tally.links_apart[part] += Agreement()
    for wanted, found in alignment.pairs:
        source = (sources or {}).get(wanted.id)
        _tally_types(tally, wanted, found, source)
        _tally_core(tally, wanted, found, source)
        _tally_apart(tally, wanted, found, source)
        _tally_claims(tally, wanted, found)
    return Scores(
        documents=len(alignment.pairs),
        types=_sorted(tally.types),
        all_types=sum(tally.types.values(), Counts()),
        core=_sorted(tally.core),
        core_four=sum(tally.core.values(), Counts()),
        apart=dict(tally.apart),
        linking=sum(tally.links.values(), Agreement()),
        linking_types=_sorted(tally.links),
        linking_apart=dict(tally.links_apart),
        predicates=_sorted(tally.predicates),
        claims=sum(tally.predicates.values(), Counts()),
        qualifiers={name: tally.qualifiers[name] for name in ("modality", "time", "unit", "comparator")},
        missing_documents=alignment.missing,
        ignored_documents=alignment.ignored,
    )


def _tally_types(tally: _Tally, wanted: GoldDocument, found: GoldDocument, source: str | None) -> None:
    gold = [mention for mention in wanted.mentions if mention.plain]
    predicted = [mention for mention in found.mentions if mention.plain]
    pairs = pair_mentions(gold, predicted, source)
    for index, other in pairs.items:
        kind = str(gold[index].type)
        tally.types[kind] += Counts(right=1)
        tally.links[kind] += Agreement(int(is_linked_right(gold[index], predicted[other])), 1)
    for mention in gold:
        tally.types[str(mention.type)] += Counts(gold=1)
    for mention in predicted:
        tally.types[str(mention.type)] += Counts(predicted=1)


def _core_name(mention: GoldMention) -> str:
    return CORE[mention.type]


def _tally_core(tally: _Tally, wanted: GoldDocument, found: GoldDocument, source: str | None) -> None:
    gold = [mention for mention in wanted.mentions if mention.plain and mention.type in CORE]
    predicted = [mention for mention in found.mentions if mention.plain and mention.type in CORE]
    for index, _ in pair_mentions(gold, predicted, source, _core_name).items:
        tally.core[_core_name(gold[index])] += Counts(right=1)
    for mention in gold:
        tally.core[_core_name(mention)] += Counts(gold=1)
    for mention in predicted:
        tally.core[_core_name(mention)] += Counts(predicted=1)


def _tally_apart(tally: _Tally, wanted: GoldDocument, found: GoldDocument, source: str | None) -> None:
    for part, belongs in _PARTS.items():
        gold = [mention for mention in wanted.mentions if belongs(mention)]
        predicted = [mention for mention in found.mentions if belongs(mention)]
        pairs = pair_mentions(gold, predicted, source)
        tally.apart[part] += Counts(len(pairs.items), len(predicted), len(gold))
        for index, other in pairs.items:
            tally.links_apart[part] += Agreement(int(is_linked_right(gold[index], predicted[other])), 1)


def _tally_claims(tally: _Tally, wanted: GoldDocument, found: GoldDocument) -> None:
    pairs = pair_claims(wanted.claims, found.claims, IndicatorNames(wanted))
    for index, other in pairs.items:
        # counted under gold's predicate on both sides: `achieved` may answer `reports`
        tally.predicates[str(wanted.claims[index].predicate)] += Counts(1, 1, 1)
        _tally_qualifiers(tally, wanted.claims[index], found.claims[other])
    for index in pairs.gold_left:
        tally.predicates[str(wanted.claims[index].predicate)] += Counts(gold=1)
    for other in pairs.predicted_left:
        tally.predicates[str(found.claims[other].predicate)] += Counts(predicted=1)


def _tally_qualifiers(tally: _Tally, gold: GoldClaim, predicted: GoldClaim) -> None:
    """Unit and comparator only where gold has a value: elsewhere there is nothing to get wrong."""
    tally.qualifiers["modality"] += Agreement(int(gold.modality is predicted.modality), 1)
    tally.qualifiers["time"] += Agreement(int(gold.time == predicted.time), 1)
    if gold.value is not None:
        unit = canonical_name(gold.unit or "") == canonical_name(predicted.unit or "")
        tally.qualifiers["unit"] += Agreement(int(unit), 1)
        comparator = (gold.comparator or "=") == (predicted.comparator or "=")
        tally.qualifiers["comparator"] += Agreement(int(comparator), 1)


def _sorted(counts: Mapping[str, Figure]) -> dict[str, Figure]:
    return dict(sorted(counts.items()))
