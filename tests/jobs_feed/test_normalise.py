"""Reading the other cells: age, headcount, person, board, licences, demands, dates, telephones."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.age import find_age, read_age
from jobs_feed.normalise.board import read_board
from jobs_feed.normalise.contact import read_phone
from jobs_feed.normalise.deadline import read_deadline
from jobs_feed.normalise.demands import read_demands
from jobs_feed.normalise.headcount import read_headcount
from jobs_feed.normalise.kind import kind_in_title, read_kind
from jobs_feed.normalise.licences import read_licences
from jobs_feed.normalise.person import read_sex
from jobs_feed.normalise.place import read_place
from jobs_feed.normalise.reading import Span
from jobs_feed.normalise.schooling import find_education, read_education
from jobs_feed.normalise.shift import Shift, read_shift
from jobs_feed.normalise.text import clean, is_blank, tidy
from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex
from storage.gazetteer import ABROAD, Gazetteer

TODAY = date(2026, 11, 23)


def test_tidy_folds_and_drops_what_cannot_be_seen() -> None:
    assert tidy("　ＡＢ\u200b１２\x00\ufeff  岗 \r\n 位 ") == "AB12 岗\n位"
    assert clean("（一）\x00ＡＢ\u200b") == "（一）ＡＢ"
    assert is_blank(tidy("—-")) is False
    assert is_blank(tidy("ＮＡＮ"))


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("18-35", 18, 35),
        ("18－35岁", 18, 35),
        ("18周岁～35周岁", 18, 35),
        ("18至35岁", 18, 35),
        ("45岁以下", None, 45),
        ("45以下", None, 45),
        ("55岁(含)以下", None, 55),
        ("不超过45岁", None, 45),
        ("未满50周岁", None, 49),
        ("不低于18岁", 18, None),
        ("-30", None, 30),
        ("18-", 18, None),
        ("18+", 18, None),
        ("年满18周岁", 18, None),
        ("十八岁以上", 18, None),
        ("18岁以上，45岁以下", 18, 45),
        ("18-45岁（条件优秀者可放宽至50）", 18, 45),
        ("14-30", 14, 30),
        ("不限", None, None),
        ("年龄不限", None, None),
    ],
)
def test_age(cell: str, low: int | None, high: int | None) -> None:
    assert read_age(tidy(cell)).value == Span(low, high)
    assert read_age(tidy(cell)).warning is None


@pytest.mark.parametrize("cell", ["18-4", "2-35", "45-18", "180", "35岁左右", "看情况"])
def test_age_that_is_broken_is_not_stated(cell: str) -> None:
    reading = read_age(tidy(cell))
    assert reading.value is None
    assert reading.warning


@pytest.mark.parametrize("cell", ["", "-", "0-0"])
def test_age_of_nobody(cell: str) -> None:
    assert read_age(cell) == read_age("")
    assert read_age(cell).warning is None


def test_age_by_sex_covers_both_and_says_so() -> None:
    reading = read_age(tidy("男18-50，女18-45"))
    assert reading.value == Span(18, 50)
    assert reading.warning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要求：1.18-45岁；2.吃苦耐劳", Span(18, 45)),
        ("年龄在20到40岁之间", Span(20, 40)),
        ("55岁以下，身体健康", Span(None, 55)),
        ("上班时间8:30-17:30，工资3000-5000", None),
        ("照顾3-10岁儿童", None),
    ],
)
def test_age_in_running_text(text: str, expected: Span | None) -> None:
    assert find_age(tidy(text)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("5", 5),
        ("5人", 5),
        ("5.0", 5),
        ("五名", 5),
        ("二十", 20),
        ("10-20", 10),
        ("10～20人", 10),
        ("男5女3", 8),
        ("若干", None),
        ("0", 0),
        ("0人", 0),
        ("已招满", 0),
        ("招满为止", None),
        ("停招", 0),
        ("已招3人还差2人", 2),
        ("不限", None),
        ("", None),
    ],
)
def test_headcount(cell: str, expected: int | None) -> None:
    reading = read_headcount(tidy(cell))
    assert (reading.value, reading.warning) == (expected, None)


def test_headcount_that_is_no_number() -> None:
    assert read_headcount("13812345678").value is None
    assert read_headcount("见附件").warning


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("男", Sex.MALE),
        ("女性", Sex.FEMALE),
        ("不限", None),
        ("男女不限", None),
        ("男/女", None),
        ("男、女均可", None),
        ("", None),
    ],
)
def test_sex(cell: str, expected: Sex | None) -> None:
    assert read_sex(tidy(cell)).value is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("初中", Education.JUNIOR),
        ("高中及以上", Education.SENIOR),
        ("中专/中技", Education.SENIOR),
        ("初中或高中", Education.JUNIOR),
        ("大专以上", Education.COLLEGE),
        ("博后", Education.BACHELOR),
        ("初中以下", None),
        ("不限", None),
    ],
)
def test_education(cell: str, expected: Education | None) -> None:
    assert read_education(tidy(cell)).value is expected


def test_kind() -> None:
    assert read_kind("").value is PostingKind.ORDINARY
    assert read_kind("就业帮扶车间").value is PostingKind.WORKSHOP
    assert read_kind("乡村公益性岗位").value is PostingKind.PUBLIC_WELFARE
    assert read_kind("以工代赈").value is PostingKind.WORK_RELIEF
    assert read_kind("特殊").warning
    assert kind_in_title("公益性岗位（保洁）") is PostingKind.PUBLIC_WELFARE
    assert kind_in_title("保洁员") is None


BOARD = """
包吃住 | 包 包
包吃包住 | 包 包
管吃管住 | 包 包
保吃保住 | 包 包
提供食宿 | 包 包
食宿免费 | 包 包
包吃住（水电费自理） | 包 包
免费三餐和住宿 | 包 包
包住+中晚餐 | 包 包
两餐一宿 | 包 包
包吃 | 包 ?
免费午餐 | 包 ?
管饭 | 包 ?
提供住宿 | ? 包
有宿舍，水电自理 | ? 包
夫妻房可提供 | ? ?
提供夫妻房 | ? 包
提供餐补及住宿 | ? 包
包住不包吃 | 不 包
免费提供宿舍，伙食自理 | 不 包
包吃不包住 | 包 不
不包吃 | 不 ?
住宿自理 | ? 不
没有宿舍 | ? 不
不包吃住 | 不 不
食宿自理 | 不 不
餐补300元/月 | ? ?
住房公积金、房补 | ? ?
吃苦耐劳 | ? ?
食品厂餐饮服务员 | ? ?
离家近者可不住宿 | ? ?
"""
WORDS = {"包": True, "不": False, "?": None}


@pytest.mark.parametrize("line", [line for line in BOARD.splitlines() if line])
def test_board(line: str) -> None:
    text, _, expected = line.rpartition(" | ")
    board = read_board(tidy(text))
    assert [board.food, board.lodging] == [WORDS[word] for word in expected.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("持叉车证", ["叉车证"]),
        ("焊工证、低压电工证", ["焊工证", "电工证"]),
        ("电焊工证", ["焊工证"]),
        ("需持健康证上岗", ["健康证"]),
        ("C1驾照", ["驾照C1"]),
        ("驾照B2以上", ["驾照B2"]),
        ("A1/A2/B2驾照", ["驾照B2"]),
        ("C照", ["驾照C1"]),
        ("会开车，有驾照", ["驾照"]),
        ("有叉车证优先", []),
        ("无需健康证", []),
        ("公司办理健康证", []),
        ("免费考叉车证", []),
        ("带身份证、毕业证，保证质量", []),
    ],
)
def test_licences(text: str, expected: list[str]) -> None:
    assert read_licences(tidy(text)) == expected


@pytest.mark.parametrize(
    ("text", "heavy"),
    [
        ("搬运50斤货物", True),
        ("重体力活", True),
        ("活轻，坐着上班", False),
        ("无重体力劳动", False),
        ("坐窗口填表，没得体力活", False),
        ("整理档案，不用干重活", False),
        ("流水线操作，高温补贴", None),
    ],
)
def test_heavy_work(text: str, heavy: bool | None) -> None:
    assert read_demands(tidy(text)).heavy is heavy


@pytest.mark.parametrize(
    ("title", "text", "heavy"),
    [
        ("叉车工", "厂内搬运", None),
        ("叉车司机", "装卸货物，要叉车证", None),
        ("叉车工", "忙时人工搬运", True),
        ("叉车工", "重体力活", True),
        ("仓管员", "厂内搬运", True),
    ],
)
def test_what_a_machine_carries_is_not_heavy(title: str, text: str, heavy: bool | None) -> None:
    assert read_demands(title, tidy(text)).heavy is heavy


def test_other_demands_keep_their_words() -> None:
    demands = read_demands(tidy("身高1.6米以上，视力良好，不恐高；高温补贴200元；体检、旅游"))
    assert demands.texts == ("身高1.6米以上", "视力良好", "不恐高")


def test_shift() -> None:
    assert read_shift("月休4天，8小时长白班") == Shift(4, 8.0, night=False)
    assert read_shift("24小时热水") == Shift()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("2026/12/31", date(2026, 12, 31)),
        ("2026.12.31", date(2026, 12, 31)),
        ("20261231", date(2026, 12, 31)),
        ("2026年12月31日", date(2026, 12, 31)),
        ("26-12-31", date(2026, 12, 31)),
        ("46387", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        ("2026.1.1-2026.3.31", date(2026, 3, 31)),
        ("2026年1月1日至3月31日", date(2026, 3, 31)),
        ("即日起至2026年12月31日", date(2026, 12, 31)),
        ("12/31/2026", date(2026, 12, 31)),
        ("2026年底", date(2026, 12, 31)),
        ("12月31日", date(2026, 12, 31)),
        ("1月31日", date(2027, 1, 31)),
        ("8月31日", date(2026, 8, 31)),
        ("长期有效", None),
        ("招满为止", None),
        ("", None),
    ],
)
def test_deadline(cell: str, expected: date | None) -> None:
    assert read_deadline(tidy(cell), TODAY).value == expected


@pytest.mark.parametrize("cell", ["2026-02-30", "13月1日", "后天", "2099-01-01"])
def test_deadline_that_is_none(cell: str) -> None:
    reading = read_deadline(cell, TODAY)
    assert reading.value is None
    assert reading.warning


def test_deadline_without_a_year_names_the_year_taken() -> None:
    assert "2027" in str(read_deadline("1月31日", TODAY).warning)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("0874-5120155", "0874-5120155"),
        ("(0874)5120155转8", "0874-5120155-8"),
        ("400-820-8820", "4008208820"),
        ("13812345678/13912345678", "13812345678"),
        ("张经理13812345678(微信同号)", "13812345678"),
    ],
)
def test_phone(cell: str, expected: str) -> None:
    assert read_phone(tidy(cell)).value == expected


@pytest.mark.parametrize("cell", ["1381234567", "1.38123E+10", "微信abc"])
def test_phone_that_is_none_is_not_repeated(cell: str) -> None:
    reading = read_phone(tidy(cell))
    assert reading.value is None
    assert reading.warning
    assert cell not in reading.warning


def test_place(gazetteer: Gazetteer) -> None:
    def code(text: str) -> str | None:
        place = read_place(tidy(text), "530326", gazetteer).value
        return place.code if place else None

    assert code("本县") == "530326"
    assert code("广东省/广州市") == "440100"
    assert str(code("东莞长安")).startswith("441900")
    assert code("海外/日本") == ABROAD
    assert code("") is None
    shop = read_place("旗里万家乐超市(科尔沁镇)", "152221", gazetteer).value
    assert shop is not None
    assert str(shop.code).startswith("152221")
    nowhere = read_place("某工业园三号楼", "530326", gazetteer)
    assert nowhere.value is not None
    assert nowhere.value.code is None
    assert nowhere.warning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-45周岁,初中以上文化,两班倒", Education.JUNIOR),
        ("高中及以上学历,形象气质佳", Education.SENIOR),
        ("中专或以上学历", Education.SENIOR),
        ("土建类专业本科", Education.BACHELOR),
        ("初中毕业,年满18周岁", Education.JUNIOR),
        ("2年以上经验,大专优先", None),
        ("学历不限,小学毕业均可", None),
        ("初中以下", None),
        ("负责小学食堂保洁", None),
    ],
)
def test_schooling_is_found_in_running_text_where_it_is_asked_for(
    text: str, expected: Education | None
) -> None:
    assert find_education(tidy(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("体力好,18-48,日结200元", Span(18, 48)),
        ("男,20-50,两班倒", Span(20, 50)),
        ("有育婴证,35到50岁,住家", Span(35, 50)),
        ("年龄不超58岁", Span(None, 58)),
        ("幼儿园,年龄45以下", Span(None, 45)),
        ("照看3-6岁儿童", None),
        ("早8点到晚18点,8-18", None),
    ],
)
def test_ages_are_found_in_their_clause(text: str, expected: Span | None) -> None:
    assert find_age(tidy(text)) == expected
