"""福利待遇: whether food and lodging come with the job.

A meal or housing allowance (餐补, 房补) is money, not a meal or a bed, and says nothing here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Board:
    """Food and lodging: provided, not provided, or not stated (``None``)."""

    food: bool | None = None
    lodging: bool | None = None


_CLAUSE = re.compile(r"[,;。\n!|+()]|但")
_SLIP = re.compile(r"保(?=[吃住]宿?(?:$|[^院房]))")
_ALLOWANCE = re.compile(
    r"(?:餐|饭|伙食|生活|用餐|吃饭|房|住房|租房|住宿|食宿)(?:补贴|补助|津贴|补|贴)|[房餐饭]租?补"
)
_BOTH = r"(?:吃住|食宿|住食|住吃|吃、?住|食、?宿|膳宿|住宿?[和及与、]伙食|吃[和及与]住)"
_FOOD = (
    r"(?:吃(?!苦|力|饭时间|得)|食(?!品|材|堂|宿)|免费食堂|餐(?!饮|厅服|厅工|具|补)"
    r"|饭(?!店|堂工)|伙食|三餐|两餐|膳食)"
)
_LODGING = (
    r"(?:住(?!房公积|院|址|户|店|家保姆|宅)|宿舍|宿(?!迁|州|管)|公寓|夫妻房|[单双两三四六八]人间)"
)
_PROVIDED = r"(?:可以?|包|管|提供|免费|供|含|有|免|解决|安排|配备|全包)"
_REFUSED = r"(?:不包|不管|不提供|不供|不含|没有|无|不解决|不安排|未提供|不负责|暂无|不带)"
_OWN = r"(?:自理|自己解决|自行解决|自付|自费|自备|自己负责|自行负责|自行安排|自己租)"
_NO_NEED = re.compile(r"(?:无需|不需要?|不用|不必|可不|可以不)(?:住|吃)")
_MEALS_LISTED = re.compile(r"^\s*(?:一日)?(?:早|中|午|晚|三|两|一)+[餐饭](?![^,]*自)")
_MEALS_AND_BED = re.compile(r"[一两三]餐一宿")
_BOTH_GIVEN = re.compile(
    r"吃住(?:都|全)?[管包]|吃住在|[吃食](?:住|宿)[^,;。\n不自]{0,6}(?:负责|解决|承担)"
)
_BED_GIVEN = re.compile(
    r"(?<!不)住(?:在)?(?:雇主|客户|东家|病房|场里|厂里|店里|公司|集体宿舍|宿舍)"
    r"|^\s*(?:夫妻房|集体宿舍)\s*$"
)
_NEAR = r"[^,;。\n包管不无自]{0,6}?"


def read_board(text: str) -> Board:
    """Read food and lodging from a benefits cell or running text (tidied).

    Where a text says both (包住不包吃) each is read for itself; a refusal outweighs an offer.
    """
    food: bool | None = None
    lodging: bool | None = None
    for clause in _CLAUSE.split(_ALLOWANCE.sub("", _SLIP.sub("包", text))):
        if _NO_NEED.search(clause):
            continue
        both = _polarity(clause, _BOTH)
        if _MEALS_AND_BED.search(clause) or (both is None and _BOTH_GIVEN.search(clause)):
            both = True
        if _MEALS_LISTED.search(clause):
            food = _stronger(food, True)
        food = _stronger(food, _stronger(both, _polarity(clause, _FOOD)))
        bed = _polarity(clause, _LODGING)
        if bed is None and _BED_GIVEN.search(clause):
            bed = True
        lodging = _stronger(lodging, _stronger(both, bed))
    return Board(food, lodging)


def _polarity(clause: str, thing: str) -> bool | None:
    if re.search(
        rf"{_REFUSED}{_NEAR}{thing}|{thing}(?:费用?)?[^,;。\n包管提供免水电]{{0,4}}?{_OWN}", clause
    ):
        return False
    offered = (
        rf"{_PROVIDED}{_NEAR}{thing}|{thing}[^,;。\n不自]{{0,3}}?(?:全包|免费|全免|由公司|公司承担)"
    )
    return True if re.search(offered, clause) else None


def _stronger(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return True if one or other else None
