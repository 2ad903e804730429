"""Extractors made of what spaCy users have: another pipeline's entities, and the packaged ones by name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.util import registry

from kg.errors import SettingsError
from kg.extractors import ChatExtractor, Extraction, Extractor, ProposedMention
from kg.extractors.chat import KEY_VARIABLE
from kg.model import Context, EntityType

__all__ = ["SpacyEntities", "add_extractor", "load_extractor"]

CHAT = "chat"


class SpacyEntities:
    """The entities of another spaCy pipeline (a trained model, GLiNER or any component that sets `doc.ents`).

    `labels` maps its labels to the types of `kg`; entities with other labels are left out. spaCy tells no
    confidence, so all have the one given: above it only what the pipeline is surer of stays.
    """

    def __init__(
        self, nlp: Language, labels: Mapping[str, EntityType | str], *, name: str | None = None, confidence: float = 0.6
    ) -> None:
        unknown = sorted({str(kind) for kind in labels.values()} - set(EntityType))
        if unknown or not labels:
            found = ", ".join(unknown) or "none"
            raise SettingsError(f"labels: expected a type for each label ({', '.join(EntityType)}), found {found}")
        self._nlp = nlp
        self._labels = {label: EntityType(kind) for label, kind in labels.items()}
        self._confidence = confidence
        meta = nlp.meta
        self.name = name or f"spacy:{meta['lang']}_{meta['name']}-{meta['version']}"

    def extract(self, text: str, context: Context) -> Extraction:
        """Its entities as proposed mentions; it makes no claims."""
        found = (entity for entity in self._nlp(text).ents if entity.label_ in self._labels)
        return Extraction(
            tuple(
                ProposedMention(
                    entity.text, self._labels[entity.label_], start=entity.start_char, confidence=self._confidence
                )
                for entity in found
            )
        )


def make_entities(model: str, labels: dict[str, str], confidence: float = 0.6) -> SpacyEntities:
    """For configs: the entities of an installed pipeline, or of one in a folder."""
    try:
        return SpacyEntities(spacy.load(model), labels, confidence=confidence)
    except OSError as error:
        raise SettingsError(
            f"kg.entities.v1: expected an installed spaCy pipeline or its folder, found {model!r}"
        ) from error


def make_chat(
    base_url: str,
    model: str,
    key_variable: str = KEY_VARIABLE,
    prompt_file: str | None = None,
    options: dict[str, Any] | None = None,
) -> ChatExtractor:
    """For configs, which hold no key but the environment variable that does."""
    prompt = None
    if prompt_file is not None:
        try:
            prompt = Path(prompt_file).read_text(encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"kg.chat.v1: prompt_file {prompt_file!r} cannot be read: {error.strerror}") from error
    return ChatExtractor(base_url, model, os.environ.get(key_variable) or None, prompt=prompt, options=options or {})


registry.misc("kg.chat.v1", func=make_chat)
registry.misc("kg.entities.v1", func=make_entities)


def add_extractor(nlp: Language, extractor: Extractor, *, trust: float = 1.0) -> Language:
    """Put an extractor into a pipeline: its names before they are linked, its claims at the end.

    May be called again with another one; the same `nlp` comes back.
    """
    count = sum(factory == "kg_extractor" for factory in nlp.pipe_factories.values())
    before = "kg_linker" if nlp.has_pipe("kg_linker") else None
    added = nlp.add_pipe("kg_extractor", f"kg_extractor_{count + 1}", before=before, config={"trust": trust})
    cast(Any, added).extractor = extractor
    if not nlp.has_pipe("kg_extractor_claims"):
        nlp.add_pipe("kg_extractor_claims")
    return nlp


def load_extractor(name: str) -> Extractor:
    """An extractor by name: `chat` (settings from the environment), or `module:function` of the user's own.

    The function takes no arguments and returns the extractor.
    """
    if name == CHAT:
        return ChatExtractor.from_environment()
    module, _, function = name.partition(":")
    try:
        made = getattr(import_module(module), function)() if function else None
    except (ImportError, AttributeError) as error:
        raise SettingsError(f"extractor {name!r}: {error} (a module of your own is found along PYTHONPATH)") from error
    if not hasattr(made, "extract") or not hasattr(made, "name"):
        raise SettingsError(
            f"extractor {name!r}: expected {CHAT!r}, or module:function with a function that returns an object "
            "with `name` and `extract`"
        )
    return cast(Extractor, made)
