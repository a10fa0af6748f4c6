"""学历要求: the schooling a posting asks for, in its cell and in running text. Pure.

Each level that is named is judged by its clause: asked for (得念过初中, 高中以上), sent away
(小学文化的整不了), let in as well (小学毕业的也照收), only liked (大专优先), or of somebody else
(员工子女念大专, 小学门口).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from jobs_feed.normalise.age_told import REFUSED
from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank
from labourers.tables import Education
from storage.phrases import phrases

_SAYS = phrases("jobs_feed.normalise", "schooling", "schooling")

_ORDER = (
    Education.NONE,
    Education.PRIMARY,
    Education.JUNIOR,
    Education.SENIOR,
    Education.COLLEGE,
    Education.BACHELOR,
)
_LEVELS = (
    (
        Education.BACHELOR,
        r"本科|(?<=统招)[一二三]本|学士|硕士|研究生|博士|博后|大学(?!专|城|路|生|食堂|附近|旁|校|宿舍|里|园)",
    ),
    (
        Education.COLLEGE,
        r"大专|专科(?!医|门诊)|高职|大学专科|高专|医专|师专|(?:高等)?院校|高校|985|211|学信网|统招(?![^,;。]{0,4}(?:[一二三]?本|学士|中专|高中))|大学生(?!食堂|宿舍|公寓|活动|创业)",
    ),
    (
        Education.SENIOR,
        r"高中|中专|中技|职高|中职|技校|技工学校|中等职业|高级中学|职中|职校|卫校|护校|农校|中师|[\u4e00-\u9fff]{2,8}专业(?=(?:的)?(?:毕业|学历|背景|出身|应届|对口))",
    ),
    (Education.JUNIOR, r"初中|初级中学|九年义务|九年制"),
    (Education.PRIMARY, r"小学|高小"),
    (Education.NONE, r"文盲"),
)
_NAMED = re.compile("|".join(f"(?P<{level.name}>{words})" for level, words in _LEVELS))
_CELL_LEVELS = tuple(
    (level, re.compile(words if level is not Education.PRIMARY else f"{words}|识字|认字"))
    for level, words in _LEVELS
)
_SENT_AWAY = re.compile(
    rf"^(?:学历|文化|文凭|程度|水平|毕业证?|简历|生|的|者|人员?|以?下|及|以|,|就|都|也|请|一律|一概|真|那|俺|咱|我们?|证|话|同学|那些|同志|家|老乡)*[^,;。]{{0,5}}?{REFUSED}"
)


_OTHERWISE = re.compile(rf"优先|更佳|佳$|最好|加分|也[可行要收能]|照收|{REFUSED}")


_OPEN = 3
"""A clause that ends so soon behind what it names goes on in the next."""
_BRACKETS = str.maketrans("()（）[]【】", ",,,,,,,,")


class _Stance(Enum):
    ASKED = auto()
    LET_IN = auto()
    AWAY = auto()


class _Mention(NamedTuple):
    level: Education
    stance: _Stance


def find_education(text: str) -> Education | None:
    """Return the lowest level that running text asks for (高中及以上学历, 得念过初中), if it does.

    A level that is only preferred (大专优先) is not asked for, and who is let in below it
    (小学毕业的也照收) lowers it. Those sent away (小学文化的整不了) count where nothing is asked.
    """
    if _NAMED.search(text) is None or eases_education(text):
        return None
    clauses = _SAYS["clause"].split(text)
    return _lowest(
        [
            each
            for clause, following in zip(clauses, (*clauses[1:], ""), strict=True)
            for each in _mentions(clause, following)
        ]
    )


def find_education_in_title(title: str) -> Education | None:
    """Return the lowest level that a title asks for in brackets (文员(大专以上)), if it does."""
    return find_education(title.translate(_BRACKETS)) if "(" in title or "（" in title else None


def _lowest(found: Sequence[_Mention], *, lowest_let_in: bool = False) -> Education | None:
    asked = [each.level for each in found if each.stance is _Stance.ASKED]
    if not asked:
        away = [each.level for each in found if each.stance is _Stance.AWAY]
        asked = [max(away, key=_ORDER.index)] if away else []
    let_in = [each.level for each in found if each.stance is _Stance.LET_IN]
    if not asked and not lowest_let_in:
        return None
    return min((*asked, *let_in), key=_ORDER.index, default=None)


def eases_education(text: str) -> bool:
    """Tell whether running text says that the level asked for is no must (学历可适当放宽)."""
    return _SAYS["eased"].search(text) is not None


def read_education(text: str) -> Reading[Education]:
    """Read a 学历要求 cell (tidied text): the lowest level that is enough.

    初中以下 asks for no level, and neither do 不限 and 初中优先; of 初中、高中 the lower is enough,
    those sent away (本科学历,大专勿投) are none of them. Degrees above a bachelor's count as one,
    because the roster knows no higher level.
    """
    if is_blank(text) or _SAYS["any"].search(text):
        return Reading()
    if _OTHERWISE.search(text):
        found = [
            each for part in _SAYS["cell_part"].split(text) for each in _mentions(part, bare=True)
        ]
        return Reading(_lowest(found, lowest_let_in=True))
    named = [level for level, pattern in _CELL_LEVELS if pattern.search(text)]
    if not named:
        return Reading(None, f"学历要求“{text}”没有看懂，按没有写处理")
    if _SAYS["and_below"].search(text) and len(named) == 1:
        return Reading()
    return Reading(named[-1])


def _mentions(clause: str, following: str = "", *, bare: bool = False) -> Iterator[_Mention]:
    """Yield the levels of a clause that say something of applicants; ``bare`` takes any for it.

    ``following`` is the clause behind it, which may send away whom this one names.
    """
    for found in _NAMED.finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        level = Education[found.lastgroup or ""]
        if _SAYS["a_place"].match(after) or (
            _SAYS["of_others"].search(before)
            and not _SAYS["of_applicants"].search(before)
            and not _SAYS["a_paper"].match(after)
        ):
            continue
        joined = _SAYS["joined"].match(after)
        rest = after[joined.end() :] if joined else after
        if _SAYS["not_held"].search(before) or _SAYS["not_held_behind"].match(after):
            # 没念过初中的不要 asks for it, 初中没毕业也行 lets in who is just below.
            if _sends_away(_SAYS["not_held_behind"].sub("", after), following) or _sends_away(
                rest, following
            ):
                yield _Mention(level, _Stance.ASKED)
            elif _SAYS["too"].match(_SAYS["not_held_behind"].sub("", after)):
                yield _Mention(_ORDER[max(0, _ORDER.index(level) - 1)], _Stance.LET_IN)
        elif (
            _SAYS["refused_before"].search(before)
            or _SENT_AWAY.match(rest)
            or _SAYS["other_refusals"].match(rest)
        ):
            if not _SAYS["higher"].match(rest):
                yield _Mention(_above(level, rest), _Stance.AWAY)
        elif _SAYS["better"].match(rest) or _SAYS["better_before"].search(before):
            continue
        elif _SAYS["too"].match(rest) and not (
            _SAYS["all_of"].match(rest) and (joined or _SAYS["asked_behind"].match(rest))
        ):
            yield _Mention(level, _Stance.LET_IN)
        elif _SAYS["and_below"].match(rest):
            continue
        elif (
            bare
            or _SAYS["asked_behind"].match(rest)
            or _SAYS["asked_before"].search(before)
            or _SAYS["bare"].match(clause)
        ):
            yield _Mention(level, _Stance.ASKED)


def _sends_away(rest: str, following: str) -> bool:
    """Tell whether those named before ``rest`` are sent away in it, or in the clause behind it."""
    if _SENT_AWAY.match(rest) or _SAYS["refused_at_once"].match(following):
        return True
    if len(rest) > _OPEN:
        return False
    return bool(_SENT_AWAY.match(following) or _SAYS["refused_next"].match(following))


def _above(level: Education, rest: str) -> Education:
    """Return the lowest level that is not sent away with ``level`` (小学, 初中以下, 初中及以下)."""
    below = _SAYS["and_below"].match(rest)
    if below and below.group() == "以下":
        return level
    return _ORDER[min(len(_ORDER) - 1, _ORDER.index(level) + 1)]
