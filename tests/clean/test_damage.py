"""What injection on bytes breaks, and how much of it comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import gbk
from kg.clean.damage import find_damage
from kg.clean.draft import Draft
from kg.clean.injection import inject
from kg.clean.plan import clean
from kg.clean.scripts import load_scripts
from kg.clean.settings import CleanSettings

COMMON = sorted(c for c in load_scripts().common if c not in load_scripts().simplified and gbk.encode_character(c))
HALF_WIDTH = str.maketrans("，：；！", ",:;!")


@pytest.mark.parametrize(
    ("text", "marked", "source"),
    [
        ("年争取创建", "隊創", "年?duì)幦\ue509?chuàng)建"),
        ("在当地村民", "數義", "在當?shù)卮迕?"),
        ("驶入高质量", "側質", "駛?cè)敫哔|(zhì)量"),
        ("有B超机", "蠦機", "有B(lú)超機(jī)"),
    ],
)
def test_injection_breaks_where_bytes_meet(text: str, marked: str, source: str) -> None:
    assert inject(text, marked).source == source


def test_restored_to_the_letter() -> None:
    text = "今年争取创建两个区级中心，为当地村民义诊，驶入高质量发展的轨道。"
    cleaned = clean(inject(text).source)
    assert cleaned.text == text
    assert cleaned.damaged == ()


def test_punctuation_made_half_width_afterwards() -> None:
    text = "下雨影响，气候相对温暖湿润，今年争取创建中心。"
    assert clean(inject(text).source.translate(HALF_WIDTH)).text == text.translate(HALF_WIDTH)


def test_a_line_end_that_was_swallowed_stays_lost_and_marked() -> None:
    text = "十二个林场\n2024年开工建设，全县医院都有医生。"
    cleaned = clean(inject(text).source)
    assert cleaned.damaged, inject(text).source
    assert all(cleaned.text[start:end].strip("?") == "" for start, end in cleaned.damaged)


def test_characters_behind_a_lost_byte_are_read() -> None:
    """福 is gone with its note; what follows is only shifted."""
    true = gbk.encode("福——嘉峪關市") or b""
    source = "祝" + gbk.decode(true[:1] + b"!" + b"\xa3\xa1" + true[3:])
    cleaned = clean(source)
    assert cleaned.text == "祝?——嘉峪关市"
    assert [cleaned.text[start:end] for start, end in cleaned.damaged] == ["?"]


def test_sound_text_with_question_marks_is_left_alone() -> None:
    text = "真的?!大家都笑了。医院怎么办?村民说好。这是?问题"
    assert find_damage(text) == []


def test_each_restored_character_has_a_narrow_place() -> None:
    source = inject("今年争取创建").source
    cleaned = clean(source)
    at = cleaned.text.index("争取")
    start, end = cleaned.offsets.to_source(at, at + 2)
    assert source[start:end].startswith("?")
    assert cleaned.replay(start, end) == "争取"


@given(st.text(COMMON[:3000] + list("，。、"), min_size=1, max_size=60))
def test_nothing_is_invented_in_an_unmarked_text(text: str) -> None:
    edits = find_damage(text)
    assert Draft.of(text).then(edits).text == text


EVERYDAY = sorted(set("医卫务区发业会时个进质优领产构阳护学设计争取创建当地村民义诊年的在和中心，。0123abc"))
BYTES_ONLY = CleanSettings(skip=frozenset({"lines", "wrap", "glued"}))


@given(st.text(EVERYDAY, max_size=80))
def test_what_is_not_marked_as_lost_is_right(text: str) -> None:
    cleaned = clean(inject(text).source, BYTES_ONLY)
    if "?" not in cleaned.text:
        assert cleaned.text == text
