"""Small annotations by hand, of invented places and bodies, for the tests from graph to pipeline."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import (
    Annotation,
    Change,
    Claim,
    CleanText,
    Comparator,
    Context,
    Edit,
    Entity,
    EntityType,
    Evidence,
    Link,
    Mention,
    Modality,
    Polarity,
    Predicate,
    Quantity,
    SourceDocument,
    apply_edits,
)

T = EntityType
PROVINCE = Entity("云海省", T.PLACE, code="990000")
CITY = Entity("松溪市", T.PLACE, code="990100")
OTHER_CITY = Entity("柳河市", T.PLACE, code="990200")
HOSPITAL = Entity("松溪市第二医院", T.HOSPITAL, place="990100")
COMMISSION = Entity("松溪市卫生健康委员会", T.AGENCY, place="990100")
GRADE = Entity("三级乙等医院", T.DESIGNATION)
VISITS = Entity("年门诊量", T.INDICATOR)
PROGRAMME = Entity("“银龄康护”行动", T.PROGRAM)
CLINICS = Entity("9家乡镇卫生院", T.PRIMARY_CARE, group=True)
PERSON = Entity("闻人晓岚", T.PERSON)
ELDERS = Entity("65岁以上老年人", T.POPULATION)


def link(text: str, form: str, entity: Entity) -> Mention:
    """The first place of `form` in `text` as a mention of `entity`."""
    start = text.index(form)
    return Mention(start, start + len(form), form, entity.type, link=Link(entity, 0.9, ("by hand",)))


def annotate(
    name: str,
    source: str,
    mentions: Iterable[tuple[str, Entity]],
    claims: Iterable[tuple[Claim, str]],
    *,
    edits: tuple[Edit, ...] = (),
    region: Entity | None = CITY,
    published: str | None = "2024-03-05",
) -> Annotation:
    """An annotation whose mentions and evidence are named by the words that they cover."""
    text, offsets = apply_edits(source, edits)
    clean = CleanText(source, text, tuple(sorted(edits)), offsets)

    def proven(claim: Claim, quote: str) -> Claim:
        start = text.index(quote)
        span = (start, start + len(quote))
        item = Evidence(name, *span, *offsets.to_source(*span), quote, rule=f"{claim.predicate}.01", confidence=0.9)
        return claim.with_evidence((item,))

    return Annotation(
        document=SourceDocument(name, source, origin=f"{name}.txt", encoding="utf-8"),
        clean=clean,
        context=Context(region, (PROVINCE,) if region else (), f"标题{name}", published, "2023"),
        mentions=tuple(link(text, form, entity) for form, entity in mentions),
        claims=tuple(proven(claim, quote) for claim, quote in claims),
    )


REPORT = (
    "松溪市第二医院2023年通过评审，成为三级乙等医院，年门诊量达3.6万余人次。"
    "市卫健委正在推进“银龄康护”行动，覆盖9家乡镇卫生院和65岁以上老年人。"
    "闻人晓岚任松溪市第二医院院长，力争2025年年门诊量再升2千人次，柳河市则未开展该项行动。"
)
MENTIONS: tuple[tuple[str, Entity], ...] = (
    ("松溪市第二医院", HOSPITAL),
    ("三级乙等医院", GRADE),
    ("年门诊量", VISITS),
    ("市卫健委", COMMISSION),
    ("“银龄康护”行动", PROGRAMME),
    ("9家乡镇卫生院", CLINICS),
    ("闻人晓岚", PERSON),
    ("柳河市", OTHER_CITY),
)
P = Predicate
CLAIMS: tuple[tuple[Claim, str], ...] = (
    (Claim(HOSPITAL, P.LOCATED_IN, CITY), "松溪市第二医院"),
    (Claim(HOSPITAL, P.ACHIEVED, GRADE, time="2023"), "通过评审，成为三级乙等医院"),
    (
        Claim(
            HOSPITAL,
            P.ACHIEVED,
            VISITS,
            quantity=Quantity("36000", "人次", Comparator.MORE_THAN, text="3.6万余人次"),
            time="2023",
        ),
        "年门诊量达3.6万余人次",
    ),
    (Claim(COMMISSION, P.IMPLEMENTS, PROGRAMME, modality=Modality.ONGOING), "正在推进“银龄康护”行动"),
    (Claim(PROGRAMME, P.COVERS, CLINICS, modality=Modality.ONGOING), "覆盖9家乡镇卫生院"),
    (Claim(PROGRAMME, P.COVERS, ELDERS, modality=Modality.ONGOING), "65岁以上老年人"),
    (Claim(PERSON, P.HOLDS_POST, HOSPITAL, post="院长"), "闻人晓岚任松溪市第二医院院长"),
    (
        Claim(
            HOSPITAL,
            P.ACHIEVED,
            VISITS,
            quantity=Quantity("2000", "人次", text="2千人次"),
            time="../2025-12-31",
            modality=Modality.PLANNED,
            change=Change.UP,
        ),
        "力争2025年年门诊量再升2千人次",
    ),
    (Claim(OTHER_CITY, P.IMPLEMENTS, PROGRAMME, polarity=Polarity.DENIED), "柳河市则未开展该项行动"),
)


def report(name: str = "songxi", tail: str = "") -> Annotation:
    """The main sample; with another `tail` it is a reprint of itself."""
    return annotate(name, REPORT + tail, MENTIONS, CLAIMS)


LETTER = "柳河市第二医院位于柳河市，2023年接诊8百人次。柳河市对口支援松溪市，选派12名医生。"
LETTER_HOSPITAL = Entity("柳河市第二医院", T.HOSPITAL, place="990200")


def letter(name: str = "liuhe") -> Annotation:
    """Another document, of another region, with a pinyin note that cleaning took out."""
    source = LETTER.replace("接诊", "接診(zhěn)")
    at = source.index("診")
    edits = (Edit(at, at + 1, "诊", "script"), Edit(at + 1, at + 7, "", "pinyin"))
    claims = (
        (Claim(LETTER_HOSPITAL, P.LOCATED_IN, OTHER_CITY), "柳河市第二医院位于柳河市"),
        (
            Claim(
                LETTER_HOSPITAL,
                P.REPORTS,
                Entity("接诊", T.INDICATOR),
                quantity=Quantity("800", "人次", text="8百人次"),
                time="2023",
            ),
            "2023年接诊8百人次",
        ),
        (
            Claim(OTHER_CITY, P.SUPPORTS, CITY, quantity=Quantity("12", "名", text="12名")),
            "柳河市对口支援松溪市，选派12名医生",
        ),
    )
    mentions = (("柳河市第二医院", LETTER_HOSPITAL), ("松溪市", CITY))
    return annotate(name, source, mentions, claims, edits=edits, region=OTHER_CITY, published=None)
