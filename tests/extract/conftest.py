"""The grammar as the pipeline uses it: with the places of the gazetteer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.mentions import MentionGrammar
from kg.link.places import find_places
from kg.model import Mention
from kg.nlp.places import place_spans
from kg.resources.names import load_names

Finder = Callable[[str], tuple[Mention, ...]]


@pytest.fixture(scope="session")
def find_mentions() -> Finder:
    grammar = MentionGrammar(load_names())
    return lambda text: grammar.find(text, place_spans(find_places(text)))
