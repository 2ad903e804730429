"""Rules as data: a SPARQL query that finds what breaks the rule, with its message in two languages.

The head of each file says `# zh:`, `# en:` and `# severity:`; the query selects `?focus` and, where
it helps, `?value` (what was found) and `?path` (the property).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.rdf import PREFIXES
from kg.resources.ontology import ontology_file, ontology_names
from kg.validate.findings import Finding, Severity

__all__ = ["Rule", "apply_rule", "load_rules"]

_HEAD = re.compile(r"^#\s*(zh|en|severity)\s*:\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    severity: Severity
    zh: str
    en: str
    text: str
    component: str = "SPARQLConstraintComponent"


@cache
def load_rules(folder: str) -> tuple[Rule, ...]:
    """The rules in a folder of the ontology (`checks` on data, `report` on the ontology itself), by name."""
    return tuple(_rule(folder, name) for name in ontology_names(folder, ".rq"))


def _rule(folder: str, name: str) -> Rule:
    text = ontology_file(f"{folder}/{name}.rq")
    head = dict(_HEAD.findall(text))
    try:
        return Rule(name, Severity(head["severity"]), head["zh"], head["en"], text)
    except (KeyError, ValueError) as error:
        raise ResourceError(
            f"{folder}/{name}.rq: expected lines '# zh:', '# en:' and '# severity:': {error}"
        ) from error


def apply_rule(rule: Rule, store: ox.Store) -> tuple[Finding, ...]:
    """What breaks the rule, each thing once, sorted. All graphs together are the default graph."""
    rows = store.query(rule.text, prefixes=PREFIXES, use_default_graph_as_union=True)
    if not isinstance(rows, ox.QuerySolutions):
        raise ResourceError(f"rule {rule.name}: expected a SELECT query")
    names = {variable.value for variable in rows.variables}

    def cell(row: ox.QuerySolution, name: str) -> str | None:
        term = row[name] if name in names else None
        return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else None

    found = {
        Finding(
            rule=rule.name,
            severity=rule.severity,
            focus=cell(row, "focus") or "",
            path=cell(row, "path"),
            value=cell(row, "value"),
            zh=rule.zh,
            en=rule.en,
            component=rule.component,
        )
        for row in rows
    }
    return tuple(sorted(found, key=Finding.order))
