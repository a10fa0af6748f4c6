"""Villages: their names, for whose village a post is kept, and which somebody tells theirs is."""

from __future__ import annotations

import pytest

from matching.reading.text import clean
from matching.reading.villages import SITE, Bond, VillageAsk, Villages, VillagesTold, village_keys
from matching.reading.villages_asked import village_asked
from matching.reading.villages_told import villages_told
from storage.gazetteer import Gazetteer

PLACE, GOVERNMENT, COUNTY = "威宁县迤那镇五星村", "威宁县迤那镇人民政府", "530326"


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("五星村", ("五星",)),
        ("五星村委会", ("五星",)),
        ("五星村村民委员会", ("五星",)),
        ("五星社区居委会", ("五星",)),
        ("迤那镇五星村三组", ("五星",)),
        ("威宁县迤那镇五星村", ("五星",)),
        ("五星村杨家湾组", ("五星", "杨家湾")),
        ("五星村(原红旗村)", ("五星", "红旗")),
        ("红旗嘎查村", ("红旗",)),
        ("杨家屯", ("杨家屯",)),
        ("五家寨村", ("五家寨",)),
        ("李村", ("李村",)),
        ("新村社区", ("新村",)),
        ("中村村", ("中村",)),
        ("镇南村", ("镇南",)),
        ("和平村", ("和平",)),
        ("石家庄村", ("石家庄",)),
        ("红星新村", ("红星新",)),
        ("朝阳新城安置点", ("朝阳",)),
        ("朝阳社区", ("朝阳",)),
        ("本村", ()),
        ("农村", ()),
        ("十二队", ()),
        ("", ()),
    ],
)
def test_what_a_name_amounts_to(cell: str, keys: tuple[str, ...]) -> None:
    assert village_keys(cell) == keys


def asked(text: str, place: str = PLACE, employer: str = GOVERNMENT) -> VillageAsk | None:
    return village_asked(clean(f"村级保洁员。{text}"), place, employer)


@pytest.mark.parametrize(
    ("text", "bond", "names"),
    [
        ("限大托村户口，他村勿报", Bond.REGISTERED, ("大托",)),
        ("清扫通村路。仅限五星村户籍脱贫人口报名,外村的不收", Bond.REGISTERED, ("五星",)),
        ("限冷水村本村脱贫户、监测户", Bond.OF, ("冷水",)),
        ("限龙潭城村常住村民报名,巡山护林", Bond.LIVING, ("龙潭城",)),
        ("只招本村的", Bond.OF, ("五星",)),
        ("本社区居民才能报", Bond.OF, ("五星",)),
        ("得是我们村上的人", Bond.OF, ("五星",)),
        ("限在本社区居住的", Bond.LIVING, ("五星",)),
        ("只招住在本村的", Bond.LIVING, ("五星",)),
        ("须常年住在红星村", Bond.LIVING, ("红星",)),
        ("护林员一名，别村莫报", Bond.OF, ("五星",)),
        ("从本村村民中选聘", Bond.OF, ("五星",)),
        ("户口不在红星村的不要", Bond.REGISTERED, ("红星",)),
        ("户籍地:红星村", Bond.REGISTERED, ("红星",)),
        ("仅限红星、五星两村户籍", Bond.REGISTERED, ("红星", "五星")),
        ("限五星村或红旗村户籍", Bond.REGISTERED, ("五星", "红旗")),
        ("限和平村户籍", Bond.REGISTERED, ("和平",)),
        ("限迤那镇中心村户籍", Bond.REGISTERED, ("中心",)),
        ("限本嘎查牧民", Bond.OF, ("五星",)),
        ("限杨家湾组村民", Bond.OF, ("杨家湾",)),
        ("非本村村民请勿报名", Bond.OF, ("五星",)),
        ("红星村以外的不收", Bond.OF, ("红星",)),
        ("本村户籍", Bond.REGISTERED, ("五星",)),
        ("报名对象:本村村民", Bond.OF, ("五星",)),
        ("只招朝阳新城安置点里的搬迁群众,凭协议", Bond.LIVING, ("朝阳", SITE)),
        ("限昭美安置点搬迁住户", Bond.LIVING, ("昭美", SITE)),
        ("家住本村的才行，走路能到", Bond.LIVING, ("五星",)),
        ("聘用条件:1.红星村户籍;2.身体健康", Bond.REGISTERED, ("红星",)),
        ("从五星、红石两个村的脱贫劳动力中选聘", Bond.OF, ("五星", "红石")),
        ("不招外村的", Bond.OF, ("五星",)),
        ("要在红星村有房子住的", Bond.OF, ("红星",)),
        ("必须得是俺们村的", Bond.OF, ("五星",)),
        ("本村在册村民方可参选", Bond.REGISTERED, ("五星",)),
        ("仅限本村一二组的村民", Bond.OF, ("五星",)),
        ("要求本村常住", Bond.LIVING, ("五星",)),
        ("限本村青壮年", Bond.OF, ("五星",)),
        ("凭红星村的户口册来报", Bond.REGISTERED, ("红星",)),
        ("只用红星社区三组被征地农户", Bond.OF, ("红星",)),
        ("喝这股水的红星村四组五组出人", Bond.OF, ("红星",)),
        ("人选在红星社区各居民小组内部推举产生", Bond.OF, ("红星",)),
        ("只招草海街道红星易地搬迁安置点的搬迁户", Bond.LIVING, ("红星", SITE)),
        ("用水户里头选一个，不是红星村的不要", Bond.OF, ("红星",)),
    ],
)
def test_a_post_for_the_people_of_a_village(text: str, bond: Bond, names: tuple[str, ...]) -> None:
    assert asked(text) == VillageAsk(bond, names)


