"""Reports on Chinese health systems, read into a knowledge graph with evidence.

    import kg
    g = kg.build(["reports/"])
    g.claims, g.entities, g.mentions      # pandas
    g.networkx()                          # for analysis
    g.query("who-supports").to_frame()    # SPARQL, or the name of a packaged query
    print(g.explain(g.claims.id[0]))      # the quotes that a claim rests on

Names are loaded when they are first used: importing the package does no work.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the same names for type checkers, which do not see what __getattr__ gives
    from kg.errors import KgError
    from kg.model import Annotation, Claim, Entity, EntityType, Evidence, Mention, Predicate, SourceDocument
    from kg.nlp import annotate
    from kg.pipeline import annotate_paths, build, build_from, load
    from kg.query import Rows
    from kg.workspace import KnowledgeBase

_WHERE = {
    "Annotation": "kg.model",
    "Claim": "kg.model",
    "Entity": "kg.model",
    "EntityType": "kg.model",
    "Evidence": "kg.model",
    "KgError": "kg.errors",
    "KnowledgeBase": "kg.workspace",
    "Mention": "kg.model",
    "Predicate": "kg.model",
    "Rows": "kg.query",
    "SourceDocument": "kg.model",
    "annotate": "kg.nlp",
    "annotate_paths": "kg.pipeline",
    "build": "kg.pipeline",
    "build_from": "kg.pipeline",
    "load": "kg.pipeline",
}

__all__ = [
    "Annotation",
    "Claim",
    "Entity",
    "EntityType",
    "Evidence",
    "KgError",
    "KnowledgeBase",
    "Mention",
    "Predicate",
    "Rows",
    "SourceDocument",
    "annotate",
    "annotate_paths",
    "build",
    "build_from",
    "load",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _WHERE:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it offers {', '.join(__all__)}")
    value: object = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
