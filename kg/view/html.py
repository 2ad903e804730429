"""The page itself: a pyvis network written through our own template. The only door to pyvis.

Pyvis's own template escapes too little, asks other hosts for style sheets and names no language, so the
network is handed to `page.html` instead. The script of vis-network comes from pyvis's package files.
A content-security policy lets run only the scripts whose hashes it names, and lets nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import ResourceError
from kg.model.knowledge import KnowledgeGraph
from kg.view.adapt import page_graph
from kg.view.model import PageGraph
from kg.view.parts import first_part, packed, parts
from kg.view.payload import Record, Records, full_legend, records
from kg.view.safe import safe_text

__all__ = ["render", "render_records", "write_page"]

_SCRIPTS = (
    *("data.js", "pieces.js", "text.js", "state.js", "canvas.js", "labels.js", "complete.js", "filters.js"),
    *("detail.js", "walk.js", "panel.js", "network.js", "choose.js", "table.js", "map.js", "export.js", "page.js"),
)
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def write_page(graph: PageGraph | KnowledgeGraph, path: Path | str) -> None:
    """Write `render(graph)` to `path`, in UTF-8 whatever the locale, with `\\n` line ends."""
    Path(path).write_text(render(graph), encoding="utf-8", newline="\n")


def render(graph: PageGraph | KnowledgeGraph, *, pieces: str | None = None) -> str:
    """One HTML5 document that needs no network. Equal graphs give equal bytes.

    With `pieces`, a path on the server that hands out the page (`/explorer/`), the graph is only what the page begins
    with: it asks `around?node=KEY` and `search?text=TEXT` below that path for more, each answered with `piece` as JSON.
    """
    graph = page_graph(graph) if isinstance(graph, KnowledgeGraph) else graph
    return render_records(records(graph), graph.title, pieces=pieces)


def render_records(held: Records, title: str, *, pieces: str | None = None) -> str:
    """The page of records that are worked out already."""
    first = first_part(held)
    network = _network(first)
    network.templateEnv = _environment(held, first, safe_text(title, 200), pieces)
    network.path = "page.html"
    html: str = network.generate_html()
    return html


def _network(first: Record) -> Network:
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    # add_node and add_edge look through lists for each call: quadratic. The lists are public.
    network.nodes = list(first["nodes"])
    network.edges = list(first["edges"])
    network.options = _options()
    return network


def _options() -> Record:
    return {
        "autoResize": True,
        "physics": {
            "enabled": False,
            "solver": "forceAtlas2Based",
            "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 90, "avoidOverlap": 0.4},
            "stabilization": {"enabled": False},
        },
        "interaction": {
            "hover": True,
            "hoverConnectedEdges": False,
            "multiselect": False,
            "hideEdgesOnDrag": True,  # drawn by ourselves meanwhile, which is faster
            "hideEdgesOnZoom": True,
            "selectConnectedEdges": False,
            "keyboard": {"enabled": True, "bindToWindow": False},
            "zoomSpeed": 0.8,
        },
        "nodes": {"borderWidth": 1.5, "font": {"size": 0}},
        "edges": {
            "smooth": False,
            "selectionWidth": 1.5,
            "hoverWidth": 1,
            "font": {"size": 0},
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        },
    }


def _environment(held: Records, first: Record, title: str, pieces: str | None) -> Environment:
    environment = Environment(
        autoescape=True,
        loader=DictLoader({"page.html": _own("page.html")}),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    environment.filters["parsed"] = json.loads  # pyvis hands its options over as a string
    style, vis, script = _own("page.css"), _vis_script(), _page_script()
    environment.globals.update(
        title=title,
        # Markup on our own files only, never on anything that was read from a document.
        style=Markup(style),
        vis=Markup(vis),
        script=Markup(script),
        policy=_policy(style, (vis, script), asks=pieces is not None),
        first={"claims": first["claims"], "totals": first["totals"] | {"pieces": pieces}},
        parts=[(name, packed(part)) for name, part in parts(held)],
        legend=held.legend if pieces is None else full_legend(held.legend),
        words={key: chinese for key, (chinese, _) in held.legend["messages"].items()},
    )
    return environment


def _policy(style: str, scripts: tuple[str, ...], *, asks: bool) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    asking = "connect-src 'self'; " if asks else ""
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        f"{asking}base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _page_script() -> str:
    return "(() => {\n'use strict';\n" + "\n".join(_own(name) for name in _SCRIPTS) + "})();\n"


@cache
def _vis_script() -> str:
    """vis-network as pyvis ships it, less the line that sends a debugger to a file we do not have."""
    text = _text(files("pyvis").joinpath(*_VIS.split("/")), _VIS)
    return text.partition("//# sourceMappingURL")[0]


@cache
def _own(name: str) -> str:
    return _text(files("kg.view").joinpath(name), name)


def _text(resource: Any, name: str) -> str:
    try:
        text: str = resource.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ResourceError(f"{name!r} is missing beside the code: reinstall kg and pyvis") from error
    if "</script" in text and name.endswith(".js"):
        raise ResourceError(f"{name!r} holds </script and cannot stand inside a page")
    # HTML parsers turn \r\n into \n before they hash: the policy must see what they see.
    return text.replace("\r\n", "\n")
