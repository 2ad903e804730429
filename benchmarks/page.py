"""How long a page takes to open and to answer, beside plain pyvis on the same graph: `python -m benchmarks.page`.

Made-up graphs of about 500, 5,000 and 50,000 nodes (`--sizes 51 550` takes fewer; the numbers are counties). Needs
selenium, Chromium and chromedriver. Both pages are written with the same places for the nodes and opened in turn in
the same headless browser without a GPU; plain pyvis also as it comes, with its physics, where it ends within a minute.

- `open`: from the address to the second frame after the page says that it can be clicked, the median of five
- `whole`: until all of the graph is known to search and filters (ours only; the page is used meanwhile)
- `click`: a click on a node right after opening, until its panel stands there (ours only)
- `step`: choosing a node, or opening up to 60 neighbours, until the second frame after it, the median of eight steps
- `pan`, `zoom`: frames in a second while the picture is dragged, or the wheel turned in every frame
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException

from benchmarks.record import write_record
from kg.view import PageGraph
from kg.view.html import render_records
from kg.view.payload import Records, records
from tests.view.graphs import county_graph

COUNTIES = (51, 550, 5500)
PHYSICS_NODES = 1000
PHYSICS_SECONDS = 60

CODE = Path(__file__).with_suffix(".js")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=COUNTIES, help="counties, about nine nodes each")
    parser.add_argument("--record", action="store_true", help="write the figures to benchmarks/results")
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for counties in arguments.sizes:
            rows += measure(county_graph(counties), Path(folder))
    sys.stdout.write(table(rows))
    if arguments.record:
        write_record("page", [CODE], {"load": os.getloadavg(), "rows": rows})


def measure(graph: PageGraph, folder: Path) -> list[dict[str, Any]]:
    """Our page, plain pyvis with the same places, and pyvis as it comes where the graph is small: a row each."""
    start = time.process_time()
    held = records(graph)
    html = render_records(held, graph.title)
    seconds = time.process_time() - start
    size = {"nodes": len(held.nodes), "edges": len(held.edges)}
    rows = []
    pages: list[tuple[str, str, float]] = [("kg", html, seconds)]
    for name, physics in (("pyvis", False), ("pyvis, physics", True)):
        if not physics or len(held.nodes) <= PHYSICS_NODES:
            start = time.process_time()
            plain = plain_pyvis(held, physics=physics)
            pages.append((name, plain, time.process_time() - start))
    for name, text, spent in pages:
        path = folder / "page.html"
        path.write_text(text, encoding="utf-8")
        row = {"page": name, **size, "make_cpu_s": round(spent, 1), "file_mb": round(len(text.encode()) / 1e6, 2)}
        with browser() as driver:
            rows.append(row | (physics_figures if "physics" in name else figures)(driver, path, name))
    return rows


def plain_pyvis(held: Records, *, physics: bool) -> str:
    """What pyvis itself writes for the same graph; through its public lists, since its calls are quadratic."""
    network = Network(directed=True, cdn_resources="in_line", height="900px", width="100%")
    keys = ("id", "label", "size") if physics else ("id", "label", "size", "x", "y")
    network.nodes = [{key: node[key] for key in keys} | {"shape": "dot", "group": node["type"]} for node in held.nodes]
    network.edges = [{"from": edge["from"], "to": edge["to"], "title": edge["predicate"]} for edge in held.edges]
    if not physics:
        network.toggle_physics(False)
        network.set_edge_smooth("continuous")
        network.options.edges.smooth.enabled = False
    html: str = network.generate_html()
    return html


@contextmanager
def browser() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium") or shutil.which("google-chrome"))
    with tempfile.TemporaryDirectory() as profile:
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1440,900",
            "--host-resolver-rules=MAP * ~NOTFOUND",  # plain pyvis asks other hosts for style sheets
            f"--user-data-dir={profile}",
        ):
            options.add_argument(argument)
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        driver.set_script_timeout(120)
        driver.set_page_load_timeout(120)
        try:
            yield driver
        finally:
            driver.quit()


def run(driver: Any, what: str, *arguments: str) -> Any:
    """The answer of one function of `page.js`."""
    code = f"{CODE.read_text(encoding='utf-8')}\nconst done = arguments[arguments.length - 1];"
    return driver.execute_async_script(f"{code} bench.{what}(arguments[0]).then(done);", *arguments)


def visit(driver: Any, path: Path, page: str) -> float:
    driver.get("about:blank")
    driver.get(path.as_uri())
    return float(run(driver, "open", page))


def figures(driver: Any, path: Path, name: str) -> dict[str, float]:
    opened = [visit(driver, path, name) for _ in range(5)]
    found = {"open_ms": round(median(opened)), "slowest_open_ms": round(max(opened))}
    if name == "kg":
        found |= {"click_ms": round(run(driver, "click")), "whole_ms": round(run(driver, "whole"))}
        visit(driver, path, name)
        run(driver, "whole")
        time.sleep(1)
        steps = run(driver, "steps")
        found |= {"step_ms": round(median(steps)), "slowest_step_ms": round(max(steps))}
        visit(driver, path, name)
        run(driver, "whole")
    time.sleep(1)
    found |= {"pan_fps": round(run(driver, "pan")), "zoom_fps": round(run(driver, "zoom"))}
    return found | {"heap_mb": round(driver.execute_script("return performance.memory.usedJSHeapSize / 1e6"))}


def physics_figures(driver: Any, path: Path, _: str) -> dict[str, float | str]:
    """How long pyvis as it comes keeps moving."""
    driver.set_script_timeout(PHYSICS_SECONDS)
    driver.get(path.as_uri())
    try:
        return {"open_ms": round(run(driver, "stabilized"))}
    except TimeoutException:
        return {"open_ms": f"> {PHYSICS_SECONDS}000"}


def table(rows: list[dict[str, Any]]) -> str:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    lines = [" | ".join(keys), *(" | ".join(str(row.get(key, "")) for key in keys) for row in rows)]
    return "".join(f"| {line} |\n" for line in (lines[0], " | ".join("---" for _ in keys), *lines[1:]))


if __name__ == "__main__":
    main()
