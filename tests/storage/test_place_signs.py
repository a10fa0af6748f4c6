"""What tells beforehand that a sentence names no place."""

from __future__ import annotations

import re

import pytest

from storage.gazetteer import Gazetteer

HOME = "530326"


def has_sign(gazetteer: Gazetteer, sentence: str) -> bool:
    heads = {sentence[at : at + 2] for at in range(len(sentence))}
    home = any(re.search(words, sentence) for words in gazetteer.home_words)
    town = not gazetteer.towns_begin(HOME).isdisjoint(heads)
    return home or town or not gazetteer.begin.isdisjoint(heads)


@pytest.mark.parametrize(
    "sentence",
    [
        "去会泽县打工",
        "在者海有活吗",
        "者海镇招工",
        "省内也五百",
        "我们县城里",
        "到黔西南",
        "去缅甸",
    ],
)
def test_whatever_is_found_has_a_sign(gazetteer: Gazetteer, sentence: str) -> None:
    assert gazetteer.find_in(sentence, HOME)
    assert has_sign(gazetteer, sentence)


def test_every_unit_has_a_sign(gazetteer: Gazetteer) -> None:
    codes = [""]
    for code in codes:
        codes += [each for each in gazetteer.children(code) if len(each) == len(HOME)]
    assert len(codes) > 3000
    for code in codes[1:]:
        assert gazetteer.name(code)[:2] in gazetteer.begin
        assert gazetteer.short_name(code)[:2] in gazetteer.begin


@pytest.mark.parametrize("sentence", ["工资怎么算", "车票能报多少", "工地上受伤了找哪个"])
def test_without_a_sign_nothing_is_found(gazetteer: Gazetteer, sentence: str) -> None:
    assert not has_sign(gazetteer, sentence)
    assert gazetteer.find_in(sentence, HOME) == []
