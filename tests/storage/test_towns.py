"""The towns of every county: codes, names, seats, and what reading them costs."""

from __future__ import annotations

import tracemalloc

import pytest
from sqlmodel import select

from storage import towns
from storage.database import Database
from storage.gazetteer import Gazetteer, Level, Relation
from storage.places import Place, PlaceLevel, ensure_place, own_codes

LINGYUN, NINGYUAN, KEYOUZHONG, MEITAN = "451027", "431126", "152222", "520328"


@pytest.mark.parametrize(
    ("home", "cell", "name"),
    [
        (LINGYUN, "伶站乡", "伶站瑶族乡"),
        (LINGYUN, "伶站瑶族乡浩坤村", "伶站瑶族乡"),
        (LINGYUN, "广西百色市凌云县加尤镇百陇村", "加尤镇"),
        (LINGYUN, "凌云县人民医院(泗城镇)", "泗城镇"),
        (NINGYUAN, "宁远县城文庙街道", "文庙街道"),
        (NINGYUAN, "九疑山乡", "九疑山瑶族乡"),
        (NINGYUAN, "宁远柏家坪", "柏家坪镇"),
        (NINGYUAN, "太平镇", "太平镇"),
        (KEYOUZHONG, "好腰苏木", "好腰苏木镇"),
        (KEYOUZHONG, "科右中旗代钦塔拉苏木", "代钦塔拉苏木"),
        (KEYOUZHONG, "布敦化牧场", "布敦化牧场"),
        (MEITAN, "湄潭县永兴镇", "永兴镇"),
        (MEITAN, "贵州省遵义市湄潭县黄家坝街道", "黄家坝街道"),
    ],
)
def test_a_cell_names_a_town_of_the_own_county(
    gazetteer: Gazetteer, home: str, cell: str, name: str
) -> None:
    found = gazetteer.resolve(cell, home)
    assert found is not None
    assert found.code == home
    assert found.town is not None
    assert gazetteer.name(found.town) == name


@pytest.mark.parametrize(
    ("home", "cell", "code"),
    [
        (LINGYUN, "凌云县城", LINGYUN),
        (LINGYUN, "宁远县太平镇", NINGYUAN),
        (NINGYUAN, "凌云县泗城镇", LINGYUN),
        (NINGYUAN, "昆明市太平镇", "530100"),
        (KEYOUZHONG, "敦化", "222403"),
        (MEITAN, "永兴县", "431023"),
    ],
)
def test_a_cell_that_names_no_town_of_the_own_county(
    gazetteer: Gazetteer, home: str, cell: str, code: str
) -> None:
    found = gazetteer.resolve(cell, home)
    assert found is not None
    assert (found.code, found.town) == (code, None)


@pytest.mark.parametrize(
    ("home", "said", "names"),
    [
        (LINGYUN, "只在下甲镇做", ["下甲镇"]),
        (LINGYUN, "加尤镇街上", ["加尤镇"]),
        (LINGYUN, "泗城或伶站瑶族乡都行", ["泗城镇", "伶站瑶族乡"]),
        (NINGYUAN, "在柏家坪找活", ["柏家坪镇"]),
        (NINGYUAN, "去保安镇", ["保安镇"]),
        (NINGYUAN, "做过保安", []),
        (NINGYUAN, "冷水机坏了", []),
        (NINGYUAN, "只在下甲镇做", []),
        (KEYOUZHONG, "高力板有没有活", ["高力板镇"]),
        (KEYOUZHONG, "在代钦塔拉苏木放羊", ["代钦塔拉苏木"]),
        (KEYOUZHONG, "在苏木里找", []),
        (MEITAN, "离不开抄乐镇", ["抄乐镇"]),
        (MEITAN, "茅坪好远", ["茅坪镇"]),
        (MEITAN, "长期在外", []),
    ],
)
def test_a_sentence_names_towns_of_the_own_county(
    gazetteer: Gazetteer, home: str, said: str, names: list[str]
) -> None:
    found = gazetteer.find_in(said, home)
    assert [gazetteer.name(each.town) for each in found if each.town] == names


