"""What eyes and schooling let somebody do, told by people and asked by postings."""

from __future__ import annotations

import pytest

from matching.reading.limits import limits

TOLD = [
    ("sight", "眼神拐了,绣花针孔穿不进"),
    ("sight", "螺丝口对不准,元件也看不清"),
    ("sight", "黄斑病变两年了"),
    ("sight", "标签上的数字看不真"),
    ("colour", "蓝的绿的在他眼里没两样,都分不清"),
    ("colour", "颜色认不准,天生的"),
    ("colour", "红的看成灰的"),
    ("letters", "站牌看不懂,出门跟着人"),
    ("letters", "告示上写的啥念不来"),
    ("letters", "目不识丁"),
]
NOT_TOLD = [
    ("sight", "往后的路看不清,先歇着"),
    ("sight", "眼睛好得很,手粗捏不住针"),
    ("sight", "眼红人家工钱高"),
    ("colour", "脸色不好,贫血"),
    ("colour", "种过红薯绿豆,都一样种"),
    ("colour", "颜色都认得,当过油漆工"),
    ("letters", "崽读一年级要接送"),
    ("letters", "英文说明书看不懂"),
    ("letters", "没读过大学,初中毕业"),
]
ASKED = [
    ("sight", "裱画学徒。用镊子揭,一丝丝对"),
    ("sight", "成衣组。找跳针线头,一个不放过"),
    ("sight", "挑籽工。一颗颗拣,沙子不留"),
    ("colour", "墙面漆工。调漆,深浅要跟旧墙一样"),
    ("colour", "挑果。青的一筐,红的一筐"),
    ("letters", "配料。照配方单称料"),
    ("letters", "看库。进出都要登簿"),
    ("letters", "乡村小学代课"),
]
NOT_ASKED = [
    ("sight", "打包工。好坏机器照过了,闭着眼装都行"),
    ("sight", "工地小工。和泥递砖"),
    ("colour", "饭馆洗碗。红绿灯路口旁"),
    ("colour", "漆厂小工。色是电脑配的,扛桶"),
    ("letters", "钟点保洁。按单上门打扫"),
    ("letters", "炒菜。账目由老板娘管"),
    ("letters", "栽树。不识字也要"),
]


@pytest.mark.parametrize(("key", "text"), TOLD)
def test_tells_what_eyes_or_schooling_do_not_let_do(key: str, text: str) -> None:
    assert limits().told(text) & limits()[key]


@pytest.mark.parametrize(("key", "text"), NOT_TOLD)
def test_tells_nothing_of_eyes_or_schooling(key: str, text: str) -> None:
    assert not limits().told(text) & limits()[key]


@pytest.mark.parametrize(("key", "text"), ASKED)
def test_asks_for_eyes_or_letters(key: str, text: str) -> None:
    assert limits().ruled_out(text, heavy=False) & limits()[key]


@pytest.mark.parametrize(("key", "text"), NOT_ASKED)
def test_asks_for_no_eyes_or_letters(key: str, text: str) -> None:
    assert not limits().ruled_out(text, heavy=False) & limits()[key]
