"""Reports on invented places that together answer every packaged query."""

from __future__ import annotations

from dataclasses import replace

from kg.graph import assemble
from kg.model import (
    Annotation,
    Change,
    Claim,
    Comparator,
    Entity,
    EntityType,
    KnowledgeGraph,
    Method,
    Modality,
    Polarity,
    Predicate,
    Quantity,
)
from tests.graph.samples import annotate

__all__ = ["question_graph"]

T, P = EntityType, Predicate
ABOVE = {"990122": "990100", "990100": "990000", "990000": None, "980100": "980000", "980000": None}


def place(name: str, code: str) -> Entity:
    return Entity(name, T.PLACE, code=code)


CLOUD, PINE, COUNTY = place("云海省", "990000"), place("松溪市", "990100"), place("安平县", "990122")
MIST, STONE = place("青岚省", "980000"), place("石门市", "980100")
BY_CODE = {each.code: each for each in (CLOUD, PINE, COUNTY, MIST, STONE)}

COUNTY_HOSPITAL = Entity("安平县人民医院", T.HOSPITAL, place="990122")
CENTRE = Entity("安平县河口镇中心卫生院", T.PRIMARY_CARE, place="990122")
CDC = Entity("安平县疾病预防控制中心", T.PUBLIC_HEALTH, place="990122")
STONE_HOSPITAL = Entity("石门市第一医院", T.HOSPITAL, place="980100")
UNPLACED = Entity("仁和医院", T.HOSPITAL)
COMMISSION = Entity("松溪市卫生健康委员会", T.AGENCY, place="990100")
PROVINCE_COMMISSION = Entity("云海省卫生健康委员会", T.AGENCY, place="990000")
ALLIANCE = Entity("安平县总医院医共体", T.ORGANIZATION, place="990122")
CARDIAC = Entity("云海胸痛专科联盟", T.ORGANIZATION)
GROUP_AID = Entity("“组团式”援建", T.PROGRAM)
SCREENING = Entity("“两癌”免费筛查", T.PROGRAM)
PLAN = Entity("云海省健康行动实施方案", T.PROGRAM)
HOSPITALS = Entity("3家县人民医院", T.HOSPITAL, group=True)
GRADE = Entity("三级甲等医院", T.DESIGNATION)
TITLE = Entity("国家健康促进县", T.DESIGNATION)
RATE = Entity("家庭医生签约率", T.INDICATOR)
WARD = Entity("感染科病房楼", T.FACILITY, place="990122")
CANCER = Entity("宫颈癌", T.DISEASE)
WOMEN = Entity("农村适龄妇女", T.POPULATION)
PERSON, OTHER_PERSON = Entity("闻人晓岚", T.PERSON), Entity("钟离远", T.PERSON)

Said = tuple[str, tuple[Claim, ...]]


def percent(value: str, comparator: Comparator = Comparator.EXACT) -> Quantity:
    return Quantity(value, "%", comparator, text=f"{value}%")


def people(value: str, comparator: Comparator = Comparator.EXACT) -> Quantity:
    return Quantity(value, "人", comparator, text=f"{value}人")


def money(value: str) -> Quantity:
    return Quantity(value, "元", text=f"{value}元")


