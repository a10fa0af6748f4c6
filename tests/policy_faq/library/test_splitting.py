"""Every numbering style, and the marks that are none."""

from __future__ import annotations

import pytest

from policy_faq.library.headings import heading_of
from policy_faq.library.numbering import numeral
from policy_faq.library.splitting import split


def paths(text: str) -> list[str]:
    return [clause.path for clause in split(text).clauses]


def words(text: str, path: str) -> str:
    return next(clause.text for clause in split(text).clauses if clause.path == path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某通知\n一、目标\n二、措施\n", ["文首", "一", "二"]),
        ("一．目标\n二．措施\n", ["一", "二"]),
        ("一、子\n（一）甲。\n（二）乙。\n二、丑\n(一)丙。", "一 一(一) 一(二) 二 二(一)".split()),
        ("一、子\n1.甲。\n2.乙。\n二、丑\n1.丙。\n2.丁。", "一 一1 一2 二 二1 二2".split()),
        ("1、甲。\n2、乙。\n3、丙。", ["1", "2", "3"]),
        ("１．甲。\n２．乙。", ["1", "2"]),
        ("一、甲\n1.乙\n（1）丙。\n（2）丁。", ["一", "一1", "一1(1)", "一1(2)"]),
        ("1.乙\n（1）丁。\n①戊；\n②己。", ["1", "1(1)", "1(1)①", "1(1)②"]),
        ("一、甲\n1）乙\n2）丙", ["一", "一(1)", "一(2)"]),
        ("（六）只节选这一条。", ["(六)"]),
        ("十九、甲。\n二十、乙。\n二十一、丙。", ["十九", "二十", "二十一"]),
        ("一、 甲。\n　　二 、乙。", ["一", "二"]),
        ("没有序号的一段话。", ["全文"]),
    ],
)  # fmt: skip
def test_styles(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_items_may_count_on_through_their_parents() -> None:
    text = "三、措施\n（一）甲\n1.一。\n2.二。\n（二）乙\n3.三。\n4.四。\n四、保障\n（一）丙"
    assert paths(text) == [
        "三", "三(一)", "三(一)1", "三(一)2", "三(二)", "三(二)3", "三(二)4", "四", "四(一)"
    ]  # fmt: skip


LAW = """某某条例
第一章 总则
第一条 为了规范，制定本条例。
第二条　依照本条例第一条的规定办理，有下列情形之一的：
（一）甲；
（二）乙。
第二章 附则
第三条 用人单位违反第二条
第（一）项规定的，改正。
第四条之一 丙。
第二十七条 仲裁时效为一年。
"""


def test_articles_count_through_chapters() -> None:
    assert paths(LAW) == [
        "文首", "第1章", "第1条", "第2条", "第2条(一)", "第2条(二)", "第2章", "第3条", "第4条之一",
        "第27条",
    ]  # fmt: skip
    assert "第（一）项" in words(LAW, "第3条")


def test_articles_below_parts_keep_their_own_path() -> None:
    text = "一、总则\n第一条 甲。\n第二条 乙。\n二、附则\n第三条 丙。"
    assert paths(text) == ["一", "第1条", "第2条", "二", "第3条"]


ANNEXES = """一、甲。
二、乙。
联系人：某某　0874-0000000
附件：1.申请表
2.名册
会泽县某某局
2026年3月1日
附件1
申请表
填表说明：1.用黑笔填；2.不要漏项。
附件2
名册
一、填写
二、上报
"""


def test_annexes_count_by_themselves_and_their_list_is_no_clause() -> None:
    assert paths(ANNEXES) == [
        "一", "二", "文末", "附件", "附件1", "附件1·1", "附件1·2", "附件2", "附件2·一", "附件2·二"
    ]  # fmt: skip
    assert words(ANNEXES, "二") == "二、乙。"
    assert split(ANNEXES).clauses[4].heading == "申请表"


def test_annexes_named_line_by_line_below_the_text() -> None:
    text = "一、甲。\n附件1：申请表\n附件2：名册\n某某县人民政府\n2026年3月1日\n"
    text += "附件1\n申请表\n附件2\n名册"
    assert paths(text) == ["一", "附件", "附件1", "附件2"]
    assert words(text, "附件1") == "附件1\n申请表"


def test_what_follows_the_last_clause_is_not_part_of_it() -> None:
    text = "一、甲。\n二、乙。\n本通知自发文之日起实施，有效期至2020年12月31日。\n"
    text += "某省财政厅 某省人民政府\n2018年5月1日"
    assert paths(text) == ["一", "二", "文末"]
    assert words(text, "二") == "二、乙。"


def test_a_notice_with_the_plan_it_hands_on() -> None:
    text = "通知\n一、抓落实。\n二、报情况。\n某某县人民政府\n2026年3月1日\n"
    text += "实施方案\n一、目标。\n（一）甲。\n二、措施。"
    assert paths(text) == ["文首", "一", "二", "文末", "一#2", "一#2(一)", "二#2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the three run-ins of the county text: a heading, a heading of two, a paragraph's end
        ("一、要求\n实现小康目标。二、任务到2020年，多干。\n三、措施\n甲", ["一", "二", "三"]),
        ("一、甲\n（一）乙\n1.丙。\n（二）丁7.戊。\n8.己。", ["一", "一(一)", "一(一)1", "一(二)"]),
        ("（一）乙\n5.丙。\n6.丁。\n（二）戊7.己。\n8.庚。", "(一) (一)5 (一)6 (二) (二)7".split()),
        ("15.甲。\n16.乙。\n给30元奖励。（某局牵头）17.丙。\n18.丁。", ["15", "16", "17", "18"]),
        ("1、甲。\n2、乙。\n3、购买成果4、开展活动。\n5、丙。", ["1", "2", "3", "4", "5"]),
        ("方式有：（1）甲；（2）乙；（3）丙。", ["文首", "(1)", "(2)", "(3)"]),
        ("一、问？（1）甲；（2）乙。\n二、问？（1）丙；（2）丁。", ["一", "一(1)", "一(2)", "二"]),
        ("总则。一、甲。二、乙。三、丙。", ["文首", "一", "二", "三"]),
    ],
)  # fmt: skip
def test_clauses_whose_line_break_was_lost(text: str, expected: list[str]) -> None:
    found = paths(text)
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、甲等一、二、三产业发展。\n二、乙。",
        "一、发展\n一、二、三产业。\n二、乙。",
        "一、补贴\n1.5倍以内给。\n二、乙。",
        "一、按照第（二）项和（一）（三）项办。\n二、乙。",
        "一、到\n2020年，完成。\n二、乙。",
        "一、自2018.10.15起。涨4.3%。\n二、乙。",
        "一、符合第三条\n（一）项规定的。\n二、乙。",
        "一、优秀。（二）等奖发钱。\n二、乙。",
    ],
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert paths(text) == ["一", "二"]


