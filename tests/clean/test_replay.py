"""The property that all evidence rests on: a source slice, cleaned by the same edits, is the text slice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.clean import clean
from kg.clean.injection import inject
from kg.model import CleanText

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
PIECES = [
    *("某县人民医院今年争取创建三级医院，服务当地村民。", "首页 > 新闻 > 正文", "来源:某地日报 2024-01-02"),
    *("国产精品一区二区 在线观看 ", "線(xiàn)路", "醫(yī)療", "年?duì)幦", "?chuàng)建", "\ue509", "著名", "乾縣"),
    *("&nbsp;", "&ldquo;", "<br/>", "\u200b", "\r\n", "\n", "　　", "相关阅读", "某ICP备00000000号", "分享到:微信"),
    *("１２３％", "“1﹢7”", "(CT)", "?", "!", "ä¸\xadå›½", "鍖婚櫌", "\ufffd", "A", "，"),
]


def assert_replays(cleaned: CleanText) -> None:
    length = len(cleaned.text)
    for start in range(length):
        for end in {start + 1, min(length, start + 5), min(length, start + 40)}:
            source_start, source_end = cleaned.offsets.to_source(start, end)
            assert cleaned.replay(source_start, source_end) == cleaned.text[start:end]
            assert cleaned.offsets.to_text(source_start, source_end) == (start, end)


@settings(max_examples=150, deadline=None)
@example("\ufffd\x1f\ufffd")
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25).map("".join))
def test_generated_noise(source: str) -> None:
    cleaned = clean(source)
    assert_replays(cleaned)
    for span in (*cleaned.damaged, *([cleaned.title] if cleaned.title else [])):
        assert 0 <= span[0] < span[1] <= len(cleaned.text)


@settings(max_examples=60, deadline=None)
@given(st.text("医卫生院区县市人民政府健康中心年度工作会议开展服务，。\n0123", max_size=120))
def test_injected(text: str) -> None:
    assert_replays(clean(inject(text).source))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout (../shared/seeds)")
def test_seeds() -> None:
    seeds = sorted(SEEDS.glob("*.txt"))
    assert len(seeds) == 5
    for path in seeds:
        assert_replays(clean(path.read_text(encoding="utf-8")))
