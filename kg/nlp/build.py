"""Settings to a ready pipeline, and a document to its annotation."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import load_model_from_config

from kg.clean import clean
from kg.errors import SettingsError
from kg.model import Annotation, SourceDocument

# The factories register themselves on import; spaCy also finds them through the entry points.
from kg.nlp.components import claims as _claims  # noqa: F401
from kg.nlp.components import extractor as _extractor  # noqa: F401
from kg.nlp.components import extractor_claims as _extractor_claims  # noqa: F401
from kg.nlp.components import linker as _linker  # noqa: F401
from kg.nlp.components import names as _names  # noqa: F401
from kg.nlp.components import places as _places  # noqa: F401
from kg.nlp.components import tagger as _tagger  # noqa: F401

__all__ = ["Annotator", "annotate", "load_pipeline", "packaged_annotator"]

# spaCy refuses longer texts to protect parsers that this pipeline does not have.
MAX_CHARS = 200_000_000


def load_pipeline(config: str | Path | None = None, *, sure: float | None = None) -> Language:
    """A ready spaCy pipeline, from a spaCy config file or else the packaged one.

    `sure` is the least confidence of the claims that `kg_claims` gives out, in place of the config's.
    """
    if config is None:
        text = files("kg.nlp").joinpath("config.cfg").read_text(encoding="utf-8")
        settings = spacy.util.load_config_from_str(text)
    else:
        settings = spacy.util.load_config(Path(config))
    if sure is not None:
        _ask_for(settings, sure)
    nlp = load_model_from_config(settings, auto_fill=True)
    nlp.max_length = MAX_CHARS
    return nlp


def _ask_for(settings: dict[str, Any], sure: float) -> None:
    if not 0 <= sure <= 1:
        raise SettingsError(f"sure: expected a confidence from 0 to 1, found {sure:g}")
    claims = settings.get("components", {}).get("kg_claims")
    if claims is None:
        raise SettingsError("sure: expected a pipeline with kg_claims, whose claims it is about; found none")
    claims |= {"minimum_confidence": sure, "model_minimum": sure}


class Annotator:
    """Cleans a document and runs it through a pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, document: SourceDocument) -> Annotation:
        cleaned = clean(document.source)
        doc = self._nlp.make_doc(cleaned.text)
        doc._.kg_clean = cleaned
        doc._.kg_document = document
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        return Annotation(
            document=document,
            clean=cleaned,
            context=doc._.kg_context,
            mentions=doc._.kg_mentions or (),
            claims=doc._.kg_claims or (),
            rejected=doc._.kg_rejected or (),
        )


@cache
def packaged_annotator(sure: float | None = None) -> Annotator:
    """The packaged pipeline, loaded once; `sure` as in `load_pipeline`."""
    return Annotator(load_pipeline(sure=sure))


def annotate(document: SourceDocument) -> Annotation:
    """The mentions and claims of one document, by the packaged pipeline."""
    return packaged_annotator()(document)
