"""性别要求 and 学历要求: what a posting asks of the person."""

from __future__ import annotations

import re

from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank
from labourers.tables import Education, Sex

_ANY_SEX = re.compile(
    r"不限|均可|都可|皆可|不拘|都行|都要|无要求|无限制|男女|女男|男[、/,和或及]女|女[、/,和或及]男"
)
_RATHER = re.compile(r"优先|为主|更佳|为佳|最好")
_MALE = re.compile(r"男|^(?:m|male)$", re.IGNORECASE)
_FEMALE = re.compile(r"女|^(?:f|female)$", re.IGNORECASE)

_ANY_EDUCATION = re.compile(r"不限|无要求|没有要求|不要求|不作要求|不做要求|无学历|均可|文盲也")
_AND_BELOW = re.compile(r"(?:及其?)?以下")
_LEVELS = (
    (Education.BACHELOR, re.compile(r"本科|学士|硕士|研究生|博士|博后|大学(?!专)")),
    (Education.COLLEGE, re.compile(r"大专|专科|高职|大学专科")),
    (Education.SENIOR, re.compile(r"高中|中专|中技|职高|中职|技校|技工|中等职业")),
    (Education.JUNIOR, re.compile(r"初中|九年义务")),
    (Education.PRIMARY, re.compile(r"小学|识字|认字")),
    (Education.NONE, re.compile(r"文盲")),
)


_CLAUSE = re.compile(r"[,;。\n!]")
_LEVEL = r"(?:小学|初中|高中|中专|中技|职高|技校|大专|专科|本科|大学)"
_ASKS_EDUCATION = re.compile(
    rf"{_LEVEL}(?:\s*(?:及其?|或者?|含|学历|文化|文凭|程度|[/、]|{_LEVEL}))*"
    r"(?:以上|往上|起步|学历|文化|文凭|程度|起|毕业(?!生))"
    rf"|^\s*(?:全日制)?{_LEVEL}(?:[、/或及]{_LEVEL})*\s*$"
    rf"|(?:起码|至少|最低)(?:要|得|是|读过|有|须|需)*{_LEVEL}|{_LEVEL}(?:及其?)?以下(?:的|者)?[^,;。]{{0,3}}?(?:勿|不(?!限)|免|谢绝|别|莫)"
    rf"|(?:没有?|没得|无){_LEVEL}[^,;。]{{0,8}}(?:勿|不[要收招行用]|免|谢绝|别|莫)"
    rf"|(?:学历|文化(?:程度)?|专业)[:为是须要求]*{_LEVEL}"
)
_EASED = re.compile(
    r"(?:学历|文化(?:程度)?)[^,;。\n]{0,6}(?<!不予)(?<!不得)放宽|放宽[^,;。\n]{0,4}(?:学历|文化)"
    r"|(?<!不)不(?:看|讲|卡|论)(?:学历|文化|文凭)"
)
_ONLY_BETTER = re.compile(r"优先|更佳|者佳|为佳|加分|更好|放宽|不限|不要求|均可|可不|或同等")


def find_education(text: str) -> Education | None:
    """Return the lowest level that running text asks for (高中及以上学历, 初中毕业), if it does.

    A level that is only preferred (大专优先) is not asked for.
    """
    if eases_education(text):
        return None
    for clause in _CLAUSE.split(text):
        if _ASKS_EDUCATION.search(clause) and not _ONLY_BETTER.search(clause):
            return read_education(_AND_BELOW.sub("", clause)).value
    return None


def eases_education(text: str) -> bool:
    """Tell whether running text says that the level asked for is no must (学历可适当放宽)."""
    return _EASED.search(text) is not None


def read_sex(text: str) -> Reading[Sex]:
    """Read a 性别要求 cell (tidied text); 不限, and nothing, are ``None``.

    女性优先 asks for nobody; a preference is no requirement.
    """
    if is_blank(text) or _ANY_SEX.search(text):
        return Reading()
    if _RATHER.search(text):
        return Reading(None, "性别要求写的是优先，不当作条件")
    male, female = bool(_MALE.search(text)), bool(_FEMALE.search(text))
    if male != female:
        return Reading(Sex.MALE if male else Sex.FEMALE)
    return Reading(None, f"性别要求“{text}”没有看懂，按没有写处理")


def read_education(text: str) -> Reading[Education]:
    """Read a 学历要求 cell (tidied text): the lowest level that is enough.

    初中以下 asks for no level, and neither does 不限; of 初中、高中 the lower is enough. Degrees
    above a bachelor's count as one, because the roster knows no higher level.
    """
    if is_blank(text) or _ANY_EDUCATION.search(text):
        return Reading()
    named = [level for level, pattern in _LEVELS if pattern.search(text)]
    if not named:
        return Reading(None, f"学历要求“{text}”没有看懂，按没有写处理")
    if _AND_BELOW.search(text) and len(named) == 1:
        return Reading()
    return Reading(named[-1])
