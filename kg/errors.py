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
    │   ├── StoreGone      the store cannot be opened (any more)
    │   ├── QueryTooSlow   it was stopped, since it took too long
    │   ├── QueryTooBig    it was stopped, since it took too much memory or gave too much
    │   └── QueryBusy      it never began, since others were running
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
    "QueryBusy",
    "QueryError",
    "QueryTooBig",
    "QueryTooSlow",
    "ReadError",
    "ResourceError",
    "SettingsError",
    "StoreGone",
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


class StoreGone(QueryError):
    """A store could not be opened: it is damaged, or was deleted or replaced meanwhile."""


class QueryTooSlow(QueryError):
    """A query was stopped at its time limit."""


class QueryTooBig(QueryError):
    """A query was stopped, since it needed too much memory or its answer was too large."""


class QueryBusy(QueryError):
    """A query waited for its turn and got none."""


class MissingExtra(KgError):
    """An optional dependency is missing; the message names the extra to install."""
