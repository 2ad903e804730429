"""Linking: what each mention means, by the gazetteer, the document's region and its own wording."""

from kg.link.linking import link_mentions
from kg.link.places import find_places
from kg.link.region import find_context

__all__ = ["find_context", "find_places", "link_mentions"]
