"""Posts told away from the name: lists of a portrait, words that are no office, heads without their body."""

from __future__ import annotations

import pytest

from tests.claims.marked import claims_of


def _posts(marked: str, rule: str) -> set[tuple[str, str, str, str]]:
    return {
        (claim.subject.name, claim.object.name, claim.post or "", claim.polarity.value)
        for claim in claims_of(marked)
        if claim.object and claim.evidence[0].rule == rule
    }


@pytest.mark.parametrize(
    ("marked", "rule", "expected"),
    [
        (
            "{林远|PE}行医三十年,{云河市医学会|OR}常务理事。",
            "post.listed",
            ("林远", "云河市医学会", "常务理事", "+"),
        ),
        (
            "{林远|PE}行医多年。如今他是{云河市医学会|OR}副会长。",
            "post.portrait",
            ("林远", "云河市医学会", "副会长", "+"),
        ),
        ("{林远|PE}不是{河口市人民医院|HO}院长。", "post.listed", ("林远", "河口市人民医院", "院长", "-")),
        ("{河口市人民医院|HO}派来的推拿师{林远|PE}到了。", "post.called", ("林远", "河口市人民医院", "推拿师", "+")),
        (
            "{河口市人民医院|HO}出了六人,项目负责人{林远|PE}先到。",
            "post.own",
            ("林远", "河口市人民医院", "项目负责人", "+"),
        ),
    ],
    ids=["a list of offices", "a sentence later", "denied", "no office", "the body of the sentence"],
)
def test_a_post_is_told_away_from_the_name(marked: str, rule: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in _posts(marked, rule)


@pytest.mark.parametrize(
    ("marked", "rule"),
    [
        ("{林远|PE}出席,{云河市医学会|OR}会长{周小满|PE}致辞。", "post.listed"),
        ("{林远|PE}上个月刚刚从外地搬回镇上住下来,家里还没有收拾好,要谢{河口市人民医院|HO}的医生。", "post.listed"),
        ("{林远|PE}和{周小满|PE}行医多年。来的是{云河市医学会|OR}会长。", "post.portrait"),
        ("{河口市人民医院|HO}看病的{林远|PE}到了。", "post.called"),
        ("{云河市财政局|AG}拨款,项目负责人{林远|PE}收下。", "post.own"),
    ],
    ids=["another person's", "one of many", "one of two", "a patient", "an office has no such head"],
)
def test_other_titles_are_not_told_of_the_one_named(marked: str, rule: str) -> None:
    assert not _posts(marked, rule)
