"""Which troubles are over, by their words alone."""

from __future__ import annotations

import pytest

from bot.dialogue.past_troubles import cheated_before, hurt_before, is_of_kin, kept_by_kin


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        ("腰受过伤,不能久站", True),
        ("手指被机器切掉过一截", True),
        ("腰有旧伤", True),
        ("耳朵聋了一只", True),
        ("工伤十级,手不灵活", True),
        ("老公腿断了要照顾", True),
        ("腰受伤了", False),
        ("去年工地上摔断腿,老板到现在都没赔", False),
        ("机器绞断了手,才出院", False),
        ("以前摔过,今天又摔了", False),
    ],
)
def test_an_injury(text: str, is_old: bool) -> None:
    assert hurt_before(text) is is_old


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        ("被中介骗过", True),
        ("被骗怕了", True),
        ("前年被骗了三千", True),
        ("我遭骗了几回咯", True),
        ("被骗了", False),
        ("被骗过三千", False),
        ("被骗过一次,又有中介要我先交钱", False),
        ("去年被骗的钱还不退", False),
    ],
)
def test_a_fraud(text: str, is_old: bool) -> None:
    assert cheated_before(text) is is_old


def test_the_family() -> None:
    assert is_of_kin("老公腿断了要照顾")
    assert not is_of_kin("我腿断了")
    assert kept_by_kin("公婆不让我出去")
    assert not kept_by_kin("老公把门锁了不让我出去")
    assert not kept_by_kin("老板不让我出去")
