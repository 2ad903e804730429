"""Which body a title is of where the words around it do not say: 院长某 is of the hospital told before."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.model import Entity
from kg.resources.claims import body_endings

__all__ = ["bodies_before", "body_of", "body_told"]

_REACH = 6
"""How many sentences, its own among them, the grammar looks through for the body of a title.

Of what stands further back about a third is right; that is for a model to weigh.
"""


def bodies_before(passage: Passage, index: int, position: int, reach: int | None = None) -> Iterator[Entity]:
    """Single bodies named before a position of a sentence, nearest first; `reach` counts sentences, with this one."""
    last = -1 if reach is None else max(-1, index - reach)
    for back in range(index, last, -1):
        shadow = passage.shadows[back]
        for mention in reversed(shadow.mentions(0, position if back == index else len(shadow.string))):
            if mention.type.is_body and not mention.group:
                yield entity_of(mention)


def body_told(passage: Passage, title: str, index: int, position: int, reach: int | None = None) -> Entity | None:
    """The body named last before the position whose name ends as one that has such a title: 卫生院 for 院长."""
    endings = body_endings(title)
    if not endings:
        return None
    told = bodies_before(passage, index, position, reach)
    return next((body for body in told if body.name.endswith(endings)), None)


def body_of(passage: Passage, title: str, index: int, position: int) -> Entity | None:
    """The body of its sentence that may have such a title; else what the report speaks for; else one told before."""
    default = passage.subjects.default
    is_own = default is not None and default.type.is_body and default.name.endswith(body_endings(title))
    return (
        body_told(passage, title, index, position, reach=1)
        or (default if is_own else None)
        or body_told(passage, title, index, position, reach=_REACH)
    )