def test_every_county_has_its_towns(gazetteer: Gazetteer) -> None:
    """All but islands and the like have towns, each with a code of its own below the county."""
    prefectures = [
        code for province in gazetteer.children("") for code in _below(gazetteer, province)
    ]
    counties = [code for each in prefectures for code in _below(gazetteer, each)]
    without = [code for code in counties if not gazetteer.towns(code)]
    assert len(counties) > 2700
    assert len(without) < 30
    for county in counties[::40]:
        codes = [town.code for town in gazetteer.towns(county)]
        assert len(set(codes)) == len(codes)
        assert all(code.startswith(county) and gazetteer.exists(code) for code in codes)
        assert all(code < f"{county}600" for code in codes), "these are the office's own"


def _below(gazetteer: Gazetteer, code: str) -> list[str]:
    return [each for each in gazetteer.children(code) if len(each) == 6]


def test_a_town_is_a_unit_below_its_county(gazetteer: Gazetteer) -> None:
    town = "431126109"
    assert gazetteer.level(town) is Level.TOWN
    assert gazetteer.full_name(town) == "湖南省永州市宁远县柏家坪镇"
    assert gazetteer.county_of(town) == NINGYUAN
    assert gazetteer.relation(town, "431126001") is Relation.SAME_COUNTY
    assert gazetteer.full_name("620201102") == "甘肃省嘉峪关市文殊镇"
    for unknown in ("431126998", "999999001", "43112610", "43112610x"):
        assert not gazetteer.exists(unknown)


@pytest.mark.parametrize(
    ("county", "names"),
    [
        ("530326", ["古城街道", "宝云街道", "金钟街道", "以礼街道", "钟屏街道"]),
        (NINGYUAN, ["文庙街道", "舜陵街道", "桐山街道", "东溪街道"]),
        (LINGYUN, ["泗城镇"]),
        (KEYOUZHONG, ["巴彦呼舒镇"]),
        ("130123", ["诸福屯街道", "三里屯街道", "正定镇"]),
        ("150924", ["城关镇"]),
        ("532822", ["勐海镇"]),
        ("620921", ["金塔镇"]),
        ("150223", []),
    ],
)
def test_the_seat_of_a_county(gazetteer: Gazetteer, county: str, names: list[str]) -> None:
    seat = towns.seat(county)
    assert sorted(map(gazetteer.name, seat)) == sorted(names)
    assert all(towns.in_seat(code) for code in (county, *seat))


def test_what_lies_outside_the_seat() -> None:
    assert not towns.in_seat("451027103")
    assert not towns.in_seat("431126109")
    assert not towns.in_seat(None)
    assert towns.in_seat("150223102"), "where the seat is unknown any town of the county will do"


def test_names_that_no_other_town_has() -> None:
    assert towns.of_one_county("下甲镇") == LINGYUN
    assert towns.of_one_county("盛泽镇") == "320509"
    assert towns.of_one_county("城关镇") is None
    assert towns.of_one_county("太平镇") is None
    assert towns.of_one_county("没有的镇") is None


def test_a_county_costs_little_memory() -> None:
    towns.towns_of.cache_clear()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        assert len(towns.towns_of(NINGYUAN).towns) == 20
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 100_000
    assert peak - before < 250_000, "the whole table is never held"


def test_a_town_gets_its_official_code(any_db: Database) -> None:
    with any_db.write() as session:
        named = ensure_place(session, LINGYUN, "下甲镇", PlaceLevel.TOWN)
        shorter = ensure_place(session, LINGYUN, "伶站乡", PlaceLevel.TOWN)
        again = ensure_place(session, LINGYUN, "伶站瑶族乡", PlaceLevel.TOWN, "451027201")
        unlisted = ensure_place(session, LINGYUN, "新设乡", PlaceLevel.TOWN)
    assert named.code == "451027103"
    assert shorter.code == again.code == "451027201"
    assert unlisted.code == "451027999"


def test_a_town_in_use_keeps_the_code_it_has(any_db: Database) -> None:
    with any_db.write() as session:
        old = Place(code="451027999", parent_code=LINGYUN, level=PlaceLevel.TOWN, name="伶站乡")
        session.add(old)
        session.flush()
        official = ensure_place(session, LINGYUN, "伶站瑶族乡", PlaceLevel.TOWN, "451027201")
        assert official.code == "451027999"
        assert own_codes(session, LINGYUN) == {"451027201": "451027999"}
        assert session.exec(select(Place.code)).all() == ["451027999"]
    assert towns.official("451027999", "伶站乡") == "451027201"
    assert towns.official("451027999", "新设乡") == "451027999"
    assert towns.official("451027103", "伶站乡") == "451027103"
