"""A Simplified text is left alone, a converted one comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.clean import clean
from kg.clean.injection import inject
from kg.clean.script import is_traditional
from kg.clean.scripts import load_scripts

SCRIPTS = load_scripts()
SIMPLIFIED = sorted(character for character in SCRIPTS.common if character not in SCRIPTS.simplified)


@given(st.text(SIMPLIFIED, max_size=50))
def test_simplified_comes_out_unchanged(text: str) -> None:
    assert clean(text).text == text


def test_tables_are_apart() -> None:
    assert not SCRIPTS.traditional_only & SCRIPTS.simplified_only
    assert {"縣", "醫", "衛"} <= SCRIPTS.traditional_only
    assert {"县", "医", "卫"} <= SCRIPTS.simplified_only
    assert not {"后", "里", "台", "乾", "著"} & (SCRIPTS.traditional_only | SCRIPTS.simplified_only)


def test_each_line_by_its_own_script() -> None:
    assert is_traditional("縣人民醫院")
    assert not is_traditional("县人民医院")
    assert clean("衛生院的醫生\n成效显著的县医院").text == "卫生院的医生\n成效显著的县医院"


def test_table_driven_conversion_comes_back() -> None:
    text = "随着医改推进，各级医院着力解决群众看病难的问题，干部职工后面还有一系列准备工作要做，只有几里路。"
    assert clean(inject(text, marked=()).source).text == text
