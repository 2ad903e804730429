"""How right the linker is on gold mentions: `python benchmarks/quality/links.py [--only SET] [--show]`.

Takes the clean texts and the gold mentions, so nothing that cleaning or recognition does wrong counts here. One table:
the share of mentions linked right, the share of coded places with the right code, and, counted apart, entities wrongly
merged and wrongly split, in one report and between reports. `--show` lists the errors of every set but the test set.

What is one entity in gold: a place by its code; a group within its report; anything else by its first accepted name,
or where each of two first names is accepted for the other. Names that many places have one of stay apart: a person
in another province, a building or unit named without a place in another report, a body that begins with a name borne
by several divisions in another province.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.record import show_in_readme, write_record  # noqa: E402
from kg.evaluate.names import canonical_name, is_same_name  # noqa: E402
from kg.graph.sameness import Sameness  # noqa: E402
from kg.io.jsonl import GoldDocument, GoldMention, read_gold  # noqa: E402
from kg.link import find_context, find_places, link_mentions  # noqa: E402
from kg.model import CleanText, Entity, EntityType, Mention, SourceDocument, entity_id  # noqa: E402
from kg.resources.places import load_gazetteer  # noqa: E402

SETS = {
    "sample (tuned on)": ROOT / "kg/resources/corpus",
    "development (tuned on)": ROOT / "corpus/development",
    "train (tuned on)": ROOT / "corpus/train",
    "test (not looked at)": ROOT / "corpus/test",
}
_HIDDEN = "not looked at"
_LOCAL = frozenset({EntityType.FACILITY, EntityType.ORGANIZATION, EntityType.PRIMARY_CARE, EntityType.HOSPITAL})


@dataclass(frozen=True, slots=True)
class Judged:
    """One mention: what gold and what the linker take for its entity."""

    document: str
    gold: GoldMention
    found: Mention
    gold_key: str
    found_key: str

    @property
    def is_right(self) -> bool:
        entity = self.found.entity
        if entity is None or not is_same_name(entity.name, self.gold.names):
            return False
        return self.gold.code is None or self.gold.code == entity.code


@dataclass
class Tally:
    """Counts of one set."""

    links: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    entities: int = 0
    inside: tuple[int, int] = (0, 0)
    between: tuple[int, int] = (0, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="sets whose name contains this")
    parser.add_argument("--show", action="store_true", help="list the errors, but never those of the test set")
    parser.add_argument("--readme", action="store_true", help="show the table in the README")
    arguments = parser.parse_args()
    tallies: dict[str, Tally] = {}
    inputs: list[Path] = []
    for name, folder in SETS.items():
        if arguments.only not in name:
            continue
        judged = judge(read_gold(folder / "gold.jsonl"), folder / "texts")
        inputs.append(folder / "gold.jsonl")
        tallies[name] = count(judged)
        if arguments.show and _HIDDEN not in name:
            sys.stdout.writelines(f"{line}\n" for line in errors(judged))
    table = format_table(tallies)
    sys.stdout.write(table)
    if not arguments.only:
        figures = {name: {**_figures(tally), "types": _types(tally)} for name, tally in tallies.items()}
        path = write_record("links", inputs, {"links": figures})
        sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
        if arguments.readme:
            show_in_readme("links", table)
    return 0


def judge(documents: Iterable[GoldDocument], texts: Path) -> list[Judged]:
    """Every gold mention linked as the pipeline would link it, had it found just these."""
    held = tuple(documents)
    keys = gold_keys(held)
    sameness = Sameness()
    judged = []
    for document in held:
        text = (texts / f"{document.id}.txt").read_bytes().decode("utf-8")
        title = (0, text.index("\n")) if "\n" in text else None
        untouched = CleanText.untouched(text)
        clean = CleanText(text, text, (), untouched.offsets, title=title, published=document.published)
        context = find_context(clean, find_places(text), SourceDocument(document.id, text))
        mentions = {(item.start, item.end, item.nested): item for item in map(_mention, document.mentions)}
        linked = {(item.start, item.end, item.nested): item for item in link_mentions(text, mentions.values(), context)}
        for index, gold in enumerate(document.mentions):
            found = linked[gold.start, gold.end, gold.nested]
            key = entity_id(sameness.settle(found.entity, context.region)) if found.entity else ""
            judged.append(Judged(document.id, gold, found, keys[document.id, index], key))
    return judged


def _mention(gold: GoldMention) -> Mention:
    return Mention(gold.start, gold.end, gold.text, gold.type, gold.nested, gold.anaphor, gold.group)


def gold_keys(documents: Iterable[GoldDocument]) -> dict[tuple[str, int], str]:
    """From document and position to the gold entity of a mention, one key for all reports."""
    names: dict[tuple[str, int], str] = {}
    accepted: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        province = _province(document)
        for index, mention in enumerate(document.mentions):
            prefix = _prefix(mention, document.id, province)
            key = prefix + (mention.code or canonical_name(mention.names[0] if mention.names else mention.text))
            names[document.id, index] = key
            accepted[key].update(prefix + canonical_name(name) for name in mention.names)
    leader: dict[str, str] = {}
    for key in sorted(accepted):
        mutual = (other for other in accepted[key] if other != key and key in accepted.get(other, ()))
        leader[key] = min((leader.get(other, other) for other in mutual), default=key)
        leader[key] = min(key, leader[key])
    return {position: leader[key] for position, key in names.items()}


def _prefix(mention: GoldMention, document: str, province: str) -> str:
    kind = entity_id(Entity("x", mention.type)).partition("/")[0] + "/"
    if mention.code:
        return kind
    name = mention.names[0] if mention.names else mention.text
    if mention.group:
        return f"group/{document}/"
    if mention.type is EntityType.PERSON:
        return f"{kind}{province}/"
    division = _division(name)
    if mention.type in _LOCAL and not division and (len(name) <= 5 or mention.type is EntityType.FACILITY):
        return f"{kind}{document}/"
    if division and len(load_gazetteer().named(division)) > 1:
        return f"{kind}{province}/"
    return kind


def _division(name: str) -> str:
    """The official name of a division that a name begins with."""
    known = load_gazetteer()
    lengths = range(min(len(name), 12), 1, -1)
    return next((name[:length] for length in lengths if known.lookup(name[:length])), "")


def _province(document: GoldDocument) -> str:
    codes = Counter(mention.code[:2] for mention in document.mentions if mention.code)
    return min(codes, key=lambda code: (-codes[code], code)) if codes else ""


def count(judged: Iterable[Judged]) -> Tally:
    """The figures of one set."""
    held = list(judged)
    tally = Tally()
    for item in held:
        for part in _parts(item.gold):
            tally.links[part] += 1
            tally.right[part] += item.is_right
    pairs = [(item.document, item.gold_key, item.found_key) for item in held]
    inside = [merges_and_splits(rows) for rows in _by_document(pairs).values()]
    tally.entities = len({gold for _, gold, _ in pairs})
    tally.inside = sum(merged for merged, _ in inside), sum(split for _, split in inside)
    tally.between = merges_and_splits(_usual(pairs))
    return tally


def _parts(gold: GoldMention) -> Iterator[str]:
    yield "all"
    if gold.plain:
        yield "plain"
        yield str(gold.type)
    if gold.code and not gold.anaphor:
        yield "coded places"
    if gold.anaphor:
        yield "anaphors"


Row = tuple[str, str, str]


def _by_document(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def merges_and_splits(rows: Iterable[Row]) -> tuple[int, int]:
    """Entities too few and too many: of each found one, the gold ones beyond the first; and the reverse."""
    golds: dict[str, set[str]] = defaultdict(set)
    founds: dict[str, set[str]] = defaultdict(set)
    for _, gold, found in rows:
        golds[found].add(gold)
        founds[gold].add(found)
    return sum(len(each) - 1 for each in golds.values()), sum(len(each) - 1 for each in founds.values())


def _usual(rows: Iterable[Row]) -> Iterator[Row]:
    """One row for each entity of a document, with the id its mentions mostly got: what is left is between reports."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document, gold, found in rows:
        counts[document, gold][found] += 1
    for (document, gold), ids in counts.items():
        yield document, gold, min(ids, key=lambda each: (-ids[each], each))


