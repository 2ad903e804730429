"""The page's tables and its scripts agree, and its colours can be told apart."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from kg.errors import ResourceError
from kg.model import EntityType, Predicate
from kg.resources import tables, view
from kg.resources.view import load_messages, load_node_types, load_predicate_labels

SCRIPTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in files("kg.view").iterdir()
    if path.name.endswith((".js", ".html", ".css"))
}


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_type_and_predicate_has_its_row() -> None:
    assert [kind.key for kind in load_node_types()] == [kind.value for kind in EntityType]
    assert {label.key for label in load_predicate_labels()} == {kind.value for kind in Predicate} | {"withinDivision"}


@pytest.mark.parametrize("column", ["color", "shape", "glyph", "zh", "en"])
def test_no_two_types_look_alike(column: str) -> None:
    values = [getattr(kind, column) for kind in load_node_types()]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("kind", load_node_types(), ids=lambda kind: kind.key)
def test_glyphs_can_be_read_on_their_colour(kind: view.NodeType) -> None:
    assert contrast(kind.color, kind.ink) >= 4.5


def test_every_shape_can_be_drawn() -> None:
    for kind in load_node_types():
        assert f"  {kind.shape}: " in SCRIPTS["canvas.js"]


def test_messages_are_those_that_the_page_uses() -> None:
    used = set()
    for text in SCRIPTS.values():
        used |= set(re.findall(r"(?:say\('|legend\.messages\.)(\w+)", text)) | set(
            re.findall(r'data-(?:text|label|placeholder)="(\w+)"', text)
        )
    used |= set(re.findall(r"words\.(\w+)", SCRIPTS["page.html"]))
    used |= {"done", "ongoing", "planned", "affirmed", "denied", "all", "none", "up", "down"}
    columns = re.search(r"COLUMNS = (.*)", SCRIPTS["state.js"])
    assert columns
    used |= {f"column_{column}" for column in re.findall(r"'(\w+)'", columns[1])}
    used |= {"by_relation", "by_time", "ego", "ego2"} | {
        "line_done",
        "line_planned",
        "line_denied",
        "line_width",
        "size_note",
    }
    assert {message.key for message in load_messages()} == used


def test_scripts_set_no_markup_and_make_no_code() -> None:
    for name, text in SCRIPTS.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", text), name


@pytest.mark.parametrize(
    "row",
    [
        "HOSPITAL\t医院\tHospital\tblue\t#FFFFFF\tcross\t院\tyes",
        "HOSPITAL\t医院\tHospital\t#0072B2\t#FFFFFF\tcross\t医院\tyes",
        "HOSPITAL\t医院\tHospital\t#0072B2\t#FFFFFF\tcross\t院\tmaybe",
        "HOSPITAL\t\tHospital\t#0072B2\t#FFFFFF\tcross\t院\tyes",
    ],
)
def test_a_bad_row_is_reported_with_its_line(row: str) -> None:
    columns = ("key", "zh", "en", "color", "ink", "shape", "glyph", "shown")
    with pytest.raises(ResourceError, match="mine:2"):
        list(tables.parse_table("mine", ["\t".join(columns), row], columns, view._node_type))
