"""Heights asked for and told, and the languages of the peoples: one rule keeps to both."""

from __future__ import annotations

import pytest

from labourers.tables import Health, Sex, Willingness
from matching import height
from matching.catalogue import Demand
from matching.limits import limits
from matching.people import Said, read_profile
from matching.query_text import Reader
from matching.reasons import Reasons
from matching.requirements import broken_rules
from matching.text import clean
from matching.toolkit import Toolkit
from matching.vacancies import ruled_out
from tests.matching.builders import person, vacancy
from tests.matching.conftest import COUNTY, TODAY


def conditions(reader: Reader, told: str) -> int:
    said = Said(COUNTY, None, told, None, None, None, None, ())
    return read_profile(said, (Willingness.ANYWHERE, ()), reader, TODAY).conditions


@pytest.mark.parametrize(
    ("text", "men", "women"),
    [
        ("门岗,身高1米72以上", 172, 172),
        ("身高:男170CM,女158CM以上", 170, 158),
        ("男身高1.68米以上,女160以上", 168, 160),
        ("身高160-175CM", 160, 160),
        ("个子一米六五以上", 165, 165),
        ("身高不限", None, None),
        ("身高1米70以上优先", None, None),
        ("工资1700元起", None, None),
    ],
)
def test_what_height_is_asked(text: str, men: int | None, women: int | None) -> None:
    asked = height.asked(clean(text))
    assert height.least_asked(asked, Sex.MALE) == men
    assert height.least_asked(asked, Sex.FEMALE) == women


@pytest.mark.parametrize(
    ("told", "sex", "posting", "may"),
    [
        ("身高1米76,B2", Sex.MALE, "身高170以上", True),
        ("个子一米六五", Sex.MALE, "身高170以上", False),
        ("个子一米六五", Sex.FEMALE, "男身高170以上,女160以上", True),
        ("身高155,手快", Sex.FEMALE, "男身高170以上,女160以上", False),
        ("手快", Sex.FEMALE, "身高170以上", True),
    ],
)
def test_who_told_a_height_is_held_to_it(
    reader: Reader, told: str, sex: Sex, posting: str, may: bool
) -> None:
    rules_out = ruled_out(clean(posting), Demand.LIGHT)
    who = person(sex=sex, conditions=conditions(reader, told))
    assert (broken_rules(who, vacancy(rules_out=rules_out)) == ()) is may


def test_the_reason_tells_the_height_that_is_asked(toolkit: Toolkit) -> None:
    reasons = Reasons(toolkit.scorer.catalogue, toolkit.scorer.features)
    rules_out = height.asked(clean("男身高1米75以上,女1米62以上"))
    told = reasons.why(person(), vacancy(rules_out=rules_out, food=True, lodging=True))
    assert "身高要男1米75以上、女1米62以上" in told
    assert "包吃住" in told


@pytest.mark.parametrize(
    ("told", "posting", "may"),
    [
        ("会讲彝语和普通话", "必须会说彝语", True),
        ("想带团", "必须会说彝语", False),
        ("想带团", "会彝语优先", True),
        ("蒙语汉语都会", "能用蒙古语讲解", True),
    ],
)
def test_a_language_that_is_a_must(reader: Reader, told: str, posting: str, may: bool) -> None:
    rules_out = ruled_out(clean(posting), Demand.LIGHT)
    language = conditions(reader, told) & limits()["language"]
    assert (not language & rules_out) is may


@pytest.mark.parametrize(
    ("told", "may"), [("两只耳朵都听不见,力气大", True), ("左手缺两个指头", False)]
)
def test_the_deaf_may_carry(reader: Reader, told: str, may: bool) -> None:
    who = person(health=Health.DISABLED, conditions=conditions(reader, told))
    heavy = vacancy(demand=Demand.HEAVY)
    assert ("body" not in [rule.code for rule in broken_rules(who, heavy)]) is may
