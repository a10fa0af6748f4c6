"""Places: codes, names in cells, names in sentences, misspelt names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.gazetteer import ABROAD, Gazetteer, Level, Relation
from storage.place_names import PlaceNames

HUIZE, QUJING, YUNNAN = "530326", "530300", "530000"
GAZETTEER = Gazetteer.load()
CODES = sorted(GAZETTEER._names.units)
COUNTIES = [code for code in CODES if GAZETTEER.level(code) is Level.COUNTY]


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return GAZETTEER


def test_the_list_is_whole(places: Gazetteer) -> None:
    assert len(places.children("")) == 34
    assert places.full_name(HUIZE) == "云南省曲靖市会泽县"
    assert places.name("152200") == "兴安盟"
    assert [places.name(code) for code in ("710000", "810000", "820000")] == [
        "台湾省",
        "香港特别行政区",
        "澳门特别行政区",
    ]
    assert len(places.children(QUJING)) == 9
    assert len(places.towns(HUIZE)) == 25
    assert len(places.towns("441900")) == 36


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("广东省/广州市", "440100"),
        ("苏州市/常熟", "320581"),
        ("安徽省", "340000"),
        ("上海市/不限", "310000"),
        ("宁夏/银川市", "640100"),
        ("乌鲁木齐", "650100"),
        ("湖北省/恩施市", "422801"),
        ("湖北省/仙桃市", "429004"),
        ("天津市/和平区", "120101"),
        ("重庆市/江津市", "500116"),
        ("重庆市/璧山县", "500120"),
        ("重庆市/永川市", "500118"),
        ("重庆市/合川市", "500117"),
        ("重庆市/南川市", "500119"),
        ("重庆市/荣昌县", "500153"),
        ("重庆市/开县", "500154"),
        ("上海市/南汇区", "310115"),
        ("上海市/卢湾区", "310101"),
        ("上海市/闸北区", "310106"),
        ("海外/日本", ABROAD),
        ("海外/阿尔及利亚", ABROAD),
        ("澳门", "820000"),
        ("内蒙", "150000"),
        ("楚雄州", "532300"),
        ("楚雄市", "532301"),
        ("吉林省吉林市", "220200"),
        ("西安", "610100"),
        ("海南", "460000"),
        ("浙江义乌", "330782"),
        ("　会泽　", HUIZE),
        ("云南 曲靖 会泽", HUIZE),
        ("530326", HUIZE),
        ("深圳（龙华）", "440309"),
        ("湖南省长沙市长沙县", "430121"),
    ],
)
def test_a_cell_means_one_place(places: Gazetteer, text: str, code: str) -> None:
    match = places.resolve(text)
    assert match is not None
    assert (match.code, match.exact) == (code, True)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("东莞长安", "441900119"),
        ("广东省东莞市虎门镇", "441900121"),
        ("中山小榄", "442000118"),
        ("会泽县者海镇", "530326106"),
        ("530326106", "530326106"),
    ],
)
def test_a_town_keeps_the_six_digits_of_its_place(places: Gazetteer, text: str, town: str) -> None:
    match = places.resolve(text)
    assert match is not None
    assert match.town == town
    assert match.adcode == town[:6]
    assert places.exists(town)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "面议",
        "不限",
        "老城区",
        "新城区",
        "大城市",
        "沿海城市",
        "朝阳",
        "鼓楼",
        "鼓楼区",
        "本县",
        "县外",
        "长安",
    ],
)
def test_no_place_is_guessed(places: Gazetteer, text: str) -> None:
    assert places.resolve(text) is None


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [
        ("本县", HUIZE, HUIZE),
        ("县内", HUIZE, HUIZE),
        ("本市", HUIZE, QUJING),
        ("省内", HUIZE, YUNNAN),
        ("朝阳", "110108", "110105"),
        ("鼓楼区", "350102", "350102"),
        ("鼓楼", "320115", "320106"),
        ("者海镇", HUIZE, HUIZE),
        ("乐业镇", HUIZE, HUIZE),
        ("乐业", HUIZE, "451028"),
        ("530326106201", HUIZE, HUIZE),
    ],
)
def test_home_settles_what_the_text_leaves_open(
    places: Gazetteer, text: str, home: str, code: str
) -> None:
    match = places.resolve(text, home)
    assert match is not None
    assert match.code == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("者海", "者海镇"),
        ("乐业镇", "乐业镇"),
        ("乐业", "乐业镇"),
        ("新街乡", "新街回族乡"),
        ("会泽县大桥乡", "大桥乡"),
        ("云南省曲靖市会泽县古城街道", "古城街道"),
        ("五星乡向阳村", "五星乡"),
        ("者海向阳村3组", "者海镇"),
    ],
)
def test_a_town_of_the_county(places: Gazetteer, text: str, name: str) -> None:
    town = places.town_in(HUIZE, text)
    assert town is not None
    assert town.name == name


@pytest.mark.parametrize("text", ["", "长安镇", "昆明市大桥乡", "没有的镇", "者海真"])
def test_no_town_of_the_county(places: Gazetteer, text: str) -> None:
    assert places.town_in(HUIZE, text) is None


@pytest.mark.parametrize("text", ["县外", "省外", "县外省内", "省内县外"])
def test_elsewhere_is_not_home(places: Gazetteer, text: str) -> None:
    assert places.resolve(text, HUIZE) is None


@pytest.mark.parametrize("text", ["合肥经开区", "昆明市呈贡区大学城", "昆明/曲靖"])
def test_more_written_than_understood_is_not_exact(places: Gazetteer, text: str) -> None:
    match = places.resolve(text)
    assert match is not None
    assert not match.exact


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("我想去广东东莞长安打工", ["广东东莞长安"]),
        ("从会泽去广东车票能报多少", ["会泽", "广东"]),
        ("去浙江义乌、江苏昆山打工", ["浙江义乌", "江苏昆山"]),
        ("曲靖市麒麟区有厂吗", ["曲靖市麒麟区"]),
        ("县内有啥补贴，县外呢", ["县内"]),
        ("昆山电子厂招人吗", ["昆山"]),
        ("在顺德找活", ["顺德"]),
        ("我是红河州的", ["红河州"]),
        ("兴安盟有啥政策", ["兴安盟"]),
        ("海南有没有活", ["海南"]),
        ("日本有工作吗", ["日本"]),
        ("者海镇招人吗", ["者海镇"]),
        ("我会泽的", ["会泽"]),
        ("广州市场", ["广州"]),
        ("老家在贵州威宁", ["贵州威宁"]),
        ("我在富源上班", ["富源"]),
        ("去安宁钢铁厂", ["安宁"]),
        ("通州、平谷都可以", ["平谷"]),
    ],
)
def test_a_sentence_names_places(places: Gazetteer, sentence: str, names: list[str]) -> None:
    found = places.find_in(sentence, HUIZE)
    assert [match.text for match in found] == names


@pytest.mark.parametrize(
    "sentence",
    [
        "办理县外务工补贴",
        "国内江边",
        "最大理想",
        "我在城区和平里住",
        "大家都安全",
        "稳定安置",
        "马上思考一下",
        "我会理解的",
        "祝您安康",
        "各位来宾",
        "南京东路",
        "民政和社保",
        "向公安局举报",
        "人力资源局电话",
        "合作社招人",
        "互助资金",
        "健康县城建设",
        "集中卫生整治",
        "几天等通知",
        "工资比如何时发",
        "提高县级标准",
        "大兴调查研究之风",
        "我在富源上班",
        "重新干活",
        "吃三明治",
        "节日本人休息",
    ],
)
def test_ordinary_words_are_no_places_for_anybody(places: Gazetteer, sentence: str) -> None:
    assert [m.text for m in places.find_in(sentence) if m.text != "三明"] == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("会择县", "会泽县"),
        ("昆名", "昆明市"),
        ("曲晋", "曲靖市"),
        ("东管", "东莞市"),
        ("兴安蒙", "兴安盟"),
        ("宣微", "宣威市"),
        ("深镇", "深圳市"),
    ],
)
def test_suggestions_bear_typing_errors(places: Gazetteer, typed: str, name: str) -> None:
    assert places.suggest(typed, HUIZE)[0].name == name


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (HUIZE, Relation.SAME_COUNTY),
        ("530326106", Relation.SAME_COUNTY),
        ("530302", Relation.SAME_PREFECTURE),
        (QUJING, Relation.SAME_PREFECTURE),
        ("530100", Relation.SAME_PROVINCE),
        (YUNNAN, Relation.SAME_PROVINCE),
        ("441900", Relation.OTHER_PROVINCE),
        ("810000", Relation.OTHER_PROVINCE),
        (ABROAD, Relation.ABROAD),
        (None, Relation.UNKNOWN),
        ("999999", Relation.UNKNOWN),
    ],
)
def test_relation_to_home(places: Gazetteer, other: str | None, relation: Relation) -> None:
    assert places.relation(HUIZE, other) is relation


def test_a_municipality_is_one_city(places: Gazetteer) -> None:
    assert places.prefecture_of("310115") is None
    assert places.relation("310115", "310117") is Relation.SAME_PREFECTURE


def test_unknown_codes_are_refused(places: Gazetteer) -> None:
    assert not places.exists("530399")
    with pytest.raises(KeyError):
        places.name("530399")
    assert places.resolve("530399") is None


@given(st.sampled_from(COUNTIES))
def test_every_full_name_leads_back_to_its_code(code: str) -> None:
    match = GAZETTEER.resolve(GAZETTEER.full_name(code))
    assert match is not None
    assert (match.code, match.exact) == (code, True)


@given(st.sampled_from(COUNTIES), st.sampled_from(CODES))
def test_relation_agrees_with_the_hierarchy(home: str, other: str) -> None:
    relation = GAZETTEER.relation(home, other)
    same_province = GAZETTEER.province_of(home) == GAZETTEER.province_of(other)
    assert (relation in {Relation.OTHER_PROVINCE, Relation.ABROAD}) == (not same_province)
    assert (relation is Relation.SAME_COUNTY) == (other[:6] == home)


_WRITING = st.text(
    alphabet=st.sampled_from(
        "云南广东省市县区会泽昆明长安东莞北京上海朝阳鼓楼去在和平本我，/ a1Ａ"
    ),
    max_size=30,
)


@given(_WRITING, st.sampled_from([None, HUIZE, "441900", "110105"]))
def test_matches_lie_in_the_text_in_order_without_overlap(text: str, home: str | None) -> None:
    end = 0
    for match in GAZETTEER.find_in(text, home):
        assert match.text == text[match.start : match.end]
        assert match.start >= end
        assert GAZETTEER.exists(match.code)
        end = match.end


@given(_WRITING, st.sampled_from([None, HUIZE, "441900"]))
def test_a_cell_never_fails(text: str, home: str | None) -> None:
    match = GAZETTEER.resolve(text, home)
    assert match is None or GAZETTEER.level(match.code) is match.level


@given(st.text(max_size=12))
def test_suggestions_never_fail(text: str) -> None:
    assert all(GAZETTEER.exists(each.code) for each in GAZETTEER.suggest(text))


@pytest.mark.parametrize(
    ("sentence", "home"),
    [
        ("去公安局报案", "421022"),
        ("去合作社上班", "623001"),
        ("在资源局门口", "450329"),
        ("小区城区都行", "140302"),
    ],
)
def test_ordinary_words_stay_words_near_places_of_that_name(
    places: Gazetteer, sentence: str, home: str
) -> None:
    assert places.find_in(sentence, home) == []


@pytest.mark.parametrize(
    "text",
    [
        "想去大城市", "大城市", "去大城市打工", "廊坊以外的大城市", "新城市", "去北方城市",
        "去沿海城市", "新兴城市", "适应城市生活", "小县城", "去其他县城", "去新县城",
        "去宁县城里", "省城", "老城区", "去城里", "去市区", "去新市镇", "去长安镇",
    ],
)  # fmt: skip
def test_kinds_of_places_are_no_places(places: Gazetteer, text: str) -> None:
    named = {match.text for match in places.find_in(text, HUIZE)}
    assert named <= {"廊坊"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("县城里", HUIZE),
        ("回县城", HUIZE),
        ("会泽县城", HUIZE),
        ("去大城县", "131025"),
        ("在河北大城", "131025"),
        ("去海城市", "210381"),
        ("辽宁海城市", "210381"),
        ("江苏盐城市", "320900"),
        ("广州增城市", "440118"),
        ("东莞长安镇", "441900"),
        ("去会泽乡下", HUIZE),
        ("陆良县城", "530322"),
    ],
)
def test_places_beside_such_words_are_read(places: Gazetteer, text: str, code: str) -> None:
    assert [match.code for match in places.find_in(text, HUIZE)] == [code]


@pytest.mark.parametrize(
    ("old", "today", "name"),
    [
        ("530328", "530303", "沾益区"),
        ("430124", "430182", "宁乡市"),
        ("522427", "520526", "威宁彝族回族苗族自治县"),
        ("110228", "110118", "密云区"),
        ("530326", "530326", "会泽县"),
        ("530303", "530303", "沾益区"),
    ],
)
def test_a_code_that_was_given_up_is_todays_county(
    gazetteer: Gazetteer, old: str, today: str, name: str
) -> None:
    assert gazetteer.current(old) == today
    assert gazetteer.name(today) == name


def test_the_former_codes_are_former_and_lead_to_counties(gazetteer: Gazetteer) -> None:
    codes = PlaceNames().former_codes
    assert len(codes) > 100
    for old, today in codes.items():
        assert not gazetteer.exists(old), f"{old} is in use"
        assert gazetteer.exists(today), f"{today} is no place"
        assert old[:2] == today[:2]


def test_what_is_no_code_stays_what_it_is(gazetteer: Gazetteer) -> None:
    assert gazetteer.current("999999") == "999999"
    assert gazetteer.current("") == ""


@pytest.mark.parametrize(
    ("home", "code"),
    [("152221", "152201"), ("150524", "152201"), ("650102", "650100"), (HUIZE, "650100")],
)
def test_a_nickname_of_several_cities_means_the_nearer(
    places: Gazetteer, home: str, code: str
) -> None:
    assert [each.code for each in places.find_in("最远到乌市", home=home)] == [code]
