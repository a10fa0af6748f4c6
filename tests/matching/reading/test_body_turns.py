"""What people tell of legs, backs, hands and heights, and postings ask of them."""

from __future__ import annotations

import pytest

from matching.reading.limits import limits
from matching.reading.text import clean

TOLD = [
    ("leg", "站久了脚后跟就疼"),
    ("leg", "走个三百米就要歇"),
    ("leg", "右膝换了人工关节"),
    ("leg", "柜台前头立不得"),
    ("back", "一包化肥都扛不动"),
    ("back", "十五斤以上的莫喊我提"),
    ("back", "腰杆断过,打了钢钉"),
    ("toil", "下力活干不来"),
    ("heights", "上到房顶腿就抖"),
    ("heights", "梯子不敢爬"),
    ("heights", "往下一看就发昏"),
    ("hand", "扣子扣不上,手指僵了"),
    ("hand", "右手握力只剩一点"),
    ("hand", "只剩一只手好使"),
]
NOT_TOLD = [
    ("leg", "走不开,要带孙子"),
    ("leg", "站着坐着都行"),
    ("leg", "他爹站久了脚就疼"),
    ("back", "孙子书包太沉背不动"),
    ("back", "在家闲久了,提不起兴趣"),
    ("toil", "力气活样样来"),
    ("heights", "高薪的活就去"),
    ("heights", "前几天头晕是感冒"),
    ("hand", "家里缺人手"),
    ("hand", "手头紧,想早点上班"),
    ("hand", "平时打手势"),
]
ASKED = [
    ("leg", "酒店门童。大门口立着迎客"),
    ("leg", "捡货员。岗位没有凳子"),
    ("leg", "巡渠工。一天走六趟"),
    ("back", "送货工。扛煤气罐上楼"),
    ("back", "库工。一箱六十斤,自己码"),
    ("heights", "修屋工。站在瓦面上补漏"),
    ("heights", "装机工。翻出窗外挂外机"),
    ("hand", "绣娘。绣花,穿针引线"),
    ("hand", "糕点工。捏褶包汤圆"),
]
NOT_ASKED = [
    ("leg", "收银员。有高脚椅,坐着收"),
    ("leg", "缝纫工。坐着做"),
    ("back", "中控员。按按钮,上料走皮带"),
    ("back", "收货员。拿笔点数,货由装卸队抬"),
    ("heights", "地面工。人站在地上捡果子"),
    ("heights", "拌灰工。只和灰,不上架"),
    ("hand", "值守员。看监控,有事喊人"),
    ("hand", "包装巡视。抓箱码垛都是机械手"),
]


@pytest.mark.parametrize(("key", "note"), TOLD)
def test_told(key: str, note: str) -> None:
    """A note tells of the condition."""
    assert limits().told(clean(note)) & limits()[key]


@pytest.mark.parametrize(("key", "note"), NOT_TOLD)
def test_not_told(key: str, note: str) -> None:
    """A look-alike tells nothing of it."""
    assert not limits().told(clean(note)) & limits()[key]


@pytest.mark.parametrize(("key", "posting"), ASKED)
def test_asked(key: str, posting: str) -> None:
    """A posting shows work that somebody with the condition cannot do."""
    assert limits().ruled_out(clean(posting), heavy=False) & limits()[key]


@pytest.mark.parametrize(("key", "posting"), NOT_ASKED)
def test_not_asked(key: str, posting: str) -> None:
    """A posting whose work is light, or done by others, does not."""
    assert not limits().ruled_out(clean(posting), heavy=False) & limits()[key]
