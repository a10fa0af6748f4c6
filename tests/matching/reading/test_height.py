"""Heights asked for and told, and the languages of the peoples: one rule keeps to both."""

from __future__ import annotations

import pytest

from labourers.tables import Health, Sex, Willingness
from matching.catalogue import Demand
from matching.reading import height
from matching.reading.limits import limits
from matching.reading.people import Said, read_profile
from matching.reading.query_text import Reader
from matching.reading.text import clean
from matching.reading.vacancies import ruled_out
from matching.reasons import Reasons
from matching.requirements import broken_rules
from matching.toolkit import Toolkit
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
        ("四尺九的个子", Sex.MALE, "身高165以上", False),
        ("身高五尺二", Sex.MALE, "身高170以上", True),
        ("五尺宽的布会裁", Sex.MALE, "身高165以上", True),
        ("个子矮", Sex.MALE, "低于一米六五的不选", False),
        ("弟弟是矮个子", Sex.MALE, "身高165以上", True),
        ("个子不矮", Sex.MALE, "身高165以上", True),
        ("一米六", Sex.MALE, "工位高，一米六五以下够不着，不收", False),
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


@pytest.mark.parametrize(
    ("text", "men", "women"),
    [
        ("净高不足158厘米者行李架和餐柜够不着,初审即刷", 158, 158),
        ("形象好，女160起男172起", 172, 160),
        (
            "身高1.70m以上。写字楼大堂，形象岗，双语不要求。净身高1.70米及以上，现场量。5500起",
            170,
            170,
        ),
        ("门岗,身高1米72以上", 172, 172),
        ("身高:男170CM,女158CM以上", 170, 158),
        ("男身高1.68米以上,女160以上", 168, 160),
        ("身高160-175CM", 160, 160),
        ("个子一米六五以上", 165, 165),
        ("身高不限", None, None),
        ("身高1米70以上优先", None, None),
        ("工资1700元起", None, None),
        ("男1米7、女1米6以上，普通话好", 170, 160),
        ("低于165的不要", 165, 165),
        ("身高不满一米六的不收", 160, 160),
        ("身高不低于168", 168, 168),
        ("身高1米75以下", None, None),
        ("货架高1米8，站着理货", None, None),
        ("儿童身高1.2米以下免票", None, None),
        ("单件长160CM，两人抬", None, None),
        ("165CM以上，形象好", 165, 165),
        ("身高体重不卡，一米五也行", None, None),
        ("个头一米七往上", 170, 170),
        ("身高1米70以下勿扰", 170, 170),
        ("男生身高须一米七", 170, None),
        ("女，身高1米6以上", 160, 160),
        ("一天160，男女都要", None, None),
        ("男160元/天，女150元/天", None, None),
        ("男工160/天,女工150/天", None, None),
        ("1.75米以上，退伍军人", 175, 175),
        ("身高最低168", 168, 168),
        ("身高最好165以上", None, None),
        ("身高:160以上，体重不限", 160, 160),
        ("男模180以上，女模168以上，净身高", 180, 168),
    ],
)
def test_heights_asked_in_many_words(text: str, men: int | None, women: int | None) -> None:
    asked = height.asked(clean(text))
    assert (height.least_asked(asked, Sex.MALE), height.least_asked(asked, Sex.FEMALE)) == (
        men,
        women,
    )


@pytest.mark.parametrize(
    ("told", "tall"),
    [
        ("个儿不高，一米六三", 163),
        ("个子矮,光脚量才一米四九;别的条件都还可以", 149),
        ("身高158，手快", 158),
        ("身高1米7", 170),
        ("身高1米76,B2", 176),
        ("个子一米六五", 165),
        ("身高155,手快", 155),
        ("下井10年,后来守过仓库。身高165", 165),
        ("1米72的个子", 172),
        ("一米六的个头，有力气", 160),
        ("1.63的个，想当保安", 163),
        ("个子不到一米六", 159),
        ("身高一米六几", 169),
        ("儿子一米八，我想找个活", None),
        ("婆婆一米五，要照顾", None),
        ("爬过一米八的架子", None),
        ("工资160一天", None),
        ("电话15312345678", None),
        ("种了1.5亩地", None),
        ("扛150斤", None),
        ("本人168，体重60公斤", 168),
        ("净身高158", 158),
        ("当过兵，1米63，党员", 163),
        ("树高1米6", None),
        ("卖过一米六的布", None),
    ],
)
def test_how_tall_somebody_says_they_are(told: str, tall: int | None) -> None:
    short_of = height.shortfall_told(clean(told))
    reached = [at for at in range(145, 195) if not short_of & height.asked(f"身高{at}以上")]
    assert (max(reached) if short_of else None) == tall
