"""Every cue word of an open class carries its claim in the plainest sentence there is."""

from __future__ import annotations

import pytest

from kg.resources.claims import load_cues
from tests.claims.marked import claims_of

PLAIN = {
    "implement": ("{云河市|PL}%s{强基工程|PR}。", "强基工程"),
    "launch": ("{东岭县卫生健康局|AG}%s{强基工程|PR}。", "强基工程"),
    "achieve": ("{云河市|PL}%s{卫生城市|DE}。", "卫生城市"),
    "build": ("{云河市|PL}%s{门诊楼|FA}。", "门诊楼"),
    "build_end": ("{云河市|PL}{门诊楼|FA}%s。", "门诊楼"),
    "reach": ("{远程心电平台|FA}上线,%s{35家卫生院|PC g}。", "35家卫生院"),
    "pay": ("{云河市|PL}%s三百万元设立{强基奖学金|PR}。", "强基奖学金"),
    "spend_on": ("{云河市|PL}拿出三百万元%s{强基奖学金|PR}。", "强基奖学金"),
    "progress": ("{云河市|PL}{强基工程|PR}%s。", "强基工程"),
}
WORDS = [(group, word) for group in PLAIN for word in load_cues()[group]]


@pytest.mark.parametrize(("group", "word"), WORDS, ids=[f"{group}-{word}" for group, word in WORDS])
def test_a_cue_word_carries_a_claim(group: str, word: str) -> None:
    sentence, object_ = PLAIN[group]
    assert object_ in {claim.object.name for claim in claims_of(sentence % word) if claim.object}


def test_words_are_listed_once_in_a_class_and_sorted() -> None:
    for group, words in load_cues().items():
        assert len(words) == len(set(words)), group
        assert list(words) == sorted(words, key=lambda word: (-len(word), word)), group
