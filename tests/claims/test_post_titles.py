"""Where the title of a person stands."""

from __future__ import annotations

import pytest

from kg.claims.passage import build_passage
from kg.claims.post_titles import title_span
from kg.model import CleanText, Context, EntityType, Mention
from tests.claims.marked import read_marked


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("{甲医院|HO}院长{段明远|PE}说", "院长"),
        ("{甲医院|HO}党委书记、院长{段明远|PE}说", "党委书记、院长"),
        ("副院长{江又晴|PE}、{段明远|PE}说", "副院长"),
        ("{段明远|PE}主任医师坐诊", "主任医师"),
        ("{段明远|PE}(副教授)坐诊", "副教授"),
        ("{段明远|PE}去年起任院长", "院长"),
        ("{段明远|PE}任{甲医院|HO}院长", "院长"),
        ("{段明远|PE}回到{甲医院|HO}", None),
        ("{段明远|PE}把院长{江又晴|PE}请来", None),
    ],
)
def test_title_of_the_last_person_but_him_that_it_stands_beside(marked: str, title: str | None) -> None:
    text, mentions = read_marked(marked)
    passage = build_passage(text, mentions, Context(), clean=CleanText.untouched(text), document_id="a")
    (shadow,) = passage.shadows
    persons = {
        item.text: at
        for at, item in shadow.items.items()
        if isinstance(item, Mention) and item.type is EntityType.PERSON
    }
    bodies = [at for at, item in shadow.items.items() if isinstance(item, Mention) and item.type.is_body]
    span = title_span(shadow, persons["段明远"], bodies[0] if bodies else None)
    assert (shadow.string[slice(*span)] if span else None) == title


def test_a_body_with_a_title_behind_needs_no_person() -> None:
    text, mentions = read_marked("还是{甲学会|OR}理事")
    passage = build_passage(text, mentions, Context(), clean=CleanText.untouched(text), document_id="a")
    (shadow,) = passage.shadows
    (body,) = shadow.items
    span = title_span(shadow, None, body)
    assert span is not None
    assert shadow.string[slice(*span)] == "理事"