@pytest.mark.parametrize(
    "text",
    [
        "五星村脱贫户优先",
        "本村户籍优先，外村也可",
        "五星村村民也可",
        "只招本村的，实在招不满邻村也行",
        "限本村和周边村的",
        "非本村的也收",
        "不要求本村户籍",
        "户口不限于本村",
        "本村户籍每月另加100",
        "面向五星村村民提供服务",
        "服务本村村民",
        "只在五星村范围内巡查",
        "只收五星村的玉米",
        "只要把五星村的路扫干净",
        "须熟悉五星村情况",
        "须服从村委会安排",
        "带户口本到五星村村委会报名",
        "限农村户籍",
        "限本镇各村脱贫户",
        "限脱贫村户籍",
        "要求小区保洁经验",
        "班组长要会看图",
        "从五星村到县城有班车",
        "每村限报一人",
        "外地人、外村人都收",
        "安置点群众和周边村民都可以来",
        "限水库周边三个村的村民",
        "只在本村山场巡护，不出村",
        "五星村小组长要负责",
        "在五星村卫生室上班，外村人包住",
        "照看本镇各村五保老人，住得近的优先",
        "本村娃多，爱干净就行",
    ],
)
def test_a_post_for_other_villages_too(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("place", "employer", "title", "names"),
    [
        ("威宁县迤那镇", "迤那镇五星村村民委员会", "保洁员", ("五星",)),
        ("威宁县迤那镇红星村", "迤那镇五星村股份经济合作社", "保洁员", ("五星",)),
        ("威宁县迤那镇红星村", GOVERNMENT, "保洁员", ("红星",)),
        ("威宁县迤那镇", GOVERNMENT, "五星村保洁员", ("五星",)),
        ("威宁县迤那镇", GOVERNMENT, "保洁员", None),
        ("威宁县", "威宁县小村庄农业公司", "保洁员", None),
    ],
)
def test_which_village_is_the_own(
    place: str, employer: str, title: str, names: tuple[str, ...] | None
) -> None:
    found = village_asked(clean(f"{title}。只招本村村民"), place, employer)
    assert (found and found.names) == names


