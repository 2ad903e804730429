"""Whether a graph, or the ontology itself, is as it should be: shapes, rules, findings with their evidence."""

from kg.validate.contents import StoredText, programmed_rules
from kg.validate.findings import Finding, Severity, ValidationReport
from kg.validate.ontology import Accepted, check_ontology, load_accepted, ontology_store
from kg.validate.rules import Rule, apply_rule, load_rules
from kg.validate.run import rule_names, validate
from kg.validate.shapes import load_shapes, shape_rules

__all__ = [
    "Accepted",
    "Finding",
    "Rule",
    "Severity",
    "StoredText",
    "ValidationReport",
    "apply_rule",
    "check_ontology",
    "load_accepted",
    "load_rules",
    "load_shapes",
    "ontology_store",
    "programmed_rules",
    "rule_names",
    "shape_rules",
    "validate",
]
