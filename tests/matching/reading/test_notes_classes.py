"""What a told life means: duties, seasons and bodies are no wishes; what is given up is refused."""

from __future__ import annotations

import pytest

from labourers.tables import Sex, Willingness
from matching.catalogue import Work
from matching.reading.limits import limits
from matching.reading.people import Profile, Said, read_profile
from matching.reading.query_text import Reader
from matching.reading.vacancies import open_to
from matching.score import Scorer
from tests.matching.builders import person, vacancy
from tests.matching.conftest import COUNTY, TODAY


def read(
    reader: Reader, told: str, skills: str = "", willingness: Willingness = Willingness.ANYWHERE
) -> Profile:
    said = Said(COUNTY, None, told, skills or None, None, None, None, ())
    return read_profile(said, (willingness, ()), reader, TODAY)


@pytest.mark.parametrize(
    "told",
    [
        "跟婆娘一道走,要在一处",
        "对油漆过敏,闻到就起疹子",
        "家里养了二十只羊,早晚要放",
        "栽完秧就得空了",
        "四月到十月种烟走不开",
        "晚上要抱娃睡",
        "要供两个崽读大学",
        "见血就晕,屠宰那些不行",
        "伺候不来人,别的都好说",
        "回族,要有清真食堂",
        "矿上得的病,轻的可以",
        "年纪大了厂里不要",
        "大夫交代两个月里莫下地",
        "去年在县医院住过院",
        "没得焊工证",
        "媳妇在昆明当保姆",
        "姐妹都在威海剥虾呢",
    ],
)
def test_no_wish_is_heard_in(reader: Reader, told: str) -> None:
    assert read(reader, told).wishes.wants == ()


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ("进过两回鞋厂,三天就跑了", "shoes"),
        ("流水线再也不进", "general_worker"),
        ("纺织厂挡车,耳朵吵坏了", "textile_worker"),
        ("注塑机三班倒,熬不动了", "plastic_worker"),
        ("干烦了修车,换个别的", "auto_mechanic"),
        ("恐高,脚手架上不去", "scaffolder"),
        ("开车的活不能安排", "driving"),
        ("话少,不爱应酬", "sales"),
    ],
)
def test_what_is_given_up_is_refused(reader: Reader, told: str, refused: str) -> None:
    wishes = read(reader, told).wishes
    assert refused in {term.key for term in wishes.avoids}
    assert refused not in {term.key for term in wishes.wants}


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("白班夜班随便", set()),
        ("别叫我上夜班", {"day_shift"}),
        ("离异,带一个八岁女儿,要能接送", {"flexible"}),
        ("死工打卡的干不了,自己定时间的可以", {"flexible"}),
        ("老的老小的小,走不远", {"flexible"}),
        ("小的才八个月还吃奶", {"flexible"}),
        ("姑娘在昆明读书", set()),
        ("想带小娃娃,幼儿园最好", set()),
        ("带不了孙子,找个保洁", set()),
        ("坐着看门的闲活不干", set()),
        ("想跟老伴一块儿干", {"couples"}),
        ("跟老公在温州做了六年", set()),
        ("就冬天这几个月出去苦点钱", {"short_term"}),
        ("只能做两三个月", {"short_term"}),
        ("猪肉不能碰", {"no_pork"}),
        ("不想再跑长途了,当天能回家", {"no_long_haul"}),
        ("长途短途都跑", set()),
    ],
)
def test_conditions_of_a_life(reader: Reader, told: str, asked: set[str]) -> None:
    features = reader.features
    assert {each.key for each in features.of(read(reader, told).wishes.features)} == asked


def test_who_leaves_has_settled_who_looks_after_the_children(reader: Reader) -> None:
    told = "娃小要人带"
    away = read(reader, told, willingness=Willingness.OUT_OF_PROVINCE).wishes
    assert (away.features, away.near) == (0, False)
    assert read(reader, told).wishes.near


@pytest.mark.parametrize(
    ("told", "named", "willingness"),
    [
        ("除了上海哪里都不去", ("310000",), Willingness.OUT_OF_COUNTY),
        ("只去大理,别处不考虑", ("532900",), Willingness.OUT_OF_COUNTY),
        ("最远只到曲靖", ("530300",), Willingness.ANYWHERE),
    ],
)
def test_the_only_place_leaves_the_county_out(
    reader: Reader, told: str, named: tuple[str, ...], willingness: Willingness
) -> None:
    found = read(reader, told)
    assert (found.named_places, found.willingness) == (named, willingness)


@pytest.mark.parametrize(
    ("skills", "known"),
    [
        ("采果子、包装都做过", {"picker", "packer"}),
        ("幼师毕业,普通话二甲", {"teacher"}),
        ("石匠,砌挡墙打碑都会", {"mason"}),
        ("种过三七、天麻", {"planter"}),
    ],
)
def test_a_list_of_skills_is_read_whole(reader: Reader, skills: str, known: set[str]) -> None:
    assert {term.key for term in read(reader, "", skills).wishes.skills} == known


def test_having_been_in_some_factory_is_no_trade_of_one(reader: Reader, scorer: Scorer) -> None:
    known = read(reader, "", "厂里做过两年").wishes.skills
    sewing = vacancy(work=Work(("sewing",), "garment"))
    seamstress = read(reader, "", "缝纫两年").wishes.skills
    assert scorer.score(person(skills=known), sewing) < scorer.score(
        person(skills=seamstress), sewing
    )
    assert max(term.sure for term in known) <= 70


def test_who_hears_nothing_is_sent_to_no_counter(reader: Reader) -> None:
    deaf = read(reader, "听力残疾二级,手上的活儿行").wishes
    assert {"waiter", "receptionist", "guard"} <= {term.key for term in deaf.avoids}
    guard = read(reader, "耳朵有点背", "干过保安").wishes
    assert "guard" not in {term.key for term in guard.avoids}


def test_a_lorry_licence_of_any_class_is_a_trade(reader: Reader) -> None:
    assert {term.key for term in read(reader, "", "A2驾照").wishes.skills} == {"truck_driver"}


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("肩挑砂石上山,每趟120斤以上", Sex.MALE),
        ("扛米袋,一袋100斤", Sex.MALE),
        ("单件不超过10斤", None),
        ("背小袋,每袋20斤", None),
    ],
)
def test_no_woman_is_sent_to_carry_what_the_law_forbids(text: str, sex: Sex | None) -> None:
    assert open_to(None, text) is sex


def test_who_tells_of_nothing_but_riding_may_deliver(reader: Reader) -> None:
    assert {term.key for term in read(reader, "", "有D照,有摩托车").wishes.skills} == {"courier"}
    assert read(reader, "不会骑摩托").wishes.skills == ()


@pytest.mark.parametrize(
    ("told", "can"), [("会开叉车没有证", "forklift"), ("在医院做过护工", "carer")]
)
def test_a_skill_is_heard_beside_a_paper_not_held_and_a_place_of_the_ill(
    reader: Reader, told: str, can: str
) -> None:
    assert can in {term.key for term in read(reader, told).wishes.skills}


@pytest.mark.parametrize(
    ("told", "bears"),
    [
        ("左手缺两个指头，扫地、喂猪这些可以", True),
        ("脚有点跛，力气还有", True),
        ("有把力气，就是脑壳转得慢", True),
        ("没什么力气，想找点轻巧的", False),
        ("想做手工活", False),
    ],
)
def test_who_names_ordinary_work_can_do_it(reader: Reader, told: str, bears: bool) -> None:
    assert bool(read(reader, told).conditions & limits()["able"]) is bears
