"""What the office states about a document, and what it is told when that cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policy_faq.knowledge import Knowledge
from policy_faq.library.details import Details, Known, check_details
from policy_faq.library.reading import DocumentError
from storage.gazetteer import Gazetteer

KNOWN = tuple(map(Known.shipped, Knowledge.load().documents.values()))


def check(gazetteer: Gazetteer, **stated: Any) -> Details:
    given: dict[str, Any] = {
        "number": "某政发〔2026〕1号",
        "title": "关于稳就业的意见",
        "issuer": "某某县人民政府",
        "place": "530326",
        "issued": "2026-03-01",
        "until": None,
        "key": None,
    }
    return check_details(**(given | stated), gazetteer=gazetteer, known=KNOWN)


@pytest.mark.parametrize(
    ("issued", "kept", "start"),
    [
        ("2018-10-15", "2018-10-15", date(2018, 10, 15)),
        ("2018年10月5日", "2018-10-05", date(2018, 10, 5)),
        ("2018/6/1", "2018-06-01", date(2018, 6, 1)),
        ("２０１８", "2018", date(2018, 1, 1)),
        ("2018年", "2018", date(2018, 1, 1)),
        ("2018-06", "2018-06", date(2018, 6, 1)),
        ("2018年6月", "2018-06", date(2018, 6, 1)),
    ],
)
def test_days_of_issue(gazetteer: Gazetteer, issued: str, kept: str, start: date) -> None:
    found = check(gazetteer, issued=issued)
    assert (found.issued, found.valid_from) == (kept, start)


@pytest.mark.parametrize(
    ("until", "end"),
    [
        (None, None),
        ("2027-06-30", date(2027, 6, 30)),
        ("2027", date(2027, 12, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2026-03-01", date(2026, 3, 1)),
    ],
)
def test_last_days(gazetteer: Gazetteer, until: str | None, end: date | None) -> None:
    assert check(gazetteer, until=until).valid_until == end


@pytest.mark.parametrize(
    ("stated", "key"),
    [
        ({"number": "会政发〔2018〕20号"}, "HZ20"),
        ({"number": "会政发[2018]20号"}, "HZ20"),
        ({"number": "人社部函(2018)22号", "place": "000000"}, "GJ22"),
        ({"number": "会政发〔2018〕20号", "place": "530000"}, "会政发〔2018〕20号"),
        ({"number": "", "title": "转移就业政策问答"}, "HZFAQ"),
        ({"number": "无文号", "title": "没见过的"}, "没见过的"),
        ({"key": "HZ20"}, "HZ20"),
    ],
)
def test_keys(gazetteer: Gazetteer, stated: dict[str, str], key: str) -> None:
    assert check(gazetteer, **stated).key == key


@pytest.mark.parametrize("place", ["000000", "530000", "530300", "530326"])
def test_places(gazetteer: Gazetteer, place: str) -> None:
    assert check(gazetteer, place=place).place == place


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"place": "999999"}, "没有代码为“999999”的地区"),
        ({"place": "会泽"}, "6 位行政区划代码"),
        ({"place": ""}, "6 位行政区划代码"),
        ({"place": "５３０３２６"}, "6 位行政区划代码"),
        ({"until": "2026-02-28"}, "截止日期（2026-02-28）早于印发日期（2026-03-01）"),
        ({"until": "2025"}, "早于印发日期"),
        ({"issued": "去年"}, "看不懂"),
        ({"issued": ""}, "看不懂"),
        ({"issued": "2026-02-30"}, "不是一个真的日子"),
        ({"issued": "2026-13"}, "不是一个真的日子"),
        ({"until": "2026-00-01"}, "不是一个真的日子"),
        ({"issued": "0000"}, "不是一个真的日子"),
        ({"title": " \n"}, "标题不能是空的"),
        ({"issuer": ""}, "发文单位不能是空的"),
        ({"title": "长" * 401}, "标题太长"),
        ({"number": "长" * 201}, "文号太长"),
        ({"key": "\0"}, "文件代号不能是空的"),
    ],
)
def test_what_cannot_be(gazetteer: Gazetteer, stated: dict[str, str], said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        check(gazetteer, **stated)
    assert said in str(caught.value)


def test_words_are_tidied(gazetteer: Gazetteer) -> None:
    found = check(gazetteer, title=" 关于稳就业\n的  意见\0 ", number="")
    assert found.title == "关于稳就业 的 意见"
    assert found.number == "无文号"
