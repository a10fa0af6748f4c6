"""Postings of work that is itself unlawful: held, and the honest work beside it is not."""

from __future__ import annotations

import pytest

from jobs_feed.screening import HoldCode, screen_text


def is_held(text: str) -> bool:
    return any(each.code is HoldCode.UNLAWFUL_TRADE for each in screen_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "KTV包厢公主，小费自己拿",
        "晚上陪客人喝酒唱歌，日结",
        "商K佳丽，台费800一场",
        "夜总会少爷公主，包住",
        "大尺度直播，底薪两万",
        "线上赌场荷官，坐着发牌",
        "棋牌推广，拉一个返50",
        "发展下线有提成，三个月当经理",
        "诚招捐卵姑娘，一次三万",
        "上门要债，出车费",
        "帮人背货过境，一趟一千",
        "酒托，提成高",
    ],
)
def test_unlawful_work_is_held(text: str) -> None:
    assert is_held(text)


@pytest.mark.parametrize(
    "text",
    [
        "KTV服务员，送酒水打扫包房",
        "酒店前台，登记入住",
        "儿童乐园公主裙租借员",
        "陪老人聊天散步，做两餐饭",
        "帮客户打手机回访",
        "福利彩票销售员，坐店",
        "缉私协管员，协助打击走私",
        "宣传反传销知识",
        "酒吧调酒师，不陪酒",
        "政策出台后及时上报",
        "送货员，开面包车",
        "献血车护士",
        "边境口岸装卸工，货物过境前过磅",
        "法院送达员，协助执行",
    ],
)
def test_honest_work_is_not_held(text: str) -> None:
    assert not is_held(text)
