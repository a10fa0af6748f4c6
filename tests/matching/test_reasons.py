"""The words for why, and for why not."""

from __future__ import annotations

import pytest

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Willingness, WorkAbility
from matching.catalogue import BY_PAPER, Demand, Skill, Work
from matching.feed import Feed
from matching.model import Person, Vacancy
from matching.reading.features import Features, Offer
from matching.reading.licences import all_of
from matching.reasons import lack
from matching.score import Scorer
from matching.toolkit import Toolkit
from tests.matching.builders import job, person, sector, vacancy
from tests.matching.conftest import TODAY

SEWING = vacancy(work=Work(("sewing",), "garment"), skill=Skill.QUICK, food=True, lodging=True)


@pytest.mark.parametrize(
    ("who", "offered", "expected"),
    [
        (person(skills=(job("sewing"),)), SEWING, "你做过缝纫"),
        (person(skills=(job("cutting"),)), SEWING, "和你做过的裁剪相近"),
        (person(skills=(job("forklift"),)), vacancy(work=Work(("forklift",))), "你会开叉车"),
        (
            person(skills=(job("truck_driver"),)),
            vacancy(work=Work(("truck_driver",))),
            "你会开货车",
        ),
        (person(skills=(job("home_cook"),)), vacancy(work=Work(("home_cook",))), "你会做饭"),
        (person(wants=(job("sewing"),)), SEWING, "是你想找的缝纫工"),
        (person(wants=(job("sewing", 80),)), SEWING, "是你想找的缝纫工"),
        (person(wants=(job("sewing", 60),)), SEWING, "可能是你想找的缝纫工"),
        (person(skills=(job("sewing", 60),)), SEWING, "你可能做过缝纫"),
        (person(skills=(job("sewing", BY_PAPER),)), SEWING, "你有缝纫的证"),
        (person(skills=(sector("garment"),)), SEWING, "你在服装厂干过"),
        (
            person(wants=(job("electronics_assembly"),)),
            vacancy(work=Work(("general_worker",))),
            "和你想找的电子装配工相近",
        ),
        (
            person(wants=(job("cleaner"),)),
            vacancy(work=Work(("village_cleaner",))),
            "是你想找的保洁",
        ),
        (
            person(wants=(job("guard"),)),
            vacancy(work=Work(("guard_captain",))),
            "和你想找的保安相近",
        ),
        (
            person(wants=(sector("catering"),)),
            vacancy(work=Work(("cook",))),
            "是你想找的餐饮类的活",
        ),
        (person(wants=(sector("garment"),)), SEWING, "是你想找的服装厂"),
        (person(), SEWING, "包吃住"),
        (person(), SEWING, "在本县，离家近"),
        (person(home="530326106"), vacancy(place="530326106"), "就在本乡镇"),
        (person(named_places=("441900",)), vacancy(place="441900"), "在你想去的地方"),
        (person(wage=4000), vacancy(wage_low=4200), "工资够你要的数"),
        (person(), vacancy(kind=PostingKind.WORKSHOP), "帮扶车间"),
        (person(age=55), vacancy(age_high=60), "60岁以内都招"),
        (person(), vacancy(place="441900"), "条件都符合"),
    ],
)
def test_every_reason_is_a_fact_of_the_pair(
    toolkit: Toolkit, who: Person, offered: Vacancy, expected: str
) -> None:
    assert expected in toolkit.reasons.why(who, offered)


def test_a_feature_that_was_asked_for(toolkit: Toolkit, features: Features) -> None:
    mask = features["day_shift"].mask
    offered = vacancy(offer=Offer(mask, 0), place="441900")
    assert toolkit.reasons.why(person(features=mask), offered) == ("不上夜班",)
    assert toolkit.reasons.why(person(), offered) == ("条件都符合",)


def test_at_most_four_reasons(toolkit: Toolkit) -> None:
    who = person(wants=(job("sewing"),), skills=(job("sewing"),), wage=3000, age=52)
    offered = vacancy(work=Work(("sewing",)), food=True, lodging=True, wage_low=4000, age_high=60)
    assert len(toolkit.reasons.why(who, offered)) == 4


def feed(scorer: Scorer, *vacancies: Vacancy) -> Feed:
    return Feed(vacancies, scorer, TODAY)


