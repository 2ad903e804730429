"""The words by which a division goes in its own reports."""

from __future__ import annotations

from kg.resources.places import Level, Place

__all__ = ["level_words"]


def level_words(place: Place) -> frozenset[str]:
    """The words that stand for a division in its own reports: 市, 区, 县, 州, 盟, 旗, 省, 自治区."""
    name = place.name
    if place.level is Level.PROVINCE and name.endswith("自治区"):
        return frozenset({"自治区", "区"})
    if name.endswith(("林区", "特区")):
        return frozenset({name[-2:], "区"})
    if name.endswith(("新区", "矿区")):
        return frozenset({"区"})
    for word in ("自治州", "自治县", "自治旗"):
        if name.endswith(word):
            return frozenset({word, word[-1]})
    if name.endswith("地区"):
        return frozenset({"地区", "区"})
    words = {name[-1]}
    if place.code and place.code.startswith("6590"):
        words.add("师市")
    return frozenset(words)
