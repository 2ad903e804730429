"""Claims from text, linked mentions and context."""

from kg.claims.finder import MINIMUM_CONFIDENCE, find_claims

__all__ = ["MINIMUM_CONFIDENCE", "find_claims"]
