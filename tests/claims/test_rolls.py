"""Houses in a row with their people, where no sentence says in one frame who sends whom."""

from __future__ import annotations

import pytest

from tests.claims.marked import helped_by

_ROW = "{石桥镇|PL}派5人,{柳河镇|PL}派3人。"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{河口县医院|HO}抽人下沉。" + _ROW, {("河口县医院", "石桥镇", "5"), ("河口县医院", "柳河镇", "3")}),
        (
            "到岗的医生一共7名,{南屏市医院|HO}3名、{北岭市医院|HO}4名。",
            {("南屏市医院", "云河市", "3"), ("北岭市医院", "云河市", "4")},
        ),
        (
            "支援的5名队员里,2名出自{南屏市医院|HO},剩下的3名出自{北岭市医院|HO}。",
            {("南屏市医院", "云河市", "2"), ("北岭市医院", "云河市", "3")},
        ),
        (
            "{银龄计划|PR}今年又招来医生。{银龄计划|PR}的队员到岗了。" + _ROW,
            {("银龄计划", "石桥镇", "5"), ("银龄计划", "柳河镇", "3")},
        ),
        (
            "{南屏市|PL}派来医生。{石桥镇卫生院|PC}、{柳河镇卫生院|PC}各得1名。",
            {("南屏市", "石桥镇卫生院", "1"), ("南屏市", "柳河镇卫生院", "1")},
        ),
    ],
)
def test_each_house_of_a_row_has_its_people(marked: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= helped_by(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "派出救护车。病人送往{南屏市医院|HO}3名、{北岭市医院|HO}4名。",
        "今天气温下降。{南屏市医院|HO}3名、{北岭市医院|HO}4名。",
        "医生们都来自{南屏市医院|HO}附近。",
    ],
)
def test_a_row_of_patients_or_of_nothing_helps_nobody(marked: str) -> None:
    assert not helped_by(marked)
