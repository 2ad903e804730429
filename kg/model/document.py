"""What was read, before anything is done to it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SourceDocument"]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document as read: bytes decoded to Unicode, main text taken out of HTML, nothing else.

    `id` is unique within a build (the file's stem, with a suffix where a file holds several).
    `title`, `url`, `published` (ISO 8601) are what the container says (HTML metadata, JSON Lines
    fields), `None` where it says nothing. `origin` is the file name it came from, relative to the
    path that was asked for.
    """

    id: str
    source: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    origin: str = ""
    format: str = "txt"
    encoding: str | None = None
