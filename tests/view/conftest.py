"""A browser for the tests of the page, where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.view import PageGraph, write_page
from tests.view.graphs import county_graph, formula_graph, hostile_graph
from tests.view.reader import Reader

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The page of a named graph, written once."""
    folder = tmp_path_factory.mktemp("pages")
    makers: dict[str, Callable[[], PageGraph]] = {
        "small": county_graph,
        "large": lambda: county_graph(60),
        "hostile": hostile_graph,
        "empty": PageGraph,
        "formula": formula_graph,
    }

    def page(name: str) -> Path:
        path: Path = folder / f"{name}.html"
        if not path.exists():
            write_page(makers[name](), path)
        return path

    return page


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One headless Chromium without a network."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="pip install selenium to test the page in a browser")
    if not CHROMIUM or not DRIVER:
        pytest.skip("install chromium and chromedriver (Debian: chromium-driver) to test the page in a browser")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1440,900",
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.execute_cdp_cmd("Network.enable", {})
    yield driver
    driver.quit()


@pytest.fixture
def reader(chromium: Any, pages: Callable[[str], Path]) -> Reader:
    return Reader(chromium, pages("small"))
