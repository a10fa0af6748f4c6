"""A talk as a state: what a later message adds, replaces, takes back, and whom it is for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labourers.tables import Education
from matching.reading.company import for_couples_alone
from matching.reading.query import Query, merged
from matching.reading.query_followup import follow_up
from matching.reading.query_taken_back import corrected, without_slips
from matching.reading.small_talk import asks_who_answers
from matching.toolkit import Toolkit
from tests.matching.builders import job, sector
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import DONGGUAN, KUNMING

GUANGDONG, ZHEJIANG, YUNNAN = "440000", "330000", "530000"


def _after(toolkit: Toolkit, before: Query, said: str) -> Query:
    found = follow_up(toolkit.reader, said, before, home=COUNTY, on=TODAY)
    assert found is not None
    return found.query


@pytest.mark.parametrize(
    ("refused", "asked", "stays"),
    [
        ((GUANGDONG,), DONGGUAN, ()),
        ((GUANGDONG, ZHEJIANG), GUANGDONG, (ZHEJIANG,)),
        ((KUNMING,), YUNNAN, (KUNMING,)),
    ],
)
def test_a_place_asked_for_now_is_refused_no_more(
    refused: tuple[str, ...], asked: str, stays: tuple[str, ...]
) -> None:
    found = merged(Query(not_places=refused), Query(places=(asked,)))
    assert (found.places, found.not_places) == ((asked,), stays)


def test_a_second_refusal_comes_on_top_of_the_first() -> None:
    found = merged(Query(not_places=(GUANGDONG,)), Query(not_places=(ZHEJIANG,)))
    assert found.not_places == (GUANGDONG, ZHEJIANG)


def test_work_asked_for_now_is_avoided_no_more() -> None:
    before = Query(avoids=(sector("electronics"), job("guard")))
    found = merged(before, Query(wants=(sector("electronics"),)))
    assert found.avoids == (job("guard"),)


@pytest.mark.parametrize("said", ["夜班也得行", "上夜班也没得事", "晚班也接受"])
def test_nights_that_will_do_take_back_their_refusal(toolkit: Toolkit, said: str) -> None:
    by_day = toolkit.reader.features["day_shift"].mask
    assert not _after(toolkit, Query(features=by_day), said).features & by_day


def test_what_will_do_as_well_is_no_further_condition(toolkit: Toolkit) -> None:
    features = toolkit.reader.features
    before = Query(features=features["paid_daily"].mask, places=(KUNMING,))
    assert _after(toolkit, before, "长期的也行").features == 0
    insured = _after(toolkit, Query(places=(KUNMING,)), "交社保的都行")
    assert insured.features & features["insured"].mask


@pytest.mark.parametrize("said", ["不限保安", "不一定要做保安", "不非得是保安"])
def test_work_that_need_not_be_is_asked_for_no_more(toolkit: Toolkit, said: str) -> None:
    found = _after(toolkit, Query(wants=(job("guard"),), wage=4000), said)
    assert (found.wants, found.avoids, found.wage) == ((), (), 4000)


def test_only_the_sentence_that_says_so_puts_a_place_beside(toolkit: Toolkit) -> None:
    before = Query(wants=(job("cleaner"),))
    assert _after(toolkit, before, "那出去也行,东莞,要包住").places == (DONGGUAN,)
    both = _after(toolkit, replace(before, places=(KUNMING,)), "东莞也行")
    assert both.places == (KUNMING, DONGGUAN)
    other = _after(toolkit, replace(before, places=(KUNMING,)), "换东莞,夜班也行")
    assert other.places == (DONGGUAN,)


@pytest.mark.parametrize(
    ("said", "another"),
    [
        ("换我老公,他四十岁", True),
        ("给我换成我妹", True),
        ("刚才发错了,做保洁的是我妈", True),
        ("老公不让我上夜班", False),
        ("我爸是保安", False),
    ],
)
def test_whom_a_search_is_for_changes(toolkit: Toolkit, said: str, another: bool) -> None:
    found = follow_up(toolkit.reader, said, Query(wants=(job("cleaner"),)), home=COUNTY, on=TODAY)
    assert (found is not None and found.query.other) is another


def test_board_given_up_is_wanted_in_full_no_more(toolkit: Toolkit) -> None:
    before = Query(food=True, lodging=True, full_board=True, places=(KUNMING,))
    assert _after(toolkit, before, "不要包吃住了") == Query(places=(KUNMING,))


def test_schooling_put_right_counts(toolkit: Toolkit) -> None:
    found = _after(toolkit, Query(wants=(job("miner"),)), "我初中毕业,登记的时候写错了")
    assert found.education is Education.JUNIOR


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("说岔了,夜班不行", "夜班不行"),
        ("初中文化哈,登记错了", "初中文化哈"),
        ("前头写反了,是工地", "工地"),
        ("登记错了", "登记错了"),
        ("登记错了怎么改", "登记错了怎么改"),
        ("工资算错了,找谁", "工资算错了,找谁"),
    ],
)
def test_slips_say_nothing_of_their_own(said: str, meant: str) -> None:
    assert without_slips(said) == meant


def test_a_question_how_to_put_something_right_is_no_slip() -> None:
    assert not corrected("名字写错了咋办").slipped


@pytest.mark.parametrize(
    "said", ["你是人还是机器", "你们是机器回的还是真人", "你叫哪样名字", "你是机器人不"]
)
def test_who_answers_is_asked(said: str) -> None:
    assert asks_who_answers(said)


@pytest.mark.parametrize(
    "said", ["操作机器人的活", "会开机器", "你们要人吗", "是机器包装还是手工", "机器人焊接"]
)
def test_work_with_machines_asks_not_who_answers(said: str) -> None:
    assert not asks_who_answers(said)


@pytest.mark.parametrize(
    ("text", "alone"), [("白班,收夫妻工", False), ("有夫妻房,收夫妻工", False), ("夫妻工", True)]
)
def test_who_takes_couples_takes_others_too(text: str, alone: bool) -> None:
    assert for_couples_alone(text) is alone


@pytest.mark.parametrize("said", ["那昆明别的呢", "昆明还有别的活吗", "昆明其他的有没有"])
def test_other_work_in_a_place_named_again_is_any_work_there(toolkit: Toolkit, said: str) -> None:
    before = Query(wants=(job("housekeeper"),), places=(KUNMING,), named=("保姆",), lodging=True)
    found = follow_up(toolkit.reader, said, before, home=COUNTY, on=TODAY)
    assert found is not None
    assert found.fresh
    assert found.query == Query(places=(KUNMING,), lodging=True)


@pytest.mark.parametrize("said", ["还有别的吗", "昆明别的保姆有没有"])
def test_others_of_the_same_work_stay_of_it(toolkit: Toolkit, said: str) -> None:
    before = Query(wants=(job("housekeeper"),), places=(KUNMING,), named=("保姆",))
    assert [term.key for term in _after(toolkit, before, said).wants] == ["housekeeper"]
