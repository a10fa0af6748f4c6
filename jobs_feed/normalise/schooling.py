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

_ORDER = (
    Education.NONE,
    Education.PRIMARY,
    Education.JUNIOR,
    Education.SENIOR,
    Education.COLLEGE,
    Education.BACHELOR,
)
_ANY = re.compile(
    r"(?:学历|文化)?(?:不限|无要求|没有要求|不要求|不作要求|不做要求|均可|不拘)|无学历|文盲也|(?:有没有|有无)学历"
)
_AND_BELOW = re.compile(r"(?:及其?)?以下")
_LEVELS = (
    (
        Education.BACHELOR,
        r"本科|学士|硕士|研究生|博士|博后|大学(?!专|城|路|生?食堂|附近|旁|校|宿舍|里|园)",
    ),
    (Education.COLLEGE, r"大专|专科(?!医|门诊)|高职|大学专科|高专"),
    (Education.SENIOR, r"高中|中专|中技|职高|中职|技校|技工学校|中等职业|高级中学|职中"),
    (Education.JUNIOR, r"初中|初级中学|九年义务|九年制"),
    (Education.PRIMARY, r"小学|高小"),
    (Education.NONE, r"文盲"),
)
_NAMED = re.compile("|".join(f"(?P<{level.name}>{words})" for level, words in _LEVELS))
_CELL_LEVELS = tuple(
    (level, re.compile(words if level is not Education.PRIMARY else f"{words}|识字|认字"))
    for level, words in _LEVELS
)
_CLAUSE = re.compile(r"[,;。\n!?]")
_CELL_PART = re.compile(r"[,;。\n!?(（]")
_LIST = r"[\s、/或和及与,含()]*(?:同等|均可)?[\s、/)]*"
_ONE = r"(?:小学|初中|高中|中专|中技|职高|中职|职中|技校|大专|专科|高职|本科|大学)"
_JOINED = re.compile(
    rf"^(?:[\s、/或和及与(（]*{_ONE})+(?:都?(?:算|视为|按)?同等(?:学[历力])?)?[\s)）]*"
)
_ASKED_BEHIND = re.compile(
    r"^\s*(?:[(（](?:含|以上)[)）]|含|毕业)?\s*(?:及其?|或者?|含)?\s*(?:以上|之上|往上|起步|起(?!重)|学历|文化|文凭|程度|水平|底子|毕业(?!生|季|班|照)|肄业)"
)
_ASKED_BEFORE = re.compile(
    r"(?:起码|至少|最低|最少|(?<![不只主])得(?!到)|(?<![不主])要(?!是)|必须|须|(?<!不)需|具[有备]|持有?|学历[:为是须要求]*|文化(?:程度)?[:为是须要求]*|专业[:为是须要求]*"
    r"|[念读上]过|[念读上]完|[念读上]到|有(?!没有)|达到|够|限|只招|只收|招)(?:是|有|要|个|读|念|上|过|完|到|了|够|全日制|统招|国家承认的?|正规|公办|满)*\s*$"
)
_NOT_HELD = re.compile(
    r"(?:没有?|没得|冇得?|莫得|未|不够|不到|达不到|不足|低于|不满|无)(?:[念读上取获拿]过?[完到得]?|够|有)?\s*$"
)
_NOT_HELD_BEHIND = re.compile(
    r"^[^,;。]{0,4}?(?:没|未|不)(?:有)?(?:毕业|[念读上]完|[念读上]过|拿到|到手|有)"
)
_SENT_AWAY = re.compile(
    rf"^(?:学历|文化|文凭|程度|水平|毕业证?|简历|生|的|者|人员?|以?下|及|以|,|就|都|也|请|一律|一概|真|那|俺|咱|我们?|证|话|同学|那些|同志|家|老乡)*[^,;。]{{0,5}}?{REFUSED}"
)
_REFUSED_BEFORE = re.compile(
    r"(?:不招|不要|不收|不用|不录用?|不考虑|不接受|谢绝|拒绝|别要)[^,;。]{0,2}$"
)
_BETTER = re.compile(
    r"^[^,;。]{0,10}?(?:优先|更佳|者佳|为佳|加分|更好|放宽|可不|最好|不限|不要求|均可|或同等|不(?:是)?必|不强求|不(?:是|算)?(?:硬|必|死|强|要紧|重要)|的?(?:当|做|任)(?:班长|组长|文员|主管|技术)|工资高|另加|补贴|奖)"
)
_BETTER_BEFORE = re.compile(r"附近|旁边|周边|(?:最好|优先|欢迎|尽量|希望)[^,;。]{0,6}$")
_TOO = re.compile(
    r"^[^,;。]{0,8}?(?:也|亦|都|照样?)(?:照样?)?(?:可|行|要|收|招|能[来干做]|用|中|成|欢迎|考虑|没事|没关系|不嫌)"
)
_ALL_OF = re.compile(r"^[^,;。也照]{0,8}?[都均皆]")
_OF_OTHERS = re.compile(
    r"孩子|娃|闺女|女儿|儿子|子女|崽|学生|小朋友|班主任|老板|店长|经理|组长|主管|同事|学[校区]|校区|作业|辅导|课程|课|接送|幼儿|托管|家长|教材|校园|师资|老师|教师|住的|业主|客户|客人|住户|邻居"
)
_A_PLACE = re.compile(
    r"^(?:门口|附近|旁|对面|食堂|校|部|宿舍|年级|生(?!源|活)|老师|教|语文|数学|英语|里|操场|那边|后面|、?(?:初中|高中)?[,、]?(?:很|就|都)?近|、(?:初中|高中)(?:$|[,孩])|保安|保洁|门卫|大门|路|操|周边|隔壁|小卖|文具|课|一[年直]|[一二三四五六]年级|阶段|托)"
)
_EASED = re.compile(
    r"(?:学历|文化(?:程度)?)[^,;。\n]{0,6}(?<!不予)(?<!不得)(?<!不)放宽|放宽[^,;。\n]{0,4}(?:学历|文化)"
    r"|(?<!不)不(?:看|讲|卡|论|问|挑|计较|在乎)(?:学历|文化|文凭)|(?:学历|文化|文凭)[^,;。\n]{0,4}(?:不(?:看|讲|卡|论|限|重要|要求|挑|做要求|作要求|计较)|无要求|没要求|无所谓|高低)"
)


