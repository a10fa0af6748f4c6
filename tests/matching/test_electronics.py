"""Work of the electronics trade whose title or employer says something else."""

from __future__ import annotations

import pytest

from matching.catalogue import Term, TermKind
from matching.conditions import FITS_FROM
from matching.reading.occupations import Lexicon
from matching.toolkit import Toolkit
from tests.matching.builders import vacancy
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import Office, titles

ELECTRONICS = Term(TermKind.SECTOR, "electronics")


@pytest.mark.parametrize(
    "title",
    [
        *(
            "贴片机操作员",
            "SMT作业员",
            "DIP插件员",
            "后焊工",
            "手机组装工",
            "主板测试",
            "晶圆操作员",
        ),
        *("LED灯珠分光员", "LED封装", "充电器组装", "连接器组装", "摄像头模组作业员", "线圈工"),
        *("路由器装配", "机顶盒装配", "服务器装配", "智能手表组装", "AOI目检员", "回流焊操作"),
        *("锁螺丝工", "扬声器装配", "传感器装配", "显卡装配", "光模块作业员"),
    ],
)
def test_a_title_of_the_trade(lexicon: Lexicon, title: str) -> None:
    assert lexicon.catalogue.likeness(ELECTRONICS, lexicon.work(title)) >= FITS_FROM


@pytest.mark.parametrize(
    ("title", "employer", "text", "is_electronics"),
    [
        ("普工", "惠州TCL", "", True),
        ("包装工", "深圳欧菲光", "", True),
        ("作业员", "合肥京东方", "", True),
        ("普工", "某厂", "生产手机主板，两班倒", True),
        ("普工", "某公司", "组装手机充电器", True),
        ("保洁员", "东莞华贝电子科技", "", False),
        ("食堂帮厨", "昆山纬创资通", "", False),
        ("缝纫工", "某制衣厂", "", False),
        ("玩具厂普工", "", "", False),
    ],
)
def test_an_employer_of_the_trade(
    lexicon: Lexicon, title: str, employer: str, text: str, is_electronics: bool
) -> None:
    work = lexicon.work(title, employer=employer, text=text)
    assert (lexicon.catalogue.likeness(ELECTRONICS, work) >= FITS_FROM) is is_electronics


@pytest.mark.parametrize(
    "text",
    [
        *("不要电子厂", "受不了电子厂，广东的厂", "非电子厂 广东的厂", "广东的厂 电子厂除外"),
        *("电子厂太累不去了，广东的厂", "不看电子厂，广东的厂"),
    ],
)
def test_who_refuses_electronics_sees_none(toolkit: Toolkit, lexicon: Lexicon, text: str) -> None:
    others = ("贴片机作业员", "LED灯珠分光员", "锁螺丝工", "手机组装工", "玩具厂普工")
    jobs = [vacancy(title=each, work=lexicon.work(each), place="441900") for each in others]
    query = toolkit.reader.read(text, home=COUNTY, on=TODAY)
    assert titles(Office(toolkit, jobs).find(query)) == ["玩具厂普工"]
