"""How right a prediction is: the scores of the annotation guideline, and the errors behind them."""

from kg.evaluate.errors import EvaluationError, find_errors, format_errors
from kg.evaluate.measure import score
from kg.evaluate.scores import Agreement, Counts, Scores
from kg.evaluate.table import format_scores

__all__ = [
    "Agreement",
    "Counts",
    "EvaluationError",
    "Scores",
    "find_errors",
    "format_errors",
    "format_scores",
    "score",
]
