"""Make the pictures of the README from the sample reports: `python scripts/screenshots.py`.

Needs the `dev` extra and Chromium with its driver. Look at each picture before it is committed: Chinese letters need
a font (Debian: `fonts-noto-cjk`), and the script stops where there is none.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from selenium import webdriver

import kg

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH, HEIGHT = 1360, 860
SETTLED_SECONDS = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, help="a graph.html to take pictures of, instead of the sample reports")
    parser.add_argument("--search", default="恩施土家族苗族自治州", help="the entity whose facts are shown")
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
                driver.get("about:blank")
                driver.get(page.resolve().as_uri() + fragment)
                time.sleep(SETTLED_SECONDS)
                if act:
                    act(driver, arguments.search)
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


VIEWS: tuple[tuple[str, str, Callable[[Any, str], None] | None], ...] = (
    ("page", "", None),
    ("facts", "", open_facts),
    ("map", "#view=map", None),
    ("table", "#view=table", open_row),
)
"""Name of the picture, the address of the view, and what is done there first."""


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
