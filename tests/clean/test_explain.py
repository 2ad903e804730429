from __future__ import annotations

from kg.clean import clean, explain


def test_every_edit_is_told_once() -> None:
    cleaned = clean("學(xué)校與學(xué)會\n分享到: 微信")
    told = explain(cleaned)
    assert sum(len(explanation.places) for explanation in told) == len(cleaned.edits)
    assert [explanation.places for explanation in told if explanation.rule == "pinyin"] == [(1, 9)]
    assert all(explanation.reason for explanation in told)


def test_blanks_and_private_characters_are_visible() -> None:
    lines = [str(explanation) for explanation in explain(clean("\ue63b　　卫生院"))]
    assert any("U+E63B" in line for line in lines)
    assert any("□" in line for line in lines)


def test_long_deletions_are_shortened() -> None:
    (told,) = [e for e in explain(clean("版权所有 " + "某" * 90 + "\n某县医院启用")) if e.rule == "legal"]
    assert len(told.source) <= 42
