"""Searches for work typed in pinyin: zhao dian zi chang is 找电子厂.

Who writes the sounds of the characters (an old phone, a language app) is read with the words of
policy questions, the occupations and the larger places, and only when nothing is left over.
"""

from __future__ import annotations

import re

from matching.catalogue import Catalogue
from policy_faq.spelled import Spelled
from storage.gazetteer import Gazetteer

_WRITTEN = re.compile(r"[\u4e00-\u9fff]{2,}")


def words_in_letters(catalogue: Catalogue, gazetteer: Gazetteer) -> Spelled:
    """Return a reader of messages in pinyin that knows occupations, provinces and prefectures."""
    places = []
    for province in gazetteer.children(""):
        places += [gazetteer.short_name(each) for each in (province, *gazetteer.children(province))]
    known = (*catalogue.words, *places)
    return Spelled(more_words=[word for word in known if _WRITTEN.fullmatch(word)])
