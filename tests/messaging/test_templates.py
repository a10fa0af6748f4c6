"""Templates: what fits into one, what is refused and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.contract import Fault, Templated
from messaging.tables import MessageKind
from messaging.templates import (
    PURPOSES,
    Prepared,
    Purpose,
    Refusal,
    Template,
    clean_value,
    explained,
    prepare,
    problems,
)
from messaging.templates_file import TemplateFileError, read_templates

PUSH = Template(
    provider="aliyun",
    purpose=MessageKind.JOB_PUSH,
    code="SMS_1",
    signature="会泽人社",
    wording="${name}：1 ${job1}；2 ${job2}；3 ${job3}。回1看详情，回报名1报名，",
    suffix="拒收请回复R",
)
REPLY = Template(
    provider="tencent",
    purpose=MessageKind.REPLY,
    code="449739",
    signature="会泽人社",
    wording="您问的事：{1}。还有问题请再回短信",
    parameters={"1": "text"},
)
PARAMS = {
    "name": "王小明",
    "job1": "普工，东莞，4500元",
    "job2": "保洁，会泽，面议",
    "job3": "缝纫工，大井，计件",
}


def filled(template: Template, params: dict[str, str], text: str = "x") -> Prepared:
    found = prepare([template], template.purpose, params, text)
    assert isinstance(found, Prepared)
    return found


def refused(template: Template, params: dict[str, str], text: str = "x") -> Refusal:
    found = prepare([template], template.purpose, params, text)
    assert isinstance(found, Refusal)
    return found


def test_a_push_is_filled_in_and_counted_with_signature_and_suffix() -> None:
    found = filled(PUSH, PARAMS)
    assert found.text == (
        "【会泽人社】王小明：1 普工，东莞，4500元；2 保洁，会泽，面议；3 缝纫工，大井，计件。"
        "回1看详情，回报名1报名，拒收请回复R"
    )
    assert found.templated == Templated("SMS_1", "会泽人社", tuple(PARAMS.items()))
    assert "王小明" not in repr(found)


def test_variables_are_matched_by_the_mapping() -> None:
    found = filled(REPLY, {}, "在社保局\n办理")
    assert found.templated.values == (("1", "在社保局 办理"),)
    assert found.text == "【会泽人社】您问的事：在社保局 办理。还有问题请再回短信"


def test_a_template_that_would_leave_a_posting_out_is_not_used() -> None:
    four = PARAMS | {"job4": "保安，曲靖，3000元"}
    assert refused(PUSH, four) == Refusal(Fault.PERMANENT, "value_left_out:job4")
    longer = replace(
        PUSH,
        code="SMS_2",
        wording="${name}：1 ${job1}；2 ${job2}；3 ${job3}；4 ${job4}。回1看详情",
    )
    found = prepare([PUSH, longer], MessageKind.JOB_PUSH, four, "x")
    assert isinstance(found, Prepared)
    assert found.templated.code == "SMS_2"
    assert refused(longer, PARAMS).code == "value_missing:job4"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"job1": "看 www.example.cn"}, "value_link:job1"),
        ({"job1": "详情 http://a.b/c"}, "value_link:job1"),
        ({"job1": "普工" * 18}, "value_too_long:job1"),
        ({"job1": ""}, "value_missing:job1"),
        ({"job1": "😀"}, "value_missing:job1"),
    ],
)
def test_what_a_variable_does_not_take(changes: dict[str, str], code: str) -> None:
    found = refused(PUSH, PARAMS | changes)
    assert found == Refusal(Fault.PERMANENT, code)
    assert explained(code)


def test_a_value_is_cut_only_where_the_office_allows_it() -> None:
    short = replace(REPLY, limits={"1": 10})
    assert refused(short, {}, "到会泽县就业局二楼办理交通补助").code == "value_too_long:text"
    cutting = replace(short, may_shorten=frozenset({"1"}))
    value = filled(cutting, {}, "到会泽县就业局二楼办理交通补助").templated.values[0][1]
    assert value.endswith("…")
    assert len(value) <= 10


def test_without_a_template_the_kind_is_named_and_what_to_do() -> None:
    found = prepare([], MessageKind.JOB_PUSH, PARAMS, "x")
    assert found == Refusal(Fault.CONFIG, "no_template:job_push")
    words = explained("no_template:job_push")
    assert words is not None
    assert "岗位推送" in words
    assert "gangxin templates import" in words
    assert explained("isv.OUT_OF_SERVICE") is None


def test_the_text_may_not_grow_over_what_one_message_holds() -> None:
    assert refused(REPLY, {}, "办" * 490).code == "text_too_long"


def test_a_confirmation_may_be_words_only() -> None:
    words = Template(
        provider="aliyun",
        purpose=Purpose.OPT_OUT_DONE,
        code="SMS_9",
        signature="会泽人社",
        wording="已退订，不再给您发信息。想恢复请回“恢复”",
    )
    assert problems(words) == []
    assert filled(words, {}).text.endswith("想恢复请回“恢复”")
    silent = replace(words, purpose=MessageKind.REPLY)
    assert problems(silent) == ["模板没有变量，放不进要说的话"]
    assert refused(silent, {}).code == "value_left_out:text"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"provider": "nobody"}, "没有这家短信服务商"),
        ({"purpose": "spam"}, "没有这种用途"),
        ({"code": " "}, "缺少模板编号"),
        ({"signature": "【会泽】"}, "签名"),
        ({"scope": "53"}, "6 位代码"),
        ({"suffix": ""}, "怎么退订"),
        ({"wording": "${name}${job1}，${job2}"}, "不能连在一起"),
        ({"wording": "${name}，${job1}"}, "全是变量"),
        ({"wording": "【会泽】您好${name}"}, "不写【】"),
        ({"wording": "您好${name}，再见${name}"}, "只能出现一次"),
        ({"wording": "您好${person}"}, "没有这一项"),
        ({"limits": {"job1": 36}}, "1 到 35"),
        ({"limits": {"job7": 20}}, "没有变量 job7"),
        ({"wording": "您好" * 251 + "${name}"}, "超过 500"),
    ],
)
def test_what_is_wrong_with_a_template(changes: dict[str, Any], words: str) -> None:
    assert any(words in said for said in problems(replace(PUSH, **changes)))


def test_good_templates_have_no_problems() -> None:
    assert problems(PUSH) == []
    assert problems(REPLY) == []
    numbered = replace(REPLY, wording="您问的事：{2}")
    assert "腾讯云的变量要从 {1} 起连续编号" in problems(numbered)


@given(st.text(max_size=80))
def test_a_clean_value_is_one_line_of_plain_characters(text: str) -> None:
    value = clean_value(text)
    assert "\n" not in value
    assert all(ord(char) <= 0xFFFF for char in value)
    assert not {"【", "】"} & set(value)
    assert clean_value(value) == value


FILE = """
[[template]]
provider = "aliyun"
purpose = "job_push"
county = "530326"
code = "SMS_1"
signature = "会泽人社"
state = "approved"
wording = "${name}：1 ${job1}；2 ${job2}；3 ${job3}。回1看详情，回报名1报名，"
suffix = "拒收请回复R"

[[template]]
provider = "tencent"
purpose = "reply"
code = "449739"
signature = "会泽人社"
wording = "您问的事：{1}。还有问题请再回短信"
parameters = { 1 = "text" }
note = "等审核"
"""


def test_a_file_is_read() -> None:
    (push, _), (reply, note) = read_templates(FILE.encode())
    assert push == replace(PUSH, scope="530326", state=push.state)
    assert push.state == "approved"
    assert reply == REPLY
    assert note == "等审核"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("template = 1", "没有 [[template]]"),
        ("[[template", "不是 TOML"),
        ("[[template]]\nprovider = 'aliyun'\nsecret = 1", "code 缺少"),
        (FILE + FILE.split("\n\n", maxsplit=1)[0], "写了两次"),
        (FILE.replace('"approved"', '"maybe"'), "state 要写"),
        (FILE.replace("449739", " "), "第 2 个模板：缺少模板编号"),
    ],
)
def test_what_is_wrong_with_a_file(content: str, words: str) -> None:
    with pytest.raises(TemplateFileError) as error:
        read_templates(content.encode())
    assert any(words in problem for problem in error.value.problems)


def test_every_kind_of_message_has_a_name() -> None:
    assert {*MessageKind, *Purpose} == set(PURPOSES)
