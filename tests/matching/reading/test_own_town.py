"""Who stays in the town, the county or the province, in the words they have for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from labourers.roster_wish import read_wish
from labourers.tables import Sex, Willingness
from matching.model import Person
from matching.reading.people import Said, read_profile
from matching.reading.query_text import Reader
from matching.requirements import RULES
from storage.gazetteer import Gazetteer

ON = date(2026, 11, 23)
[PLACE] = [rule for rule in RULES if rule.code == "place"]


@pytest.mark.parametrize(
    "case",
    [
        ("530326106", "本镇", "", "会泽县者海镇", "会泽县娜姑镇 昆明"),
        ("530326106", "本乡镇", "", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "仅限本村", "", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "本村就业", "", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "乡镇范围", "", "会泽县者海镇", ""),
        ("530326106", "本镇或县城", "", "会泽县娜姑镇", ""),
        ("530326106", "镇上或县内", "", "会泽县娜姑镇", ""),
        ("530326106", "本地", "", "会泽县娜姑镇", ""),
        ("530326106", "县内", "只肯在镇上做,别处不去", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "县内", "镇上最好,县里也行", "会泽县娜姑镇", ""),
        ("530326106", "县内", "在镇上住,哪个乡镇都去", "会泽县娜姑镇", ""),
        ("530326106", "县内", "只在镇上读过书", "会泽县娜姑镇", ""),
        ("530326106", "县内", "住在村里,有车,全县跑", "会泽县娜姑镇", ""),
        ("530326106", "县内", "外镇的活也接", "会泽县娜姑镇", ""),
        ("530326106", "县内", "外镇的一律不接", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "县内", "出了镇就不考虑", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "县内", "不出镇的活", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "县内", "厂子要靠着屋,走几步就到", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "县内", "靠家近点更好", "会泽县娜姑镇", ""),
        ("530326106", "县内", "离家近优先", "会泽县娜姑镇", ""),
        ("530326106", "县内", "靠力气吃饭,家在者海", "会泽县娜姑镇", ""),
        ("530326106", "县内", "要靠自己挣钱养家", "会泽县娜姑镇", ""),
        ("530326106", "县内", "骑摩托一个小时以内", "会泽县娜姑镇", "昆明"),
        ("530326106", "县内外均可", "骑摩托二十分钟能到的", "会泽县者海镇", "会泽县娜姑镇 昆明"),
        (
            "530326001",
            "县内外均可",
            "骑电动车十分钟能到的",
            "会泽县古城街道 会泽县宝云街道",
            "会泽县娜姑镇",
        ),
        ("530326001", "本村", "", "会泽县古城街道 会泽县宝云街道", "会泽县娜姑镇"),
        ("530326106", "县内", "挨骂也不怕,干哪样都行", "会泽县娜姑镇", ""),
        ("530326106", "县内", "自己镇上的厂倒了,别镇也行", "会泽县娜姑镇", ""),
        ("530326106", "县内", "村上安排什么做什么", "会泽县娜姑镇", ""),
        ("530326106", "县内", "老公只在镇上做,我县里都行", "会泽县娜姑镇", ""),
        ("530326106", "县内", "婆婆不让出村", "会泽县者海镇", "会泽县娜姑镇"),
        ("530326106", "省外", "贵阳、重庆两个城市任选一个", "贵阳", "成都"),
        ("530326106", "省外", "浙江或者江苏,没有别的打算", "杭州 南京", "广州"),
        ("530326106", "省外", "浙江待过,没有别的打算,想去挣钱", "杭州 广州", ""),
        ("530326106", "省外", "广东去过三回,回回被扣钱,再也不去了", "杭州", "东莞"),
        ("530326106", "省外", "广东去过三回,还想去", "东莞 杭州", ""),
        ("530326106", "省外", "在东莞被机器压过手,那边死活不去", "杭州", "东莞"),
        ("530326106", "省外", "在东莞有亲戚,那边好找", "东莞", ""),
        ("530326106", "省外", "在温州做鞋中过毒,那个省的厂我一律不进", "东莞", "温州 杭州"),
        ("530326106", "省外", "除脱福建都去得", "东莞", "福州"),
        ("530326106", "县内外均可", "昆明都嫌远", "会泽 曲靖", "昆明 东莞"),
        ("530326106", "县内外均可", "昆明不远,可以", "昆明", ""),
        ("530326106", "县内外均可", "就昆明", "昆明", "东莞"),
        ("530326106", "县内外均可", "就会泽", "会泽", "昆明"),
        ("530326106", "县内外均可", "就近最好", "会泽 昆明", ""),
        ("530326106", "县内外均可", "云南地界上都行,出省不琢磨", "昆明", "东莞"),
        ("530326106", "省外", "天津的和别的北方城市都不去", "东莞", "天津"),
        ("530326106", "县内", "想了几天又不去了,就这样", "会泽", "昆明"),
        ("530326106", "省外", "又不克了,昆明找", "昆明", "东莞"),
        ("530326106", "省外", "工钱要日结,不然不去了", "杭州", ""),
        ("530326106", "省外", "老板换人了就不去了", "杭州", ""),
        ("530326106", "省外", "已改县内", "会泽", "杭州"),
        ("530326106", "县内外均可", "省外布去", "昆明", "杭州"),
        ("530326106", "省外", "姐夫在苏州,不想去他那", "东莞", ""),
        ("530326106", "县内", "儿子不想在县里,我想在县里", "会泽", ""),
        ("530326106", "省外", "女儿要去北京读书,我去打工", "东莞 北京", ""),
        ("530326106", "县内外均可", "爸妈不准去新疆", "东莞", "乌鲁木齐"),
        ("530326106", "县内外均可", "弟弟不去新疆,我去", "乌鲁木齐", ""),
        ("530326106", "省外", "只要不是新疆就成", "东莞", "乌鲁木齐"),
    ],
)
def test_where_somebody_of_a_town_goes(
    reader: Reader, gazetteer: Gazetteer, case: tuple[str, str, str, str, str]
) -> None:
    home, form, told, goes, stays_away = case
    wish = read_wish(form, home[:6], gazetteer)
    assert wish is not None
    told = f"{told}；只在本乡镇" if wish.own_town else told
    said = Said(home[:6], None, told, None, None, None, None, ())
    profile = read_profile(said, (wish.willingness, wish.places), reader, ON)
    person = Person(
        *(uuid4(), 40, Sex.FEMALE, home, profile.willingness),
        named_places=profile.named_places,
        not_places=profile.not_places,
    )

    def may(name: str) -> bool:
        place = gazetteer.resolve(name, home[:6])
        assert place is not None
        return PLACE.allows(PLACE.of_person(person), place.town or place.code)

    assert [name for name in goes.split() if not may(name)] == []
    assert [name for name in stays_away.split() if may(name)] == []


def test_all_streets_of_the_seat_are_one_town() -> None:
    person = Person(uuid4(), 40, Sex.MALE, "530326001", named_places=("own",))
    stays = replace(person, willingness=Willingness.IN_COUNTY)
    allowed = (
        place
        for place in ("530326001", "530326004", "530326", "530326106")
        if PLACE.allows(PLACE.of_person(stays), place)
    )
    assert list(allowed) == ["530326001", "530326004", "530326"]
