"""Claims from text, linked mentions and context."""

from kg.claims.finder import MINIMUM_CONFIDENCE, find_claims
from kg.claims.reader import MODEL_MINIMUM, ClaimReader

__all__ = ["MINIMUM_CONFIDENCE", "MODEL_MINIMUM", "ClaimReader", "find_claims"]