def test_a_lack_names_the_requirement_and_the_number_it_would_open(scorer: Scorer) -> None:
    offered = [vacancy(age_high=45) for _ in range(4)] + [vacancy()]
    found = lack(feed(scorer, *offered), person(age=50))
    assert found.reasons == ("合适的岗位只有1个", "年龄不在岗位要求内(4个)")
    assert found.helps == ("请用人单位放宽年龄，或看公益性岗位，可多4个",)


def test_the_biggest_obstacle_comes_first(scorer: Scorer) -> None:
    away = [vacancy(place="441900") for _ in range(3)]
    found = lack(
        feed(scorer, *away, vacancy(education=Education.SENIOR)),
        person(willingness=Willingness.IN_COUNTY, education=Education.PRIMARY),
    )
    assert found.reasons == (
        "没有合适的岗位",
        "想在县内，别处的没有算(3个)",
        "学历不够或没有登记(1个)",
    )


def test_the_licence_that_would_open_most_is_named(scorer: Scorer) -> None:
    offered = [
        vacancy(licences=all_of(*papers))
        for papers in ({"forklift"}, {"forklift"}, {"B2"}, {"forklift", "B2"})
    ]
    found = lack(feed(scorer, *offered), person())
    assert found.reasons == ("没有合适的岗位", "没有岗位要的证件(4个)")
    assert found.helps == ("考叉车证或补登，可多2个",)


def test_a_licence_opens_what_it_covers_too(scorer: Scorer) -> None:
    offered = [vacancy(licences=all_of(key)) for key in ("C1", "B2", "cook")]
    assert lack(feed(scorer, *offered), person()).helps == ("考B2驾照或补登，可多2个",)


def test_any_of_several_licences_opens_a_posting(scorer: Scorer) -> None:
    either = vacancy(licences=(("electrician", "welder"),))
    offered = [either, vacancy(licences=all_of("welder"))]
    assert lack(feed(scorer, *offered), person()).helps == ("考焊工证或补登，可多2个",)
    held = person(licences=frozenset({"electrician"}))
    assert lack(feed(scorer, *offered), held).reasons[0] == "合适的岗位只有1个"


def test_a_licence_that_expired_is_to_be_renewed(scorer: Scorer) -> None:
    offered = [vacancy(licences=all_of(key)) for key in ("forklift", "B2")]
    found = lack(feed(scorer, *offered), person(lapsed=frozenset({"forklift"})))
    assert found.helps == ("叉车证已过期，复审或换证后可多1个",)
    lorry = lack(feed(scorer, *offered[1:]), person(lapsed=frozenset({"A2"})))
    assert lorry.helps == ("A2驾照已过期，复审或换证后可多1个",)


def test_what_was_pushed_before_is_told(scorer: Scorer) -> None:
    offered = [vacancy(), vacancy()]
    found = lack(feed(scorer, *offered), person(seen=frozenset({offered[0].id})))
    assert "另有1个推送过或已回绝" in found.reasons


def test_nobody_to_work_and_nothing_on_offer(scorer: Scorer) -> None:
    unable = lack(feed(scorer, vacancy()), person(work_ability=WorkAbility.NONE))
    assert unable.reasons == ("登记为无劳动能力",)
    assert lack(feed(scorer), person()).reasons == ("现在没有在招的岗位",)


def test_several_obstacles_at_once_are_told_too(scorer: Scorer) -> None:
    found = lack(
        feed(scorer, vacancy(age_high=30, demand=Demand.HEAVY)),
        person(age=50, work_ability=WorkAbility.WEAK),
    )
    assert "年龄不在岗位要求内" in found.reasons
    assert found.helps


def test_the_next_wider_ring_of_places_is_what_would_help(scorer: Scorer) -> None:
    offered = [vacancy(place=place) for place in ("530326106", "530326107", "530100", "441900")]
    in_town = person(home="530326102", named_places=("530326102",))
    found = lack(feed(scorer, *offered), in_town)
    assert found.reasons == ("没有合适的岗位", "只在本乡镇做，别处的没有算(4个)")
    assert found.helps == ("愿去县内别的乡镇，可多2个",)
    stays = person(home="530326102", willingness=Willingness.IN_COUNTY)
    assert lack(feed(scorer, *offered[2:]), stays).helps == ("愿去县外省内，可多1个",)
    assert lack(feed(scorer, offered[3]), stays).helps == ("放宽工作地点，可多1个",)
