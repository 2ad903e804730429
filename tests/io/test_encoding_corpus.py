"""How often the encoding is found, over all windows of the sample reports: the figures of docs/decisions/reading.md."""

from importlib.resources import files

import opencc
import pytest

from kg.errors import ReadError
from kg.io.encoding import decode


@pytest.fixture(scope="module")
def simplified() -> str:
    texts = sorted((files("kg.resources") / "corpus" / "texts").iterdir(), key=lambda path: path.name)
    return "\n".join(path.read_text(encoding="utf-8") for path in texts)


def share_found(text: str, encoding: str, chars: int) -> float:
    found = tried = 0
    for start in range(0, len(text) - chars, 29):
        window = text[start : start + chars]
        try:
            data = window.encode(encoding)
        except UnicodeEncodeError:
            continue
        if data.isascii():
            continue
        tried += 1
        try:
            found += decode(data).text == window
        except ReadError:
            continue
    assert tried > 100
    return found / tried


@pytest.mark.parametrize(
    ("script", "encoding", "least_at_10", "least_at_40"),
    [
        ("simplified", "utf-8", 1.0, 1.0),
        ("simplified", "gb18030", 0.99, 1.0),
        ("traditional", "utf-8", 1.0, 1.0),
        ("traditional", "gb18030", 0.96, 0.995),
        ("traditional", "cp950", 0.98, 0.995),
        ("traditional", "big5hkscs", 0.98, 0.995),
    ],
)
def test_the_encoding_is_found(
    simplified: str, script: str, encoding: str, least_at_10: float, least_at_40: float
) -> None:
    text = simplified if script == "simplified" else opencc.OpenCC("s2t").convert(simplified)
    at_10, at_40 = share_found(text, encoding, 10), share_found(text, encoding, 40)
    assert at_10 >= least_at_10
    assert at_40 >= least_at_40
