"""Make the picture of the README from the sample reports: `python scripts/screenshots.py`.

Needs the `dev` extra and Chromium with its driver. Look at the picture before it is committed:
Chinese letters need a font (Debian: `fonts-noto-cjk`).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
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
    parser.add_argument("--search", default="恩施土家族苗族自治州", help="the entity whose facts are shown")
    parser.add_argument("--out", type=Path, default=IMAGES)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        kg.build([str(files("kg.resources") / "corpus" / "pages")], out=Path(scratch) / "graph")
        driver = browser(Path(scratch) / "profile")
        try:
            driver.get((Path(scratch) / "graph" / "graph.html").as_uri())
            box = driver.find_element("id", "search")
            box.send_keys(arguments.search)
            box.send_keys("\ue007")
            time.sleep(SETTLED_SECONDS)
            driver.find_element("css selector", "#details-body summary").click()
            driver.save_screenshot(str(arguments.out / "facts.png"))
        finally:
            driver.quit()
    return 0


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
