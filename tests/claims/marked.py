"""Sentences with marked mentions, `{surface|TYPE flags}` and nested, as the sample corpus writes them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.claims import find_claims
from kg.claims.pairs import Pair
from kg.claims.passage import Passage, build_passage
from kg.model import Claim, CleanText, Context, Entity, EntityType, Link, Mention

TYPES = {
    "HO": EntityType.HOSPITAL,
    "PC": EntityType.PRIMARY_CARE,
    "PH": EntityType.PUBLIC_HEALTH,
    "AG": EntityType.AGENCY,
    "OR": EntityType.ORGANIZATION,
    "PR": EntityType.PROGRAM,
    "PL": EntityType.PLACE,
    "PE": EntityType.PERSON,
    "DI": EntityType.DISEASE,
    "FA": EntityType.FACILITY,
    "DE": EntityType.DESIGNATION,
    "IN": EntityType.INDICATOR,
}
REGION = Entity("云河市", EntityType.PLACE, code="999900")


def read_marked(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """The plain text and its mentions; each is linked to the name behind `=` in its flags, else to its own words."""
    text: list[str] = []
    opened: list[int] = []
    mentions: list[Mention] = []
    position = 0
    while position < len(marked):
        character = marked[position]
        if character == "{":
            opened.append(len(text))
        elif character == "|" and opened:
            end = marked.index("}", position)
            mentions.append(_mention(text, opened.pop(), marked[position + 1 : end], bool(opened)))
            position = end
        else:
            text.append(character)
        position += 1
    return "".join(text), tuple(mentions)


def _mention(text: list[str], start: int, flags: str, nested: bool) -> Mention:
    kind, *rest = flags.split()
    surface = "".join(text[start:])
    name = next((flag[1:] for flag in rest if flag.startswith("=")), surface)
    entity = REGION if "a" in rest and kind == "PL" else Entity(name, TYPES[kind], group="g" in rest)
    return Mention(start, len(text), surface, TYPES[kind], nested, "a" in rest, "g" in rest, link=Link(entity))


def passage_of(marked: str, **context: str) -> Passage:
    """A marked text in a report on 云河市, ready for the rules."""
    text, mentions = read_marked(marked)
    read = Context(region=REGION, **context)  # type: ignore[arg-type]
    return build_passage(text, mentions, read, clean=CleanText.untouched(text), document_id="a")


def claims_of(marked: str, **context: str) -> tuple[Claim, ...]:
    """The claims of a marked sentence in a report on 云河市."""
    text, mentions = read_marked(marked)
    return find_claims(text, mentions, Context(region=REGION, **context))  # type: ignore[arg-type]


def pair_names(pairs: Iterable[Pair]) -> set[tuple[str, str, str]]:
    """Subject, where it is taken from, and object of each pair."""
    return {(pair.subject.name, pair.source, pair.object.entity.name) for pair in pairs}


def helped_by(marked: str) -> set[tuple[str, str, str]]:
    """Who supports whom with how many people, in a marked sentence."""
    return {
        (claim.subject.name, claim.object.name, claim.quantity.value if claim.quantity else "")
        for claim in claims_of(marked)
        if claim.predicate == "supports" and claim.object
    }


def brief(claim: Claim) -> str:
    """A claim on one line: subject|predicate|object|value unit|modality, `-` before a denied one."""
    quantity = claim.quantity
    value = ""
    if quantity:
        value = f"{quantity.comparator.value}{quantity.value}{quantity.unit or ''}".removeprefix("=")
    denied = "-" if claim.polarity.value == "-" else ""
    parts = [denied + claim.subject.name, claim.predicate, claim.object.name if claim.object else "", value]
    parts.append("" if claim.modality.value == "done" else claim.modality.value)
    parts.append(claim.change.value if claim.change else claim.post or "")
    return "|".join(parts).rstrip("|")
