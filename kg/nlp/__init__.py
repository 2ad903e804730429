"""The spaCy pipeline: cleaned text to mentions, links and claims on a `Doc`."""

from kg.extractors import ChatExtractor, Extraction, Extractor, ProposedClaim, ProposedMention
from kg.nlp.adapters import SpacyEntities, add_extractor, load_extractor
from kg.nlp.build import Annotator, annotate, load_pipeline, packaged_annotator

__all__ = [
    "Annotator",
    "ChatExtractor",
    "Extraction",
    "Extractor",
    "ProposedClaim",
    "ProposedMention",
    "SpacyEntities",
    "add_extractor",
    "annotate",
    "load_extractor",
    "load_pipeline",
    "packaged_annotator",
]
