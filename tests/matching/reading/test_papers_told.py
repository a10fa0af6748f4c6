"""What somebody's words say of the papers they hold, and for how long they have driven."""

from __future__ import annotations

from datetime import date

import pytest

from matching.reading.licences import lacking, with_covered, years_of_driving
from matching.reading.papers_told import held_in, lost_driving, told_in
from matching.reading.text import clean
from matching.reading.years_driven import as_paper, years_driven

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("装载机的证报名了,要明年三月才考试。跟师傅学了半年铲车", "loader"),
        ("教资笔试还没过", "teacher"),
        ("教师资格没考过", "teacher"),
        ("卖过两年药,药师证没考过", "pharmacist"),
        ("护士执业证没考下来", "nurse"),
        ("月嫂证在报名,还没开班", "baby_nurse"),
        ("叉车证是我弟弟的,我没有", "forklift"),
        ("屋里老公开大车,有A2", "A2"),
        ("准备让儿子去考叉车证", "forklift"),
        ("焊工证是网上买的,查不到", "welder"),
        ("焊过十年，证20年就到期了，一直没去复审。焊工活", "welder"),
        ("电工证押在原来老板那点,不给我", "electrician"),
        ("叉车证丢了,补证的还没下来", "forklift"),
        ("C1准备增驾B2,还在等名额", "B2"),
        ("叉车证考试定在下个月8号", "forklift"),
        ("持证情况:叉车证:无", "forklift"),
        ("保育员培训结业了,保育员证还要等两个月", "childcare_worker"),
        ("驾照有违法没处理锁证了。B2", "B2"),
        ("茶艺师证没有", "茶艺师证"),
        ("在学C1,科目二一把过,科目三挂过一回,下个月再去", "C1"),
        ("C1科一科三都过了,还差科四", "C1"),
        ("C1学车中", "C1"),
        ("考了四遍教师资格证都没过", "teacher"),
    ],
)
def test_a_paper_that_is_not_there_is_not_held(text: str, key: str) -> None:
    assert key not in held_in(clean(text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("特种作业低压电工,证今年才复审过", "electrician"),
        ("教资考过了,证书已领", "teacher"),
        ("电工证丢了,上月补办回来了", "electrician"),
        ("我和我兄弟都有叉车证", "forklift"),
        ("我老公有电工证,我自己有保育员证", "childcare_worker"),
        ("C1科四都过了,本到手了", "C1"),
        ("没出过远门,会开车,C1", "C1"),
        ("C1科目三挂过两回,科四过了,本子拿到了", "C1"),
        ("科目一到科目四都过了,C1到手", "C1"),
        ("想找个用得上电工证的活", "electrician"),
        ("报了名等通知进厂,焊工证有", "welder"),
        ("跟师傅学了三年,焊工证也考了", "welder"),
        ("不想开车了,虽说有B2", "B2"),
        ("无人机执照", "drone"),
        ("去年增驾B2成功", "B2"),
        ("增驾到A2了，从业资格也有", "road_freight"),
        ("身份证丢了在补,叉车证在", "forklift"),
        ("开装载机的,证在手上", "loader"),
    ],
)
def test_a_paper_that_is_there_is_held(text: str, key: str) -> None:
    assert key in held_in(clean(text))


@pytest.mark.parametrize(
    ("text", "drives", "not_any_more"),
    [
        ("大车本是十年前增的B2,可五年前出事故被注销降成C1了", "C1", "B2"),
        ("A2本扣满12分,降成B2了", "B2", "A2"),
        ("大车本子满分降级,剩个C1。B2", "C1", "B2"),
        ("以前有B2,现在只有C1", "C1", "B2"),
        ("原先C1,后头升成B2", "B2", "A2"),
        ("驾照以前吊销过,今年重新考回来了,C1", "C1", "B2"),
        ("自动挡的本,C2。学了个车本想用上", "C2", "C1"),
    ],
)
def test_who_was_put_down_a_class_drives_the_lower_one(
    text: str, drives: str, not_any_more: str
) -> None:
    held = held_in(clean(text))
    assert drives in held
    assert not_any_more not in held


def test_what_is_denied_is_told_apart_from_what_is_not_spoken_of() -> None:
    told = told_in(clean("有电工证没有焊工证"))
    assert told == (frozenset({"electrician"}), frozenset({"welder"}))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("C1,去年秋天才拿的本", 1),
        ("C1拿了四年", 4),
        ("驾照C1,今年三月拿到", 0),
        ("C1,拿本才八个月", 0),
        ("2015年拿的C1", 11),
        ("24年12月底的本,C1", 2),
        ("驾龄两年,C1", 2),
        ("C1,拿本不到一年", 0),
        ("C1新手,本才到手", 0),
        ("有C1驾照", None),
        ("去年增驾A2", None),
        ("焊工证去年拿的", None),
    ],
)
def test_for_how_long_somebody_has_driven(text: str, years: int | None) -> None:
    assert years_driven(clean(text), ON) == years


@pytest.mark.parametrize(("years", "enough"), [(1, False), (3, True), (None, True)])
def test_who_tells_of_too_few_years_lacks_them(years: int | None, enough: bool) -> None:
    held = with_covered({"C1"} | as_paper(years))
    assert (not lacking(held, ((years_of_driving(3),),))) is enough


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("以前开车的,去年酒驾驾照遭吊消了,五年内考不得", True),
        ("本本遭收走了,三年内不能再考", True),
        ("驾照遭交警扣起在", True),
        ("醉驾,五年不得重新考", True),
        ("三年内没开过车,有C1", False),
        ("五年内开车没出过事", False),
        ("我哥酒驾驾照吊了,我有C1", False),
        ("以前驾照被吊销过,前年重考拿回来了", False),
    ],
)
def test_who_may_not_drive_now(text: str, lost: bool) -> None:
    assert lost_driving(text) is lost


@pytest.mark.parametrize(
    ("text", "held", "denied"),
    [
        ("丈夫没得驾照,她本人A2,跑过省外", {"A2"}, set()),
        ("老表醉驾遭吊了本,他自己B2没扣过分", {"B2"}, set()),
        ("妹夫驾照被注销,跟他不相干,他有B1", {"B1"}, set()),
        ("岳父有A1,她方向盘都没摸过", set(), {"A1"}),
        ("老公有B2,她有时候跟车", set(), {"B2"}),
        ("今年才拿的C1,没得别的驾驶证", {"C1"}, set()),
        ("有人说他叉车证是假的,查过了是真的", {"forklift"}, set()),
        ("网上买的叉车证,是假的", set(), {"forklift"}),
        ("焊工证考了三回都栽了", set(), {"welder"}),
    ],
)
def test_whose_papers_a_note_tells_of(text: str, held: set[str], denied: set[str]) -> None:
    told = told_in(clean(text))
    assert set(told.held) == held
    assert denied <= set(told.denied)
