"""What strangers wrote in searches: kin with an ailment, hours, towns in a row, taught work."""

from __future__ import annotations

import pytest

from matching.reading.features import Features
from matching.reading.height import shortfall_told
from matching.reading.limits import limits
from matching.reading.query import Query
from matching.reading.query_followup import follow_up
from matching.reading.query_sayings import Sayings
from matching.reading.query_told import as_their_own
from matching.reading.seeking import owes_pay
from matching.reading.text import clean
from matching.reading.wish_beside import tells_only_limits
from matching.toolkit import Toolkit
from tests.matching.conftest import COUNTY, TODAY


def read(toolkit: Toolkit, text: str) -> Query:
    return toolkit.reader.read(text, home=COUNTY, on=TODAY)


def features(toolkit: Toolkit) -> Features:
    return toolkit.reader.features


@pytest.mark.parametrize("text", ["老公腰上开过刀,帮他找个活", "帮我男人找个活,我男人腰上开过刀"])
def test_a_limit_of_kin_holds_for_work_asked_for_them(toolkit: Toolkit, text: str) -> None:
    assert read(toolkit, text).conditions & limits().told("腰上开过刀")


@pytest.mark.parametrize("text", ["婆婆瘫在床上,帮我老公找个活", "老公腰上开过刀,我想找个活"])
def test_a_limit_of_others_holds_nobody_back(text: str) -> None:
    assert not limits().told(as_their_own(clean(text)))


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("夜班也熬不住,县城的", "day_shift"),
        ("医生不准再上夜班,广东的", "day_shift"),
        ("啥技术都没有 广东", "no_experience"),
        ("做到腊月二十的", "short_term"),
        ("两个人去要住一起", "couples"),
        ("白天几个钟头的", "flexible"),
        ("一个星期能结一次钱的", "weekly_advance"),
    ],
)
def test_what_work_should_be(toolkit: Toolkit, text: str, feature: str) -> None:
    assert read(toolkit, text).features & features(toolkit)[feature].mask


def test_what_is_borne_is_no_condition(toolkit: Toolkit) -> None:
    assert not read(toolkit, "夜班也行,县城的").features & features(toolkit)["day_shift"].mask


@pytest.mark.parametrize("text", ["在宝云金钟都得", "宝云或者金钟", "宝云、金钟的活"])
def test_towns_in_a_row(toolkit: Toolkit, text: str) -> None:
    names = {toolkit.reader.gazetteer.short_name(place) for place in read(toolkit, text).places}
    assert names == {"宝云", "金钟"}


def test_a_place_that_is_one_is_not_misheard(toolkit: Toolkit) -> None:
    assert read(toolkit, "福州连江水产").places == ("350122",)


@pytest.mark.parametrize("text", ["带小孩的 昆明", "看娃娃的,昆明"])
def test_who_minds_children(toolkit: Toolkit, text: str) -> None:
    assert [term.key for term in read(toolkit, text).wants] == ["housekeeper"]


@pytest.mark.parametrize("text", ["能带小孩的 昆明", "一个人带小孩的 昆明"])
def test_who_has_children_to_mind(toolkit: Toolkit, text: str) -> None:
    assert "housekeeper" not in {term.key for term in read(toolkit, text).wants}


def test_an_age_in_a_clause_of_its_own(toolkit: Toolkit) -> None:
    assert read(toolkit, "给我爹找个守门的,六十二").age == 62
    assert read(toolkit, "守门的,一天60").age is None


def test_a_height_is_no_work(toolkit: Toolkit) -> None:
    query = read(toolkit, "身高只有一米六")
    assert not query.wants
    assert not query.words
    assert query.conditions == shortfall_told("身高只有一米六") != 0
    tall = read(toolkit, "身高一米七五 保安").conditions
    assert tall == shortfall_told("身高1米75")


@pytest.mark.parametrize("text", ["别老给我发那些电子厂的", "莫再推电子厂的"])
def test_postings_that_are_not_to_be_sent_are_refused(toolkit: Toolkit, text: str) -> None:
    query = read(toolkit, text)
    assert [term.key for term in query.avoids] == ["electronics"]
    assert not query.wants


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("有没有浙江的", "都要熟手啊 有没有生手能做的"),
        ("浙江的厂", "早上太早了"),
        ("浙江的厂", "下午的"),
        ("浙江保安", "身高只有一米六"),
    ],
)
def test_what_leans_on_the_list(toolkit: Toolkit, before: str, text: str) -> None:
    asked = read(toolkit, before)
    found = follow_up(toolkit.reader, text, asked, home=COUNTY, on=TODAY)
    assert found is not None
    assert (found.query.places, found.query.wants) == (asked.places, asked.wants)


def test_any_place_gives_up_places_alone(toolkit: Toolkit) -> None:
    found = follow_up(toolkit.reader, "随便哪里", read(toolkit, "浙江保安"), home=COUNTY, on=TODAY)
    assert found is not None
    assert found.query.places == ()
    assert [term.key for term in found.query.wants] == ["guard"]


@pytest.mark.parametrize("text", ["站不得,腰有伤", "蹲不得", "弯不下腰"])
def test_a_body_alone_is_told(text: str) -> None:
    assert tells_only_limits(text)


@pytest.mark.parametrize("text", ["腰有伤,老板不给钱", "腰有伤算不算工伤", "腰有伤,会泽的", "你好"])
def test_more_than_a_body_is_told(text: str) -> None:
    assert not tells_only_limits(text)


@pytest.mark.parametrize("text", ["工资月结不压的", "不压工资的厂", "不欠工资的"])
def test_pay_that_is_not_to_be_kept_back(text: str) -> None:
    assert not owes_pay(text)


@pytest.mark.parametrize("text", ["压我一个月工资", "欠着工资不发", "不压工资,就是不给"])
def test_pay_that_is_kept_back(text: str) -> None:
    assert owes_pay(text)


def test_who_can_do_nothing_asks_nothing(toolkit: Toolkit) -> None:
    sayings = Sayings(toolkit.reader)
    assert sayings.says_only_wishes("啥技术都没有 广东", home=COUNTY, on=TODAY)
    assert not sayings.says_only_wishes("啥技术都没有 学什么好", home=COUNTY, on=TODAY)
