"""Days that come round and are always taken."""

from __future__ import annotations

import pytest

from matching.reading.duties import duties
from matching.reading.text import clean
from matching.reading.week_slots import DAYS_OFF


@pytest.mark.parametrize(
    "text",
    [
        "四天要去一次诊所换导尿管",
        "逢三逢六要去圩上摆摊卖笋",
        "礼拜天堂里做弥撒少不得我",
        "取保期间，每个礼拜二到派出所签到",
        "大舅子和我轮着照看老丈人，双号归我",
        "周六周天要到市里上函授",
        "前夫每个双休日把娃送来跟我",
        "例假一来就痛得在床上躺两天",
        "还有三个疗程的放疗没做",
        "礼拜五一概不上工",
    ],
)
def test_days_that_are_taken(text: str) -> None:
    assert duties(clean(text)) & DAYS_OFF


@pytest.mark.parametrize(
    "text",
    [
        "以前逢集要去摆摊，如今不摆了",
        "每周五领工资的最好",
        "二姐每个礼拜陪妈去透析，我不用请假",
        "缓刑期满了，不再去司法所报到",
        "药店里拿得到药，一个月一次，不耽误上班",
        "周末加班都可以",
        "在透析中心做过保洁，每周上六天",
        "礼拜天哪天来都行，不挑",
        "夜大早念完了，周末空着",
        "住在赶集的街上，逢集热闹得很",
    ],
)
def test_days_that_are_free(text: str) -> None:
    assert not duties(clean(text)) & DAYS_OFF
