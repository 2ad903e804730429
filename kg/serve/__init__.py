"""A build behind HTTP: the SPARQL protocol, pages about what is in it, and the words it rests on.

`make_app(Site(folder))` is an ASGI application; `kg serve` runs it.
"""

from kg.serve.app import make_app
from kg.serve.site import Site

__all__ = ["Site", "make_app"]
