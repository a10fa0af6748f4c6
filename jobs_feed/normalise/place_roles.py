"""Which of the places a posting names is where the work is, and which only where it is arranged.

Pure. A cell may name the seat of a company, where contracts are signed or names taken down
(总部长沙;上班在永顺, 株洲(签约地)); a description may tell that everybody is sent elsewhere
(入职后常驻乌鲁木齐).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.gazetteer import Gazetteer, PlaceMatch

_ARRANGED = re.compile(
    r"总部|总公司|总店|母公司|集团在|注册(?:地|在)|签(?:约|合同|订|署)|合同(?:签|地)|报名|登记点|应聘"
    r"|招聘(?:点|地|处|会)|招工(?:点|处)|面试|初试|复试|体检|集合|集中(?:点|地)|(?:岗前)?培训|学习在"
    r"|乘车(?:点|地)|上车(?:点|地)|出发|发车|咨询|联系(?:地址|点)|投递|公司(?:地址|所在地|在|位于|地点)"
    r"|办公室(?:在|位于)|办事处|劳务公司在|报到|接站"
)
_WORKED = re.compile(
    r"(?:实际|真正|具体)?(?:工作|上班|作业|干活|做工|用工|施工|务工|服务|就业|生产|上岗|到岗|值守)"
    r"(?:的?(?:地点|地址|地方|地|所在地|现场|场所))?(?:实际|均|都|全|就)?(?:在|于|位于|是|为|:)*"
    r"|(?:常驻|长驻|长期驻|派驻|驻点|驻场|驻守|驻|派往|派到|派去|外派|分配到|安排到|去往)(?:地|在|于|:)*"
    r"|(?:项目|工地|厂区|分厂|厂|车间|基地|门店|分店|矿区|站点|景区)(?:部|地址|地点)?(?:均|都|全|实际)?"
    r"(?:设)?(?:在|位于|为|:)+|实际(?:在|是|为|:)*"
)
_PART = re.compile(r"[;,。\n|]+|\s{1,4}(?=[^\s]{0,6}(?:在|[:]|地))")
_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]{2,24})[)）\]】]")
_SENT = (
    r"(?:派驻|派往|派到|派去|派至|派遣(?:到|至|往)|外派(?:到|至|往|去)?|分配(?:到|至|往)|分派(?:到|至)"
    r"|安排(?:到|至|去|往|在)|输送(?:到|至|往)|调往|调到|开赴|奔赴|(?:统一|集体|集中|全部|一起|包车|乘车|坐车|组织|带队|专车|专列){1,3}(?:前往|去往|去|到|赴))"
)
_STATED = re.compile(
    rf"(?:实际|真正)(?:的)?(?:工作|上班|作业|用工|干活|就业|服务|做工)?(?:的?(?:地点|地方|地|场所|岗位))?"
    rf"(?:都|均|全)?(?:在|是|为|位于|:)+|{_SENT}(?:在|于|了|:)*"
    r"|(?:驻外|海外|境外|国外)(?:的)?(?:项目|工地|基地|工程)(?:部)?(?:在|为|:)*"
    r"|(?:工作|务工|上班|用工|作业|施工)(?:的)?(?:地点|地址|地方|所在地|地|单位|企业)(?:在|于|是|为|:)+"
    r"|(?:常驻|长驻|长年驻|长期驻|常年驻|驻守|驻扎|驻点|驻场|入驻|驻)(?:地|在|于|:)*"
    r"|(?:人|都|全部|一律)(?:在|去|到)(?=[^,。;]{2,12}(?:上班|干活|作业|做工|工作))"
)
_ITS_WORKS = re.compile(
    r"^(?:本|该|我们?)?(?:工厂|厂子?|厂区|门店|店子?|工地|项目|基地|车间|矿上?|鞋厂|电子厂)(?:部)?(?:就|都|现|设)?(?:在|位于|是|为|:)+"
)
_GONE_TO = re.compile(
    r"(?:^|去|到|赴|在)(?=[^,。;]{2,12}?(?:做|干|上班|务工|打工|进厂|作业|住家|摘|采|种|养))"
)
_OPTIONAL = re.compile(
    r"可(?!观)|优先|自愿|愿意|有意|机会|表现|晋升|以后|后期|将来|出差|偶尔|短期|临时|有时|轮流|轮换"
    r"|老员工|不(?:用|需|会|必|派|外派|去|到|常驻|驻)|无(?:需|须)|产品|货物|客户|原料|面试|报名|体检|考察|旅游|团建"
    r"|转[车机]|乘机|上车|另(?:有|外|行)|别的(?:岗|人)|其他(?:岗|人)|(?:由|归)别人|不是(?:本|这个)岗"
)
_FINISHED = re.compile(r"^[^,。;]*?(?:之?后|完|结束|期满|合格|毕)")
_SELF = "本地|当地|本县|县内|县城"


def said_to_work(cell: str) -> str | None:
    """Return what of a tidied cell tells where the work is; None where all of it is arranging.

    A cell without any word for either is returned as it stands.
    """
    cell = _BRACKET.sub(lambda found: _beside(found, cell), cell)
    parts = [part.strip() for part in _PART.split(cell) if part.strip()]
    worked = [
        part for part in parts if _WORKED.search(part) and not _is_arranging(part, after_work=True)
    ]
    arranged = [part for part in parts if part not in worked and _ARRANGED.search(part)]
    if not arranged and not worked:
        return cell
    if worked:
        return " ".join(_without_arranging(part) for part in worked)
    kept = [part for part in parts if part not in arranged]
    return " ".join(kept) or None


def stated_elsewhere(
    prose: str, home: str, gazetteer: Gazetteer, *, any_way: bool, at_home: bool = False
) -> PlaceMatch | None:
    """Return where tidied prose says that everybody works, or None.

    ``any_way`` takes any statement of a place of work, for a cell that tells none; otherwise only
    those that say people are sent there, or that it is really there. ``at_home`` says that the cell
    tells the county of the office, where the works may be elsewhere (厂在苏州).
    """
    says = (_STATED, _WORKED, _GONE_TO) if any_way else (_STATED,)
    says = (*says, _ITS_WORKS) if at_home else says
    for clause in _clauses(prose):
        if _OPTIONAL.search(clause):
            continue
        for pattern in says:
            for found in pattern.finditer(clause):
                if _ARRANGED.search(_FINISHED.sub("", clause[: found.end()])):
                    continue
                place = _next_place(clause, found.end(), home, gazetteer)
                if place is not None:
                    return place
    return None


def _clauses(prose: str) -> Iterator[str]:
    for clause in re.split(r"[,，。;；!！?？\n]", prose):
        if len(clause) >= 4:
            yield clause


def _next_place(clause: str, at: int, home: str, gazetteer: Gazetteer) -> PlaceMatch | None:
    """Return the place that stands within a few characters of ``at``."""
    rest = clause[at:]
    found = next(iter(gazetteer.find_in(f"在{rest}", home)), None)
    if found is None or found.start > _GAP or re.fullmatch(_SELF, found.text):
        return None
    return found


_GAP = 3


def _beside(found: re.Match[str], cell: str) -> str:
    """Return a bracket as words of the part before it where it tells what the place is for."""
    inside = found[1]
    if _ARRANGED.search(inside) and not _WORKED.search(inside):
        return inside
    return f";{inside};" if _WORKED.match(inside) and cell[: found.start()].strip() else found[0]


def _is_arranging(part: str, *, after_work: bool) -> bool:
    """Tell whether a word for arranging stands behind the last word for work (上班前培训在昆明)."""
    arranging = [found.end() for found in _ARRANGED.finditer(part)]
    working = [found.start() for found in _WORKED.finditer(part)]
    return bool(arranging) and after_work and max(arranging) > max(working)


def _without_arranging(part: str) -> str:
    """Return a part from its last word for work on."""
    found = list(_WORKED.finditer(part))
    if not found or not _ARRANGED.search(part[: found[-1].start()]):
        return _WORKED.sub("", part, count=1) if found and found[0].start() == 0 else part
    return part[found[-1].end() :]
