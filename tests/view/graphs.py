"""Invented graphs for the tests of the page: a small one to click through, a large one, and a hostile one."""

from __future__ import annotations

from kg.view import PageClaim, PageDocument, PageEvidence, PageGraph, PageNode

COUNTIES = (
    "青禾",
    "石湾",
    "云岭",
    "白沙",
    "长塘",
    "南屏",
    "松溪",
    "月桥",
    "平川",
    "金坪",
    "竹山",
    "双河",
    "红岩",
    "大荔坝",
    "清水",
    "临江",
)
DISEASES = ["包虫病", "高血压", "糖尿病", "先天性心脏病", "宫颈癌", "脑卒中"]
PROGRAMS = ["组团式帮扶", "县域医共体", "家庭医生签约服务", "远程会诊", "妇幼健康行动", "名医下乡计划"]
TITLES = ["三级甲等医院", "二级甲等医院", "国家卫生县城", "慢性病综合防控示范区"]
INDICATORS = ["住院分娩率", "孕产妇死亡率", "床位数", "门诊量", "家庭医生签约率"]


class Builder:
    """Collects nodes and claims; ids are the names, so that tests can read them."""

    def __init__(self) -> None:
        self.nodes: dict[str, PageNode] = {}
        self.claims: list[PageClaim] = []
        self.documents: dict[str, PageDocument] = {}

    def node(self, label: str, kind: str, **fields: object) -> str:
        self.nodes.setdefault(label, PageNode(id=label, label=label, type=kind, **fields))  # type: ignore[arg-type]
        return label

    def document(self, number: int, **fields: object) -> str:
        key = f"d{number}"
        self.documents.setdefault(
            key,
            PageDocument(
                id=key,
                title=f"第{number}期卫生健康工作简报",
                date=f"2023-{number % 12 + 1:02d}-15",
                url=f"https://news.example/{number}.html",
                **fields,  # type: ignore[arg-type]
            ),
        )
        return key

    def claim(
        self, subject: str, predicate: str, target: str | None, documents: tuple[int, ...] = (1,), **fields: object
    ) -> None:
        verb = {"supports": "对口支援", "achieved": "创建成为", "implements": "推进", "builds": "新建"}.get(
            predicate, "关联"
        )
        quote = f"{subject}{verb}{target or ''}{fields.get('value') or ''}"
        self.claims.append(
            PageClaim(
                id=f"c{len(self.claims):05d}",
                subject=subject,
                predicate=predicate,
                object=target,
                evidence=tuple(
                    PageEvidence(self.document(number), quote, before="据介绍，", after="，群众就医更加方便。")
                    for number in documents
                ),
                **fields,  # type: ignore[arg-type]
            )
        )

    def graph(self) -> PageGraph:
        return PageGraph(
            tuple(self.nodes.values()), tuple(self.claims), tuple(self.documents.values()), title="示例图谱"
        )


def county_graph(counties: int = 8) -> PageGraph:
    """Counties with their bodies and programmes: about 15 nodes a county."""
    build = Builder()
    build.node("青山省", "PLACE", code="990000", point=(104.0, 30.5))
    build.node("那曲市", "PLACE", code="540600", aliases=("那曲", "那曲地区"), point=(92.05, 31.48))
    build.node("青山省卫生健康委员会", "AGENCY", aliases=("省卫健委",))
    build.claim("青山省卫生健康委员会", "hasJurisdiction", "青山省", (1, 2, 3))
    build.node("重点人群", "POPULATION")
    for number in range(counties):
        _county(build, number)
    build.claim("青山省卫生健康委员会", "launches", build.node(PROGRAMS[0], "PROGRAM"), (1, 2, 3, 4), time="2021")
    build.claim(PROGRAMS[0], "covers", "那曲市", (2,), time="2022")
    build.claim("青禾县人民医院", "supports", "那曲市", (3, 4), value="12 人", time="2022")
    build.claim("青禾县人民医院", "partnersWith", "那曲市", (3,), modality="planned", time="../2025-12-31")
    return build.graph()


