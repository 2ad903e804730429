"""Who helps from outside, and how many people a dispatch counts."""

from __future__ import annotations

import pytest

from kg.claims.helpers import is_outside, people_told, receiver_of
from kg.extract.quantities import find_quantities
from kg.model import Entity, EntityType, Link, Mention

HOME = Entity("云河县", EntityType.PLACE, code="999901")


@pytest.mark.parametrize(
    ("helper", "outside"),
    [
        (Entity("南屏市人民医院", EntityType.HOSPITAL), True),
        (Entity("云河县中医院", EntityType.HOSPITAL), False),
        (Entity("南屏市", EntityType.PLACE, code="998800"), True),
        (HOME, False),
        (Entity("石桥镇", EntityType.PLACE, code="999901102"), False),
        (Entity("6个国家", EntityType.PLACE, group=True), False),
    ],
)
def test_what_belongs_to_a_region_does_not_help_it_from_outside(helper: Entity, outside: bool) -> None:
    assert is_outside(helper, HOME) is outside


def test_a_body_is_not_helped_by_its_own_part() -> None:
    home = Entity("云河县中医院", EntityType.HOSPITAL)
    assert not is_outside(Entity("云河县中医院针灸科", EntityType.ORGANIZATION), home)
    assert is_outside(Entity("云河县人民医院", EntityType.HOSPITAL), home)


def test_of_batches_and_people_the_people_are_counted() -> None:
    spans = find_quantities("先后派出3批31名专家")
    assert [span.quantity.value for span in people_told(spans, spans[:1], is_slot=True)] == ["31"]
    assert people_told(spans[:1], spans[:1], is_slot=True) == []


HELPER = Entity("南屏市人民医院", EntityType.HOSPITAL)
HOUSE = Entity("云河县中医院", EntityType.HOSPITAL)


def _mentions(*entities: Entity) -> list[Mention]:
    return [
        Mention(at, at + len(entity.name), entity.name, entity.type, link=Link(entity))
        for at, entity in enumerate(entities)
    ]


def test_who_is_helped_is_the_house_named_before_or_whom_the_report_speaks_for() -> None:
    assert receiver_of(HELPER, [HOUSE], HOME, ()) == HOUSE
    assert receiver_of(HELPER, [HELPER], HOME, ()) == HOME
    assert receiver_of(HELPER, [], HOUSE, ()) == HOUSE


def test_in_a_report_of_the_helper_itself_the_house_named_most_is_helped() -> None:
    town = Entity("南屏市", EntityType.PLACE, code="998800")
    assert receiver_of(HELPER, [], town, _mentions(HOUSE, HOUSE, HOUSE, HELPER)) == HOUSE
    assert receiver_of(HELPER, [], town, _mentions(HOUSE, HOUSE, HELPER)) is None


def test_what_bears_the_name_of_a_place_at_home_helps_nobody_there() -> None:
    city = Entity("云河市", EntityType.PLACE, code="999900")
    body = Entity("东岭县中医院", EntityType.HOSPITAL)
    county = Entity("东岭县", EntityType.PLACE, code="999903")
    assert receiver_of(body, [], city, _mentions(county)) is None
    assert receiver_of(body, [], city, ()) == city


def test_a_township_house_comes_from_nowhere_else() -> None:
    assert receiver_of(Entity("南屏镇卫生院", EntityType.PRIMARY_CARE), [], HOME, ()) is None
