"""What may be shown of texts and addresses from pages that may be hostile."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["safe_key", "safe_text", "safe_url"]

_QUOTE_CHARS = 1200
# Control characters, and the marks that turn the direction of the text around them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def safe_text(text: str | None, most_chars: int = _QUOTE_CHARS) -> str:
    """Text that may be shown: no control characters, no marks that turn its direction, not endless.

    >>> safe_text("那曲\\u202e市\\x00"), safe_text("一二三四五", 3)
    ('那曲市', '一二…')
    """
    seen = " ".join(_UNSEEN.sub("", text or "").split())
    return seen if len(seen) <= most_chars else seen[: most_chars - 1] + "…"


def safe_key(text: str) -> str:
    """The name of a type or predicate that may come from outside: short, and never empty."""
    return safe_text(text, 40) or "?"


def safe_url(url: str | None) -> str | None:
    """The address if it is an ordinary web address, else `None`.

    >>> safe_url("javascript:alert(1)"), safe_url("https://a.example/b?c=1")
    (None, 'https://a.example/b?c=1')
    """
    if not url or len(url) > 2000 or re.search(r"[\x00-\x20\x7f\"'<>\\^`{|}]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
