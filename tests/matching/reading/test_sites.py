"""Postings of several places to choose from, and work done in the worker's own home."""

from __future__ import annotations

import pytest

from labourers.tables import Willingness
from matching.reading.sites import Sites, read_sites
from matching.requirements import place_allows
from storage.gazetteer import Gazetteer

HOME, TOWN = "433127", "433127101"
NANCHANG, XIAMEN, DONGGUAN, SHENZHEN = "360100", "350200", "441900", "440300"


@pytest.mark.parametrize(
    ("place", "cell", "text", "sites"),
    [
        (NANCHANG, "南昌/厦门,可自选站点", "", Sites((NANCHANG, XIAMEN))),
        (DONGGUAN, "广东东莞、深圳", "", Sites((DONGGUAN, SHENZHEN))),
        (DONGGUAN, "东莞、深圳", "服从分配", Sites((DONGGUAN, SHENZHEN), chosen=False)),
        (HOME, "永顺县(可领料回家做)", "", Sites((HOME,), at_home=True)),
        (HOME, "永顺县", "每月两次由专人进村送料收货", Sites((HOME,), at_home=True)),
        (HOME, "永顺县", "半成品可拿回家缝", Sites((HOME,), at_home=True)),
        (TOWN, "灵溪镇", "材料领回家做,做好了交货", None),
        (TOWN, "灵溪镇", "领料回家做,进村收货", Sites((TOWN,), at_home=True)),
        (HOME, "永顺县", "料子不能带回家做", None),
        (HOME, "永顺县", "住家保姆,在家做饭", None),
        ("433130", "总部在永顺县城,工作地点在龙山县", "", None),
        ("320583", "江苏省/苏州市/昆山", "", None),
        (None, "全国各地", "", None),
    ],
)
def test_sites(
    gazetteer: Gazetteer, place: str | None, cell: str, text: str, sites: Sites | None
) -> None:
    assert read_sites(place, cell, text, gazetteer) == sites


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("待补、迤车、者海三个镇都有车间,按住址就近安排", ("108", "103", "106")),
        ("者海和娜姑都设有加工点,自选", ("106", "102")),
        ("待补、迤车、者海的人都可以报名", ()),
        ("者海镇有车间", ()),
        ("产品卖到待补、迤车,都有人买", ()),
    ],
)
def test_towns_that_all_have_works(gazetteer: Gazetteer, text: str, towns: tuple[str, ...]) -> None:
    found = read_sites("530326", "会泽县", text, gazetteer)
    assert (found.places if found else ()) == tuple(f"530326{each}" for each in towns)


def test_one_of_those_to_choose_from_is_enough() -> None:
    fujian = (HOME, Willingness.OUT_OF_PROVINCE, ("350000",), ())
    assert place_allows(fujian, Sites((NANCHANG, XIAMEN)))
    assert not place_allows(fujian, Sites((NANCHANG, XIAMEN), chosen=False))
    anywhere_else = (HOME, Willingness.ANYWHERE, (), (NANCHANG,))
    assert place_allows(anywhere_else, Sites((NANCHANG, XIAMEN)))


def test_work_done_at_home_needs_no_town() -> None:
    villager = (HOME, Willingness.IN_COUNTY, (TOWN,), ())
    assert not place_allows(villager, HOME)
    assert place_allows(villager, Sites((HOME,), at_home=True))
    assert not place_allows(villager, Sites((XIAMEN,), at_home=True))
