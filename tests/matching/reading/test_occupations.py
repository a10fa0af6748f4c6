"""Which occupation a wording names: titles of postings, and how people speak."""

from __future__ import annotations

import pytest

from matching.catalogue import Catalogue, Demand, Skill, TermKind, Work
from matching.reading.occupations import Lexicon
from tests.matching.builders import family, job, sector

TITLES = {
    "普工": "general_worker",
    "普工/操作工": "general_worker",
    "诚聘普工(包吃住)": "general_worker",
    "电子厂普工": "electronics_assembly",
    "SMT贴片操作员": "electronics_assembly",
    "平车工": "sewing",
    "缝纫工(长期)": "sewing",
    "裁床学徒": "cutting",
    "保安": "guard",
    "学校门卫": "guard",
    "秩序维护员": "guard",
    "保安队长": "guard_captain",
    "酒店保洁": "room_attendant",
    "保洁阿姨": "cleaner",
    "餐厅服务员": "waiter",
    "茶艺师": "tea_server",
    "茶叶门店店员（茶艺）": "tea_server",
    "卖茶叶的": "tea_server",
    "奶茶店店员": "barista",
    "茶楼服务员": "waiter",
    "厨房洗碗工": "dishwasher",
    "炒菜师傅": "cook",
    "B2货车司机": "truck_driver",
    "叉车司机": "forklift",
    "二保焊工": "welder",
    "低压电工": "electrician",
    "土木工程师": "engineer",
    "维护工程师": "engineer",
    "建筑工地小工": "labourer_building",
    "钢筋工": "rebar_worker",
    "住家保姆": "housekeeper",
    "养老护理员": "carer",
    "金牌月嫂": "baby_nurse",
    "仓 管": "storekeeper",
    "快递分拣员": "sorter",
    "外卖骑手": "rider",
    "装卸工": "porter",
    "大棚蔬菜工人": "planter",
    "猪场饲养员": "breeder",
    "生态护林员": "forest_guard",
    "农村公路养护员": "road_keeper",
    "村庄保洁员": "village_cleaner",
    "电话销售": "sales",
    "淘宝客服": "customer_service",
    "办公室文员": "clerk",
    "项目经理保安保洁维修工": "repairman",
}


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_a_title_names_its_occupation(lexicon: Lexicon, title: str, expected: str) -> None:
    assert lexicon.work(title).jobs[0] == expected


def test_one_posting_for_several_occupations_keeps_them_all(lexicon: Lexicon) -> None:
    assert set(lexicon.work("项目经理保安保洁维修工").jobs) == {
        *("repairman", "guard", "cleaner", "manager"),
    }
    assert lexicon.work("保安、保洁").jobs == ("guard", "cleaner")


@pytest.mark.parametrize(
    ("title", "employer", "text", "expected"),
    [
        ("普工", "东莞华强电子有限公司", "", "electronics"),
        ("操作工", "苏州智造科技有限公司", "", "electronics"),
        ("包装工", "会泽红土食品厂", "", "food"),
        ("普工", "昆明顺发劳务有限公司", "服装厂车间,会平车优先", "garment"),
        ("普工", "", "", None),
    ],
)
def test_the_employer_tells_the_trade_of_a_general_hand(
    lexicon: Lexicon, title: str, employer: str, text: str, expected: str | None
) -> None:
    assert lexicon.work(title, employer=employer, text=text).sector == expected


def test_a_title_that_says_nothing_lets_the_text_speak(lexicon: Lexicon) -> None:
    assert lexicon.work("急招", text="招缝纫工5名,熟手优先").jobs == ("sewing",)


def test_an_unknown_title_is_kept_as_it_is(lexicon: Lexicon) -> None:
    assert lexicon.work("神秘岗位") == Work((), None, "神秘岗位")


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("踩缝纫机", job("sewing")),
        ("看大门", job("guard")),
        ("扫马路", job("sanitation")),
        ("端盘子", job("waiter")),
        ("开挖机", job("excavator")),
        ("砌墙", job("mason")),
        ("带孩子的活", job("baby_nurse")),
        ("摘果子", job("picker")),
        ("电子厂", sector("electronics")),
        ("工地", family("building")),
        ("进厂", family("factory")),
    ],
)
def test_spoken_words_name_occupations_sectors_and_families(
    lexicon: Lexicon, wording: str, expected: object
) -> None:
    assert [term for hit in lexicon.hits(wording) for term in hit.terms] == [expected]


