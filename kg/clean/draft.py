"""A source on its way to clean text: steps add edits, and the edits stay edits on the source.

Each step reads the text as the steps before it left it, and says what it would change there.
`Draft.then` carries these edits back to the source and merges what touches, so that after any
number of steps there is one list of edits that do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Edit

__all__ = ["Draft", "compose"]


@dataclass(frozen=True, slots=True)
class Draft:
    """The `text` that `edits` make of `source`."""

    source: str
    text: str
    edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, source: str) -> Draft:
        return cls(source, source)

    def then(self, edits: Iterable[Edit]) -> Draft:
        """The draft after further edits, whose offsets point into `self.text`."""
        later = sorted(edits)
        if not later:
            return self
        text = _applied(self.text, later)
        return Draft(self.source, text, tuple(compose(self.edits, self.text, later)))


def _applied(text: str, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces.append(text[position : edit.source_start])
        pieces.append(edit.replacement)
        position = edit.source_end
    pieces.append(text[position:])
    return "".join(pieces)


def compose(first: Sequence[Edit], text: str, second: Sequence[Edit]) -> list[Edit]:
    """Edits that do at once what `first` (source to `text`) and then `second` (on `text`) do.

    Both are sorted and free of overlap, and so is the result. An edit of `second` that touches
    the output of edits of `first` becomes one edit with them; all others stay as narrow as they
    were. Linear in the number of edits.

    >>> compose([Edit(1, 7, "", "pinyin")], "線路", [Edit(0, 1, "线", "script")])
    [Edit(source_start=0, source_end=1, replacement='线', rule='script', reason=''), \
Edit(source_start=1, source_end=7, replacement='', rule='pinyin', reason='')]
    """
    result: list[Edit] = []
    shift = 0  # source offset minus text offset, behind the edits of `first` passed so far
    passed = 0
    index = 0
    while index < len(second):
        edit = second[index]
        while passed < len(first):
            earlier = first[passed]
            if earlier.source_start - shift + len(earlier.replacement) > edit.source_start:
                break
            result.append(earlier)
            shift += earlier.source_end - earlier.source_start - len(earlier.replacement)
            passed += 1
        start, end = edit.source_start, edit.source_end
        source_start = start + shift
        touched: list[Edit] = []
        cluster = [edit]
        index += 1
        while True:  # widen until neither list has an edit that reaches into the stretch
            if passed < len(first) and first[passed].source_start - shift < end:
                earlier = first[passed]
                earlier_start = earlier.source_start - shift
                if earlier_start <= start and not touched:
                    start, source_start = earlier_start, earlier.source_start
                end = max(end, earlier_start + len(earlier.replacement))
                touched.append(earlier)
                shift += earlier.source_end - earlier.source_start - len(earlier.replacement)
                passed += 1
            elif index < len(second) and second[index].source_start < end:
                cluster.append(second[index])
                end = max(end, second[index].source_end)
                index += 1
            else:
                break
        result.append(_merged(text, start, end, source_start, end + shift, touched, cluster))
    result.extend(first[passed:])
    return result


def _merged(
    text: str,
    start: int,
    end: int,
    source_start: int,
    source_end: int,
    touched: Sequence[Edit],
    cluster: Sequence[Edit],
) -> Edit:
    shifted = [
        Edit(edit.source_start - start, edit.source_end - start, edit.replacement, edit.rule) for edit in cluster
    ]
    replacement = _applied(text[start:end], shifted)
    told = touched[0] if touched and replacement else cluster[-1]
    return Edit(source_start, source_end, replacement, told.rule, told.reason)
