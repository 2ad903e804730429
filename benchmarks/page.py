"""How long a page takes to make, to open and to answer: `python -m benchmarks.page [--json FILE]`.

Made-up graphs of about 500 and 5,000 nodes. The browser's part needs selenium, chromium and chromedriver; without
them only the rendering is measured. Opening ends with the second frame drawn; zooming turns the wheel in every
frame for two seconds; a step chooses a well-linked node and expands its neighbours.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import platform
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from kg.view import render
from tests.view.graphs import county_graph

COUNTIES = (51, 550)
OPEN = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))"
STEP = """const done = arguments[0]; const start = performance.now();
kgPage.chooseNode(kgPage.shown().nodes[5]); document.querySelector('.wide')?.click();
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)))"""
ZOOM = """const done = arguments[0]; const canvas = document.querySelector('#network canvas'); let frames = 0;
const box = canvas.getBoundingClientRect(); const start = performance.now();
const step = () => {
  frames += 1;
  if (performance.now() - start > 2000) { done(frames / 2); return; }
  canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: frames % 40 < 20 ? 40 : -40, clientX: box.left + 500,
    clientY: box.top + 300, bubbles: true, cancelable: true }));
  requestAnimationFrame(step);
};
step();"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="write the figures here")
    target = parser.parse_args().json
    rows = [measure(counties) for counties in COUNTIES]
    sys.stdout.write("nodes  claims  render_cpu_seconds  file_mb  open_ms  zoom_frames_per_second  step_ms  heap_mb\n")
    for row in rows:
        sys.stdout.write("  ".join(str(value) for value in list(row.values())[:-1]) + "\n")
    if target:
        about = {"made": datetime.now(UTC).isoformat(), "python": sys.version, "machine": platform.platform()}
        target.write_text(json.dumps(about | {"rows": rows}, indent=2) + "\n", encoding="utf-8")


def measure(counties: int) -> dict[str, Any]:
    graph = county_graph(counties)
    start = time.process_time()
    html = render(graph)
    seconds = time.process_time() - start
    row = {
        "nodes": len(graph.nodes),
        "claims": len(graph.claims),
        "render_cpu_seconds": round(seconds, 2),
        "file_mb": round(len(html.encode()) / 1e6, 2),
    }
    return row | browse(html) | {"sha256": hashlib.sha256(html.encode()).hexdigest()[:12]}


def browse(html: str) -> dict[str, float | None]:
    driver_path, chromium = shutil.which("chromedriver"), shutil.which("chromium") or shutil.which("google-chrome")
    if not (driver_path and chromium and importlib.util.find_spec("selenium")):
        return dict.fromkeys(("open_ms", "zoom_frames_per_second", "step_ms", "heap_mb"))
    from selenium import webdriver

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "graph.html"
        page.write_text(html, encoding="utf-8")
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,900"):
            options.add_argument(argument)
        options.add_argument(f"--user-data-dir={folder}/profile")
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path))
        try:
            return figures(driver, page)
        finally:
            driver.quit()


def figures(driver: Any, page: Path) -> dict[str, float | None]:
    opened = []
    for _ in range(5):
        driver.get("about:blank")
        driver.get(page.as_uri())
        opened.append(driver.execute_async_script(OPEN))
    return {
        "open_ms": round(median(opened)),
        "zoom_frames_per_second": round(driver.execute_async_script(ZOOM)),
        "step_ms": round(driver.execute_async_script(STEP)),
        "heap_mb": round(driver.execute_script("return performance.memory.usedJSHeapSize / 1e6")),
    }


if __name__ == "__main__":
    main()
