"""Trained models that ship with the package, as `kg train` writes them."""

from __future__ import annotations

import gzip
import zlib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from kg.errors import ResourceError

__all__ = ["MODEL_FOLDER", "ModelName", "load_model", "pack_model", "unpack_model"]

MODEL_FOLDER = "models"
"""Where the models lie in the package's data."""


_MAGIC = {"crfsuite": b"lCRF", "npz": b"PK", "tsv": b"# feature\tweight\n"}
"""What a file of each format begins with."""


class ModelName(StrEnum):
    """One model each: CRFsuite files, arrays and a table of weights, packed by gzip: half is the words of features."""

    SEQUENCE = "sequence"
    """Characters of a text to names (`kg_tagger`)."""
    JUDGE = "judge"
    """Whether a candidate is a mention, by its features (`kg_tagger`)."""
    NETWORK = "network"
    """The same, by reading the text around it (`kg_tagger`)."""
    PHRASES = "phrases"
    """Noun phrases that claims are about and that are no mentions (`kg_claims`)."""
    PAIRS = "pairs"
    """Which relation joins two things of a sentence (`kg_claims`)."""
    SUBJECTS = "subjects"
    """Of whom a fact is told, of all that the text has named (`kg_claims`)."""
    VERDICT = "verdict"
    """Whether the text says what a proposal claims (`kg_claims`)."""
    TIMES = "times"
    """Whether a time is that of a claim (`kg_claims`)."""
    MODALITY = "modality"
    """Whether a claim is done, ongoing or planned (`kg_claims`)."""

    @property
    def file(self) -> str:
        return f"{self.value}.{self.kind}.gz"

    @property
    def kind(self) -> str:
        """The format of the file: CRFsuite's, numpy's archive of arrays, or a table of weights."""
        return {ModelName.NETWORK: "npz", ModelName.SUBJECTS: "tsv"}.get(self, "crfsuite")


@cache
def load_model(name: ModelName) -> bytes:
    """The packaged model of that name; raises `ResourceError` where it is missing."""
    resource = files("kg.resources").joinpath("data", MODEL_FOLDER, name.file)
    try:
        packed = resource.read_bytes()
    except FileNotFoundError as error:
        raise ResourceError(
            f"packaged model {name.file!r} is missing: reinstall the package, or train it with `kg train`"
        ) from error
    return unpack_model(name, packed, f"packaged model {name.file!r}")


def pack_model(model: bytes) -> bytes:
    """A model as its file holds it, with no time of writing in it: the same model gives the same file."""
    return gzip.compress(model, mtime=0)


def unpack_model(name: ModelName, packed: bytes, origin: str) -> bytes:
    """The model of that name in a file; `origin` names the file in the `ResourceError` that tells of a damaged one."""
    try:
        model = gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        model = b""
    if not model.startswith(_MAGIC[name.kind]):
        raise ResourceError(
            f"{origin}: expected a model of format {name.kind}, packed by gzip, found {len(packed):,} bytes that "
            "are none: reinstall the package, or train it with `kg train`"
        )
    return model
