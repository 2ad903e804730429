"""What holds for every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims import find_claims
from kg.model import Context
from tests.claims.marked import REGION, claims_of, read_marked

PIECES = st.lists(
    st.sampled_from(
        [
            "{东岭县|PL}",
            "{甲院|HO}",
            "{强基工程|PR}",
            "{签约率|IN}",
            "{3所卫生院|PC g}",
            "{胸痛中心|DE}",
            "{门诊楼|FA}",
            "实施",
            "将",
            "新建",
            "达到",
            "12.5%",
            "5名",
            "2000万元",
            "支援",
            "覆盖",
            "2023年",
            "年底前",
            "尚未",
            "的",
            "与",
            "医生",
            "、",
            ",",
            "。",
            ";",
            "\n",
            "(",
            ")",
            "“",
            "由",
            "降至",
            "同比增长",
            "下一步",
            "每年",
            "各",
            "分别",
        ]
    ),
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_each_claim_has_one_piece_of_evidence_that_is_in_the_text(pieces: list[str]) -> None:
    text, mentions = read_marked("".join(pieces))
    for claim in find_claims(text, mentions, Context(region=REGION, period="2022"), document_id="d"):
        (evidence,) = claim.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote
        assert evidence.document == "d"
        assert claim.object is None or claim.object.name != claim.subject.name


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_the_same_text_gives_the_same_claims(pieces: list[str]) -> None:
    marked = "".join(pieces)
    assert claims_of(marked) == claims_of(marked)


def test_nothing_in_nothing() -> None:
    assert find_claims("", (), Context()) == ()
    assert find_claims("无", (), Context()) == ()
