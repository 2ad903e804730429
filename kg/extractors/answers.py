"""A language model's answer, read into proposals; what cannot be read is rejected item by item."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from kg.errors import ExtractorError
from kg.extract.sentences import Sentence
from kg.extractors.values import DEFAULT_CONFIDENCE, Extraction, ProposedClaim, ProposedMention
from kg.model import Change, EntityType, Modality, Polarity, Predicate, Rejection

__all__ = ["MalformedAnswer", "read_answer"]

FENCED = re.compile(r"\s*```(?:json)?\s*(?P<inside>.*?)\s*```\s*", re.DOTALL)
SHOWN_CHARS = 80

Choice = TypeVar("Choice", bound=StrEnum)
Proposed = TypeVar("Proposed")
Item = Mapping[str, Any]


class MalformedAnswer(Exception):  # noqa: N818 # it says what is the case, and asking again may mend it
    """The answer as a whole is not the JSON that was asked for."""


def read_answer(content: str, sentences: Sequence[Sentence], extractor: str) -> Extraction:
    """The proposals of one answer; `line` in it counts `sentences` from 1. Raises `MalformedAnswer`."""
    fenced = FENCED.fullmatch(content)
    try:
        record = json.loads(fenced["inside"] if fenced else content)
    except ValueError as error:
        raise MalformedAnswer(f"expected a JSON object, found {_shown(content)} ({error})") from error
    if not isinstance(record, dict):
        raise MalformedAnswer(f"expected a JSON object, found {_shown(content)}")
    mentions, bad_mentions = _read_list(record, "mentions", sentences, extractor, _mention)
    claims, bad_claims = _read_list(record, "claims", sentences, extractor, _claim)
    return Extraction(mentions, claims, (*bad_mentions, *bad_claims))


def _shown(content: str) -> str:
    return repr(content if len(content) <= SHOWN_CHARS else content[:SHOWN_CHARS] + "…")


def _read_list(
    record: Item,
    key: str,
    sentences: Sequence[Sentence],
    extractor: str,
    read: Callable[[Item, tuple[int, int] | None], Proposed],
) -> tuple[tuple[Proposed, ...], tuple[Rejection, ...]]:
    items = record.get(key) or []
    if not isinstance(items, list):
        raise MalformedAnswer(f"expected a list of {key}, found {_shown(json.dumps(items, ensure_ascii=False))}")
    found, rejected = [], []
    for item in items:
        try:
            if not isinstance(item, dict):
                raise ValueError("expected an object")
            found.append(read(item, _stretch(item, sentences)))
        except (ValueError, ExtractorError) as error:
            shown = json.dumps(item, ensure_ascii=False)
            rejected.append(Rejection(extractor, key.removesuffix("s"), _shown(shown), str(error)))
    return tuple(found), tuple(rejected)


def _stretch(item: Item, sentences: Sequence[Sentence]) -> tuple[int, int] | None:
    """The sentence that the item names; a wrong number only makes the search wider."""
    line = item.get("line")
    if isinstance(line, int) and 1 <= line <= len(sentences):
        return sentences[line - 1].start, sentences[line - 1].end
    return (sentences[0].start, sentences[-1].end) if sentences else None


def _mention(item: Item, within: tuple[int, int] | None) -> ProposedMention:
    return ProposedMention(
        quote=_words(item, "quote") or "",
        type=_needed(item, "type", EntityType),
        within=within,
        anaphor=item.get("anaphor") is True,
        group=item.get("group") is True,
        confidence=_confidence(item),
    )


def _claim(item: Item, within: tuple[int, int] | None) -> ProposedClaim:
    return ProposedClaim(
        predicate=_needed(item, "predicate", Predicate),
        quote=_words(item, "quote") or "",
        subject=_words(item, "subject"),
        object=_words(item, "object"),
        amount=_words(item, "amount"),
        time=_words(item, "time"),
        post=_words(item, "post"),
        change=_choice(item, "change", Change),
        modality=_choice(item, "modality", Modality),
        polarity=_choice(item, "polarity", Polarity),
        within=within,
        confidence=_confidence(item),
    )


def _words(item: Item, key: str) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key}: expected words of the text, found {value!r}")
    return value or None


def _choice(item: Item, key: str, choices: type[Choice]) -> Choice | None:
    value = item.get(key)
    if value in (None, ""):
        return None
    if value not in list(choices):
        raise ValueError(f"{key}: expected one of {', '.join(choices)}, found {value!r}")
    return choices(value)


def _needed(item: Item, key: str, choices: type[Choice]) -> Choice:
    value = _choice(item, key, choices)
    if value is None:
        raise ValueError(f"{key}: expected one of {', '.join(choices)}, found nothing")
    return value


def _confidence(item: Item) -> float:
    value = item.get("confidence")
    if value is None:
        return DEFAULT_CONFIDENCE
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"confidence: expected a number between 0 and 1, found {value!r}")
    return float(value)
