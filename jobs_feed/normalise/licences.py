"""技能要求: certificates and driving licences a posting asks for, by one name each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobs_feed.normalise.paper_lists import phrases, spelled_out
from jobs_feed.normalise.paper_roles import without_others
from jobs_feed.normalise.paper_waivers import without_waived

_NAMED = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("叉车证", r"叉车(?:操作|驾驶|工|司机)?(?:资格)?(?:上岗)?(?:证|本(?!科)|照)"),
        ("焊工证", r"(?:电?焊工?|焊接|氩弧焊|二保焊)(?:操作|作业|工)?(?:资格)?(?:上岗)?证"),
        (
            "高压电工证",
            r"高低?压电工(?:操作|作业|进网|入网|上岗)?(?:资格)?(?:许可)?(?:证|本(?!科))",
        ),
        (
            "电工证",
            (
                r"(?<!高压)(?:低压)?电工(?:操作|作业|进网|入网|上岗)?(?:资格)?(?:许可)?(?:证"
                r"|本(?!科))"
            ),
        ),
        ("电梯证", r"电梯(?:安全)?(?:管理|操作|维修|作业)?(?:员)?证"),
        ("登高证", r"(?:登高|高空|高处)(?:架设)?(?:作业)?(?:操作)?证"),
        (
            "起重机证",
            (
                r"(?:起重机?|行车|天车|吊车|塔吊|塔机|航吊)(?:操作|作业|司机"
                r"|指挥)(?:工)?(?:资格)?证|(?:起重机?|天车|吊车|塔吊)证"
                r"|(?:起重机械?|塔吊|塔机)[^,;。、\n]{0,12}?(?:操作|资格|作业)证"
            ),
        ),
        ("农机驾驶证", r"(?:拖拉机|收割机|农机)(?:驾驶)?(?:操作)?(?:证|照|本)"),
        ("摩托车驾照", r"摩托车?(?:驾驶)?(?:证|照|本)"),
        ("烟花爆竹作业证", r"烟花(?:爆竹)?[)）]?[^,;。\n]{0,6}?证"),
        ("爆破作业证", r"爆破(?:员|工程)?(?:作业)?(?:人员)?(?:许可|资格)?证"),
        ("压路机证", r"(?:压路机|推土机|平地机|摊铺机)(?:操作)?(?:资格)?证"),
        ("导游证", r"导游(?:资格)?证"),
        ("救生员证", r"救生员?(?:资格)?证"),
        ("挖掘机证", r"(?:挖掘机|挖机)(?:操作)?(?:资格)?证"),
        ("装载机证", r"(?:装载机|铲车)(?:操作)?(?:资格)?证"),
        ("锅炉证", r"(?:司炉|锅炉)(?:工|操作|作业)?(?:资格)?证"),
        ("压力容器证", r"压力容器(?:操作|作业)?证"),
        ("制冷证", r"制冷(?:工|作业|操作)?证"),
        ("特种作业证", r"特种(?:作业|设备|工种?)(?:操作|作业|人员)*证"),
        ("消防证", r"(?:消防(?:设施)?(?:操作员?|中控|控制室|监控)?|中控)(?:资格)?证"),
        ("保安证", r"保安(?:员)?(?:资格|上岗)?证"),
        ("健康证", r"健康(?:合格)?证"),
        (
            "厨师证",
            r"厨师(?:等级|资格)?证|(?:中式|西式)?烹[饪调]师?[^,;。\n]{0,6}?证|[面西]点师?(?:资格)?证",
        ),
        ("育婴师证", r"(?:育婴|月嫂|母婴护理|育儿)(?:师|员)?(?:资格)?证"),
        ("护工证", r"(?:护工|养老护理|护理员)(?:员)?(?:资格)?证"),
        ("护士证", r"护士(?:执业|资格)*证"),
        ("保育员证", r"保育[员师]?(?:[(（][^)）]{1,6}[)）])?(?:资格)?证"),
        ("教师资格证", r"教师(?:资格)?证|幼师证"),
        ("会计证", r"会计(?:上岗|从业|资格)*证"),
        ("安全员证", r"安全员(?:[ABC]|资格)?证"),
        (
            "道路运输从业资格证",
            r"(?:道路|货运|客运|运输)(?:货物)?(?:运输)?从业(?:人员)?资格证|从业资格证",
        ),
    )
)
# A licence is wanted, not offered or waived: 无需健康证, 包考叉车证, 协助办理健康证.
_NOT_WANTED = re.compile(
    r"(?:无需|不需要?|不用|不要(?:求|有)?|不必|不限|没有|无|免费|包|代|送|协助|可以?|帮助?|公司|统一"
    r"|报销|补贴|学习?|培训|考取?)"
    r"(?:您|你|员工)?(?:考|办|办理|考取|拿|取|培训|报销)?(?:有|取得|持|要)?(?:摩托车?|机动车|汽车)?$"
)
_ONLY_BETTER = re.compile(
    r"^(?:(?!必|须)[^,;。\n]){0,12}(?:优先|更[佳好优]|者佳|加分|待遇从优|可优先|最好|没有的[^,;。]{0,10}[办考](?!虑)|补贴|报销|由公司|公司(?:承担|办))"
)
_DRIVING = re.compile(
    r"(?<![A-Za-z0-9员])(?P<before>[ABCDE][1-3]?)(?P<more>(?:\s*[/、,或]\s*[ABCDE][1-3]?|[ABCDE][1-3])*)\s*"
    r"(?:类|型|级|及)?(?:[或及]?以上)?(?:的)?(?:机动车)?(?:驾驶证|驾照|驾驶执照"
    r"|驾驶本|照(?!片)|本(?!科)|证)"
    r"|(?:驾驶证|驾照|驾驶执照"
    r"|驾驶本)[^A-Za-z,;。\n]{0,4}(?P<after>[ABCDE][1-3]?)(?P<rest>(?:\s*[/、或]\s*[ABCDE][1-3]?)*)",
    re.IGNORECASE,
)
_DRIVING_ANY = re.compile(
    r"(?<!拖拉机)(?<!收割机)(?<!农机)(?<!摩托)(?<!摩托车)(?<!摩托车要有)(?<!摩托车要)(?<!摩托车有)(?<!摩托要)(?<!摩托有)(?:驾驶证|驾照|驾驶执照|驾驶本)"
)
_CLASS = re.compile(r"[ABCDE][1-3]?")
# Any class of a list is enough, so the one most people have stands for it.
_COMMONEST_FIRST = ("C2", "C1", "C", "E", "D", "C3", "B2", "B1", "B", "A2", "A3", "A1", "A")
_USUAL_CLASS = {"C": "C1", "B": "B2", "A": "A2"}
ANY_DRIVING_LICENCE = "驾照"


_RANKS = {name: rank for rank, (name, _) in enumerate(_NAMED)}
OR = "或"
"""Between the names of papers of which one is enough."""


def read_licences(text: str) -> list[str]:
    """Return the licences that tidied text demands, in a fixed order, each once.

    Names are the short ones of this module (叉车证, 电工证, 健康证 …); driving licences are 驾照
    with their class (驾照C1, 驾照B2), or 驾照 alone where no class is written. Where one of several
    is enough they are one item (焊工证或电工证). A licence that is only preferred, offered by the
    employer or waived is not demanded.
    """
    text = spelled_out(without_waived(without_others(text)))
    found = sorted(_found(text))
    groups: set[tuple[str, ...]] = set()
    for phrase in phrases(text):
        here = {name for at, name in found if phrase.start <= at < phrase.end}
        groups |= {tuple(sorted(here, key=_rank))} if phrase.any_of else {(name,) for name in here}
    # Who must have one of them anyway need not be asked for one of several again.
    least = [
        group
        for group in groups
        if group and not any(set(each) < set(group) for each in groups - {()})
    ]
    return [
        OR.join(group) for group in sorted(least, key=lambda group: [_rank(name) for name in group])
    ]


def _rank(name: str) -> tuple[int, str]:
    return _RANKS.get(name, len(_RANKS)), name


def _found(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each licence that is demanded stands, and its name."""
    for name, pattern in _NAMED:
        for found in pattern.finditer(text):
            if _stands(text, found):
                yield found.start(), name
    classes = [
        (found.start(), _class(found)) for found in _DRIVING.finditer(text) if _stands(text, found)
    ]
    for at, name in classes:
        yield at, f"{ANY_DRIVING_LICENCE}{name}"
    if not classes:
        for found in _DRIVING_ANY.finditer(text):
            if _stands(text, found):
                yield found.start(), ANY_DRIVING_LICENCE
                return


def _stands(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - 8) : found.start()], text[found.end() :]
    return not (_NOT_WANTED.search(before) or _ONLY_BETTER.match(after))


def _class(found: re.Match[str]) -> str:
    letters = "".join(found[name] or "" for name in ("before", "more", "after", "rest")).upper()
    named = set(_CLASS.findall(letters))
    first = next((name for name in _COMMONEST_FIRST if name in named), min(named))
    return _USUAL_CLASS.get(first, first)
