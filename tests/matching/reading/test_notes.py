"""Notes of village cadres about people, clause by clause: what is a wish, a skill, a refusal."""

from __future__ import annotations

from datetime import date

import pytest

from matching.reading.features import Features
from matching.reading.people import read_wishes
from matching.reading.query_text import Reader
from tests.matching.conftest import COUNTY

ON = date(2026, 11, 23)

NOTES: list[tuple[str, set[str], set[str], set[str]]] = [
    # what is said, what is wanted, known, refused
    ("腰杆不好,重活整不成,看个门扫个地都得", {"guard", "cleaner"}, set(), set()),
    ("刚出学校,啥也不会,想学门技术", set(), set(), set()),
    ("帮扶车间,挨着娃学校的", {"factory"}, set(), set()),
    ("公益岗,护林员最好", {"public", "forest_guard"}, set(), set()),
    ("会贴瓷砖,工地上一天要350以上", {"building", "mason"}, {"mason"}, set()),
    (
        "不想进厂站流水线,想卖衣服或奶茶店",
        {"shop_assistant", "barista"}, set(), {"factory", "general_worker"},
    ),
    ("晕车坐不得长途,会做米线,开过小吃店", set(), {"food_worker", "catering"}, set()),
    ("颈椎不好,缝纫机踩不动了,想做点别的", set(), set(), {"sewing"}),
    ("砖厂码过砖,太苦了不去,别的厂可以", {"factory"}, set(), {"kiln_worker"}),
    ("去过矿上,不想再下井", set(), {"mine"}, {"mine"}),
    ("玻璃厂,磨边开料都做过", set(), {"chemical", "kiln_worker"}, set()),
    ("喷漆,打磨的不干,灰尘大", {"painter"}, set(), {"press_worker"}),
    ("不进厂,想送外卖,有摩托车", {"rider"}, set(), {"factory"}),
    ("兽医,会打针,给猪打过疫苗", {"breeder"}, {"breeder"}, set()),
    ("内衣厂做过双针,不会平车", set(), {"sewing"}, set()),
    ("物流公司调度,不干装卸", {"dispatcher"}, set(), {"porter"}),
    ("跑过大货,B2本,不想跑长途了,想开个短途货车", {"truck_driver"}, {"truck_driver"}, set()),
    ("老公瘫痪在家要照顾,拿回家做的手工也行", {"handicraft"}, set(), set()),
    ("想考编,先找个轻松的班上,社区网格员也可以", {"village_aide"}, set(), set()),
    ("护士专业,有护士证", {"nurse"}, {"nurse"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wants", "knows", "refuses"), NOTES, ids=[row[0] for row in NOTES]
)
def test_a_note_tells(
    reader: Reader, text: str, wants: set[str], knows: set[str], refuses: set[str]
) -> None:
    found, _ = read_wishes(reader, COUNTY, ON, wishes="", services=text, skills="")
    assert {term.key for term in found.wants} == wants
    assert {term.key for term in found.skills} == knows
    assert {term.key for term in found.avoids} == refuses


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("老伴有病离不开,村里公岗", {"flexible"}),
        ("老公有高血压,找个厂上班", set()),
        ("怕高,高空的活不干", {"no_heights"}),
        ("不怕冷,冷库也可以", set()),
        ("小时工,不住家", {"short_term", "live_out"}),
        ("不加班没意思,要加班多的厂", set()),
    ],
)
def test_what_a_note_asks_for(
    reader: Reader, features: Features, text: str, asked: set[str]
) -> None:
    found, _ = read_wishes(reader, COUNTY, ON, wishes="", services=text, skills="")
    assert {feature.key for feature in features.of(found.features)} == asked


def test_a_licence_tells_a_trade_less_surely_than_work(reader: Reader) -> None:
    told, _ = read_wishes(reader, COUNTY, ON, wishes="", services="有护士证", skills="")
    worked, _ = read_wishes(reader, COUNTY, ON, wishes="", services="做过护士", skills="")
    assert {term.sure for term in told.skills} == {99}
    assert {term.sure for term in worked.skills} == {100}


def test_papers_that_several_occupations_need_tell_none(reader: Reader) -> None:
    found, query = read_wishes(
        reader, COUNTY, ON, wishes="", services="高压电工,登高证都有,外线", skills=""
    )
    assert {term.key for term in found.skills} == {"electrician"}
    assert set(query.licences) == {"electrician", "heights"}


@pytest.mark.parametrize(
    "text",
    [
        "要照管八十岁的老母亲",
        "我家没有搬迁",
        "不乐意上夜班",
        "婆婆瘫在床上，要端茶倒水",
        "家住幼儿园旁边",
        "弟弟在深圳送外卖",
        "女儿读护理专业，还有一年毕业",
        "给娃请了个保姆，开销大",
        "想在超市旁边租房陪读",
        "学校放假才有空",
    ],
)
def test_what_goes_on_at_home_is_no_wish(reader: Reader, text: str) -> None:
    found, _ = read_wishes(reader, COUNTY, ON, wishes=text, services="", skills="")
    assert (found.wants, found.skills) == ((), ())


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("孩子上学，想在幼儿园做保育", {"nursery"}),
        ("住敬老院旁边，想去当护工", {"carer"}),
    ],
)
def test_a_wish_beside_it_counts(reader: Reader, text: str, wants: set[str]) -> None:
    found, _ = read_wishes(reader, COUNTY, ON, wishes=text, services="", skills="")
    assert {term.key for term in found.wants} == wants


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("要给孙子做晚饭,扫扫地都行", {"cleaner"}),
        ("中午要给老人弄饭", set()),
        ("给公婆煎药做饭,下午有空", set()),
        ("要给娃煮饭,白天做几个钟头", set()),
        ("给学生做饭的活", {"home_cook"}),
        ("食堂给工人做饭都行", {"home_cook"}),
        ("给人家做饭也行", {"housekeeper"}),
    ],
)
def test_to_cook_at_home_is_no_wish_to_cook(reader: Reader, text: str, wants: set[str]) -> None:
    found, _ = read_wishes(reader, COUNTY, ON, wishes="", services=text, skills="")
    assert {term.key for term in found.wants} == wants


@pytest.mark.parametrize(
    ("text", "wants", "refuses"),
    [
        ("开车骑车不能安排", set(), {"driver"}),
        ("焊接、开车莫派我", set(), {"welder", "driver"}),
        ("洗碗扫地别安排", set(), {"dishwasher", "cleaner"}),
        ("保安可以,开车骑车不能安排", {"guard"}, {"driver"}),
        ("开车送货都可以安排", {"driver", "courier"}, set()),
        ("能开车,别安排夜班", {"driver"}, set()),
    ],
)
def test_what_may_not_be_given_to_somebody(
    reader: Reader, text: str, wants: set[str], refuses: set[str]
) -> None:
    found, _ = read_wishes(reader, COUNTY, ON, wishes="", services=text, skills="")
    assert {term.key for term in found.wants} == wants
    assert {term.key for term in found.avoids} == refuses