def test_the_cell_of_the_workplace_may_keep_a_post_too() -> None:
    found = village_asked(clean("保洁员。扫地"), f"{PLACE}(限本村)", GOVERNMENT)
    assert found == VillageAsk(Bond.OF, ("五星",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("户口在崇木凼，想做个打扫卫生的公岗", VillagesTold(("崇木凼",))),
        ("户口落在五星村", VillagesTold(("五星",))),
        ("我是红星村户口", VillagesTold(("红星",))),
        ("户口没迁，还落在红星村娘家", VillagesTold(("红星",))),
        ("户口嫁过去迁到红星村了，人回来住", VillagesTold(("红星",))),
        ("户口还在娘家杨家湾村", VillagesTold(("杨家湾",))),
        ("户口随男方迁到红星村了", VillagesTold(("红星",))),
        ("从红星村嫁过来，户口没迁", VillagesTold(("红星",))),
        ("嫁到五星村，户口还在红星村", VillagesTold(("红星",), ("五星",))),
        ("嫁过来的，户口一直没迁", VillagesTold(elsewhere=True)),
        ("户口不在本村", VillagesTold(elsewhere=True)),
        ("户口在者海镇五谷村，人住娜姑", VillagesTold(("五谷",), town="530326106")),
        ("户口在者海镇", VillagesTold(town="530326106")),
        ("公益岗给一个嘛，人就是红星村的", VillagesTold(of=("红星",))),
        ("俺是红旗嘎查的牧民", VillagesTold(of=("红旗",))),
        ("现住白马社区", VillagesTold(living=("白马",))),
        ("一直住昭美社区安置点七栋", VillagesTold(living=(SITE, "昭美"))),
        ("我家是2018年搬下来的，住安置区3栋", VillagesTold(living=(SITE,))),
    ],
)
def test_which_village_somebody_tells(text: str, told: VillagesTold, gazetteer: Gazetteer) -> None:
    assert villages_told(clean(text), COUNTY, gazetteer) == told


@pytest.mark.parametrize(
    "text",
    [
        "以前户口在红星村",
        "我老公户口在红星村",
        "儿子户口落到红星村",
        "户口在老家",
        "户口在会泽，人常在兰州打工",
        "户口没动，一直在老家",
        "想搬到白马社区住",
        "没住安置点",
        "不是红星村的人",
        "房东是白马社区的",
        "老板是红星村的",
        "红星村的厂子干过",
        "在社区做过网格员",
        "包吃住，五星村附近",
        "户口在我爸名下",
        "农村户口",
    ],
)
def test_words_that_tell_no_village(text: str, gazetteer: Gazetteer) -> None:
    assert villages_told(clean(text), COUNTY, gazetteer) == VillagesTold()


HOME = "530326106"


@pytest.mark.parametrize(
    ("cell", "told", "meets"),
    [
        ("五星村三组", VillagesTold(), {Bond.OF, Bond.REGISTERED, Bond.LIVING}),
        ("红星村", VillagesTold(), set()),
        ("", VillagesTold(), set()),
        ("", VillagesTold(of=("五星",)), {Bond.OF, Bond.REGISTERED, Bond.LIVING}),
        ("五星村", VillagesTold(("红星",)), {Bond.OF, Bond.LIVING}),
        ("红星村", VillagesTold(("五星",)), {Bond.OF, Bond.REGISTERED}),
        ("五星村", VillagesTold(elsewhere=True), {Bond.OF, Bond.LIVING}),
        ("五星村", VillagesTold(town="530326107"), {Bond.OF, Bond.LIVING}),
        ("五星村", VillagesTold(town=HOME), {Bond.OF, Bond.REGISTERED, Bond.LIVING}),
        ("红星村", VillagesTold(living=("五星",)), {Bond.OF, Bond.LIVING}),
        ("五星村", VillagesTold(("者海",)), {Bond.OF, Bond.REGISTERED, Bond.LIVING}),
    ],
)
def test_who_is_of_a_village(cell: str, told: VillagesTold, meets: set[Bond]) -> None:
    theirs = Villages.of(f"者海镇/{cell}", HOME, told)
    assert {bond for bond in Bond if theirs.meet(VillageAsk(bond, ("五星",)))} == meets
