"""A virtual environment with the package in it, made with the standard library only.

`demo.py` and `test.py` call `ready`. The environment lies in `.venv` beside this folder, and is
filled again only when `pyproject.toml`, the extras asked for or the Python changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
OLDEST = (3, 11)


def ready(extra: str = "") -> Path:
    """The Python of an environment that holds the package, with `extra` where one is named."""
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        sys.exit(f"needs Python {wanted} or newer, found {sys.version.split()[0]}: run this with a newer `python`")
    python = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = FOLDER / f"kg-ready{'-' + extra if extra else ''}.txt"
    state = _state()
    if python.exists() and mark.exists() and mark.read_text(encoding="utf-8") == state:
        return python
    sys.stderr.write(f"making {FOLDER} (once; this takes a minute or two)\n")
    sys.stderr.flush()
    _make(python, f"{ROOT}[{extra}]" if extra else str(ROOT))
    mark.write_text(state, encoding="utf-8")
    return python


def run(*command: str | Path) -> int:
    """The exit code of a command run in the checkout, with UTF-8 for what it prints."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=environment)


def _state() -> str:
    held = (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    return hashlib.sha256(held).hexdigest()


def _make(python: Path, package: str) -> None:
    uv = shutil.which("uv")
    if uv:
        steps = [[uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(FOLDER)]]
        steps += [[uv, "pip", "install", "--quiet", "--python", str(python), "--editable", package]]
    else:
        steps = [[sys.executable, "-m", "venv", str(FOLDER)]]
        steps += [
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", package]
        ]
    for step in steps:
        if subprocess.call(step, cwd=ROOT) != 0:
            shown = " ".join(step)
            sys.exit(
                f"could not make the environment: `{shown}` failed\n"
                "On Debian or Ubuntu `apt install python3-venv` may be what is missing; "
                f"otherwise delete {FOLDER} and try again."
            )
