"""Make the pictures of the README from the sample reports: `python scripts/screenshots.py`.

Needs the `dev` extra and Chromium with its driver. Look at each picture before it is committed: Chinese letters need
a font (Debian: `fonts-noto-cjk`), and the script stops where there is none.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import uvicorn
from selenium import webdriver

import kg
from kg.serve import Site, make_app
from kg.serve.pages import local

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH, HEIGHT = 1360, 860
SETTLED_SECONDS = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, help="a graph.html to take pictures of, instead of the sample reports")
    parser.add_argument("--search", default="恩施土家族苗族自治州", help="the entity whose facts are shown")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="make these pictures and no others")
    parser.add_argument("--out", type=Path, default=IMAGES)
    arguments = parser.parse_args()
    if not has_chinese_font():
        sys.stderr.write("no font with Chinese letters: install one (Debian: apt-get install fonts-noto-cjk)\n")
        return 1
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        page = arguments.page or sample_page(Path(scratch))
        driver = browser(Path(scratch) / "profile")
        try:
            for name, fragment, act in VIEWS:
                if arguments.only and name not in arguments.only:
                    continue
                driver.get("about:blank")
                driver.get(page.resolve().as_uri() + fragment)
                time.sleep(SETTLED_SECONDS)
                if act:
                    act(driver, arguments.search)
                    time.sleep(SETTLED_SECONDS)
                driver.save_screenshot(str(arguments.out / f"{name}.png"))
            if arguments.page is None:
                with serving(Path(scratch) / "graph") as address:
                    for name, show in SERVED:
                        if arguments.only and name not in arguments.only:
                            continue
                        show(driver, address, arguments.search)
                        time.sleep(SETTLED_SECONDS)
                        driver.save_screenshot(str(arguments.out / f"{name}.png"))
        finally:
            driver.quit()
    return 0


def has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    return not lister or bool(subprocess.run([lister, ":lang=zh"], capture_output=True, text=True, check=True).stdout)


def sample_page(scratch: Path) -> Path:
    kg.build([str(files("kg.resources") / "corpus" / "pages")], out=scratch / "graph")
    return scratch / "graph" / "graph.html"


def open_facts(driver: Any, name: str) -> None:
    box = driver.find_element("id", "search")
    box.send_keys(name)
    box.send_keys("\ue007")
    time.sleep(SETTLED_SECONDS)
    driver.find_element("css selector", "#details-body summary").click()


def open_row(driver: Any, name: str) -> None:
    box = driver.find_element("id", "words")
    box.send_keys(name)
    time.sleep(SETTLED_SECONDS)
    driver.find_element("css selector", "#claims-body .read").click()


def open_article(driver: Any, address: str, name: str) -> None:
    """The report from which most is claimed about the entity, at its first claim with a number."""
    claims = view(address, entity_path(address, name))["claims"]
    quotes = [words | {"claim": each["id"], "value": each["value"]} for each in claims for words in each["quotes"]]
    often = Counter(words["document_iri"] for words in quotes)
    chosen = max(quotes, key=lambda words: (often[words["document_iri"]], bool(words["value"]), -words["begin"]))
    driver.get(address + (local(chosen["document_iri"]) or "") + f"#claim-{chosen['claim']}")
    driver.execute_script("scrollTo(0, 0)")


def open_explorer(driver: Any, address: str, name: str) -> None:
    driver.get(address + entity_path(address, name))
    driver.find_element("css selector", "a.explored").click()


def entity_path(address: str, name: str) -> str:
    (found, *_) = view(address, f"/search?q={quote(name)}")["found"]
    return local(found["iri"]) or ""


def view(address: str, path: str) -> dict[str, Any]:
    with urlopen(Request(address + path, headers={"accept": "application/json"})) as answer:
        read: dict[str, Any] = json.load(answer)
        return read


@contextmanager
def serving(build: Path) -> Iterator[str]:
    """The address of a server over a build, in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(make_app(Site(build)), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.05)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


VIEWS: tuple[tuple[str, str, Callable[[Any, str], None] | None], ...] = (
    ("page", "", None),
    ("facts", "", open_facts),
    ("map", "#view=map", None),
    ("table", "#view=table", open_row),
)
"""Name of the picture, the address of the view, and what is done there first."""

SERVED: tuple[tuple[str, Callable[[Any, str, str], None]], ...] = (
    ("article", open_article),
    ("explorer", open_explorer),
)
"""Name of the picture, and what is opened on the server."""


def browser(profile: Path) -> Any:
    options = webdriver.ChromeOptions()
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        options.binary_location = found
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--window-size={WIDTH},{HEIGHT}",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


if __name__ == "__main__":
    sys.exit(main())
