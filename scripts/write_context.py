"""Write ontology/context.jsonld anew, after a term was added to the ontology."""

import json
from pathlib import Path

from kg.rdf.jsonld import make_context

TARGET = Path(__file__).resolve().parents[1] / "ontology" / "context.jsonld"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(make_context(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