@pytest.mark.parametrize("wording", ["员外的故事", "天气怎么样", "谢谢你"])
def test_other_words_name_nothing(lexicon: Lexicon, wording: str) -> None:
    assert lexicon.hits(wording) == ()


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("缝裤腰", "sewing"),
        ("保按", "guard"),
        ("洗婉工", "dishwasher"),
        ("BAOAN", "guard"),
        ("搬煤块", "porter"),
        ("绑扎钢筋骨架", "rebar_worker"),
    ],
)
def test_an_unlisted_wording_is_guessed_with_less_certainty(
    lexicon: Lexicon, wording: str, expected: str
) -> None:
    found = lexicon.hits(wording)
    terms = [t for hit in found for t in hit.terms] or list(lexicon.guess(wording))
    assert [term.key for term in terms] == [expected]
    assert terms[0].sure < 100


def test_nothing_is_guessed_from_nothing(lexicon: Lexicon) -> None:
    assert lexicon.guess("的活") == ()
    assert lexicon.guess("随便什么") == ()


def test_reading_the_same_clause_twice_gives_the_same(lexicon: Lexicon) -> None:
    assert lexicon.hits("会缝纫") is lexicon.hits("会缝纫")


# -- likeness -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "work", "least", "most"),
    [
        (job("sewing"), Work(("sewing",)), 100, 100),
        (job("guard"), Work(("sewing",)), 0, 0),
        (job("sewing"), Work(("cutting",)), 60, 80),
        (job("food_worker"), Work(("general_worker",), "food"), 90, 100),
        (job("dishwasher"), Work(("general_worker",), "catering"), 0, 60),
        (job("electronics_assembly"), Work(("inspector",), "electronics"), 60, 80),
        (sector("electronics"), Work(("general_worker",), "electronics"), 100, 100),
        (sector("electronics"), Work(("general_worker",), "food"), 30, 50),
        (sector("electronics"), Work(("guard",), "electronics"), 50, 65),
        (sector("catering"), Work(("cook",)), 80, 80),
        (family("factory"), Work(("packer",), "food"), 85, 95),
        (family("factory"), Work(("waiter",)), 0, 0),
        (job("sewing", 50), Work(("sewing",)), 50, 50),
        (job("sewing"), Work((), None, "神秘岗位"), 0, 0),
    ],
)
def test_likeness(catalogue: Catalogue, term: object, work: Work, least: int, most: int) -> None:
    assert least <= catalogue.likeness(term, work) <= most  # type: ignore[arg-type]


# -- the data -------------------------------------------------------------------------------


def test_every_word_means_one_thing(catalogue: Catalogue) -> None:
    assert {word for word, terms in catalogue.words.items() if len(terms) > 1} == set()


def test_occupations_point_at_what_is_there(catalogue: Catalogue) -> None:
    assert {job.sector for job in catalogue.jobs.values()} <= set(catalogue.sectors)
    assert {each.family for each in catalogue.sectors.values()} <= set(catalogue.families)


def test_likeness_is_between_0_and_100_and_the_same_both_ways(catalogue: Catalogue) -> None:
    plain = [key for key, each in catalogue.jobs.items() if not each.generic]
    for one in plain:
        for other in plain:
            there = catalogue.likeness(job(one), Work((other,)))
            assert 0 <= there <= 100
            assert there == catalogue.likeness(job(other), Work((one,)))


def test_every_name_is_read_as_its_occupation(catalogue: Catalogue, lexicon: Lexicon) -> None:
    """What a reason calls an occupation must be a word a person could answer with."""
    odd = {
        key
        for key, each in catalogue.jobs.items()
        if not any(
            term.kind is TermKind.JOB and term.key == key
            for hit in lexicon.hits(each.name)
            for term in hit.terms
        )
    }
    assert odd == set()


def test_general_hands_of_a_builder_work_hard(catalogue: Catalogue, lexicon: Lexicon) -> None:
    of_builder = lexicon.work("普工", employer="会泽宏远建筑工程有限公司")
    of_factory = lexicon.work("普工", employer="东莞华强电子有限公司")
    assert catalogue.demand(of_builder) is Demand.HEAVY
    assert catalogue.demand(of_factory) is Demand.MODERATE
    assert catalogue.skill(of_builder) is Skill.NONE


@pytest.mark.parametrize(
    ("wording", "expected"),
    [("看工厂门", "guard"), ("守学校大门的活", "guard"), ("扫医院地", "cleaner")],
)
def test_what_is_done_around_a_place_of_work_names_the_occupation(
    lexicon: Lexicon, wording: str, expected: str
) -> None:
    assert [term.key for hit in lexicon.hits(wording) for term in hit.terms] == [expected]


def test_a_word_that_is_known_for_sure_outweighs_a_guess_from_another_trade(
    lexicon: Lexicon,
) -> None:
    found = [term.key for hit in lexicon.hits("贴片机操作") for term in hit.terms]
    assert found == ["electronics_assembly"]


@pytest.mark.parametrize("job", ["electrician", "repairman"])
def test_who_mends_and_wires_sits_in_no_office(catalogue: Catalogue, job: str) -> None:
    assert catalogue.family_of(job) != "office"
