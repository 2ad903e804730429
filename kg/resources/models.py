"""Trained models that ship with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kg.errors import ResourceError

__all__ = ["TAGGER_MODEL", "load_tagger_model"]

TAGGER_MODEL = "models/tagger.crfsuite"


@cache
def load_tagger_model() -> bytes:
    """The character CRF of `kg_tagger`, as `scripts/train_tagger.py` writes it."""
    resource = files("kg.resources").joinpath("data", *TAGGER_MODEL.split("/"))
    try:
        return resource.read_bytes()
    except FileNotFoundError as error:
        raise ResourceError(
            f"packaged model {TAGGER_MODEL!r} is missing: reinstall the package, "
            "or train it with `python scripts/train_tagger.py`"
        ) from error
