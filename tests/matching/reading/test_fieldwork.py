"""Work in fields and gardens by verb and crop, and what only sounds like it."""

from __future__ import annotations

import pytest

from matching.reading.fieldwork import PICKER, PLANTER, field_work
from matching.reading.occupations import Lexicon
from matching.reading.query_sayings import is_a_factory
from matching.toolkit import Toolkit
from tests.matching.conftest import COUNTY, TODAY


@pytest.mark.parametrize(
    ("text", "job"),
    [
        *(
            (each, PICKER)
            for each in ("摘咖啡", "摘咖啡的活", "采咖啡豆", "收咖啡果", "捡咖啡豆的")
        ),
        *(
            (each, PICKER)
            for each in ("保山摘咖啡", "挖三七", "捡核桃", "摘桑叶", "摘杨梅", "拔萝卜")
        ),
        *((each, PICKER) for each in ("采玫瑰", "摘莲子", "收油菜", "想去摘橙子", "采茶", "割胶")),
        *((each, PLANTER) for each in ("种茶", "种三七", "种菌子", "咖啡基地的活", "咖啡地里干活")),
        *((each, PLANTER) for each in ("普洱种咖啡的活", "葡萄园", "药材基地", "栽烟")),
    ],
)
def test_a_verb_and_a_crop(toolkit: Toolkit, text: str, job: str) -> None:
    wants = toolkit.reader.read(text, home=COUNTY, on=TODAY).wants
    assert [term.key for term in wants] == [job]


@pytest.mark.parametrize("text", ["咖啡店", "咖啡师", "做咖啡", "冲咖啡"])
def test_coffee_without_a_field(toolkit: Toolkit, text: str) -> None:
    assert [*field_work(text)] == []
    wants = toolkit.reader.read(text, home=COUNTY, on=TODAY).wants
    assert [term.key for term in wants] == ["barista"]


@pytest.mark.parametrize(
    "text", ["花椒油厂", "收废品", "收水费", "采矿", "剪发", "茶水员", "果汁店", "采购员"]
)
def test_no_field_at_all(text: str) -> None:
    assert [*field_work(text)] == []


@pytest.mark.parametrize("title", ["咖啡豆采摘工", "咖啡鲜果采收", "摘咖啡临时工"])
def test_a_posting_is_found_by_who_says_it_otherwise(
    lexicon: Lexicon, toolkit: Toolkit, title: str
) -> None:
    wants = toolkit.reader.read("摘咖啡", home=COUNTY, on=TODAY).wants
    assert lexicon.catalogue.likeness(wants[0], lexicon.work(title)) >= 90


def test_what_a_factory_makes_is_a_wish() -> None:
    assert all(map(is_a_factory, ("奶粉厂", "棉被厂", "羊毛衫厂", "洋芋片厂")))
    assert not any(map(is_a_factory, ("我们厂", "进不了厂", "黑厂", "厂", "厂倒闭了")))
