"""Everything the ontology says of its terms, and every rule on data, as one HTML page without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.rdf.terms import DCTERMS, PREFIXES, RDF, RDFS, SKOS
from kg.resources.mappings import load_mappings
from kg.resources.ontology import CODE, ONT, Ontology, Term, load_ontology
from kg.validate import load_rules, programmed_rules, shape_rules
from kg.validate.findings import short

__all__ = ["render_terms"]

_OWL = "http://www.w3.org/2002/07/owl#"
_KINDS = (
    ("classes", "类", "Classes", "Class"),
    ("relations", "关系", "Relations", "ObjectProperty"),
    ("values", "数据属性", "Properties with values", "DatatypeProperty"),
    ("annotations", "关于术语的属性", "Properties of terms", "AnnotationProperty"),
)
_FACTS = (
    ("上位 / superclass", RDFS + "subClassOf"),
    ("上位 / superproperty", RDFS + "subPropertyOf"),
    ("定义域 / domain", RDFS + "domain"),
    ("值域 / range", RDFS + "range"),
    ("反向 / inverse of", _OWL + "inverseOf"),
    ("主语类型 / subject types", ONT + "subjectType"),
    ("宾语类型 / object types", ONT + "objectType"),
    ("数值用法 / value use", ONT + "valueUse"),
    ("对应类 / class", ONT + "mentionClass"),
    ("标记 / notation", SKOS + "notation"),
    ("上位概念 / broader", SKOS + "broader"),
)


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    zh: str
    en: str
    about: Term | None
    terms: tuple[Term, ...]


def render_terms() -> str:
    """The page as a string; the same for the same ontology."""
    ontology = load_ontology()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals = {"anchor": _anchor, "facts": _facts, "link": _link, "matches": _matches, "short": short}
    template = environment.from_string(files("kg.terms").joinpath("terms.html").read_text(encoding="utf-8"))
    head = ontology.terms[ONT.rstrip("#")].values
    rules = {rule.name: rule for rule in (*shape_rules(), *load_rules("checks"), *programmed_rules().values())}
    page = template.render(
        titles=head[DCTERMS + "title"],
        descriptions=head[DCTERMS + "description"],
        version=head[_OWL + "versionInfo"][0],
        modified=head[DCTERMS + "modified"][0],
        license=head[DCTERMS + "license"][0],
        namespace=ONT,
        sections=_sections(ontology),
        rules=[rules[name] for name in sorted(rules)],
        count=sum(iri.startswith((ONT, CODE)) for iri in ontology.terms),
    )
    return page.rstrip() + "\n"


def _sections(ontology: Ontology) -> tuple[Section, ...]:
    own = [term for iri, term in ontology.terms.items() if iri.startswith(ONT)]
    sections = [Section(key, zh, en, None, tuple(_of_kind(own, kind))) for key, zh, en, kind in _KINDS]
    for iri, term in sorted(ontology.terms.items()):
        if SKOS + "ConceptScheme" in term.values.get(RDF + "type", ()):
            key = iri.removeprefix(CODE)
            concepts = ontology.concepts(key)
            sections.append(Section(_anchor(iri), term.labels["zh"], term.labels["en"], term, concepts))
    return tuple(sections)


def _of_kind(terms: Iterable[Term], kind: str) -> Iterable[Term]:
    return (term for term in terms if _OWL + kind in term.values.get(RDF + "type", ()))


def _anchor(iri: str) -> str:
    """Schemes have a name of their own, since properties are called like the schemes of their values."""
    if iri.startswith(CODE) and "/" not in iri.removeprefix(CODE):
        return f"scheme-{iri.removeprefix(CODE)}"
    return iri.removeprefix(ONT).removeprefix(CODE).replace("/", "-")


def _link(value: str) -> Markup:
    """A term of ours as a link within the page, anything else by its short name."""
    if value in load_ontology().terms and value.startswith((ONT, CODE)):
        return Markup('<a href="#{}">{}</a>').format(_anchor(value), short(value))
    return Markup("{}").format(short(value))


def _facts(term: Term) -> list[tuple[str, Markup]]:
    told = ((label, term.values.get(iri, ())) for label, iri in _FACTS)
    return [(label, Markup(", ").join(map(_link, values))) for label, values in told if values]


def _matches(term: Term) -> list[tuple[str, str, str]]:
    rows = (row for row in load_mappings() if row.subject == term.iri)
    return [(row.predicate.rsplit("#", 1)[-1], _outside(row.object), row.comment) for row in rows]


def _outside(iri: str) -> str:
    known = short(iri)
    return known if known.partition(":")[0] in PREFIXES else iri
