"""Searches in the words of the county, of the family and of who drives or broke off school."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.intents import Intent, understand
from labourers.tables import Education, Sex
from matching.catalogue import Demand
from matching.conditions import Judge
from matching.reading.licences import all_of
from matching.reading.limits import limits
from matching.reading.query import Area, Query
from matching.toolkit import Toolkit
from policy_faq.urgent import danger_in
from tests.matching.builders import job, sector, vacancy
from tests.matching.conftest import COUNTY, TODAY

SAID: dict[str, dict[str, Any]] = {
    "县头有没得扫地的": {"area": Area.NEAR, "wants": (job("cleaner"),)},
    "镇头里头给有哪样活路": {"area": Area.NEAR, "wants": ()},
    "打杂的他不做，想进玩具厂": {"avoids": (job("general_worker"),), "wants": (sector("toys"),)},
    "鞋厂不要，东莞别的可以": {"avoids": (sector("shoes"),), "places": ("441900",)},
    "高中没读完，找个厂": {"education": Education.JUNIOR},
    "初中没毕业，21岁，想找活": {"education": Education.PRIMARY, "age": 21},
    "小学都没毕业，种地的也行": {"education": Education.NONE},
    "儿子在县城读高中，我陪他，找个白天的": {"education": None},
    "男的53，找个看门的": {"age": 53, "sex": Sex.MALE},
    "俺媳妇34，白天的活": {"age": 34},
    "县内县外都行，焊工": {"area": None, "wants": (job("welder"),)},
    "省内省外都要得，做电焊": {"places": (), "area": None},
    "不想去太远，随便做点啥": {"not_places": (), "places": ()},
    "厨子，县城的": {"wants": (job("cook"),), "area": Area.SEAT},
    "照顾老人": {"features": 0, "area": None, "wants": (job("carer"),)},
    "想进厂，包住，最好坐着干": {"bearable": Demand.MODERATE},
}


@pytest.mark.parametrize(("text", "expected"), SAID.items())
def test_what_is_said_is_read(toolkit: Toolkit, text: str, expected: dict[str, Any]) -> None:
    found = toolkit.reader.read(text, home=COUNTY, on=TODAY)
    assert {key: getattr(found, key) for key in expected} == expected


@pytest.mark.parametrize(
    "text", ["俺对象和俺一个厂，包住", "我跟我婆娘都去，广东", "和我老公一起找个厂"]
)
def test_who_goes_with_the_partner_asks_for_two(toolkit: Toolkit, text: str) -> None:
    couples = toolkit.scorer.features["couples"].mask
    assert toolkit.reader.read(text, home=COUNTY, on=TODAY).features & couples


def test_a_quarrel_asks_for_nothing(toolkit: Toolkit) -> None:
    found = toolkit.reader.read("和我老公吵架了", home=COUNTY, on=TODAY)
    assert not found.features


@pytest.mark.parametrize("text", ["手泡不得冷水，找个厂", "不能沾水，想做保洁", "水里泡不了，找活"])
def test_hands_that_bear_no_water_are_heard(text: str) -> None:
    assert limits().told(text) & limits()["cold"]


@pytest.mark.parametrize(
    ("text", "lacks"),
    [("晚上住校值班查寝,白天休息", True), ("夜间巡查库房", True), ("白天值班,登记来人", False)],
)
def test_a_watch_at_night_is_night_work(toolkit: Toolkit, text: str, lacks: bool) -> None:
    features = toolkit.scorer.features
    assert bool(features.offered(text).lacks & features["day_shift"].mask) is lacks


@pytest.mark.parametrize("text", ["做到清明前", "现在到2月底采果子", "砍甘蔗,干到三月底"])
def test_work_that_ends_with_a_season_is_short(toolkit: Toolkit, text: str) -> None:
    features = toolkit.scorer.features
    assert features.offered(text).has & features["short_term"].mask


def test_where_workers_eat_is_no_kitchen_work(toolkit: Toolkit) -> None:
    lexicon = toolkit.reader.lexicon
    work = lexicon.work("电子厂短期工", text="包住,饭堂自费。做连接器,白夜班轮换")
    assert "kitchen_helper" not in work.jobs
    assert lexicon.work("招人", text="在学校食堂帮厨").jobs[:1] == ("kitchen_helper",)


@pytest.mark.parametrize(
    ("held", "asked", "barred"),
    [("B2", "A2", True), ("A2", "B2", False), ("C1", "A1", True), ("forklift", "A2", False)],
)
def test_who_tells_a_class_is_offered_no_higher_one(
    toolkit: Toolkit, held: str, asked: str, barred: bool
) -> None:
    scorer = toolkit.scorer
    judge = Judge(scorer.catalogue, scorer.features, COUNTY, toolkit.gazetteer.short_name)
    posting = vacancy(title="司机", licences=all_of(asked))
    why = judge.barred(Query(licences=(held,)), posting)
    assert (why == "驾照不够") is barred


@pytest.mark.parametrize(
    "text", ["打字快，想做网上客服那种", "我开半挂的，哪家要人", "别太远 女48", "想当客服，包住"]
)
def test_a_wish_for_work_calls_no_human(text: str) -> None:
    assert understand(text).intent is not Intent.HANDOFF


def test_somebody_who_takes_work_home_is_not_held() -> None:
    assert danger_in("屋头有娃，有没得领回家做的") is None
    assert danger_in("厂里没放我们走") is not None
