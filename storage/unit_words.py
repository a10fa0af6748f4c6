"""Words for one's own county, prefecture and province, put as most of the country says them. Pure.

In Inner Mongolia a county is a 旗, a prefecture a 盟, a town a 苏木 and a village a 嘎查; in the
autonomous regions 区内 means within the region. Only words that stand alone are such words: 旗 in
科右前旗 is a name.
"""

from __future__ import annotations

import re

from storage.regions import in_full

_OF_HERE = r"(?:的)?(?:户[口籍]|居民|[牧村农]民|牧户)|籍|的?人(?!民)"
"""Who is of a place: behind 本旗, 本苏木 and 本嘎查."""
_ALONE = r"(?:(?<![㐀-鿿])|(?<=[本全出回离跨在就只])|(?<=咱们)|(?<=我们))"
_COUNTY = re.compile(
    _ALONE + r"旗(?=[内里外上]|以[内外]|范围|$|[^㐀-鿿]|不|的|都|也|就|" + _OF_HERE + ")"
)
_PREFECTURE = re.compile(_ALONE + r"盟(?=[内里外]|以[内外]|范围|$|[^㐀-鿿]|不|的|都|也|就)")
_TOWN = re.compile(_ALONE + r"苏木(?=[内里外上]|$|[^㐀-鿿]|" + _OF_HERE + ")")
_VILLAGE = re.compile(_ALONE + r"嘎查(?=[内里外上]|$|[^㐀-鿿]|" + _OF_HERE + ")")
_REGION = re.compile(
    r"自治区(?=[内外])|" + _ALONE + r"区(?=[内外](?:$|[^㐀-鿿]|[都也就]|[县市旗盟]))"
)
_AUTONOMOUS = frozenset({"15", "45", "54", "64", "65"})


def in_usual_words(text: str, home: str) -> str:
    """Return ``text`` with 旗内 as 县内, 盟内 as 市内 …; ``home`` is the adcode of the county.

    Provinces of one character are written out (限粤).
    """
    text = in_full(text)
    if home[:2] == "15":
        text = _PREFECTURE.sub("市", _COUNTY.sub("县", text))
        text = _VILLAGE.sub("村", _TOWN.sub("乡", text))
    return _REGION.sub("省", text) if home[:2] in _AUTONOMOUS else text
