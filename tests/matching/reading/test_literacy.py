"""Reading and writing, counting, Mandarin and a phone: who lacks them, and which posts ask them."""

from __future__ import annotations

import pytest

from matching.reading.limits import limits
from matching.reading.text import clean

_SKILLS = ("letters", "counting", "dialect", "phone", "computer")


def _skills(mask: int) -> set[str]:
    return {key for key in _SKILLS if mask & limits()[key]}


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("买化肥要娃娃念袋子上的字", {"letters"}),
        ("签字全靠按手印", {"letters"}),
        ("不试字", {"letters"}),
        ("笔都没拿过", {"letters"}),
        ("学堂门都没进过", {"letters"}),
        ("票子数不清楚", {"counting"}),
        ("十二减五要掰手指头", {"counting"}),
        ("收钱怕找错", {"counting"}),
        ("卖菜老算错账", {"counting"}),
        ("汉话说不溜", {"dialect"}),
        ("光会讲侗话", {"dialect"}),
        ("满口土话，外县人听不懂", {"dialect"}),
        ("普通话半生不熟", {"dialect"}),
        ("按键机用惯了", {"phone"}),
        ("微信是女婿装的，自己不会点", {"phone"}),
        ("智能机玩不转", {"phone"}),
        ("扫码收钱学不会", {"phone"}),
        ("进城看不懂站名", {"letters"}),
        ("赶集全靠老伴算账", {"counting"}),
        ("汉话只晓得几句", {"dialect"}),
        ("听得懂普通话，嘴里说不出", {"dialect"}),
        ("手机是儿子给的，只会接电话", {"phone"}),
        ("没学过电脑", {"computer"}),
        ("年轻时不会普通话，现在说得溜", set()),
        ("村里好多人不识字，都找他代写", set()),
        ("以前不识字，后来在夜校学会了", set()),
        ("教会了爹妈用微信", set()),
        ("老公不会讲普通话", set()),
        ("会说彝话，也会说普通话", set()),
        ("收钱找零没出过错", set()),
        ("手机没话费了", set()),
        ("手机响了常听不到", set()),
        ("换了手机号", set()),
        ("账目清楚", set()),
        ("钱够用就行", set()),
        ("字写得工整", set()),
    ],
)
def test_what_people_say_that_they_cannot_do(text: str, lacks: set[str]) -> None:
    told = _skills(limits().told(clean(text)))
    assert lacks <= told
    assert lacks or not told


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("看秤员。过完秤把重量写在本子上", "letters"),
        ("值守。来人的姓名、时间要亲手记", "letters"),
        ("配药间。照处方取药", "letters"),
        ("仓库工。按面单上的地址分格", "letters"),
        ("普工。入职要抄写安全须知", "letters"),
        ("乡村巴士售票。收车后把票款算清", "counting"),
        ("收核桃。过秤算钱当场付", "counting"),
        ("配料。按百分比配", "counting"),
        ("讲解。给外省游客讲解", "dialect"),
        ("保姆。雇主是外地人", "dialect"),
        ("公厕保洁。每天手机拍照上传", "phone"),
        ("骑手。接单送餐", "phone"),
        ("收发员。分发信件报纸", "letters"),
        ("理货。用扫码枪，会用电脑", "computer"),
    ],
)
def test_work_that_takes_a_skill(text: str, key: str) -> None:
    assert key in _skills(limits().ruled_out(clean(text), heavy=False))


@pytest.mark.parametrize(
    "text",
    [
        "装袋工。账由记账员记，工人不用写不用算",
        "剥蒜工。不认字的照样收，合同念给听",
        "采果。收购的人算账，当天结钱",
        "编筐。不会普通话没关系，讲土话教",
        "放羊。用老人机能接电话就行",
        "浇地。工资微信发，加微信报名",
        "扫街。扫码报名",
        "除草。收工时班长点名记工",
        "保洁。打扫药店门口",
        "护林员。手机有信号",
    ],
)
def test_work_that_takes_none(text: str) -> None:
    asked = _skills(limits().ruled_out(clean(text), heavy=False))
    assert not asked - {"computer"}
