"""The promise of the text contract: what was found is found again in the page as it was scraped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.clean.injection import inject
from kg.io import ReadFailure, read_paths
from kg.model import Annotation, SourceDocument
from kg.nlp import annotate

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "kg" / "resources" / "corpus" / "pages"
SEEDS = ROOT.parent / "shared" / "seeds"
SENTENCES = (
    "2022年，岳阳市人民医院选派8名医师到平江县第一人民医院坐诊，门诊量同比增长12%。",
    "县卫健局投入300万元改造5家乡镇卫生院，年底前力争建成县域影像中心。",
    "（记者 周敏）市疾控中心开展“健康小屋”进社区活动，覆盖12个街道。",
    "鄂温克族自治旗蒙医医院通过二级甲等评审，院长其其格介绍了情况。",
)
NOISE = st.text(alphabet="(){}（）【】<>&;?·•﹢＋ 　\n\t.,，。“”\"'a1線醫療(xiàn)\u200b\ue000", max_size=12)


def assert_found_again(annotation: Annotation) -> None:
    clean = annotation.clean
    for mention in annotation.mentions:
        source_span = clean.offsets.to_source(mention.start, mention.end)
        assert clean.replay(*source_span) == mention.text == clean.text[mention.start : mention.end]
    for claim in annotation.claims:
        for evidence in claim.evidence:
            assert clean.offsets.to_source(evidence.start, evidence.end) == (
                evidence.source_start,
                evidence.source_end,
            )
            assert clean.replay(evidence.source_start, evidence.source_end) == evidence.quote


def read(folder: Path) -> list[SourceDocument]:
    return [item for item in read_paths([folder]) if not isinstance(item, ReadFailure)]


@pytest.mark.parametrize("document", read(PAGES), ids=lambda document: document.id)
def test_sample_pages(document: SourceDocument) -> None:
    annotation = annotate(document)
    assert annotation.mentions
    assert_found_again(annotation)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared pages are not beside the checkout")
def test_shared_pages() -> None:
    documents = read(SEEDS)
    assert documents
    for document in documents:
        assert_found_again(annotate(document))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(SENTENCES), NOISE), min_size=1, max_size=8), st.booleans())
def test_generated_noise(parts: list[str], injected: bool) -> None:
    text = "".join(parts)
    source = inject(text).source if injected else text
    assert_found_again(annotate(SourceDocument(id="noise", source=source)))
