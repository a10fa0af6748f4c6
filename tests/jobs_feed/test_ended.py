"""Postings that say that nobody is wanted any more, or until when one may apply."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.age import find_age, find_ages_by_sex
from jobs_feed.normalise.deadline import find_deadline
from jobs_feed.normalise.ended import find_ended
from jobs_feed.normalise.reading import Span
from jobs_feed.normalise.text import tidy
from jobs_feed.tables import PostingState
from storage.database import Database
from storage.places import PlaceLevel, ensure_place
from tests.jobs_feed.conftest import Import, postings
from tests.jobs_feed.forms import row

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "看护果园，名额已满，停止报名",
        "本岗11月8日已招满，不再报名。",
        "人招够了，多谢各位老乡",
        "夜班保安（已招满）",
        "招聘已结束",
        "目前不招人",
        "人手够了",
        "该项目已完工，不再用工",
        "五个名额都满了，不再收人",
        "二十人已全部签合同到岗，莫再来问",
        "两个都来上班了",
        "坑满了",
        "不用再介绍人来",
        "上次来面试的几个都定下了，人已招满",
        "上次就招满了",
    ],
)
def test_nobody_is_wanted_any_more(text: str) -> None:
    assert find_ended(tidy(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "招满为止，先到先得",
        "额满为止",
        "已满18周岁",
        "工作已满三个月转正",
        "白班已招满，夜班还缺2人",
        "若已招满会电话通知",
        "报名停止时间：12月30日",
        "急招，缺人",
        "名额都满了就停",
        "上次招的城里店已经满员，这回只招镇上店的人",
        "上回招的夜班人手够了，这次招白班",
        "上一次发的帮厨那条已招满，现在这条是洗碗",
        "不再收费，别再犹豫",
        "人都到齐了就开工",
        "头一批20人早满了，第二批又放出8个",
        "名额满了就停",
        "两个都来上班才开机器",
        "坐满了一车就走",
        "夜班人满了，白班正招人",
    ],
)
def test_people_are_still_wanted(text: str) -> None:
    assert find_ended(tidy(text)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("后厨洗菜。报名到11月15日止", date(2026, 11, 15)),
        ("即日起至11月30日报名", date(2026, 11, 30)),
        ("有意者11月20号前联系", date(2026, 11, 20)),
        ("12月20日前报名有效", date(2026, 12, 20)),
        ("本信息有效期至2026-12-31", date(2026, 12, 31)),
        ("报名时间:11月1日至11月20日", date(2026, 11, 20)),
        ("合同签到12月31日止", None),
        ("干到12月底结账", None),
        ("12月1日开工,报名从速", None),
        ("每月15日发工资", None),
    ],
)
def test_until_when_one_may_apply(text: str, day: date | None) -> None:
    assert find_deadline(tidy(text), TODAY) == day


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("打扫客房,年龄50岁以下,有经验优先", Span(None, 50)),
        ("要有力气,50以下身体好的来", Span(None, 50)),
        ("岁数莫超过五十岁", Span(None, 50)),
        ("50岁以上勿扰", Span(None, 50)),
        ("不招45岁以上的", Span(None, 45)),
        ("男60岁以下,女55岁以下", Span(None, 60)),
        ("工资不超过50元一天", None),
        ("照料60岁以上老人", None),
    ],
)
def test_ages_in_prose(text: str, span: Span | None) -> None:
    assert find_age(tidy(text)) == span


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("男18-60周岁，女18-55周岁", (Span(18, 60), Span(18, 55))),
        ("18-55(男)/18-50(女)", (Span(18, 55), Span(18, 50))),
        ("男60女55", (Span(None, 60), Span(None, 55))),
        ("60周岁以下（女55周岁以下）", (None, Span(None, 55))),
        ("18-50岁，女10名", None),
        ("男5女3", None),
        ("女性优先，45岁以下", None),
        ("实名制闸机，男满六十女满五十一律刷不进门", (Span(None, 59), Span(None, 49))),
        ("男的到60、女的到50，保险买不上", (Span(None, 59), Span(None, 49))),
        ("满60的男工和满50的女工不能进施工现场", (Span(None, 59), Span(None, 49))),
        ("男到60女到55都要", (Span(None, 60), Span(None, 55))),
        ("招18岁以上男工5名，女工3名", None),
    ],
)
def test_ages_by_sex(text: str, ages: tuple[Span | None, Span] | None) -> None:
    assert find_ages_by_sex(tidy(text)) == ages


def test_ages_by_sex_are_stored(db: Database, run_import: Import) -> None:
    run_import([row(年龄要求="男18-60,女18-55")])
    with db.read() as session:
        (stored,) = postings(session)
    assert (stored.age_low, stored.age_high) == (18, 60)
    assert (stored.women_age_low, stored.women_age_high) == (18, 55)


@pytest.mark.parametrize("cells", [{"招聘人数": "0"}, {"岗位描述": "看大门。名额已满，停止报名"}])
def test_a_filled_row_is_kept_and_told_but_not_on_offer(
    cells: dict[str, str], db: Database, run_import: Import
) -> None:
    result = run_import([row(**cells)])
    assert (result.accepted, len(result.filled), result.rejected) == (1, 1, ())
    with db.read() as session:
        (stored,) = postings(session)
    assert (stored.state, stored.headcount_left) == (PostingState.FILLED, 0)
    assert run_import([row(**cells)]).unchanged == 1
    assert run_import([row(招聘人数="4", 岗位描述="看大门")]).updated == 1
    with db.read() as session:
        (stored,) = postings(session)
    assert (stored.state, stored.headcount_left) == (PostingState.OPEN, 4)


def test_a_town_that_only_the_office_knows_is_a_place(db: Database, run_import: Import) -> None:
    with db.write() as session:
        known = ensure_place(session, "530326", "石板河乡", PlaceLevel.TOWN).code
    run_import([row(工作地点="石板河乡街上"), row(2, 工作地点="云南曲靖会泽县石板河乡")])
    with db.read() as session:
        assert {each.place_code for each in postings(session)} == {known}
