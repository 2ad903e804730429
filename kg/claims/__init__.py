"""Claims from text, linked mentions and context."""

from kg.claims.finder import MINIMUM_CONFIDENCE, find_claims
from kg.claims.reader import ClaimReader

__all__ = ["MINIMUM_CONFIDENCE", "ClaimReader", "find_claims"]
