"""Who can keep no hours that others set, and which posts set them."""

from __future__ import annotations

import pytest

from matching.reading.duties import allows, duties
from matching.reading.fixed_hours import of_post
from matching.reading.hours import NIGHT, hours
from matching.reading.text import clean
from matching.reading.week_slots import FIXED, FULL


@pytest.mark.parametrize(
    "text",
    [
        "公公瘫痪离不开人,出不去门上班,就在家能缝点啥",
        "一周三回透析,透完起不来,按点上班不行",
        "老妈卧床,我出不了门",
        "家公瘫了没人看,门都出不去,想找点手工",
        "孩子脑瘫离不开人,没法按时上班",
        "不能按点出去上班",
        "娃小没人看,只能在家里钩点鞋子",
        "固定上下班的活实在干不了",
        "老伴痴呆,半步都离不开",
    ],
)
def test_who_can_keep_no_hours(text: str) -> None:
    assert duties(clean(text)) & FIXED


@pytest.mark.parametrize(
    "text",
    [
        "出不了远门,在县里找",
        "没车出不了门",
        "天冷出不去门,开春就找活",
        "他出不了门,我去上班",
        "按点上班没问题",
        "按时上班按时下班的厂最好",
        "在家闲着,就想出去干活",
        "就在家附近干",
        "不想就在家做手工,想进厂",
        "在家能绣花,进厂也行",
        "不能按时发工资的不去",
    ],
)
def test_who_can_keep_hours(text: str) -> None:
    assert not duties(clean(text)) & FIXED


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("羊倌。400来只羊,一个人放", FIXED | FULL),
        ("厨师。炒菜都会", FIXED | FULL),
        ("缝纫工。7点半到5点。带孩子的可以送完孩子再来", FIXED),
        ("钟点工。上午9点到12点", FIXED),
        ("传单员。兼职,每天3小时", FIXED),
        ("刺绣。料子发到家里,不坐班,啥时候绣都行", 0),
        ("保洁员。每天扫一遍自己那段路,时间自己定", 0),
        ("手工编织。计件,可拿回家编", 0),
        ("分拣工。来多久算多久,下午不来也可以", 0),
        ("折盒工。得空的时候来做,做几个小时算几个小时", 0),
        ("摘菜工。有事早走也没关系", 0),
        ("洗碗小工。一顿两个钟", FIXED),
        ("上门打扫。按平方算,做完就走", FIXED),
        ("点钞员。半班", FIXED),
        ("办公楼保洁。扫完就可以走", FIXED),
        ("打包工。不得早走也不得迟到", FIXED | FULL),
        ("装卸工。一天不来要扣钱,早走不行", FIXED | FULL),
        ("包装工。做完一批再下一批", FIXED | FULL),
        ("车间工。半班长另加钱", FIXED | FULL),
        ("仓管。先走都得扣钱", FIXED | FULL),
    ],
)
def test_what_posts_take(text: str, taken: int) -> None:
    assert of_post(text, hours(text), usually_short=False) == taken


def test_posts_usually_short_take_no_whole_day_untold() -> None:
    assert of_post("保洁员", 0, usually_short=True) == FIXED


def test_half_a_day_is_too_little_for_a_post_without_hours() -> None:
    half = duties(clean("娃他爸瘫在床上,一天顶多出去半天"))
    assert not allows((half, ""), (of_post("厨师", 0, usually_short=False), ""))
    assert allows((half, ""), (of_post("钟点工", 0, usually_short=False), ""))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("照看俩孙子上学,晚上得在家", True),
        ("带俩孙女上学,夜里必须在家", True),
        ("老娘眼瞎,天黑得在家", True),
        ("孩子大了,晚上得在家也无所谓", False),
        ("儿子晚上得在家写作业", False),
    ],
)
def test_who_has_to_be_at_home_by_night_for_kin(text: str, held: bool) -> None:
    assert bool(duties(clean(text)) & NIGHT) is held


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("儿媳妇上班,白天看孙女,晚上有空", True),
        ("白天要照顾老人,夜里才走得开", True),
        ("白天带娃,就晚上能出来", True),
        ("白天看店,晚上有空", False),
        ("白天晚上都有空", False),
        ("白天婆婆看孩子,晚上我有空,白天上班", False),
        ("白天不看娃,晚上也有空", False),
    ],
)
def test_days_that_kin_take(text: str, taken: bool) -> None:
    assert bool(duties(clean(text)) & FULL) is taken
