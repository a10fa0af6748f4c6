"""性别要求: the sex a posting asks for."""

from __future__ import annotations

import re

from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank
from labourers.tables import Sex

_ANY_SEX = re.compile(
    r"不限|均可|都可|皆可|不拘|都行|都要|无要求|无限制|男女|女男|男[、/,和或及]女|女[、/,和或及]男"
)
_RATHER = re.compile(r"优先|为主|更佳|为佳|最好")
_MALE = re.compile(r"男|^(?:m|male)$", re.IGNORECASE)
_FEMALE = re.compile(r"女|^(?:f|female)$", re.IGNORECASE)


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
