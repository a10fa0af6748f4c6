"""Little words of the dialects are rewritten where they are those words, and only there."""

from __future__ import annotations

import pytest

from policy_faq.dialect import standard


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("我克苏州摘棉花", "我去苏州摘棉花"),
        ("想切浙江打工", "想去浙江打工"),
        ("岗位干几久", "岗位干多久"),
        ("钱好久到", "钱多久到"),
        ("招工几时开始", "招工什么时候开始"),
        ("贷款给能办", "贷款能不能办"),
        ("这个补助给领得着", "这个补助能不能领"),
        ("奖金领得着不", "奖金能领不"),
        ("吃住哪个出", "吃住谁出"),
        ("登记找哪个", "登记找谁"),
        ("县头做活", "县里做活"),
        ("干了仨月", "干了三个月"),
        ("兼两份工要得不", "兼两份工可以吗"),
    ],
)
def test_a_word_of_a_dialect_becomes_the_common_one(said: str, written: str) -> None:
    assert standard(said) == written


@pytest.mark.parametrize(
    "said",
    [
        "老板克扣工资",
        "一天背五十千克",
        "克什克腾旗有活吗",
        "好久没发钱了",
        "钱拖了好久",
        "一直不给能告吗",
        "发给有困难的人",
        "哪个部门管",
        "搬砖头",
        "安全帽要自己买吗",
    ],
)
def test_the_same_characters_in_other_words_stay(said: str) -> None:
    assert standard(said) == said
