"""Postings whose places are all given, told in prose, and those that only sound like it."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.ended import find_ended
from jobs_feed.normalise.text import tidy


@pytest.mark.parametrize(
    "text",
    [
        "人手配齐了，谢谢",
        "缺额已补足",
        "没得名额了",
        "无空缺",
        "余额：0",
        "名额没得咯",
        "已报10/10",
        "停止受理报名",
        "不再安排面试",
        "招录工作全部完成",
        "报名已于上周结束",
        "订单不够，眼下用不着人",
        "店面转让了，不再请人",
        "厂子倒闭了",
        "此岗取消",
        "这岗不招了",
        "该职位已停止招聘",
        "岗位状态：已关闭",
        "帮厨（停）",
        "搬运工-已满",
        "缺的那个师傅请到了，莫再介绍",
        "工人够使了",
        "人数够了",
        "三个缺昨天让村里人补了",
        "来的人太多，装不下了",
        "后头来的没有位子",
        "没轮上的明年再来",
        "如今不招了",
        "录用名单已张贴",
        "已满，还要自带工具的那批也走了",
        "招完了，大伙莫跑了",
        "招聘截止，恕不接待",
        "招工处撤了",
        "满咯满咯",
        "早被人抢完了",
        "用工需求已解决",
        "活计包给一个队了",
        "食堂外包了，不再自己招人",
    ],
)
def test_nobody_is_wanted(text: str) -> None:
    assert find_ended(tidy(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "人手不够，急招",
        "缺口10人",
        "已报4/10",
        "停工期间工资照发",
        "停电停水不扣钱",
        "关门打扫卫生",
        "不用人教，一学就会",
        "无需登记，来了就上班",
        "不合格的不再录用",
        "没有编制，签劳务合同",
        "面试结束当天给结果",
        "名单公示后有人放弃，现递补两个",
        "已报名的不用再报",
        "招到人会把这条撤下来",
        "工具配齐了，人来就行",
        "人够了就发车",
        "太小的我们不收",
        "过了六十的请不要来，老板不敢用",
        "名单定了会打电话",
        "群里报名，进群看信息",
        "包工头不拖欠",
        "单人不招，要两口子",
        "小工不要，要大工",
        "过期不再受理",
        "宿舍住满了，外住补三百",
        "旧厂倒闭了，新老板接手重新招人",
        "隔壁几家都招满了，我家照招",
        "白班满了，夜班可报",
        "凑够一车人就出发",
        "要是人够了会在群里讲",
    ],
)
def test_people_are_wanted(text: str) -> None:
    assert find_ended(tidy(text)) is None
