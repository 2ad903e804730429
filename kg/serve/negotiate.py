"""Which of the media types on offer a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["preferred"]


def preferred(accept: str, offered: Sequence[str]) -> list[str]:
    """Those of `offered` that will do, best first; of equals the order offered. All of them for an empty header.

    >>> preferred("text/turtle;q=0.5, application/*", ["text/turtle", "application/ld+json", "text/html"])
    ['application/ld+json', 'text/turtle']
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    found = [(_quality(each, ranges), each) for each in offered]
    return [each for quality, each in sorted(found, key=lambda pair: -pair[0]) if quality > 0]


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (each.strip() for each in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return media.lower(), float(value)
            except ValueError:
                return media.lower(), 0.0
    return media.lower(), 1.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """That of the most specific range that the type falls in."""
    kind = media.partition("/")[0]
    for wanted in (media, f"{kind}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
