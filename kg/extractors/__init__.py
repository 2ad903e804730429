"""Extractors that a user adds: what they hand over, and the checks that it must pass.

An extractor proposes; it decides nothing. Each name and claim that it proposes quotes the text, and
passes the span check, the signature check and the checks of every claim, or is reported and dropped.
"""

from kg.extractors.chat import ChatExtractor
from kg.extractors.claims import read_claims
from kg.extractors.mentions import merge_mentions
from kg.extractors.values import Extraction, Extractor, ProposedClaim, ProposedMention

__all__ = [
    "ChatExtractor",
    "Extraction",
    "Extractor",
    "ProposedClaim",
    "ProposedMention",
    "merge_mentions",
    "read_claims",
]
