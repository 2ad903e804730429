"""Who sent people whose house the sentence does not name."""

from __future__ import annotations

import pytest

from tests.claims.marked import helped_by


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{南屏市|PL}今年派来医生9名。其中2名分到{东岭县医院|HO}。",
            {("南屏市", "东岭县医院", "2")},
        ),
        (
            "{南屏市|PL}结对帮扶我市。今年的队员:{东岭县医院|HO}6名,{西岭县医院|HO}3名。",
            {("南屏市", "东岭县医院", "6"), ("南屏市", "西岭县医院", "3")},
        ),
        (
            "{南屏市|PL}派来医疗队。{河口市|PL}也派来医疗队。其中4名分到{东岭县医院|HO}。",
            {("河口市", "东岭县医院", "4")},
        ),
        (
            "{南屏省|PL}支援我市。今年的队员:{南屏省人民医院|HO}6名,{河口医院|HO}3名。",
            {("南屏省人民医院", "云河市", "6"), ("河口医院", "云河市", "3")},
        ),
    ],
)
def test_whoever_was_last_said_to_send_people_sends_those_of_the_next_sentence(
    marked: str, expected: set[tuple[str, str, str]]
) -> None:
    assert expected <= helped_by(marked)


def test_nobody_sends_patients_or_goes_on_sending_for_long() -> None:
    assert not helped_by("{南屏市|PL}风光很好。其中2名去了{东岭县医院|HO}。")
    assert not helped_by("{南屏市|PL}收治病人。{东岭县医院|HO}6名,{西岭县医院|HO}3名。")
    told = "{南屏市|PL}今年派来医生9名。" + "天气转凉。" * 8
    assert ("南屏市", "东岭县医院", "2") not in helped_by(told + "其中2名去了{东岭县医院|HO}。")
