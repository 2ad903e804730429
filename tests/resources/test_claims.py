"""The tables of the claim grammar are read with every row checked."""

from __future__ import annotations

import pytest

from kg.claims.frames import compile_expression, load_frames
from kg.errors import ResourceError
from kg.resources.claims import body_endings, load_cues, load_patterns, load_posts, load_units
from kg.resources.tables import parse_table


def test_units_are_longest_first_so_that_the_longest_matches() -> None:
    names = [unit.name for unit in load_units()]
    assert names == sorted(names, key=lambda name: (-len(name), name))
    assert len(names) == len(set(names))


def test_posts_are_unique() -> None:
    assert len(load_posts()) == len(set(load_posts()))


def test_every_cue_class_is_used_by_a_frame_or_by_the_counts() -> None:
    frames = " ".join(pattern.frame for pattern in load_patterns())
    in_code = {"up", "down", "to", "work", "light", "negator"}
    unused = [group for group in load_cues() if f"{{{group}}}" not in frames and group not in in_code]
    assert unused == [], "remove the class, or name it in a frame"


def test_an_unknown_class_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(ResourceError, match="implement"):
        compile_expression("{implements}(o:{PROGRAM})")


def test_all_frames_compile() -> None:
    frames = load_frames()
    assert all(frame.expression.groupindex or frame.pattern.default != "none" for frame in frames)


def test_a_bad_row_is_told_with_its_line() -> None:
    def parse(row: object) -> object:
        raise ValueError("bad")

    with pytest.raises(ResourceError, match=r"t\.tsv:2"):
        list(parse_table("t.tsv", ["a\tb", "1\t2"], ("a", "b"), parse))


def test_a_title_tells_what_bodies_have_it() -> None:
    assert "医院" in body_endings("常务副院长")
    assert body_endings("患者") == ()
