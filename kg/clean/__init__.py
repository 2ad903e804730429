"""Cleaning: a source becomes reading text by edits, each with its reason and its place."""

from kg.clean.explain import Explanation, explain
from kg.clean.plan import clean
from kg.clean.settings import CleanSettings

__all__ = ["CleanSettings", "Explanation", "clean", "explain"]
