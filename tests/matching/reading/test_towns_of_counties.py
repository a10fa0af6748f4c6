"""Limits to the own town, to named towns and to the seat hold in every county of China."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from labourers.roster_wish import read_wish
from labourers.tables import Sex
from matching.local_people import local_allows
from matching.model import Distance, Person, distance
from matching.reading.locality import locals_of
from matching.reading.people import Said, read_profile
from matching.reading.query_places import read_places
from matching.reading.query_text import Reader
from matching.reading.villages import Villages
from matching.requirements import RULES
from storage.gazetteer import Gazetteer
from storage.unit_words import in_usual_words

ON = date(2026, 11, 23)
LINGYUN, NINGYUAN, KEYOUZHONG, MEITAN = "451027", "431126", "152222", "520328"
[PLACE] = [rule for rule in RULES if rule.code == "place"]


def _place(gazetteer: Gazetteer, name: str, county: str) -> str:
    place = gazetteer.resolve(in_usual_words(name, county), county)
    assert place is not None, name
    return place.town or place.code


@pytest.mark.parametrize(
    "case",
    [
        ("下甲镇", "县内", "只能在本镇", "下甲镇", "泗城镇 凌云县"),
        ("下甲镇", "县内", "离家近,不出村", "下甲镇", "泗城镇 凌云县"),
        ("下甲镇", "县内", "只能在县城或者下甲做", "下甲镇 泗城镇 凌云县城", "加尤镇"),
        ("下甲镇", "县内", "县城以外去不了", "泗城镇 凌云县城", "下甲镇"),
        ("伶站瑶族乡", "县内", "镇上最好,县里也行", "泗城镇 加尤镇", ""),
        ("伶站瑶族乡", "县内", "只在伶站做,别处不去", "伶站乡", "泗城镇"),
        ("泗城镇", "县内", "在加尤镇读过书", "泗城镇 下甲镇", ""),
    ],
)
def test_in_guangxi(
    reader: Reader, gazetteer: Gazetteer, case: tuple[str, str, str, str, str]
) -> None:
    _goes(reader, gazetteer, LINGYUN, case)


@pytest.mark.parametrize(
    "case",
    [
        ("舜陵街道", "本镇", "", "文庙街道 宁远县", "柏家坪镇"),
        ("柏家坪镇", "县内", "只在县城找", "文庙街道 宁远县城", "柏家坪镇"),
        ("柏家坪镇", "县内", "只去柏家坪和太平镇", "柏家坪镇 太平镇", "文庙街道"),
        ("柏家坪镇", "县内", "做过保安,哪个乡镇都去", "文庙街道 保安镇 柏家坪镇", ""),
        ("九疑山瑶族乡", "县内", "出了乡就不考虑", "九疑山乡", "太平镇"),
        ("柏家坪镇", "县内外均可", "县城也行,长沙也行", "文庙街道 长沙", ""),
    ],
)
def test_in_hunan(
    reader: Reader, gazetteer: Gazetteer, case: tuple[str, str, str, str, str]
) -> None:
    _goes(reader, gazetteer, NINGYUAN, case)


@pytest.mark.parametrize(
    "case",
    [
        ("高力板镇", "县内", "只能在本镇", "高力板镇", "巴彦呼舒镇"),
        ("代钦塔拉苏木", "县内", "只能在本苏木", "代钦塔拉苏木", "高力板镇"),
        ("代钦塔拉苏木", "县内", "旗里都行", "巴彦呼舒镇 高力板镇", ""),
        ("代钦塔拉苏木", "县内", "只在高力板镇干,别处不去", "高力板镇", "巴彦呼舒镇"),
        ("好腰苏木镇", "县内", "只在县城做", "巴彦呼舒镇", "好腰苏木镇"),
    ],
)
def test_in_inner_mongolia(
    reader: Reader, gazetteer: Gazetteer, case: tuple[str, str, str, str, str]
) -> None:
    _goes(reader, gazetteer, KEYOUZHONG, case)


@pytest.mark.parametrize(
    "case",
    [
        ("抄乐镇", "县内", "外镇的一律不接", "抄乐镇", "永兴镇"),
        ("抄乐镇", "县内", "只在城里做", "湄江街道 湄潭县", "永兴镇 抄乐镇"),
        ("永兴镇", "县内", "外镇的活也接", "抄乐镇 湄江街道", ""),
        ("永兴镇", "县内", "茅坪太远了不去", "永兴镇 湄江街道", "茅坪镇"),
    ],
)
def test_in_guizhou(
    reader: Reader, gazetteer: Gazetteer, case: tuple[str, str, str, str, str]
) -> None:
    _goes(reader, gazetteer, MEITAN, case)


def _goes(
    reader: Reader, gazetteer: Gazetteer, county: str, case: tuple[str, str, str, str, str]
) -> None:
    town, form, told, goes, stays_away = case
    home = _place(gazetteer, town, county)
    assert len(home) == 9
    wish = read_wish(form, county, gazetteer)
    assert wish is not None
    told = f"{told}；只在本乡镇" if wish.own_town else told
    said = Said(county, None, told, None, None, None, None, ())
    profile = read_profile(said, (wish.willingness, wish.places), reader, ON)
    person = Person(
        *(uuid4(), 40, Sex.FEMALE, home, profile.willingness),
        named_places=profile.named_places,
        not_places=profile.not_places,
    )

    def may(name: str) -> bool:
        return PLACE.allows(PLACE.of_person(person), _place(gazetteer, name, county))

    assert [name for name in goes.split() if not may(name)] == []
    assert [name for name in stays_away.split() if may(name)] == []


@pytest.mark.parametrize(
    ("county", "place", "asks", "of", "not_of"),
    [
        (LINGYUN, "下甲镇", "限下甲镇户籍", "下甲镇", "泗城镇"),
        (LINGYUN, "下甲镇", "限本镇村民", "下甲镇", "泗城镇"),
        (LINGYUN, "凌云县", "限下甲镇户籍脱贫户", "下甲镇", "泗城镇"),
        (NINGYUAN, "太平镇", "外乡镇的不收", "太平镇", "文庙街道"),
        (NINGYUAN, "太平镇", "限本县户籍", "太平镇 文庙街道", ""),
        (KEYOUZHONG, "代钦塔拉苏木", "限代钦塔拉苏木户籍", "代钦塔拉苏木", "高力板镇"),
        (MEITAN, "永兴镇", "必须是永兴镇居民", "永兴镇", "抄乐镇"),
        (MEITAN, "永兴镇", "本镇村民优先", "永兴镇 抄乐镇", ""),
    ],
)
def test_a_post_kept_for_the_people_of_a_town(
    gazetteer: Gazetteer, county: str, place: str, asks: str, of: str, not_of: str
) -> None:
    area = locals_of(_place(gazetteer, place, county), asks, gazetteer)

    def may(name: str) -> bool:
        home = _place(gazetteer, name, county)
        return local_allows((home, home, Villages()), (area, None))

    assert [name for name in of.split() if not may(name)] == []
    assert [name for name in not_of.split() if may(name)] == []


@pytest.mark.parametrize(
    ("county", "asked", "names"),
    [
        (LINGYUN, "下甲有活吗", ["下甲镇"]),
        (LINGYUN, "在加尤找个厂", ["加尤镇"]),
        (NINGYUAN, "去保安镇上班", ["保安镇"]),
        (NINGYUAN, "找保安", []),
        (NINGYUAN, "柏家坪附近", ["柏家坪镇"]),
        (KEYOUZHONG, "高力板那边招人吗", ["高力板镇"]),
        (KEYOUZHONG, "代钦塔拉苏木", ["代钦塔拉苏木"]),
        (MEITAN, "永兴镇茶厂", ["永兴镇"]),
        (MEITAN, "下甲有活吗", []),
    ],
)
def test_a_search_by_the_name_of_a_town(
    gazetteer: Gazetteer, county: str, asked: str, names: list[str]
) -> None:
    found = read_places(gazetteer, asked, county)
    assert [gazetteer.name(code) for code in found.places] == names


def test_the_own_town_is_nearer_than_the_county() -> None:
    assert distance(f"{LINGYUN}103", f"{LINGYUN}103") is Distance.TOWN
    assert distance(f"{LINGYUN}103", f"{LINGYUN}100") is Distance.COUNTY
    assert distance(f"{LINGYUN}103", LINGYUN) is Distance.COUNTY
