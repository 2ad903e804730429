"""Every exception that `kg` raises on purpose.

    KgError
    ├── ReadError          a file or page that cannot be read
    │   └── EmptyDocument  it was read, and holds no text
    ├── ResourceError      a packaged table that is not as its reader expects
    ├── SettingsError      a setting that cannot be used
    ├── FormatError        a JSON Lines, RDF or table file that is not in its format
    ├── OffsetError        offsets that do not fit the text they point into
    ├── ExtractorError     an added extractor gave no usable answer
    ├── QueryError         a query that cannot be answered
    └── MissingExtra       an optional package is not installed

A message says what was expected, what was found, where, and what to do.
"""

from __future__ import annotations

__all__ = [
    "EmptyDocument",
    "ExtractorError",
    "FormatError",
    "KgError",
    "MissingExtra",
    "OffsetError",
    "QueryError",
    "ReadError",
    "ResourceError",
    "SettingsError",
]


class KgError(Exception):
    """The base of all errors of this package."""


class ReadError(KgError):
    """A file or page could not be read; the message names it and says why."""


class EmptyDocument(ReadError):
    """The document was read but holds no text."""


class ResourceError(KgError):
    """A packaged table has a bad row; the message gives file and line."""


class SettingsError(KgError):
    """A setting has a value that cannot be used."""


class FormatError(KgError):
    """A data file is not in the format that its reader expects."""


class OffsetError(KgError):
    """Offsets point outside the text, or into the middle of an edit."""


class ExtractorError(KgError):
    """An extractor that the user added failed; the message says which, where and how."""


class QueryError(KgError):
    """A query is malformed, not allowed, or failed while it ran."""


class MissingExtra(KgError):
    """An optional dependency is missing; the message names the extra to install."""
