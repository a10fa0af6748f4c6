"""Where the people of the invented market live and where its postings are."""

from __future__ import annotations

from datetime import date

DAY = date(2026, 11, 23)

HOMES = ("530326", "530627", "520526", "513437", "451027", "431230")
"""会泽, 镇雄, 威宁, 雷波, 凌云, 通道: counties that people leave for work."""

CITIES = (
    ("441900", 14, "东莞"),
    ("440300", 10, "深圳"),
    ("440100", 8, "广州"),
    ("442000", 4, "中山"),
    ("330100", 7, "杭州"),
    ("330200", 6, "宁波"),
    ("320500", 8, "苏州"),
    ("310117", 4, "上海"),
    ("350200", 4, "厦门"),
    ("530100", 12, "昆明"),
    ("520100", 6, "贵阳"),
    ("510100", 8, "成都"),
    ("450100", 5, "南宁"),
    ("430100", 6, "长沙"),
)
"""Code, weight and name in employers' names."""

HOME_NAMES = dict(zip(HOMES, ("会泽", "镇雄", "威宁", "雷波", "凌云", "通道"), strict=True))


def lies_in(place: str, area: str) -> bool:
    """Tell whether ``place`` lies in ``area``; written anew, apart from the code under test."""
    if area.endswith("0000"):
        return place[:2] == area[:2]
    return place[:4] == area[:4] if area.endswith("00") else place[:6] == area
