"""The two faces of a view: HTML through templates that escape everything, and JSON."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined

from kg.errors import ResourceError
from kg.resources.ontology import BASE
from kg.serve.articles import Mark, Piece, cut
from kg.serve.views import View

__all__ = ["explored", "local", "to_html", "to_json"]


def to_html(template: str, view: View) -> str:
    return _environment().get_template(template).render(view)


def to_json(view: object) -> str:
    return json.dumps(view, ensure_ascii=False, indent=1, default=list) + "\n"


def local(iri: object) -> str | None:
    """Where this server shows a thing of ours, percent-encoded; `None` for anything else.

    >>> local("https://w3id.org/hsev/id/org/县医院"), local("javascript:alert(1)")
    ('/id/org/%E5%8E%BF%E5%8C%BB%E9%99%A2', None)
    """
    if not isinstance(iri, str) or not iri.startswith((BASE + "id/", BASE + "code/", BASE + "ont")):
        return None
    return "/" + quote(iri.removeprefix(BASE), safe="/+:=,#")


def explored(iri: str) -> str:
    """Where the explorer shows an entity with what stands around it.

    >>> explored("https://w3id.org/hsev/id/place/540600")
    '/explore#ego=place%2F540600,1&node=place%2F540600'
    """
    key = quote(iri.removeprefix(BASE + "id/"), safe="")
    return f"/explore#ego={key},1&node={key}"


def web(iri: object) -> str | None:
    """An address that may become a link: of the web, and nothing that runs."""
    return iri if isinstance(iri, str) and iri.startswith(("https://", "http://")) else None


def _pieces(view: View, pane: str) -> list[Piece]:
    """The text (`text`) or the page as scraped (`source`), cut at mentions and quotes."""
    start, end, first, last = (
        ("start", "end", "text_begin", "text_end") if pane == "text" else ("source_start", "source_end", "begin", "end")
    )
    marks = [
        Mark(each[start], each[end], each["type"], each["entity"], each["name"] or view[pane][each[start] : each[end]])
        for each in view["mentions"]
    ]
    for number, claim in enumerate(view["claims"], 1):
        marks += [Mark(each[first], each[last], claims=(number,)) for each in claim["quotes"]]
    return cut(view[pane], marks)


def _numbers(numbers: tuple[int, ...]) -> str:
    return " ".join(map(str, numbers))


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_template),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(local=local, web=web, explored=explored, numbers=_numbers)
    environment.globals.update(pieces=_pieces, address=_address)
    return environment


def _address(path: str, **parameters: Any) -> str:
    return f"{path}?{urlencode({name: value for name, value in parameters.items() if value != ''})}"


def _template(name: str) -> str:
    try:
        return files("kg.serve").joinpath("templates", name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ResourceError(f"the page {name!r} is missing beside the code: reinstall kg") from error