def _county(build: Builder, number: int) -> None:
    stem = COUNTIES[number % len(COUNTIES)] + ("" if number < len(COUNTIES) else f"第{number // len(COUNTIES)}")
    point = (100.0 + number % 16, 28.0 + number // 16 % 12)
    county = build.node(
        f"{stem}县", "PLACE", code=f"99{number % 100:02d}21", within="青山省", aliases=(stem,), point=point
    )
    hospital = build.node(
        f"{stem}县人民医院", "HOSPITAL", aliases=("县人民医院",), facts=(("级别", "县级"),), within=county
    )
    women = build.node(f"{stem}县妇幼保健院", "HOSPITAL", aliases=("县妇保院",))
    agency = build.node(f"{stem}县卫生健康局", "AGENCY")
    centre = build.node(f"{stem}县疾病预防控制中心", "PUBLIC_HEALTH", aliases=("县疾控中心",))
    clinics = [build.node(f"{stem}县{name}镇卫生院", "PRIMARY_CARE") for name in ("城关", "河口", "东坝")]
    building = build.node(f"{stem}县门诊综合楼", "FACILITY")
    for body in (hospital, women, centre, *clinics, building):
        build.claim(body, "locatedIn", county, (number + 1,))
    build.claim(agency, "hasJurisdiction", county, (number + 1,))
    for clinic in clinics:
        build.claim(hospital, "supports", clinic, (number + 1, number + 2), value=f"{number % 5 + 2} 人", time="2022")
    title = build.node(TITLES[number % len(TITLES)], "DESIGNATION")
    planned = number % 3 == 1
    build.claim(
        hospital,
        "achieved",
        title,
        (number + 1,),
        time="2023" if not planned else "../2025",
        modality="planned" if planned else "done",
    )
    if number % 4 == 2:
        build.claim(women, "achieved", title, (number + 1,), time="2023", denied=True)
    build.claim(hospital, "builds", building, (number + 1,), modality="ongoing", time="2023")
    program = build.node(PROGRAMS[number % len(PROGRAMS)], "PROGRAM")
    build.claim(county, "implements", program, (number + 1, number + 3, number + 5), time="2022")
    build.claim(agency, "implements", program, (number + 2,), time="2022", modality="planned")
    build.claim(program, "targets", build.node(DISEASES[number % len(DISEASES)], "DISEASE"), (number + 1,))
    indicator = build.node(INDICATORS[number % len(INDICATORS)], "INDICATOR")
    build.claim(county, "reports", indicator, (number + 1,), value="98.7%", time="2022")
    build.claim(county, "achieved", indicator, (number + 2,), value="> 13,000 人次", change="up", time="2023")
    if number % 5 == 0:
        person = build.node(f"{stem[0]}闻道", "PERSON")
        build.claim(person, "holdsPost", agency, (number + 1,), post="局长")


HOSTILE = (
    "<img src=x onerror=\"document.title='run'\">",
    "</script><script>document.title='run'</script>",
    "<!--<script>",
    '" onmouseover="document.title=\'run\'" x="',
    "' onfocus='document.title=1' autofocus='",
    "javascript:document.title='run'",
    "<a href=\"javascript:document.title='run'\">县医院</a>",
    "{{ 7*7 }}{% raw %}",
    "\u202egnp.县医院\u202d\u2066\u200f",
    "县\x00医\x1b院\ud800",
    "长" * 10_000,
    "</style><style>*{display:none}</style>",
    "</title><script>document.title='run'</script>",
    "__proto__",
    "constructor",
    "\u2028\u2029县",
    "𠮷😀县",
    "",
)


def hostile_graph() -> PageGraph:
    """Every hostile text in every place that shows text."""
    nodes = [
        PageNode(
            id=f"n{number}{text[:50]}",
            label=text,
            type="HOSPITAL" if number % 2 else text[:40] or "X",
            aliases=(text,),
            code=text,
            facts=((text, text),),
            point=(90.0 + number, 30.0),
        )
        for number, text in enumerate(HOSTILE)
    ]
    documents = tuple(
        PageDocument(f"d{number}{text[:50]}", text, text, text, text) for number, text in enumerate(HOSTILE)
    )
    claims = tuple(
        PageClaim(
            id=f"c{number}",
            subject=node.id,
            predicate=HOSTILE[number][:40] or "supports",
            object=nodes[(number + 1) % len(nodes)].id,
            value=HOSTILE[number],
            change=HOSTILE[number],
            time=HOSTILE[number],
            modality=HOSTILE[number],
            denied=bool(number % 2),
            post=HOSTILE[number],
            evidence=tuple(
                PageEvidence(document.id, HOSTILE[number], HOSTILE[number], HOSTILE[number])
                for document in documents[number : number + 2]
            ),
        )
        for number, node in enumerate(nodes)
    )
    return PageGraph(tuple(nodes), claims, documents, title=HOSTILE[1])


def formula_graph() -> PageGraph:
    """Names that a spreadsheet would take for a formula."""
    build = Builder()
    build.claim(
        build.node('=HYPERLINK("https://a.example")', "HOSPITAL"),
        "reports",
        build.node("@SUM(A1)", "PLACE"),
        value="-5",
    )
    return build.graph()
