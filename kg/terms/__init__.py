"""The terms of the ontology as a page to read, in Chinese and English."""

from kg.terms.page import render_terms

__all__ = ["render_terms"]