BULLETIN: tuple[Said, ...] = (
    (
        "2019年，云海省卫生健康委员会启动“组团式”援建，至2021年覆盖3家县人民医院。",
        (
            Claim(PROVINCE_COMMISSION, P.LAUNCHES, GROUP_AID, time="2019"),
            Claim(GROUP_AID, P.COVERS, HOSPITALS, quantity=Quantity("3", "家", text="3家"), time="2021"),
        ),
    ),
    (
        "2022年，“组团式”援建覆盖安平县。",
        (Claim(GROUP_AID, P.COVERS, COUNTY, time="2022"),),
    ),
    (
        "石门市第一医院选派12人支援安平县人民医院，参与“组团式”援建。",
        (
            Claim(STONE_HOSPITAL, P.SUPPORTS, COUNTY_HOSPITAL, quantity=people("12"), time="2022"),
            Claim(STONE_HOSPITAL, P.IMPLEMENTS, GROUP_AID),
        ),
    ),
    ("石门市第一医院位于石门市。", (Claim(STONE_HOSPITAL, P.LOCATED_IN, STONE),)),
    ("青岚省对口支援松溪市。", (Claim(MIST, P.SUPPORTS, PINE),)),
    (
        "2023年，安平县人民医院成为三级甲等医院，安平县获评国家健康促进县。",
        (Claim(COUNTY_HOSPITAL, P.ACHIEVED, GRADE, time="2023"), Claim(COUNTY, P.ACHIEVED, TITLE, time="2023")),
    ),
    (
        "安平县河口镇中心卫生院加入安平县总医院医共体和云海胸痛专科联盟。",
        (Claim(CENTRE, P.MEMBER_OF, ALLIANCE), Claim(CENTRE, P.MEMBER_OF, CARDIAC)),
    ),
    ("闻人晓岚任安平县总医院医共体院长。", (Claim(PERSON, P.HOLDS_POST, ALLIANCE, post="院长"),)),
    ("安平县疾病预防控制中心位于安平县。", (Claim(CDC, P.LOCATED_IN, COUNTY),)),
    ("仁和医院尚未获评三级甲等医院。", (Claim(UNPLACED, P.ACHIEVED, GRADE, polarity=Polarity.DENIED),)),
)
YEARLY: tuple[Said, ...] = (
    (
        "云海省印发云海省健康行动实施方案，推进“两癌”免费筛查。",
        (Claim(CLOUD, P.LAUNCHES, PLAN, time="2021"), Claim(CLOUD, P.IMPLEMENTS, SCREENING, modality=Modality.ONGOING)),
    ),
    (
        "“两癌”免费筛查针对宫颈癌，覆盖农村适龄妇女，2021年5200人，累计超过30000人。",
        (
            Claim(SCREENING, P.TARGETS, CANCER),
            Claim(SCREENING, P.COVERS, WOMEN, quantity=people("5200"), time="2021"),
            Claim(SCREENING, P.COVERS, WOMEN, quantity=people("30000", Comparator.MORE_THAN), time="2016/2021"),
        ),
    ),
    (
        "云海省财政向安平县人民医院投入2000000元，2024年计划再投入500000元。",
        (
            Claim(CLOUD, P.FUNDS, COUNTY_HOSPITAL, quantity=money("2000000"), time="2022"),
            Claim(CLOUD, P.FUNDS, COUNTY_HOSPITAL, quantity=money("500000"), time="2024", modality=Modality.PLANNED),
        ),
    ),
    (
        "安平县人民医院正在建设感染科病房楼。",
        (Claim(COUNTY_HOSPITAL, P.BUILDS, WARD, modality=Modality.ONGOING),),
    ),
    (
        "安平县家庭医生签约率2022年为61%，力争2025年达到75%以上。",
        (
            Claim(COUNTY, P.REPORTS, RATE, quantity=percent("61"), time="2022"),
            Claim(
                COUNTY,
                P.ACHIEVED,
                RATE,
                quantity=percent("75", Comparator.AT_LEAST),
                time="../2025-12-31",
                modality=Modality.PLANNED,
            ),
        ),
    ),
    (
        "钟离远于2020年至2022年任松溪市卫生健康委员会主任。",
        (Claim(OTHER_PERSON, P.HOLDS_POST, COMMISSION, post="主任", time="2020-03/2022-09"),),
    ),
)
LATER: tuple[Said, ...] = (
    (
        "2025年安平县家庭医生签约率已达78%，约比上年提高6%。",
        (
            Claim(COUNTY, P.ACHIEVED, RATE, quantity=percent("78"), time="2025"),
            Claim(COUNTY, P.ACHIEVED, RATE, quantity=percent("6", Comparator.ABOUT), time="2025", change=Change.UP),
        ),
    ),
    (
        "2022年安平县家庭医生签约率为64%。",
        (Claim(COUNTY, P.REPORTS, RATE, quantity=percent("64"), time="2022"),),
    ),
    (
        "2023年，安平县人民医院成为三级甲等医院。",
        (Claim(COUNTY_HOSPITAL, P.ACHIEVED, GRADE, time="2023"),),
    ),
)


def _report(name: str, said: tuple[Said, ...], published: str, confidence: float = 0.9) -> Annotation:
    text = "".join(sentence for sentence, _ in said)
    claims = [(claim, sentence) for sentence, each in said for claim in each]
    entities = {entity for _, each in said for claim in each for entity in (claim.subject, claim.object) if entity}
    mentions = [(each.name, each) for each in entities if each.name in text]
    made = annotate(name, text, mentions, claims, region=CLOUD, published=published)
    return replace(made, claims=tuple(_surer(claim, confidence) for claim in made.claims))


def _surer(claim: Claim, confidence: float) -> Claim:
    items = (replace(item, confidence=confidence, method=Method.RULE) for item in claim.evidence)
    return claim.with_evidence(tuple(items))


def _ancestors(code: str) -> tuple[Entity, ...]:
    found: list[Entity] = []
    above = ABOVE[code]
    while above:
        found.append(BY_CODE[above])
        above = ABOVE[above]
    return tuple(found)


def question_graph() -> KnowledgeGraph:
    return assemble(
        [
            _report("bulletin", BULLETIN, "2024-01-10"),
            _report("yearly", YEARLY, "2023-02-01"),
            _report("later", LATER, "2026-01-15", confidence=0.6),
        ],
        ancestors=_ancestors,
    )
