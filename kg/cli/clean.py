"""`kg clean`: the reading text of files, or the edits that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import exit_for, note, say, tell_failures
from kg.model import CleanText, Edit

__all__ = ["run"]

_LONGEST_SHOWN = 40


def run(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files or folders to read.", show_default=False)],
    explain: Annotated[bool, typer.Option("--explain", help="List the edits and their reasons instead.")] = False,
) -> None:
    """Print the cleaned text of reports: pinyin notes, menus, advertisements and byte damage undone.

    Example: kg clean 县医院报道.html --explain
    """
    from kg.clean import clean
    from kg.io import ReadFailure, read_paths

    results = list(read_paths(paths))
    documents = [item for item in results if not isinstance(item, ReadFailure)]
    failures = [item for item in results if isinstance(item, ReadFailure)]
    for document in documents:
        cleaned = clean(document.source)
        if len(documents) > 1:
            note(f"== {document.id} ({document.origin})")
        say("\n".join(_explained(cleaned)) if explain else cleaned.text)
    tell_failures(failures)
    raise typer.Exit(exit_for(len(documents), failures))


def _explained(cleaned: CleanText) -> Iterator[str]:
    """One line an edit: where in the source, which step, what became of it, and why."""
    for edit in cleaned.edits:
        yield _edit_line(edit, cleaned.source)
    for start, end in cleaned.damaged:
        source_start, source_end = cleaned.offsets.to_source(start, end)
        yield f"{source_start:>7}-{source_end:<7} damaged   {_shown(cleaned.text[start:end])}  could not be restored"
    before, after, damaged = len(cleaned.source), len(cleaned.text), len(cleaned.damaged)
    yield f"{len(cleaned.edits)} edits: {before:,} characters of source, {after:,} of text, {damaged} damaged"


def _edit_line(edit: Edit, source: str) -> str:
    before = _shown(source[edit.source_start : edit.source_end])
    change = f"{before} -> {_shown(edit.replacement)}" if edit.replacement else f"{before} removed"
    return f"{edit.source_start:>7}-{edit.source_end:<7} {edit.rule:<9} {change}  {edit.reason}".rstrip()


def _shown(text: str) -> str:
    """On one line, with blanks and invisible characters made visible, long stretches cut in the middle."""
    if len(text) > _LONGEST_SHOWN:
        half = _LONGEST_SHOWN // 2
        text = f"{text[:half]}…{text[-half:]}"
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)
