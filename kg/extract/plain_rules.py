"""What the rules that propose plain names are worth before any model has judged them."""

from __future__ import annotations

from kg.model.mention import EntityType, Mention

__all__ = ["INTRODUCED", "UNSURE", "is_sure", "may_cut"]

SURE = frozenset(
    {
        "plain.abbreviated",
        "plain.department-listed",
        "plain.department-row",
        "plain.maker-abroad",
        "plain.person-abroad",
        "plain.person-before-title",
        "plain.person-between",
        "plain.person-byline",
        "plain.person-edge",
        "plain.person-foreign",
        "plain.person-listed",
        "plain.person-titled",
        "plain.quoted-award",
        "plain.short-place",
        "plain.unit",
    }
)
SURE_OF_TYPE = frozenset(
    {
        ("plain.again", EntityType.HOSPITAL),
        ("plain.again", EntityType.ORGANIZATION),
        ("plain.again", EntityType.PERSON),
        ("plain.anaphor", EntityType.HOSPITAL),
        ("plain.anaphor", EntityType.ORGANIZATION),
        ("plain.document", EntityType.ORGANIZATION),
        ("plain.name", EntityType.DISEASE),
        ("plain.on-scheme", EntityType.DESIGNATION),
        ("plain.name", EntityType.HOSPITAL),
        ("plain.name", EntityType.ORGANIZATION),
    }
)
"""What is proposed so surely that the grammar chooses it too, where nothing surer stands in its way."""
UNSURE = frozenset(
    {
        "plain.person-again",
        "plain.person-verb",
        "plain.person-wordy",
        "plain.person-edge",
        "plain.person-word",
        "plain.person-listed",
    }
)
"""Proposals that are not worth another look elsewhere."""
CUTTING = frozenset(
    {
        "plain.behind-people",
        "plain.behind-region",
        "plain.from-level",
        "plain.house-short",
        "plain.latin",
        "plain.latin-placed",
        "plain.number",
        "plain.day",
        "plain.own-district",
        "plain.own-township",
        "plain.person-byline",
        "plain.person-titled",
        "plain.place-group",
        "plain.placed-part",
        "plain.project",
        "plain.quoted-system",
        "plain.quoted-team",
        "plain.renamed",
        "plain.titled",
        "plain.without-tail",
        "plain.yearly-rest",
    }
)
"""Proposals that say another extent of what was chosen, so that they may begin or end inside of it."""
CUTTING_OF_TYPE = frozenset({("plain.name", EntityType.INDICATOR), ("plain.again", EntityType.INDICATOR)})
INTRODUCED = frozenset({"plain.latin", "plain.quoted-body", "plain.renamed"})
"""What the text introduces as a name, which it takes up again."""


def is_sure(mention: Mention) -> bool:
    """Whether the grammar would choose the proposal by itself."""
    return mention.rule in SURE or (mention.rule, mention.type) in SURE_OF_TYPE


def may_cut(mention: Mention) -> bool:
    """Whether the proposal may begin or end inside of what the grammar chose."""
    return mention.rule in CUTTING or (mention.rule, mention.type) in CUTTING_OF_TYPE
