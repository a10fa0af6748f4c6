"""Work that takes strength whatever its title, and work made for people with disabilities."""

from __future__ import annotations

import pytest

from matching.catalogue import Demand
from matching.reading.limits import limits
from matching.reading.phrases import phrases
from matching.reading.text import clean
from matching.reading.vacancies import ruled_out

_SAYS = phrases("posting")


@pytest.mark.parametrize(
    ("text", "heavy"),
    [
        ("护理员。给卧床老人翻身、抱上抱下", True),
        ("陪护。要背上背下", True),
        ("护工。须抬得动病人", True),
        ("理货员。得有把子力气", True),
        ("护理员。不用抱上抱下,有移位机", False),
        ("护理员。喂饭擦身", False),
        ("保洁。不需要有力气", False),
        ("带娃阿姨。抱孩子", False),
        ("讲解员。声音要有力量感", False),
    ],
)
def test_strength_is_asked_whatever_the_title(text: str, heavy: bool) -> None:
    assert (_SAYS["assistant"].search(clean(text)) is not None) is heavy


@pytest.mark.parametrize(
    ("work", "barred"),
    [
        ("叠纸盒、贴标。只招持残疾证的,活简单,坐着干,双手配合", False),
        ("辅助性就业工。面向残疾人,有老师带,两手折纸", False),
        ("装配工。两手都得灵便,精细装配", True),
        ("装配工。只招持残疾证的,精细装配", True),
    ],
)
def test_simple_work_for_the_disabled_asks_for_no_sound_hands(work: str, barred: bool) -> None:
    asked = ruled_out(clean(work), Demand.LIGHT)
    assert bool(limits().told(clean("左手缺三个手指头")) & asked) is barred


@pytest.mark.parametrize(
    ("text", "able"),
    [
        ("腿脚不便,能干简单重复的活", True),
        ("会做点简单的活", True),
        ("只能干简单的轻活", False),
        ("能干简单的轻活", False),
        ("重活干不了", False),
    ],
)
def test_who_names_simple_work_as_theirs(text: str, able: bool) -> None:
    assert bool(limits().told(clean(text)) & limits()["able"]) is able
