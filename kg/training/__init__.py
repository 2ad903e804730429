"""Training: from annotated corpora to the models that the pipeline ships with."""

from kg.training.corpus import Report, read_corpora
from kg.training.models import train_models
from kg.training.variety import relocated

__all__ = ["Report", "read_corpora", "relocated", "train_models"]
