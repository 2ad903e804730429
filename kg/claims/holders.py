"""Who has or did what is counted where the sentence does not say: not an office named in passing before."""

from __future__ import annotations

import re

from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.model import Entity, EntityType, Mention

__all__ = ["holders_at"]

_OF_HOUSE = re.compile(
    "住院日|急诊|门诊量|手术量|微创|药占比|候诊|溶栓|取栓|接生|剖宫产|镇痛|透析|支架|置换|感染率|耗材|抗菌药物|"
    "处方合格率|病历|卫技人员|业务用房|住院次均|次均住院|四级手术|出院病人|出院患者"
)
"""What only a house of health has: told of a region's paragraph it is that of the one house named in it."""


def holders_at(passage: Passage, index: int, position: int, name: str) -> tuple[Entity, ...]:
    """Whose count or figure stands at a position of a shadow.

    An agency carried over from an earlier sentence gives way to whom the report speaks for; what only a house of
    health has is that of the one house the paragraph has named, where nobody else is spoken of.
    """
    found = passage.subjects_at(index, position, "topic")
    default = passage.subjects.default
    if default is None or passage.subjects_at(index, position, "none"):
        return found
    shadow = passage.shadows[index]
    here = {entity_of(mention) for mention in shadow.mentions(0, position)}
    if found and all(_is_office(each) and each not in here for each in found):
        found = (default,)
    if found == (default,) and default.type is EntityType.PLACE and _OF_HOUSE.search(name):
        houses = {entity_of(house) for house in _houses(passage, index, position)}
        return tuple(houses) if len(houses) == 1 else found
    return found


_OFFICE = re.compile("中国共产党|中共|党委|纪委|人民政府|宣传部|编办|机构编制|领导小组|工作委员会")


def _is_office(entity: Entity) -> bool:
    return entity.type is EntityType.AGENCY or bool(_OFFICE.search(entity.name))


def _houses(passage: Passage, index: int, position: int) -> list[Mention]:
    """The houses of health that the paragraph has named up to a position."""
    paragraph = passage.shadows[index].sentence.paragraph
    found: list[Mention] = []
    for at in range(index, -1, -1):
        shadow = passage.shadows[at]
        if shadow.sentence.paragraph != paragraph:
            break
        end = position if at == index else len(shadow.string)
        found += [each for each in shadow.mentions(0, end) if each.type.is_health_institution and not each.group]
    return found
