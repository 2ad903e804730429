"""Counts with no noun phrase beside them: what became of people, whoever was seen, beds and people living there."""

from __future__ import annotations

import re
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.holders import holders_at
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.trimming import trained
from kg.model import Claim, Entity, EntityType, Predicate

__all__ = ["count_away", "count_bare"]

_PEOPLE = frozenset({"人", "名", "位", "例", "个"})
_ALL = "".join(SIGNS.values())
_LEAD = (
    rf"(?:^|(?<=[,:;]))(?:其中|另外|另|还|又|也|共|一共|总共|先后|累计|已|已经|目前|现|仍|尚|当场|今年|全[市县院镇乡村]|还有|[{_ALL}])*"
    r"(?:里|中|当中|之中)?(?:有|共有|已有|另有|又有|还有|仍有|先后有|累计有|造成|导致|致使|致)?$"
)
_ADVERBS = (
    "(?:也|都|已|已经|均|全部|先后|陆续|相继|当场|随后|不幸|最终|最后|仍|仍在|还在|还|顺利|成功|按时|如期|平安|首批|"
    "因[^,:;。]{1,8}?|经[^,:;。]{1,8}?)*"
)
_FATES = (
    "(?:死亡|遇难|被困|获救|受伤|重伤|轻伤|失踪|失联|发病|染病|患病|中毒|中暑|感染|确诊|住院|留院|出院|痊愈|康复|治愈|脱险|脱贫|返贫|"
    "转诊|转院|回家|离开|离世|去世|牺牲|复明|怀孕|分娩|报名|应聘|报考|参加|参赛|参会|到会|到岗|上岗|返岗|离岗|离职|辞职|退休|入职|入编|"
    "签约|结业|毕业|结对|拜师|入学|就读|获奖|入选|受益|受检|受训|参训|听课|献血|捐款|登记|建档|取消|中断|退出|放弃|溶栓|手术|复查|"
    "高血压|糖尿病|结节|异常|胸片异常|低体温症|吸入性肺炎|骨折|达标|合格|过关|落榜|缺席|掉队|轮换|撤回|返回|归队)"
)


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {
        "lead": re.compile(_LEAD),
        "fate": re.compile(rf"^{_ADVERBS}(?P<name>{_FATES})(?:了|过|观察|治疗)?(?=[,;。、()]|$)"),
        "seen": re.compile(
            rf"(?:^|[,:;{_ALL}天年里时月午晚周日])(?:我|他|她|他们|我们|她们|一共|总共|共|累计|已|前后|就|能|要|最多|平均|又|还)*看(?:了|过)?(?:近|约|超过)?$"
        ),
        "beds": re.compile(r"^(?:病)?床(?:位)?(?=[,;。、()]|$)"),
        "live": re.compile(
            rf"(?:^|[,:;])(?:其实|当时|[{SIGNS['T']}])*(?:[{SIGNS['PLACE']}]|全[县乡镇村市区旗州]|村里|乡里|镇里|岛上)(?:共|一共|总共|有|共有|现有)*$"
        ),
    }


def count_bare(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """12人被困; 一上午看了104人; 神经内科三十张床; 全县六万人."""
    named = _name(amount) if amount.span.kind == "count" else None
    return _told(passage, amount, memory, *named) if named else []


def count_away(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """派出12人到北京进修: who went somewhere to learn, in words that name nobody."""
    why = trained(amount.right) if amount.span.quantity.unit in {"人", "人次", "个"} else None
    sent = why and re.search(_SENT, amount.left)
    return _told(passage, amount, memory, "away", why) if why and sent else []


_SENT = "(?:派出?|选派|选送|送出?|外送|抽调|输送|选了?|推荐|委派|走了|去了|有|已|共|又)(?:了|过)?(?:近|约)?$"


def _told(passage: Passage, amount: Amount, memory: Memory, rule: str, name: str) -> list[Claim]:
    target = Entity(name, EntityType.INDICATOR)
    subjects = holders_at(passage, amount.index, amount.position, name)[:1]
    memory.targets, memory.subjects, memory.verb = (target,), subjects, ""
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.REPORTS, target,
            rule=f"count.{rule}", confidence=0.55, quantity=amount.span.quantity,
        )
        for subject in subjects
    ]  # fmt: skip


def _name(amount: Amount) -> tuple[str, str] | None:
    """The construction and the name of what is counted."""
    expressions = _expressions()
    unit = amount.span.quantity.unit or ""
    fate = expressions["fate"].match(amount.right)
    if fate and unit in _PEOPLE and expressions["lead"].search(amount.left):
        return ("fate", fate["name"])
    is_end = amount.right[:1] in _ENDS
    if is_end and unit in {"人", "人次", "个"} and expressions["seen"].search(amount.left):
        return ("seen", "看诊" if unit == "人次" else "看病")
    if unit == "张" and amount.span.quantity.value not in _FEW and expressions["beds"].match(amount.right):
        return ("beds", "床位")
    is_told = _HEADS.match(amount.right) or (is_end and len(amount.span.quantity.value) >= _MANY)
    if is_told and unit in {"人", "口", "口人"} and expressions["live"].search(amount.left):
        return ("live", "人口")
    return None


_HEADS = re.compile("口人?(?=[,;。]|$)|人口(?=[,;。]|$)")
_MANY = 4
"""How many digits a number has that tells by itself how many people live somewhere."""
_FEW = frozenset({"1", "2", "3"})
"""Three children on one bed: how they lie, and not what a ward has."""
_ENDS = frozenset(",;。、()") | {""}
