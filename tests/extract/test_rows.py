"""Each row of the name tables does its work: in a sentence of its own its word becomes a name or closes one."""

from __future__ import annotations

import pytest

from kg.extract.mentions import MentionGrammar
from kg.link.places import find_places
from kg.model.mention import EntityType
from kg.nlp.places import place_spans
from kg.resources.names import BodyHead, HeadTrait, load_names

NAMES = load_names()
PLACE = "山东省"
OWNER = f"{PLACE}第一人民医院"
AGENCY = f"{PLACE}卫生健康委"


@pytest.fixture(scope="module")
def grammar() -> MentionGrammar:
    return MentionGrammar(NAMES)


def _found(grammar: MentionGrammar, text: str) -> set[tuple[str, EntityType]]:
    findings = grammar.search(text, place_spans(find_places(text)))
    return {(mention.text, mention.type) for mention in findings.found}


def _named(head: BodyHead) -> str:
    if head.anchor == "party":
        return head.head
    if head.anchor == "branch":
        return AGENCY + head.head
    return (OWNER if head.anchor == "owner" else PLACE) + head.head


@pytest.mark.parametrize(
    "head",
    [head for head in NAMES.body_heads if HeadTrait.APART not in head.traits and HeadTrait.ORGAN not in head.traits],
    ids=lambda head: head.head,
)
def test_a_head_closes_the_name_of_a_body(head: BodyHead, grammar: MentionGrammar) -> None:
    name = _named(head)
    assert (name, head.type) in _found(grammar, f"会上,{name}作了发言。")


@pytest.mark.parametrize("kind", [kind for kind in EntityType if NAMES.plain_names[kind]])
def test_a_plain_name_is_proposed(kind: EntityType, grammar: MentionGrammar) -> None:
    missing = []
    for word in sorted(NAMES.plain_names[kind]):
        if len(word) > 1 and (word, kind) not in _found(grammar, f"会上,{word},还有其他。"):
            missing.append(word)
    assert not missing


@pytest.mark.parametrize("kind", [kind for kind in EntityType if NAMES.not_heads[kind]])
def test_what_closes_no_name_is_not_proposed_as_one(kind: EntityType, grammar: MentionGrammar) -> None:
    wrong = []
    for word in sorted(NAMES.not_heads[kind]):
        name = f"春晖{word}"
        findings = grammar.search(f"会上,{name},还有其他。", ())
        if any(each.text == name and each.type is kind and each.rule == "plain.phrase" for each in findings.found):
            wrong.append(word)
    assert not wrong
