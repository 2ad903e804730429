"""The words in which a language model is asked: an editable file, and the numbered text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Template

from kg.errors import SettingsError
from kg.extract.sentences import Sentence, find_sentences
from kg.model import Context, EntityType
from kg.resources.ontology import Term, load_ontology
from kg.resources.signatures import load_signatures
from kg.resources.tables import read_resource

__all__ = ["Batch", "batches", "default_prompt", "fill_prompt", "show_batch"]

Batch = tuple[Sentence, ...]


def default_prompt() -> str:
    """The packaged instruction, `kg/resources/data/extractors/prompt.txt`, with its places for tables open."""
    return read_resource("extractors/prompt.txt")


def fill_prompt(prompt: str) -> str:
    """The instruction with `$types` and `$predicates` filled in from the ontology.

    Raises `SettingsError` where it has other places to fill, or neither of these.
    """
    try:
        filled = Template(prompt).substitute(types="\n".join(_types()), predicates="\n".join(_predicates()))
    except (KeyError, ValueError) as error:
        raise SettingsError(
            f"prompt: expected only $types and $predicates (a $ itself is $$), found {error}"
        ) from error
    if filled == prompt:
        raise SettingsError("prompt: expected $types and $predicates where the tables belong, found neither")
    return filled


def _types() -> Iterator[str]:
    for kind in EntityType:
        if kind is not EntityType.POPULATION:
            yield f"- {kind}：{_said(load_ontology().concept('mention-type', kind))}"


def _predicates() -> Iterator[str]:
    for predicate, signature in load_signatures().items():
        sides = (" ".join(sorted(side - {EntityType.POPULATION})) for side in (signature.subjects, signature.objects))
        yield f"- {predicate}：{_said(load_ontology().term(predicate))} {' → '.join(sides)}"


def _said(term: Term) -> str:
    return f"{term.labels['zh']}。{term.definitions['zh']}"


def batches(text: str, most_chars: int) -> Iterator[Batch]:
    """The sentences of a text in stretches of at most so many characters; a longer sentence stands alone."""
    held: list[Sentence] = []
    for sentence in find_sentences(text):
        if held and sentence.end - held[0].start > most_chars:
            yield tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield tuple(held)


def show_batch(text: str, sentences: Sequence[Sentence], context: Context) -> str:
    """The numbered sentences, after what the report is about."""
    known = (
        ("标题", context.title),
        ("发布日期", context.published),
        ("报道所说的地区", context.region.name if context.region else None),
        ("报道所说的时期", context.period),
    )
    head = [f"{label}：{value}" for label, value in known if value]
    lines = [f"[{number}] {text[each.start : each.end]}" for number, each in enumerate(sentences, start=1)]
    return "\n".join([*head, "", *lines])
