"""How officials write the names of divisions, and of bodies behind them: every length of address, full and short."""

from __future__ import annotations

from itertools import combinations

from kg.resources.places import Gazetteer, Level, Place

__all__ = ["address_forms", "is_made_of", "joined", "merged", "of_level", "wordings"]

_FULL_FORMS = (
    ("卫生健康委员会", "卫生健康委", "卫健委"),
    ("卫生健康局", "卫健局"),
    ("卫生和计划生育委员会", "卫生计生委", "卫计委"),
    ("疾病预防控制中心", "疾控中心"),
    ("疾病预防控制局", "疾控局"),
    ("医疗保障局", "医保局"),
    ("中医药管理局", "中医药局"),
    ("发展和改革委员会", "发展改革委", "发改委"),
    ("人力资源和社会保障局", "人社局"),
    ("人力资源和社会保障厅", "人社厅"),
    ("妇幼保健计划生育服务中心", "妇计中心"),
    ("妇幼保健院", "妇保院"),
    ("市场监督管理局", "市场监管局"),
    ("红十字会",),
    ("人民政府", "政府"),
)


def of_level(chain: tuple[Place, ...], word: str) -> Place | None:
    """The nearest division whose name ends with the level word; 市 before a municipality's 区 is the municipality."""
    for place in chain:
        if word == "区" and place.name.endswith(("自治区", "地区")):
            continue
        if place.name.endswith(word):
            return place
    return None


def is_made_of(head: str, forms: list[str]) -> bool:
    """Whether a name is nothing but some of the forms, one behind the other."""
    return not head or any(head.endswith(form) and is_made_of(head[: -len(form)], forms) for form in forms)


def address_forms(place: Place, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The official name, then every address an official could write: 乙县, 甲省乙县, 乙; best first."""
    above = [parent for parent in reversed(gazetteer.ancestors(place)) if parent.level is not Level.COUNTRY]
    own = (place.name, *(short for short in place.short if len(short) > 1))
    heads = [
        "".join(parent.name for parent in chosen)
        for size in range(len(above) + 1)
        for chosen in combinations(above, size)
    ]
    return tuple(dict.fromkeys(head + form for form in own for head in heads))


def wordings(rest: str) -> tuple[str, ...]:
    """The name in full and in the shorter forms that stand for it."""
    for full, *shorts in _FULL_FORMS:
        for form in sorted((full, *shorts), key=len, reverse=True):
            if form in rest:
                return tuple(dict.fromkeys(rest.replace(form, other) for other in (full, *shorts)))
    return (rest,)


def joined(address: str, rest: str) -> str:
    """The name of a body behind an address; that of a party committee goes around it."""
    if rest in ("委", "党委"):
        return f"中国共产党{address}委员会"
    return address + rest


def merged(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """All names, each where it comes first."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
