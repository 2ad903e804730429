"""What all commands share: how they speak, and how they end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from kg.errors import KgError
from kg.io import ReadFailure

__all__ = ["Exit", "KgGroup", "fail", "note", "prepare_streams", "say", "tell_failures", "write_text"]


class Exit(IntEnum):
    """How a command ended: all went well, some input could not be used, or nothing was done."""

    ALL = 0
    SOME = 1
    NONE = 2


class KgGroup(TyperGroup):
    """Turns the package's own errors, and those of the disk, into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise fail(str(error)) from error
        except BrokenPipeError:
            sys.stderr.close()  # the reader of a pipe has gone (`kg clean … | head`): nothing to tell
            raise typer.Exit(Exit.ALL) from None
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise fail(f"{place}{error.strerror or error}") from error


def prepare_streams() -> None:
    """Speak UTF-8 whatever the console's code page, and keep parsers' own remarks out of the way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for name in ("trafilatura", "htmldate", "docx2python", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def say(text: str) -> None:
    """To standard output: what the command was asked for."""
    typer.echo(text)


def note(text: str) -> None:
    """To standard error: what happened on the way."""
    typer.echo(text, err=True)


def fail(message: str) -> typer.Exit:
    """Say in one line what is wrong; to be raised by the caller."""
    note("kg: " + " ".join(message.split()))
    return typer.Exit(Exit.NONE)


def tell_failures(failures: Iterable[ReadFailure]) -> None:
    """One line for each file that was not read."""
    for failure in failures:
        state = "skipped" if failure.skipped else "not read"
        note(f"{state}: {failure.origin}: {failure.message}")


def write_text(text: str, out: Path | None) -> None:
    """To the file, as UTF-8 with plain line ends, or to standard output where there is none."""
    if out is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8", newline="\n")
