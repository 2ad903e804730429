"""The files of trained models."""

from __future__ import annotations

import pytest

from kg.errors import ResourceError
from kg.resources.models import ModelName, load_model, pack_model, unpack_model


def test_the_same_model_gives_the_same_file_whenever_it_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = pack_model(b"lCRF" * 100)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert pack_model(b"lCRF" * 100) == first
    assert unpack_model(ModelName.JUDGE, first, "here") == b"lCRF" * 100


@pytest.mark.parametrize("packed", [b"lCRF", pack_model(b"lCRF" * 100)[:-9], b"", pack_model(b"PK" * 100)])
def test_a_damaged_file_is_told_with_its_name_and_what_to_do(packed: bytes) -> None:
    with pytest.raises(ResourceError, match=r"weights: expected a model of format crfsuite, packed by gzip.*kg train"):
        unpack_model(ModelName.JUDGE, packed, "weights")


@pytest.mark.parametrize("name", list(ModelName))
def test_every_packaged_model_is_of_its_format(name: ModelName) -> None:
    begins = {"npz": b"PK", "tsv": b"# feature\tweight\n", "crfsuite": b"lCRF"}
    assert load_model(name).startswith(begins[name.kind])
