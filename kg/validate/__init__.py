"""Whether a graph, or the ontology itself, is as it should be: shapes, rules, findings with their evidence."""

from kg.validate.findings import Finding, Severity, ValidationReport
from kg.validate.ontology import Accepted, check_ontology, load_accepted, ontology_store
from kg.validate.rules import Rule, apply_rule, load_rules

__all__ = [
    "Accepted",
    "Finding",
    "Rule",
    "Severity",
    "ValidationReport",
    "apply_rule",
    "check_ontology",
    "load_accepted",
    "load_rules",
    "ontology_store",
]
