"""The ways people write where they would work."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labourers.no_wish import wants_none
from labourers.problems import CellProblem
from labourers.roster_export import WILLINGNESS
from labourers.roster_wish import Wish, read_wish
from labourers.tables import Willingness
from storage.gazetteer import Gazetteer
from storage.regions import REGIONS

HOME = "530326"
W = Willingness
IN_PROVINCE = W.OUT_OF_COUNTY_IN_PROVINCE


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("公益性岗位", Wish(W.IN_COUNTY)),
        ("居家就业", Wish(W.IN_COUNTY)),
        ("周边县", Wish(W.ANYWHERE, ("530300",))),
        ("国内", Wish(W.ANYWHERE)),
        ("不去国外", Wish(W.ANYWHERE)),
        ("服从安排", Wish(W.ANYWHERE)),
        ("限粤", Wish(W.OUT_OF_PROVINCE, ("440000",))),
        ("长株潭", Wish(W.OUT_OF_PROVINCE, ("430100", "430200", "430300"))),
        ("只要不是深圳", Wish(W.ANYWHERE, (), ("440300",))),
        ("云南以外", Wish(W.OUT_OF_PROVINCE)),
        ("广东,深圳不去", Wish(W.OUT_OF_PROVINCE, ("440000",), ("440300",))),
        ("县外,不去胶东", Wish(W.OUT_OF_COUNTY, (), ("370200", "370600", "371000"))),
        ("县内", Wish(W.IN_COUNTY)),
        ("会泽", Wish(W.IN_COUNTY)),
        ("家门口", Wish(W.IN_COUNTY)),
        ("乡镇内", Wish(W.IN_COUNTY)),
        ("本镇", Wish(W.IN_COUNTY, own_town=True)),
        ("仅限本村", Wish(W.IN_COUNTY, own_town=True)),
        ("本乡镇就业", Wish(W.IN_COUNTY, own_town=True)),
        ("本镇或县城", Wish(W.IN_COUNTY)),
        ("本县", Wish(W.IN_COUNTY)),
        ("县内均可", Wish(W.IN_COUNTY)),
        ("不愿外出", Wish(W.IN_COUNTY)),
        ("想在县内，不愿意出去", Wish(W.IN_COUNTY)),
        ("县内，不想去外地", Wish(W.IN_COUNTY)),
        ("县外", Wish(W.OUT_OF_COUNTY)),
        ("市外", Wish(W.OUT_OF_COUNTY)),
        ("外出务工", Wish(W.OUT_OF_COUNTY)),
        ("县外，省内省外都行", Wish(W.OUT_OF_COUNTY)),
        ("县外、省外", Wish(W.OUT_OF_COUNTY)),
        ("县外：广东省", Wish(W.OUT_OF_COUNTY, ("440000",))),
        ("浙江、昆明", Wish(W.OUT_OF_COUNTY, ("330000", "530100"))),
        ("昆明或广东", Wish(W.OUT_OF_COUNTY, ("530100", "440000"))),
        ("县外省内", Wish(IN_PROVINCE)),
        ("省内县外", Wish(IN_PROVINCE)),
        ("县外（省内）", Wish(IN_PROVINCE)),
        ("县外，不出省", Wish(IN_PROVINCE)),
        ("昆明、曲靖", Wish(IN_PROVINCE, ("530100", "530300"))),
        ("昆明都行", Wish(IN_PROVINCE, ("530100",))),
        ("省外", Wish(W.OUT_OF_PROVINCE)),
        ("外省", Wish(W.OUT_OF_PROVINCE)),
        ("跨省务工", Wish(W.OUT_OF_PROVINCE)),
        ("县外（省外）", Wish(W.OUT_OF_PROVINCE)),
        ("省外均可", Wish(W.OUT_OF_PROVINCE)),
        ("愿意去省外", Wish(W.OUT_OF_PROVINCE)),
        ("去广东", Wish(W.OUT_OF_PROVINCE, ("440000",))),
        ("广东省内", Wish(W.OUT_OF_PROVINCE, ("440000",))),
        ("省外（浙江、江苏）", Wish(W.OUT_OF_PROVINCE, ("330000", "320000"))),
        ("省外或昆明", Wish(W.OUT_OF_PROVINCE, ("530100",))),
        ("珠三角", Wish(W.OUT_OF_PROVINCE, REGIONS["珠三角"])),
        ("沿海", Wish(W.OUT_OF_PROVINCE, REGIONS["沿海"])),
        ("县内/县外", Wish(W.ANYWHERE)),
        ("县内外均可", Wish(W.ANYWHERE)),
        ("省内外均可", Wish(W.ANYWHERE)),
        ("县外优先，县内也行", Wish(W.ANYWHERE)),
        ("县内优先，都可以", Wish(W.ANYWHERE)),
        ("省内省外都可以", Wish(W.ANYWHERE)),
        ("县内或者宣威", Wish(W.ANYWHERE, ("530381",))),
        ("县内和东川、宣威", Wish(W.ANYWHERE, ("530113", "530381"))),
        ("县内或省内近处", Wish(W.ANYWHERE, ("530000",))),
        ("省内,昆明优先", Wish(W.ANYWHERE, ("530000",))),
        ("不限", Wish(W.ANYWHERE)),
        ("全国都行", Wish(W.ANYWHERE)),
        ("无所谓", Wish(W.ANYWHERE)),
        ("愿意", Wish(W.ANYWHERE)),
        ("有就业意愿", Wish(W.ANYWHERE)),
        ("本县或广东", Wish(W.ANYWHERE, ("440000",))),
        ("省内", Wish(W.ANYWHERE, ("530000",))),
        ("云南省内", Wish(W.ANYWHERE, ("530000",))),
        ("市内", Wish(W.ANYWHERE, ("530300",))),
        ("州内", Wish(W.ANYWHERE, ("530300",))),
        ("省内均可", Wish(W.ANYWHERE, ("530000",))),
        ("不出省", Wish(W.ANYWHERE, ("530000",))),
        ("不想去外省", Wish(W.ANYWHERE, ("530000",))),
        ("外省不去", Wish(W.ANYWHERE, ("530000",))),
        ("远处不去", Wish(W.IN_COUNTY)),
        ("不出市", Wish(W.ANYWHERE, ("530300",))),
        ("省城", Wish(IN_PROVINCE, ("530100",))),
        ("外面", Wish(W.OUT_OF_COUNTY)),
        ("不愿意", Wish(W.NOT_NOW)),
        ("暂不就业", Wish(W.NOT_NOW)),
        ("无就业意愿", Wish(W.NOT_NOW)),
        ("无", Wish(W.NOT_NOW)),
        ("", None),
    ],
)
def test_wishes(text: str, wish: Wish | None, gazetteer: Gazetteer) -> None:
    assert read_wish(text, HOME, gazetteer) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("昆明或贵州，广东不考虑", Wish(W.OUT_OF_COUNTY, ("530100", "520000"), ("440000",))),
        ("省外（广东除外）", Wish(W.OUT_OF_PROVINCE, (), ("440000",))),
        ("除广东外都行", Wish(W.ANYWHERE, (), ("440000",))),
        ("不去新疆，昆明可以", Wish(IN_PROVINCE, ("530100",), ("650000",))),
        ("省外，不去浙江、江苏", Wish(W.OUT_OF_PROVINCE, (), ("330000", "320000"))),
        ("县外，新疆和西藏不考虑", Wish(W.OUT_OF_COUNTY, (), ("540000", "650000"))),
        ("曲靖市内", Wish(W.ANYWHERE, ("530300",))),
        ("不出曲靖市", Wish(W.ANYWHERE, ("530300",))),
    ],
)
def test_places_refused(text: str, wish: Wish, gazetteer: Gazetteer) -> None:
    assert read_wish(text, HOME, gazetteer) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("旗内", Wish(W.IN_COUNTY)),
        ("旗里", Wish(W.IN_COUNTY)),
        ("旗外", Wish(W.OUT_OF_COUNTY)),
        ("盟内", Wish(W.ANYWHERE, ("152200",))),
        ("出盟不去", Wish(W.ANYWHERE, ("152200",))),
        ("区内", Wish(W.ANYWHERE, ("150000",))),
        ("区外", Wish(W.OUT_OF_PROVINCE)),
    ],
)
def test_units_by_their_names_in_inner_mongolia(
    text: str, wish: Wish, gazetteer: Gazetteer
) -> None:
    assert read_wish(text, "152221", gazetteer) == wish


@pytest.mark.parametrize("text", ["看情况再说吧", "不想去广东"])
def test_a_wish_that_says_nothing_known_is_refused(text: str, gazetteer: Gazetteer) -> None:
    with pytest.raises(CellProblem):
        read_wish(text, HOME, gazetteer)


@pytest.mark.parametrize("willingness", Willingness)
def test_what_the_export_writes_is_read_back(
    willingness: Willingness, gazetteer: Gazetteer
) -> None:
    assert read_wish(WILLINGNESS[willingness], HOME, gazetteer) == Wish(willingness)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(gazetteer: Gazetteer, text: str) -> None:
    with suppress(CellProblem):
        read_wish(text, HOME, gazetteer)


@given(
    st.lists(st.sampled_from(["县内", "县外", "省内", "省外", "去", "广东", "不", "都行", "、"]))
)
def test_no_words_break_the_reader(gazetteer: Gazetteer, words: list[str]) -> None:
    with suppress(CellProblem):
        wish = read_wish("".join(words), HOME, gazetteer)
        assert wish is None or isinstance(wish.willingness, Willingness)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("上月已经在天津物流园干上了，不用再给我找活了", True),
        ("已经到厂里上班了", True),
        ("刚找到工作", True),
        ("带娃，今年先不找了", True),
        ("怀着娃，生完再说", True),
        ("入户时说在家享福，不打算上班了", True),
        ("暂无就业意愿", True),
        ("没有外出务工的想法", False),
        ("本人讲不做工了，别再推荐岗位", True),
        ("不想做事了，莫再给我发招工信息", True),
        ("不想外出打工，县里可以", False),
        ("不想进厂打工，想做保安", False),
        ("没有就业意愿的时候也来问过，现在想找", False),
        ("不打算出去做了，就在家门口找个活", False),
        ("不想上班，零工可以", False),
        ("别再推电子厂的岗位", False),
        ("不要给我介绍工地的活", False),
        ("已经在家闲了半年，想找活", False),
        ("暂时不出省", False),
        ("以前在天津上班，现在想回来", False),
    ],
)
def test_who_looks_for_no_work_now(text: str, none: bool) -> None:
    assert wants_none(text) is none
