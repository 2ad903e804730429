"""Who helps from outside, and how many people a dispatch counts."""

from __future__ import annotations

import pytest

from kg.claims.helpers import is_outside, people_among
from kg.extract.quantities import find_quantities
from kg.model import Entity, EntityType

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
    assert [span.quantity.value for span in people_among(spans, spans[:1])] == ["31"]
    assert [span.quantity.value for span in people_among(spans[:1], spans[:1])] == ["3"]
