"""Pages of entities, claims, documents and questions: two faces of one view, and RDF beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model import Claim, Entity, EntityType, Predicate
from kg.pipeline import build_from
from kg.query import query_names
from kg.serve import Site
from kg.serve.pages import local, to_html
from kg.serve.protocol import TRIPLES
from kg.serve.security import POLICY
from tests.graph.samples import CITY, annotate, letter, report
from tests.serve.server import Server, running

HOSPITAL = "/id/org/990100-松溪市第二医院"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}</title>"


class _Page(HTMLParser):
    """Elements, attributes and text, and whether every tag is closed."""

    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags for key, value in attrs.items() if key == name and value]


def _documents(server: Server) -> list[dict[str, str]]:
    found: list[dict[str, str]] = server.ask("/", accept="application/json").json()["documents"]
    return found


def _paths(server: Server) -> list[str]:
    documents = [local(each["iri"]) or "" for each in _documents(server)]
    claims = server.ask(HOSPITAL, accept="application/json").json()["claims"]
    return [
        "/",
        HOSPITAL,
        f"/id/claim/{claims[0]['id']}",
        *documents,
        "/ont",
        "/code/modality/planned",
        "/search?q=松溪",
    ]


def test_html_and_json_show_the_same(served: Server) -> None:
    for path in _paths(served):
        page = _Page(served.ask(path, accept="text/html").text)
        view = served.ask(path, accept="application/json").json()
        words = "".join(page.words)
        assert view["label"] in words
        assert not page.open
        for claim in view.get("claims", ()):
            assert claim["subject_name"] in words
            assert all(quote["quote"] in words for quote in claim["quotes"])


def test_an_entity_in_rdf(served: Server) -> None:
    iri = ox.NamedNode("https://w3id.org/hsev/id/org/990100-松溪市第二医院")
    graphs = set()
    for media in TRIPLES:
        reply = served.ask(HOSPITAL, accept=media)
        assert (reply.status, reply.media) == (200, media)
        quads = frozenset(ox.parse(reply.body, format=ox.RdfFormat.from_media_type(media)))
        assert any(quad.subject == iri for quad in quads)
        graphs.add(quads)
    assert len(graphs) == 1
    assert served.ask(HOSPITAL + "?format=ttl").media == "text/turtle"
    assert served.ask(HOSPITAL + "?format=doc").status == 400


def test_the_path_may_be_encoded_in_either_case(served: Server) -> None:
    small = "/id/place/990200?format=json"
    assert served.ask(small).json()["label"] == "柳河市"
    encoded = "/id/org/990100-" + "".join(f"%{byte:02x}" for byte in "松溪市第二医院".encode())
    assert served.ask(encoded, accept="application/json").json()["label"] == "松溪市第二医院"


def test_a_claim_leads_to_its_words_and_the_words_to_their_entities(served: Server) -> None:
    (document,) = [each for each in _documents(served) if each["label"] == "标题liuhe"]
    path = local(document["iri"]) or ""
    view = served.ask(path, accept="application/json").json()
    page = _Page(served.ask(path, accept="text/html").text)
    anchors = page.values("id")
    for number, claim in enumerate(view["claims"], 1):
        assert f"claim-{claim['id']}" in anchors
        assert f"t{number}" in anchors
        assert f"s{number}" in anchors
        quote = claim["quotes"][0]
        assert view["text"][quote["text_begin"] : quote["text_end"]] == quote["quote"]
    links = [attrs for tag, attrs in page.tags if tag == "a" and (attrs.get("class") or "").startswith("mention")]
    assert {each["title"] for each in links} == {"柳河市第二医院", "松溪市"}
    for link in links:
        assert served.ask(link["href"] or "", accept="application/json").json()["label"] == link["title"]
    assert "接診(zhěn)" in view["source"]  # as scraped, beside the text in which it is cleaned away
    assert "接诊" in view["text"]


def test_a_claim_page_links_back_to_the_article(served: Server) -> None:
    claim = served.ask("/id/place/990200", accept="application/json").json()["claims"][0]
    page = _Page(served.ask(f"/id/claim/{claim['id']}").text)
    assert any(f"#claim-{claim['id']}" in href and href.startswith("/id/doc/") for href in page.values("href"))


def test_every_question_has_a_form_and_answers_with_evidence(served: Server) -> None:
    home = _Page(served.ask("/").text)
    assert {f"/ask/{name}" for name in query_names()} <= set(home.values("href"))
    for name in query_names():
        view = served.ask(f"/ask/{name}", accept="application/json")
        assert view.status == 200
        assert not _Page(served.ask(f"/ask/{name}").text).open
    found = served.ask("/ask/who-supports?place=柳河市", accept="application/json").json()
    assert found["total"] == 1
    assert found["rows"][0]["claims"][0]["quotes"][0]["quote"] == "柳河市对口支援松溪市，选派12名医生"
    assert "柳河市对口支援松溪市，选派12名医生" in served.ask("/ask/who-supports?place=柳河市").text
    assert served.ask("/ask/in-place", accept="application/json").json()["rows"] is None  # its form comes first
    assert served.ask("/ask/none").status == 404
    assert served.ask("/ask/posts-held?on=x").status == 200


def test_the_home_page_counts(served: Server) -> None:
    totals = served.site.folder.joinpath("report.json")
    counts = served.ask("/", accept="application/json").json()["counts"]
    assert counts == {"documents": 2, "entities": counts["entities"], "claims": 12, "conflicts": 0}
    assert f'"claims": {counts["claims"]}' in totals.read_text(encoding="utf-8")


def test_search_finds_names_and_aliases(served: Server) -> None:
    found = served.ask("/search?q=松溪市第二", accept="application/json").json()["found"]
    assert [each["label"] for each in found] == ["松溪市第二医院"]
    assert served.ask("/search?q=").status == 200


def test_drawings_and_the_whole_graph(served: Server) -> None:
    drawn = served.ask("/draw?query=SELECT * { GRAPH g:edges { ?a hsev:supports ?b } }".replace(" ", "%20"))
    assert drawn.status == 200
    assert "柳河市" in drawn.text
    assert "松溪市第二医院" not in drawn.text
    assert served.ask("/graph").body == (served.site.folder / "graph.html").read_bytes()
    assert served.ask("/draw").status == 400
    assert served.ask("/draw?query=SELECT%20*%20%7B").status == 400


def test_every_page_has_the_strict_policy(served: Server) -> None:
    for path in [*_paths(served), "/editor", "/static/pages.css", "/none", "/ask/who-supports", "/prefixes.json"]:
        headers = served.ask(path).headers
        assert headers["content-security-policy"] == POLICY, path
        assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY
    for path in ("/graph", "/draw?query=SELECT%20*%20%7B%20GRAPH%20g:edges%20%7B%20?a%20?p%20?b%20%7D%20%7D"):
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', served.ask(path).text)
        assert "script-src" in policy
        assert "unsafe" not in policy


def test_no_page_asks_another_host(served: Server) -> None:
    for path in [*_paths(served), "/editor"]:
        page = _Page(served.ask(path, accept="text/html").text)
        loaded = [
            attrs.get("src") or attrs.get("href")
            for tag, attrs in page.tags
            if tag in ("script", "link", "img", "iframe")
        ]
        assert all(each is None or each == "data:," or each.startswith("/") for each in loaded), path
        assert not [
            attrs for tag, attrs in page.tags if tag == "script" and "src" not in attrs and attrs.get("type") is None
        ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile") / "build"
    body = Entity(HOSTILE, EntityType.HOSPITAL, place="990100")
    source = f"{HOSTILE}位于松溪市。"
    claim = Claim(body, Predicate.LOCATED_IN, CITY)
    made = annotate("bad", source, [(HOSTILE, body)], [(claim, HOSTILE)])
    build_from([made, report()]).save(folder)
    with running(Site(folder)) as server:
        yield server


def test_hostile_labels_stay_text(hostile: Server) -> None:
    found = hostile.ask("/search?q=script", accept="application/json").json()["found"]
    (entity,) = [each for each in found if each["label"] == HOSTILE]
    claim = hostile.ask(local(entity["iri"]) or "", accept="application/json").json()["claims"][0]
    document = claim["quotes"][0]["document_iri"]
    for path in (local(entity["iri"]), f"/id/claim/{claim['id']}", local(document), "/search?q=script"):
        page = _Page(hostile.ask(path or "", accept="text/html").text)
        assert "alert(1)" in "".join(page.words), path
        assert not [tag for tag, attrs in page.tags if tag == "img" or "onerror" in attrs]
        assert not [attrs for tag, attrs in page.tags if tag == "script" and "src" not in attrs]
        assert not page.open
    asked = hostile.ask(
        '/search?q="><script>alert(1)</script>'.replace(" ", "%20")
        .replace('"', "%22")
        .replace("<", "%3C")
        .replace(">", "%3E")
    )
    assert "<script>alert" not in asked.text
    editor = hostile.ask("/editor?query=%3C/script%3E%22%3E%3Cscript%3Ealert(1)")
    assert "<script>alert" not in editor.text


def test_only_web_addresses_and_our_own_become_links() -> None:
    view = {
        "label": "x",
        "iri": "https://w3id.org/hsev/id/org/x",
        "aliases": [],
        "claims": [],
        "claims_total": 0,
        "properties": [
            {
                "iri": "javascript:alert(1)",
                "label": None,
                "values": [
                    {"value": "javascript:alert(2)", "label": None},
                    {"value": "data:text/html,x", "label": "y"},
                ],
            }
        ],
    }
    page = _Page(to_html("entity.html", view))
    assert not [href for href in page.values("href") if href.startswith(("javascript", "data:text"))]


def test_a_build_without_texts_still_has_pages(tmp_path: Path) -> None:
    build_from([report(), letter()]).save(tmp_path / "build")
    for path in (tmp_path / "build" / "documents").rglob("annotation.json"):
        path.unlink()
    (tmp_path / "build" / "graph.html").unlink()
    with running(Site(tmp_path / "build")) as server:
        (path,) = [local(each["iri"]) for each in _documents(server) if each["label"] == "标题liuhe"]
        view = server.ask(path or "", accept="application/json").json()
        assert view["text"] is None
        assert len(view["claims"]) == 3
        assert server.ask(path or "").status == 200
        assert server.ask("/graph").status == 404
