"""Searches for work typed in pinyin: zhao dian zi chang is 找电子厂.

Who writes the sounds of the characters (an old phone, a language app) is read with the words of
policy questions, the occupations and the larger places, and only when nothing is left over.
"""

from __future__ import annotations

import re

from matching.catalogue import Catalogue
from policy_faq.english import English
from policy_faq.spelled import Spelled
from storage.gazetteer import Gazetteer

_CONDITIONS = (
    *(
        "宿舍",
        "包吃",
        "包住",
        "包吃住",
        "吃住",
        "管饭",
        "夫妻房",
        "有没有",
        "有活",
        "县城",
        "活路",
        "活干",
        "工价",
    ),
    *(
        "日结",
        "长白班",
        "白班",
        "夜班",
        "不上夜班",
        "加班",
        "双休",
        "离家近",
        "工资高",
        "要人吗",
        "招人吗",
    ),
    *("以上", "左右", "往上", "多块", "块钱"),
    *("有宿舍", "有夫妻房", "打螺丝", "流水线", "工地", "进厂", "打工"),
)
_HOME_PROVINCE = "530000"
"""The province whose counties are all written by their names (会泽, 宣威)."""
_WHERE_PEOPLE_GO = ("320000", "330000", "350000")
"""Provinces whose county cities are known by name at home (昆山, 义乌, 晋江)."""
_WRITTEN = re.compile(r"[\u4e00-\u9fff]{2,}")


def words_in_letters(catalogue: Catalogue, gazetteer: Gazetteer) -> Spelled:
    """Return a reader of messages in pinyin that knows occupations, provinces and prefectures."""
    places = []
    for province in gazetteer.children(""):
        places += [gazetteer.short_name(each) for each in (province, *gazetteer.children(province))]
        if province in _WHERE_PEOPLE_GO:
            places += _county_cities(gazetteer, province)
        if province == _HOME_PROVINCE:
            places += _counties(gazetteer, province)
    known = (*catalogue.words, *places, *_CONDITIONS)
    words = [word for word in known if _WRITTEN.fullmatch(word)]
    return Spelled(English().place_words, more_words=words)


def _counties(gazetteer: Gazetteer, province: str) -> list[str]:
    """Return the short names of all counties of a province."""
    return [
        gazetteer.short_name(each)
        for prefecture in gazetteer.children(province)
        for each in gazetteer.children(prefecture)
    ]


def _county_cities(gazetteer: Gazetteer, province: str) -> list[str]:
    """Return the short names of the cities of a province that are counties."""
    counties = (
        each
        for prefecture in gazetteer.children(province)
        for each in gazetteer.children(prefecture)
    )
    return [gazetteer.short_name(each) for each in counties if gazetteer.name(each).endswith("市")]
