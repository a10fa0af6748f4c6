"""Ways of asking for work that many people have: readiness, run-on speech, either way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from labourers.tables import Willingness
from matching.catalogue import Work
from matching.reading.features import Offer
from matching.reading.lasting import contradicts, lasting_part, says_something, willingness_in
from matching.reading.query import Query
from matching.reading.query_sayings import Sayings
from matching.reading.run_on import parted
from matching.reading.seeking import Stance, asks_openly, only_wishes_pay, stance
from matching.toolkit import Toolkit
from tests.matching.builders import vacancy
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import DONGGUAN, Office, factory, titles

SUZHOU, KUNSHAN, QUJING = "320500", "320583", "530300"


def read(toolkit: Toolkit, text: str, on: date = TODAY) -> Query:
    return toolkit.reader.read(text, home=COUNTY, on=on)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("苏州昆山都行", (SUZHOU, KUNSHAN)),
        ("苏州昆山的厂", (KUNSHAN,)),
        ("江苏苏州昆山都可以", (SUZHOU, KUNSHAN)),
        ("东莞虎门都行", (DONGGUAN, "441900121")),
        ("正月初八能走，想找晋江的鞋厂", ("350582",)),
        ("那曲靖有没有", (QUJING,)),
        ("福建的鞋厂或者海鲜加工厂", ("350000",)),
        ("曲靖市区的厂", ("530302", "530303", "530304")),
        ("会泽以外也去", ()),
    ],
)
def test_places(toolkit: Toolkit, text: str, places: tuple[str, ...]) -> None:
    assert read(toolkit, text).places == places


def test_a_city_without_its_district_may_be_the_district(toolkit: Toolkit) -> None:
    jobs = [factory(title="市", place=QUJING), factory(title="县", place="530325")]
    found = Office(toolkit, jobs).find("曲靖市区的厂")
    assert (titles(found), found.total) == (["市"], 1)


@pytest.mark.parametrize(
    "text", ["能坐着不能坐着都行", "包吃不包吃都可以", "加班不加班无所谓", "夜班不夜班都行"]
)
def test_what_may_be_or_not_is_no_condition(toolkit: Toolkit, text: str) -> None:
    assert read(toolkit, text).is_empty


def test_one_of_two_will_do_and_goes_first(toolkit: Toolkit) -> None:
    query = read(toolkit, "要双休或者白班的")
    assert query.soft == query.features != 0
    off = toolkit.reader.features["rest_days"].mask
    jobs = [factory(title="没有"), factory(title="双休", offer=Offer(has=off), wage_low=3000)]
    assert titles(Office(toolkit, jobs).find(query)) == ["双休", "没有"]


def test_pay_by_the_day_is_told_by_the_day(toolkit: Toolkit) -> None:
    found = Office(toolkit, [factory(title="少")]).find("一天两百五以上的活")
    assert "工资不到250元一天" in found.relaxed


@pytest.mark.parametrize(
    ("words", "first"), [("挖洋芋的活", "洋芋采收"), ("大棚里干活", "大棚种植")]
)
def test_what_titles_call_by_name_goes_first(toolkit: Toolkit, words: str, first: str) -> None:
    jobs = [
        vacancy(title=title, work=Work(("picker",)), wage_low=wage)
        for title, wage in (("咖啡采摘", 4000), ("洋芋采收", 2500), ("大棚种植", 2400))
    ]
    assert titles(Office(toolkit, jobs).find(words))[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "当天结钱的，今天就能去",
        "春节期间的临时工",
        "暑假两个月，学生",
        "公司保洁，早八晚五",
    ],
)
def test_conditions_alone_are_a_search(toolkit: Toolkit, text: str) -> None:
    sayings, where = Sayings(toolkit.reader), {"home": COUNTY, "on": TODAY}
    assert _searches(sayings, text, where)


def _searches(sayings: Sayings, text: str, where: dict[str, Any]) -> bool:
    told = (sayings.says_only_wishes, sayings.says_mostly_wishes, sayings.is_clear_wish)
    return any(each(text, **where) for each in told)


@pytest.mark.parametrize(
    "text",
    [
        "色盲，电子厂能进吗",
        "身上有纹身，厂里要不",
        "酒店前台有吗，女24，大专",
        "送快递行不，有驾照",
    ],
)
def test_whether_there_is_work_for_somebody_is_a_wish(toolkit: Toolkit, text: str) -> None:
    assert Sayings(toolkit.reader).speaks_of_wishes(text, home=COUNTY, on=TODAY)


def test_when_somebody_can_come_names_no_work(toolkit: Toolkit) -> None:
    assert read(toolkit, "马上能上班的").wants == ()


def test_long_speech_is_parted_and_short_is_not() -> None:
    told = "以前在工地上绑过三年钢筋后来腰不行了现在想找个轻巧活"
    assert parted(told) == "以前在工地上绑过三年钢筋,后来腰不行了,现在想找个轻巧活"
    assert parted("我现在想找个轻巧活") == "我现在想找个轻巧活"


def test_a_story_in_one_breath_wishes_for_its_end(toolkit: Toolkit) -> None:
    told = "我以前在电子厂看显微镜把眼睛看坏了现在想在会泽找个扫地的活"
    assert [term.key for term in read(toolkit, told).wants] == ["cleaner"]


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("不想进厂了，想换个保安", Stance.SEEKS),
        ("不想进厂了", Stance.DECLINES),
        ("低保户，想找个离家近的", Stance.SEEKS),
        ("低保户能找工作吗", Stance.ASKS),
        ("刚从广东回来，县里有啥", Stance.SEEKS),
        ("【村委代录】女，44岁，会平车，请推荐个厂", Stance.SEEKS),
    ],
)
def test_stance(text: str, wants: Stance) -> None:
    assert stance(text) is wants


@pytest.mark.parametrize(
    ("text", "only"),
    [("要工资八千以上包吃住的", True), ("只要工资高", True), ("老板不给，要工资三千", False)],
)
def test_pay_that_is_wished_is_not_pay_that_is_owed(text: str, *, only: bool) -> None:
    assert only_wishes_pay(text) is only


def test_a_question_is_open() -> None:
    assert asks_openly("签合同的厂有没有")
    assert not asks_openly("签合同的，交社保的厂")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("以后别给我推电子厂", "以后别给我推电子厂"),
        ("太累了，再也不去工地了", "再也不去工地了"),
        ("过完年以后找个厂", ""),
        ("以后还招人吗", ""),
        ("找个电子厂", ""),
    ],
)
def test_what_lasts(text: str, part: str) -> None:
    assert lasting_part(text) == part


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("我只想在县里干", Willingness.IN_COUNTY),
        ("我只想在会泽做", Willingness.IN_COUNTY),
        ("我只想去浙江", None),
        ("以后别给我推电子厂", None),
    ],
)
def test_where_a_lasting_wish_lets_work_be(
    toolkit: Toolkit, text: str, where: Willingness | None
) -> None:
    query = read(toolkit, text)
    assert says_something(query)
    assert willingness_in(text, query, COUNTY) is where


def test_a_wish_and_its_opposite(toolkit: Toolkit) -> None:
    refused, wanted = read(toolkit, "以后别推保洁"), read(toolkit, "以后只做保洁")
    assert contradicts(refused, wanted)
    assert not contradicts(refused, read(toolkit, "以后只要包住的"))


def test_a_pain_that_hinders_nobody_is_no_condition(toolkit: Toolkit) -> None:
    query = read(toolkit, "会扎钢筋，膝盖有点疼但是还能干，想在会泽干")
    assert (query.conditions, query.bearable) == (0, None)
    assert read(toolkit, "我50岁了还能做啥").age == 50


def test_but_not_refuses(toolkit: Toolkit) -> None:
    query = read(toolkit, "还想进厂但是不做鞋了")
    assert [term.key for term in query.avoids] == ["shoemaker"]


def test_a_sum_by_the_day_is_no_way_of_paying(toolkit: Toolkit) -> None:
    by_day = toolkit.reader.features["day_wage"].mask
    assert read(toolkit, "一天180的活").soft & by_day
    assert not read(toolkit, "按天算工资的活").soft & by_day


def test_what_ended_in_illness_is_not_wished_again(toolkit: Toolkit) -> None:
    told = "我前两年在矿上背过矿，查出来肺上有问题，想找个干净点的厂"
    assert "mine" not in {term.key for term in read(toolkit, told).wants}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("在昆山十年了，想在县里进厂", ()),
        ("前头在贵州修路，现在想回来", ()),
        ("苏州无锡昆山哪点要人", ("320200", "320500")),
        ("东莞长安或者虎门找电子厂", ("441900119", "441900121")),
    ],
)
def test_places_told_and_places_listed(
    toolkit: Toolkit, text: str, places: tuple[str, ...]
) -> None:
    assert set(read(toolkit, text).places) == set(places)


def test_work_for_a_season_that_is_refused_is_not_asked_for(toolkit: Toolkit) -> None:
    short = toolkit.reader.features["short_term"].mask
    assert not read(toolkit, "长期工，不要寒假工临时工").features & short


@pytest.mark.parametrize("text", ["中山 灯饰", "珠海 格力"])
def test_a_place_and_a_word_is_a_search(toolkit: Toolkit, text: str) -> None:
    assert Sayings(toolkit.reader).names_place(text, home=COUNTY, on=TODAY)


def test_weather_of_a_place_is_none(toolkit: Toolkit) -> None:
    assert not Sayings(toolkit.reader).names_place("明天会泽下雨不", home=COUNTY, on=TODAY)