_OF_APPLICANTS = re.compile(r"本人|应聘|求职|报名|学历|文化|文凭|毕业证")
_HIGHER = re.compile(r"^(?:及其?)?(?:以上|往上|或以上)")
_BARE = re.compile(
    rf"^\s*(?:\d[.、)]|学历[:为]?|[(（])*\s*(?:全日制|统招)?{_ONE}(?:[\s、/或及和（(]*{_ONE})*\s*(?:以上|毕业|[)）])*\s*$"
)
_OTHERWISE = re.compile(rf"优先|更佳|佳$|最好|加分|也[可行要收能]|照收|{REFUSED}")


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
    return _lowest([each for clause in _CLAUSE.split(text) for each in _mentions(clause)])


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
    return _EASED.search(text) is not None


def read_education(text: str) -> Reading[Education]:
    """Read a 学历要求 cell (tidied text): the lowest level that is enough.

    初中以下 asks for no level, and neither do 不限 and 初中优先; of 初中、高中 the lower is enough,
    those sent away (本科学历,大专勿投) are none of them. Degrees above a bachelor's count as one,
    because the roster knows no higher level.
    """
    if is_blank(text) or _ANY.search(text):
        return Reading()
    if _OTHERWISE.search(text):
        found = [each for part in _CELL_PART.split(text) for each in _mentions(part, bare=True)]
        return Reading(_lowest(found, lowest_let_in=True))
    named = [level for level, pattern in _CELL_LEVELS if pattern.search(text)]
    if not named:
        return Reading(None, f"学历要求“{text}”没有看懂，按没有写处理")
    if _AND_BELOW.search(text) and len(named) == 1:
        return Reading()
    return Reading(named[-1])


def _mentions(clause: str, *, bare: bool = False) -> Iterator[_Mention]:
    """Yield the levels of a clause that say something of applicants; ``bare`` takes any for it."""
    for found in _NAMED.finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        level = Education[found.lastgroup or ""]
        if _A_PLACE.match(after) or (
            _OF_OTHERS.search(before) and not _OF_APPLICANTS.search(before)
        ):
            continue
        joined = _JOINED.match(after)
        rest = after[joined.end() :] if joined else after
        if _NOT_HELD.search(before) or _NOT_HELD_BEHIND.match(after):
            # 没念过初中的不要 asks for it, 初中没毕业也行 lets in who is just below.
            if _SENT_AWAY.match(_NOT_HELD_BEHIND.sub("", after)) or _SENT_AWAY.match(rest):
                yield _Mention(level, _Stance.ASKED)
            elif _TOO.match(_NOT_HELD_BEHIND.sub("", after)):
                yield _Mention(_ORDER[max(0, _ORDER.index(level) - 1)], _Stance.LET_IN)
        elif _REFUSED_BEFORE.search(before) or _SENT_AWAY.match(rest):
            if not _HIGHER.match(rest):
                yield _Mention(_above(level, rest), _Stance.AWAY)
        elif _BETTER.match(rest) or _BETTER_BEFORE.search(before):
            continue
        elif _TOO.match(rest) and not (
            _ALL_OF.match(rest) and (joined or _ASKED_BEHIND.match(rest))
        ):
            yield _Mention(level, _Stance.LET_IN)
        elif _AND_BELOW.match(rest):
            continue
        elif (
            bare or _ASKED_BEHIND.match(rest) or _ASKED_BEFORE.search(before) or _BARE.match(clause)
        ):
            yield _Mention(level, _Stance.ASKED)


def _above(level: Education, rest: str) -> Education:
    """Return the lowest level that is not sent away with ``level`` (小学, 初中以下, 初中及以下)."""
    below = _AND_BELOW.match(rest)
    if below and below.group() == "以下":
        return level
    return _ORDER[min(len(_ORDER) - 1, _ORDER.index(level) + 1)]
