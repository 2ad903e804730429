"""What all commands share: how they speak, and how they end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import ParamSpec, Protocol

import typer
from tqdm import tqdm

from kg.errors import KgError

__all__ = [
    "Exit",
    "Problem",
    "exit_for",
    "fail",
    "guarded",
    "note",
    "prepare_streams",
    "progress_bar",
    "say",
    "tell_failures",
    "write_text",
]


Arguments = ParamSpec("Arguments")


class Exit(IntEnum):
    """How a command ended: all went well, some input could not be used, or nothing was done."""

    ALL = 0
    SOME = 1
    NONE = 2


def guarded(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """The command, with every error told in one line and turned into an exit code."""

    @wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except KgError as error:
            raise fail(str(error)) from error
        except BrokenPipeError:
            sys.stderr.close()  # the reader of a pipe has gone (`kg clean … | head`): nobody to tell
            raise typer.Exit(Exit.ALL) from None
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise fail(f"{place}{error.strerror or error}") from error
        except Exception as error:
            # A fault of ours. The user gets a line and a way to tell us, `--debug` the traceback.
            logging.getLogger("kg").debug("the fault was raised here", exc_info=True)
            raise fail(
                f"a fault in kg itself, {type(error).__name__}: {error}. "
                "Please report it with what `kg --debug` and the same arguments print"
            ) from error

    return run


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


class Problem(Protocol):
    """What did not become a document, whichever part of the package says so."""

    @property
    def origin(self) -> str: ...

    @property
    def message(self) -> str: ...

    @property
    def skipped(self) -> bool: ...


def tell_failures(failures: Iterable[Problem]) -> None:
    """One line for each file that gave nothing."""
    for failure in failures:
        state = "skipped" if failure.skipped else "failed"
        note(f"{state}: {failure.origin}: {failure.message}")


def exit_for(documents: int, failures: Iterable[Problem]) -> Exit:
    """None without a document, some where one failed; a file that was only passed over is no failure."""
    if not documents:
        return Exit.NONE
    return Exit.SOME if any(not failure.skipped for failure in failures) else Exit.ALL


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar over files on standard error, drawn only where a person is watching."""
    with tqdm(unit="file", disable=None, leave=False, dynamic_ncols=True) as bar:

        def step(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name[-30:], refresh=False)
            bar.update(done - bar.n)

        yield step


def write_text(text: str, out: Path | None) -> None:
    """To the file, as UTF-8 with plain line ends, or to standard output where there is none."""
    if out is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8", newline="\n")
