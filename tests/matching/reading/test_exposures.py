"""What cold, dust, chemicals and talk do to people, and the work that has them."""

from __future__ import annotations

import pytest

from matching.reading.limits import limits
from matching.reading.text import clean


def told(note: str) -> int:
    """Return what a note tells."""
    return limits().told(clean(note))


def asked(posting: str) -> int:
    """Return what a posting rules out."""
    return limits().ruled_out(clean(posting), heavy=False)


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("拍了片,左肺有阴影", "dust"),
        ("棉絮一飞就咳得要命", "dust"),
        ("肺心病多年", "dust"),
        ("闻到稀料就吐", "fumes"),
        ("洗洁精泡久了手裂", "chemicals"),
        ("满手湿疹", "chemicals"),
        ("一到下雨天膝盖就酸", "cold"),
        ("受不得寒,只想找暖和的屋", "cold"),
        ("耳膜震破了", "hearing"),
        ("要盯着人家口型才猜得到", "hearing"),
        ("舌头短了一截,说话漏风", "speech"),
    ],
)
def test_who_tells_it_is_heard(note: str, key: str) -> None:
    assert told(note) & limits()[key]


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("粉条厂做过,花粉没事", "dust"),
        ("我爸尘肺,我没病", "dust"),
        ("刷过漆,体检样样正常", "fumes"),
        ("喜欢下雨天钓鱼", "cold"),
        ("听力没受影响", "hearing"),
        ("耳环做过,会配色", "hearing"),
        ("上火嗓子哑两天", "speech"),
    ],
)
def test_who_only_seems_to_tell_it_is_not_heard(note: str, key: str) -> None:
    assert not told(note) & limits()[key]


@pytest.mark.parametrize(
    ("posting", "key"),
    [
        ("花岗石开槽工", "dust"),
        ("老屋凿墙，灰雾呛人", "dust"),
        ("山里割生漆", "fumes"),
        ("皮子厂鞣皮", "chemicals"),
        ("腊月巡草原围栏", "cold"),
        ("穿水裤捞菱角", "cold"),
        ("给游客讲村史", "hearing"),
        ("听哨开闸", "hearing"),
        ("上门推销保健器", "speech"),
    ],
)
def test_work_that_has_it_is_seen(posting: str, key: str) -> None:
    assert asked(posting) & limits()[key]


@pytest.mark.parametrize(
    ("posting", "key"),
    [
        ("粉条晾晒", "dust"),
        ("竹篮编织，家里做", "fumes"),
        ("冬瓜装箱", "cold"),
        ("暖棚里冬天巡苗", "cold"),
        ("编筐，话都不用说", "hearing"),
        ("聋哑人也行，给客人说明有人代", "hearing"),
        ("电话机外壳装配", "speech"),
    ],
)
def test_work_without_it_is_let_be(posting: str, key: str) -> None:
    assert not asked(posting) & limits()[key]


@pytest.mark.parametrize(
    ("posting", "is_asked"),
    [
        ("择菜工,店里有营业员招呼客人", False),
        ("切菜,前头有老板娘招呼客人", False),
        ("擦玻璃,还有大姐招呼客人", False),
        ("洗碗,外面另有服务员招呼顾客", False),
        ("店员,招呼客人", True),
        ("要求有服务员经验,招呼客人", True),
        ("里面有桌有椅,要招呼客人", True),
        ("店里有事招呼客人", True),
    ],
)
def test_guests_that_others_see_to(posting: str, is_asked: bool) -> None:
    assert bool(asked(posting) & limits()["hearing"]) is is_asked
