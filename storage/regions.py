"""Parts of the country that people name but no list of places has: 珠三角, 沿海. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

REGIONS: Mapping[str, tuple[str, ...]] = {
    "珠三角": (
        *("440100", "440300", "440400", "440600", "440700"),
        *("441200", "441300", "441900", "442000"),
    ),
    "长三角": ("310000", "320000", "330000"),
    "江浙沪": ("310000", "320000", "330000"),
    "江浙": ("320000", "330000"),
    "苏南": ("320100", "320200", "320400", "320500", "321100"),
    "苏北": (
        *("320300", "320600", "320700", "320800", "320900"),
        *("321000", "321200", "321300"),
    ),
    "苏锡常": ("320200", "320400", "320500"),
    "杭嘉湖": ("330100", "330400", "330500"),
    "广深": ("440100", "440300"),
    "广佛": ("440100", "440600"),
    "莞深": ("441900", "440300"),
    "潮汕": ("440500", "445100", "445200"),
    "闽南": ("350200", "350500", "350600"),
    "北上广": ("110000", "310000", "440100"),
    "东北": ("210000", "220000", "230000"),
    "东三省": ("210000", "220000", "230000"),
    "川渝": ("510000", "500000"),
    "两湖": ("420000", "430000"),
    "滇东北": ("530300", "530600"),
    "沿海": ("310000", "320000", "330000", "350000", "370000", "440000"),
    "两广": ("440000", "450000"),
    "云贵川": ("530000", "520000", "510000"),
    "云贵": ("530000", "520000"),
    "京津冀": ("110000", "120000", "130000"),
}
"""Adcodes by name; a longer name stands before its beginning."""


class Region(NamedTuple):
    """A part of the country named in a text at ``[start, end)``, with the adcodes it means."""

    codes: tuple[str, ...]
    start: int
    end: int


def regions_in(text: str) -> list[Region]:
    """Return the first mention of every region in ``text``, without overlap."""
    found: list[Region] = []
    for name, codes in REGIONS.items():
        at = text.find(name)
        if at >= 0 and all(at >= each.end or at + len(name) <= each.start for each in found):
            found.append(Region(codes, at, at + len(name)))
    return sorted(found, key=lambda region: region.start)
