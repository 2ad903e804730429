"""When two entities are one: the identity that ids, merging and IRIs all rest on."""

from __future__ import annotations

import hashlib
import unicodedata

from kg.model.mention import Entity, EntityType

__all__ = ["entity_id", "name_key"]

MAX_KEY_CHARS = 60
_KEPT = frozenset("-·+")
_NAMES_OF_SIGNS = {"%": "percent", "‰": "permille"}

_KINDS = {
    EntityType.HOSPITAL: "org",
    EntityType.PRIMARY_CARE: "org",
    EntityType.PUBLIC_HEALTH: "org",
    EntityType.AGENCY: "org",
    EntityType.ORGANIZATION: "org",
    EntityType.PROGRAM: "programme",
    EntityType.PLACE: "place",
    EntityType.PERSON: "person",
    EntityType.DISEASE: "condition",
    EntityType.FACILITY: "facility",
    EntityType.DESIGNATION: "designation",
    EntityType.INDICATOR: "indicator",
    EntityType.POPULATION: "population",
}


def name_key(name: str) -> str:
    """A name without what writers vary: NFKC, no white space, no punctuation but `-`, `·`, `+`.

    ASCII is lower-cased. Beyond 60 characters the key is cut and 8 hexadecimal digits of the
    SHA-256 of the whole are added; a name that is all punctuation becomes those digits.

    >>> name_key("医疗人才“组团式”援藏"), name_key("HPV 疫苗"), name_key("%")
    ('医疗人才组团式援藏', 'hpv疫苗', 'percent')
    """
    folded = unicodedata.normalize("NFKC", name)
    if folded in _NAMES_OF_SIGNS:
        return _NAMES_OF_SIGNS[folded]
    kept = "".join(char.lower() if char.isascii() else char for char in folded if _is_kept(char))
    key = unicodedata.normalize("NFC", kept)  # what was dropped may have stood between a letter and its mark
    if key and len(key) <= MAX_KEY_CHARS:
        return key
    return key[:MAX_KEY_CHARS] + hashlib.sha256(folded.encode()).hexdigest()[:8]


def _is_kept(char: str) -> bool:
    return char in _KEPT or unicodedata.category(char)[0] in "LMN"


def entity_id(entity: Entity) -> str:
    """`kind/key`: equal for two entities exactly when they are one thing.

    A coded place is its code. Any other name carries the code of its place in front, where one is
    known, so that bodies of the same name in two places stay apart. All organised bodies are of
    the kind `org`, so that a change of type keeps the id; writers take 中医院 and 中医医院 for one
    word, so ids do too.

    >>> entity_id(Entity("拉萨市人民医院", EntityType.HOSPITAL, place="540100"))
    'org/540100-拉萨市人民医院'
    >>> entity_id(Entity("西藏自治区", EntityType.PLACE, code="540000"))
    'place/540000'
    """
    if entity.type is EntityType.PLACE and entity.code and not entity.group:
        return f"place/{entity.code}"
    kind = "group" if entity.group else _KINDS[entity.type]
    place = entity.place or entity.code
    key = name_key(entity.name)
    if kind == "org":
        key = key.replace("中医医院", "中医院")
    return f"{kind}/{place}-{key}" if place else f"{kind}/{key}"
