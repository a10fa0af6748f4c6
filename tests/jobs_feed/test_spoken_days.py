"""Last days told by feast, by the moon, by the sun's terms, by weeks, or as a number of days."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.deadline import find_deadline, read_deadline
from jobs_feed.normalise.spoken_days import moon_day, with_days_in_figures
from jobs_feed.normalise.text import tidy
from storage.database import Database
from tests.jobs_feed.conftest import Import, postings
from tests.jobs_feed.forms import row

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("端午节前报名", date(2026, 6, 19)),
        ("国庆收假前来登记", date(2026, 10, 7)),
        ("过完国庆就不收了", date(2026, 10, 7)),
        ("教师节前交简历", date(2026, 9, 10)),
        ("霜降之前报名，过后不收", date(2026, 10, 23)),
        ("报名截止：立冬", date(2026, 11, 7)),
        ("冬至前来报", date(2026, 12, 22)),
        ("农历十月初三前报", date(2026, 11, 11)),
        ("报名到阴历九月底止", date(2026, 11, 8)),
        ("腊月廿三前报名", date(2027, 1, 30)),
        ("明年清明前报名", date(2027, 4, 5)),
        ("除夕前都可以报", date(2027, 2, 5)),
        ("二〇二六年十月三十一日截止报名", date(2026, 10, 31)),
        ("报名到十一月十二日止", date(2026, 11, 12)),
        ("11月上旬截止报名", date(2026, 11, 10)),
        ("11月1-15日报名", date(2026, 11, 15)),
        ("报名截至2026年9月", date(2026, 9, 30)),
        ("二季度内收报名", date(2026, 6, 30)),
        ("报名时段：今年六月起至九月止", date(2026, 9, 30)),
        ("10月最后一个周五前交表", date(2026, 10, 30)),
        ("12月第一个周一前报名", date(2026, 12, 7)),
        ("11月20日（周五）之前报名", date(2026, 11, 20)),
        ("上周报名截止", date(2026, 11, 22)),
        ("11月14日招聘会现场报名，错过不补", date(2026, 11, 14)),
        ("11月10日前报到，迟了不要", date(2026, 11, 10)),
        ("这条挂到11月1号就撤", date(2026, 11, 1)),
        ("停报时间2026-11-09", date(2026, 11, 9)),
        ("11-18截止报名", date(2026, 11, 18)),
        ("20261118截止", date(2026, 11, 18)),
        ("自发布之日（11月1日）起10天", date(2026, 11, 11)),
        ("公告发布于10月20日，报名七天", date(2026, 10, 27)),
        ("招募期为9月15日—10月15日", date(2026, 10, 15)),
        ("国庆期间报名", date(2026, 10, 7)),
        ("10月8日起报名，为期两周", date(2026, 10, 22)),
        ("发布日期2026-10-01，有效期20天", date(2026, 10, 21)),
        ("第一批11月5日截止，第二批12月5日截止", date(2026, 12, 5)),
    ],
)
def test_a_last_day_is_told(text: str, day: date) -> None:
    assert find_deadline(tidy(text), TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "国庆、中秋照常放假，常年招工",
        "端午发粽子，中秋发月饼",
        "双十一加班三倍",
        "重阳节慰问老人",
        "立冬后活少",
        "9.6米货车司机，急招",
        "截止10月底已有员工80人",
        "年龄计算截止到10月31日",
        "2008年11月前出生，报名带身份证",
        "11月1日开业，随时报名",
        "限毕业两年内的学生报名",
        "11月15日后报名也可以",
        "合同到10月31日，长期招",
        "8:30上班，5-10元一件",
        "11点前报名点开门",
    ],
)
def test_no_last_day_is_told(text: str) -> None:
    assert find_deadline(tidy(text), TODAY) is None


@pytest.mark.parametrize(
    ("cell", "day"),
    [("重阳节前", date(2026, 10, 18)), ("11月中旬止", date(2026, 11, 20)), ("长期有效", None)],
)
def test_a_cell_names_the_day(cell: str, day: date | None) -> None:
    assert read_deadline(tidy(cell), TODAY).value == day


def test_the_moon_s_months() -> None:
    assert moon_day(2025, 7, 1) == date(2025, 8, 23)  # after the sixth month that came twice
    assert moon_day(2028, 12, 0) == date(2029, 2, 12)
    with pytest.raises(KeyError):
        moon_day(2035, 1, 1)


def test_years_beyond_the_table_stay_as_written() -> None:
    far = date(2050, 5, 1)
    assert with_days_in_figures("端午前报名", far) == "端午前报名"
    assert with_days_in_figures("农历五月初五前报名", far) == "农历5月初五前报名"


def test_a_day_among_the_benefits_counts(db: Database, run_import: Import) -> None:
    run_import([row(截止日期="", 福利待遇="包吃住，本条12月30号作废")])
    with db.read() as session:
        (stored,) = postings(session)
    assert stored.deadline == date(2026, 12, 30)
