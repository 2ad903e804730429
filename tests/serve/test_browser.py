"""The served pages as readers use them, in Chromium: the editor, and articles whose claims lead to their words."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kg.serve.pages import local
from tests.serve.server import Server


def _open(driver: Any, server: Server, path: str) -> None:
    driver.get_log("browser")
    driver.get("about:blank")
    driver.get(server.address + path)


def _until(holds: Callable[[], Any]) -> Any:
    for _ in range(100):
        if found := holds():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen within 10 s")


def _complaints(driver: Any) -> list[str]:
    return [entry["message"] for entry in driver.get_log("browser")]


def _text(driver: Any, element: str) -> str:
    return str(driver.find_element("id", element).text)


def test_the_editor_answers_draws_and_breaks_no_policy(chromium: Any, served: Server) -> None:
    _open(chromium, served, "/editor")
    _until(lambda: chromium.execute_script("return document.body.dataset.ready"))
    chromium.find_element("id", "run").click()
    _until(lambda: "1 行" in _text(chromium, "status"))
    links = [each.text for each in chromium.find_elements("css selector", "#results a")]
    assert "place:990200" in links
    chromium.find_element("id", "draw").click()
    frame = chromium.find_element("id", "drawing")
    assert frame.is_displayed()
    chromium.switch_to.frame(frame)
    _until(lambda: chromium.execute_script("return document.body && document.body.dataset.ready === 'yes'"))
    chromium.switch_to.default_content()
    assert _complaints(chromium) == []


def test_an_example_runs_and_a_mistake_is_told(chromium: Any, served: Server) -> None:
    _open(chromium, served, "/editor?query=SELECT%20*%20%7B")
    _until(lambda: chromium.execute_script("return document.body.dataset.ready"))
    chromium.find_element("id", "run").click()
    _until(lambda: "cannot be read" in _text(chromium, "status"))
    chromium.execute_script(
        "const list = document.getElementById('examples');"
        "list.value = [...list.options].findIndex((each) => each.textContent.startsWith('17.')) - 1;"
        "list.dispatchEvent(new Event('change'));"
    )
    assert "Who supports whom" in _text(chromium, "asks")
    chromium.find_element("id", "run").click()
    _until(lambda: "1 行" in _text(chromium, "status"))
    assert "柳河市" in _text(chromium, "results")


def test_terms_are_completed_from_the_ontology(chromium: Any, served: Server) -> None:
    _open(chromium, served, "/editor")
    _until(lambda: chromium.execute_script("return document.body.dataset.ready"))
    hints = chromium.execute_async_script(
        """const done = arguments[0];
        kgEditor.setValue('PREFIX hsev: <https://w3id.org/hsev/ont#>\\nSELECT * { ?s hsev:claimSub');
        kgEditor.setCursor({ line: 1, ch: 28 });
        kgEditor.focus();
        kgEditor.autocomplete();
        setTimeout(() => done([...document.querySelectorAll('.CodeMirror-hints li')].map((each) => each.textContent)
            .concat(kgEditor.getValue())), 1500);"""
    )
    assert any("claimSubject" in each for each in hints)


def test_a_claim_lights_its_words_in_both_panes(chromium: Any, served: Server) -> None:
    view = served.ask("/", accept="application/json").json()
    (document,) = [each for each in view["documents"] if each["label"] == "标题liuhe"]
    claims = served.ask(local(document["iri"]) or "", accept="application/json").json()["claims"]
    (number,) = [index for index, each in enumerate(claims, 1) if each["predicate"] == "supports"]
    _open(chromium, served, local(document["iri"]) or "")
    chromium.find_element("css selector", f'[data-show="{number}"]').click()

    def lit(pane: str) -> str:
        return "".join(each.text for each in chromium.find_elements("css selector", f"#{pane} .lit"))

    assert lit("text") == "柳河市对口支援松溪市，选派12名医生"
    assert lit("source") == "柳河市对口支援松溪市，选派12名医生"
    chromium.find_element("css selector", "#text .words a.mention").click()
    assert "/id/org/" in chromium.current_url
    _open(chromium, served, f"{local(document['iri'])}#claim-{claims[number - 1]['id']}")
    assert lit("text") == "柳河市对口支援松溪市，选派12名医生"
    assert _complaints(chromium) == []


def test_an_entity_is_explored_and_its_claim_leads_to_its_words(chromium: Any, served: Server) -> None:
    _open(chromium, served, "/id/org/990100-%E6%9D%BE%E6%BA%AA%E5%B8%82%E7%AC%AC%E4%BA%8C%E5%8C%BB%E9%99%A2")
    chromium.find_element("css selector", "a.explored").click()
    _until(lambda: chromium.execute_script("return document.body.dataset.complete"))
    _until(lambda: "松溪市第二医院" in _text(chromium, "details-body"))
    assert chromium.execute_script("return kgPage.shown().nodes.length") > 1
    chromium.execute_script(
        "document.querySelectorAll('#details-body details').forEach((each) => { each.open = true; })"
    )
    _until(lambda: "通过评审，成为三级乙等医院" in _text(chromium, "details-body"))
    link = chromium.find_element(
        "xpath", "//blockquote[.//mark[contains(., '通过评审')]]//a[contains(@class, 'words-link')]"
    ).get_attribute("href")
    _open(chromium, served, link.removeprefix(served.address))
    lit = "".join(each.text for each in chromium.find_elements("css selector", "#text .lit"))
    assert lit == "通过评审，成为三级乙等医院"
    assert _complaints(chromium) == []