def test_a_year_after_an_item_mark() -> None:
    assert paths("一、目标\n1.2018年底前完成。\n2.2020年底前完成。") == ["一", "一1", "一2"]


def test_two_lists_below_unnumbered_headings() -> None:
    text = "申报条件：\n1.甲。\n2.乙。\n申报材料：\n1.丙。\n2.丁。\n3.戊。"
    assert paths(text) == ["文首", "1", "2", "1#2", "2#2", "3"]


def test_a_gap_is_told() -> None:
    assert split("一、甲。\n二、乙。\n四、丁。").gaps == ("二",)
    assert split("一、甲。\n二、乙。\n三、丁。").gaps == ()


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("推进转移就业。加大扶持。", "推进转移就业"),
        ("目标任务到2020年，城镇新增就业3万人以上，登记失业率控制住；", "目标任务"),
        ("拖欠工资怎么办？\n先协商。", "拖欠工资怎么办？"),
        ("对新录用的人，" + "与企业签订合同" * 6 + "的，给补贴", "对新录用的人"),
        ("长" * 60, "长" * 30 + "…"),
        ("", ""),
    ],
)  # fmt: skip
def test_headings(text: str, heading: str) -> None:
    assert heading_of(text) == heading


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十七", 27), ("一百零三", 103),
     ("一百二十八", 128), ("两百", 200), ("２７", 27), ("⑤", 5), ("百", 100), ("〇", 0)],
)  # fmt: skip
def test_numerals(text: str, value: int) -> None:
    assert numeral(text) == value
