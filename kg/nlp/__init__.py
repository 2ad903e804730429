"""The spaCy pipeline: cleaned text to mentions, links and claims on a `Doc`."""

from kg.nlp.build import Annotator, annotate, load_pipeline, packaged_annotator

__all__ = ["Annotator", "annotate", "load_pipeline", "packaged_annotator"]
