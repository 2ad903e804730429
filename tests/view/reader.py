"""A reader at the page, for the tests in a browser."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

__all__ = ["Reader"]


class Reader:
    """A reader at the page: types, clicks and looks."""

    def __init__(self, driver: Any, page: Path | str, fragment: str = "") -> None:
        self.driver = driver
        driver.get_log("browser")
        driver.get_log("performance")
        driver.get("about:blank")
        driver.get((page.as_uri() if isinstance(page, Path) else page) + fragment)
        for _ in range(300):
            if driver.execute_script("return document.body.dataset.complete") == "yes":
                return
            time.sleep(0.05)
        raise AssertionError(f"the page was not ready within 15 s: {driver.get_log('browser')}")

    def script(self, code: str, *arguments: object) -> Any:
        return self.driver.execute_script(code, *arguments)

    def search(self, text: str) -> list[str]:
        box = self.driver.find_element("id", "search")
        box.clear()
        box.send_keys(text)
        rows = self.driver.find_elements("css selector", "#matches [data-number] .match-name")
        return [row.text for row in rows]

    def choose(self, text: str) -> None:
        assert self.search(text), f"nothing found for {text!r}"
        self.driver.find_element("id", "search").send_keys("\ue007")
        time.sleep(0.3)  # the view begins to move to the node

    def panel(self) -> str:
        return str(self.driver.find_element("id", "details").text)

    def point(self, kind: str, number: int) -> tuple[int, int]:
        x, y = self.script("return kgPage.locate(arguments[0], arguments[1])", kind, number)
        return round(x), round(y)

    def settled(self, kind: str, number: int) -> tuple[int, int]:
        """Where a node or edge is once the view has stopped moving, on however slow a machine."""
        last = self.point(kind, number)
        for _ in range(40):
            time.sleep(0.15)
            here = self.point(kind, number)
            if here == last:
                return here
            last = here
        raise AssertionError(f"the view still moves: {kind} {number} at {last}")

    def eventually(self, condition: Callable[[], bool], again: Callable[[], None], tries: int = 4) -> bool:
        """Whether it comes true; a gesture that a busy machine took apart is made again."""
        for _ in range(tries):
            for _ in range(10):
                if condition():
                    return True
                time.sleep(0.15)
            again()
        return condition()

    def click(self, kind: str, number: int, times: int = 1) -> None:
        x, y = self.settled(kind, number)
        for press in range(1, times + 1):
            for event in ("mousePressed", "mouseReleased"):
                self.driver.execute_cdp_cmd(
                    "Input.dispatchMouseEvent",
                    {"type": event, "x": x, "y": y, "button": "left", "clickCount": press},
                )
        time.sleep(0.5)  # vis waits to tell a click from a double click
        for _ in range(20):
            if times > 1 or self.driver.find_element("id", "details").is_displayed():
                return
            time.sleep(0.15)

    def number(self, name: str) -> int:
        return int(self.script("return kgPage.find(arguments[0])", name))

    def shown(self, kind: str) -> list[int]:
        return list(self.script("return kgPage.shown()[arguments[0]]", kind))

    def edge(self, subject: str, predicate: str, target: str) -> int:
        return int(self.script("return kgPage.edgeOf(...arguments)", subject, predicate, target))

    def hash(self) -> str:
        """What the address holds, once it has been written."""
        time.sleep(0.25)
        return unquote(str(self.script("return location.hash")))

    def until(self, code: str) -> None:
        """Waits for the page to come to a state."""
        for _ in range(200):
            if self.script(f"return {code}"):
                return
            time.sleep(0.05)
        raise AssertionError(f"it did not come about within 10 s: {code}")

    def press(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def type_into(self, selector: str, text: str) -> None:
        box = self.driver.find_element("css selector", selector)
        box.clear()
        box.send_keys(text)

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.driver.find_elements("css selector", selector)]

    def tick(self, selector: str) -> None:
        self.script("document.querySelector(arguments[0]).click()", selector)

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return found