def errors(judged: Iterable[Judged]) -> Iterator[str]:
    """Wrong links, then merges and splits between reports, a line each."""
    held = list(judged)
    for item in held:
        if not item.is_right:
            entity, reasons = item.found.entity, item.found.link.reasons if item.found.link else ()
            found = f"{entity.name} {entity.code or ''}" if entity else "nothing"
            flags = "nested " * item.gold.nested + "anaphor " * item.gold.anaphor + "group " * item.gold.group
            wanted = f"{'|'.join(item.gold.names)} {item.gold.code or ''}"
            where = f"{item.document}:{item.gold.start} {item.gold.type} {flags}"
            yield f"link   {where}{item.gold.text} = {wanted} -> {found} ({'; '.join(reasons)})"
    rows = list(_usual((item.document, item.gold_key, item.found_key) for item in held))
    golds: dict[str, set[str]] = defaultdict(set)
    founds: dict[str, set[str]] = defaultdict(set)
    for document, gold, found in rows:
        golds[found].add(gold)
        founds[gold].add(f"{found} ({document})")
    yield from (f"merge  {found}: {sorted(each)}" for found, each in sorted(golds.items()) if len(each) > 1)
    for gold, each in sorted(founds.items()):
        if len({found.partition(" ")[0] for found in each}) > 1:
            yield f"split  {gold}: {sorted(each)}"


def _share(tally: Tally, part: str) -> float:
    return tally.right[part] / tally.links[part] if tally.links[part] else 0.0


def _figures(tally: Tally) -> dict[str, float | int]:
    return {
        "mentions": tally.links["all"],
        "linking": round(_share(tally, "plain"), 4),
        "places with code": round(_share(tally, "coded places"), 4),
        "anaphors": round(_share(tally, "anaphors"), 4),
        "entities": tally.entities,
        "merged in one report": tally.inside[0],
        "split in one report": tally.inside[1],
        "merged between": tally.between[0],
        "split between": tally.between[1],
    }


def _types(tally: Tally) -> dict[str, float]:
    return {str(kind): round(_share(tally, str(kind)), 4) for kind in EntityType if tally.links[str(kind)]}


def format_table(tallies: Mapping[str, Tally]) -> str:
    """A Markdown table, one line a set."""
    columns = tuple(_figures(Tally()))
    lines = [f"| gold mentions of | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    for name, tally in tallies.items():
        shown = (f"{each:.3f}" if isinstance(each, float) else str(each) for each in _figures(tally).values())
        lines.append(f"| {name} | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
