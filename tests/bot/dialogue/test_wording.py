"""The templates: complete in both languages, all used, short enough for an SMS."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.replies.wording import LANGUAGES, Form, Wording, templates
from messaging import sms_text

CODE = sorted(
    path
    for folder in ("dialogue", "replies")
    for path in (Path(bot.__file__).parent / folder).rglob("*.py")
)
VOCABULARIES = {
    "wage", "board", "detail", "needs", "education", "posting_kind", "place", "form", "workplace",
    "distance",
}  # fmt: skip
HEADS = {"search_found", "search_nearest", "search_best_paid", "search_next"}
NEVER_BY_SMS = {"identify_page", "identify_elsewhere", "identify_not_here"}
"""Said only in chats that must not carry who somebody is."""
SAMPLE = {
    "county": "会泽县", "province": "云南省", "place": "广东东莞", "since": "11月23日",
    "office": "会泽县农村劳动力转移就业管理服务中心", "phone": "0874-5120155", "count": 3,
    "page": "https://x.example/identity/abc", "words": "每人每年补助900元。",
    "total": 57, "wish": "以后别给我推电子厂", "number": 1, "numbers": "1、2", "left": 4,
    "title": "电子厂操作工",
    "employer": "立讯精密", "what": "没有包吃住", "why": "要求18-45岁", "due": "2月23日",
    "rule": "最多500元", "clause": "三(四)16", "fare": "380元", "amount": "380元", "sum": "380元",
    "reason": "车票380元，没超过省外500元的上限", "missing": "要稳定就业满3个月才能申请",
    "months": 3, "times": "每人每年1次", "source": "会政发〔2018〕20号三(四)16", "year": 2018,
    "amounts": "500元", "text": "对外出务工的，给予一次性交通补助。",
    "day": "2020年12月31日", "called": "王*芳", "told": "去上海最高报500元", "paper": "收入证明",
    "end": "2027年12月31日",
    "items": "车票、身份证复印件、工资收入证明", "where": "县就业服务中心", "note": "每人每年1次",
}  # fmt: skip


def sentences(language: str) -> dict[str, dict[str, str]]:
    return {k: v for k, v in templates(language).items() if k not in VOCABULARIES}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def strings_in_code() -> set[str]:
    return {
        node.value
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def said_in_code() -> set[str]:
    """Return the names that stand in a call of ``say``, also on both sides of an "if"."""
    said: set[str] = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say"):
                continue
            for name in node.args[:1]:
                sides = [name.body, name.orelse] if isinstance(name, ast.IfExp) else [name]
                said |= {
                    each.value
                    for each in sides
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return said


def test_both_languages_say_the_same_things() -> None:
    chinese, english = (templates(language) for language in LANGUAGES)
    assert set(chinese) == set(english)
    for name in chinese:
        if name in VOCABULARIES:
            assert set(chinese[name]) == set(english[name]), name
            continue
        for form in english[name]:
            told = fields(chinese[name]["chat"]) | fields(chinese[name].get(form, ""))
            assert fields(english[name][form]) <= told, name


def test_everything_said_is_written_and_everything_written_is_said() -> None:
    assert said_in_code() <= set(sentences("zh"))
    assert set(sentences("zh")) <= strings_in_code()
    assert strings_in_code() >= VOCABULARIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled(language: str) -> None:
    for form in Form:
        wording = Wording(language, form)
        for name in sentences(language):
            text = wording.say(name, **SAMPLE)
            assert text.strip()
            assert "{" not in text


def test_an_sms_sentence_fits_into_one_sms() -> None:
    wording = Wording("zh", Form.SMS)
    long = {
        name: text
        for name in sentences("zh").keys() - NEVER_BY_SMS
        if sms_text.segments("【会泽人社】" + (text := wording.say(name, **SAMPLE))) > 1
    }
    assert long == {}


def test_chinese_wording_is_plain() -> None:
    """No sentence of more than 45 characters, no bureaucratic words."""
    wording = Wording("zh", Form.CHAT)
    for name in sentences("zh"):
        text = wording.say(name, **SAMPLE)
        for sentence in re.split(r"[。！？：\n]", text):
            assert len(sentence) <= 45, (name, sentence)
        assert not re.search(r"敬请|烦请|届时|该岗位|予以|相关部门|悉知", text), name


def test_an_unknown_language_is_answered_in_chinese() -> None:
    assert Wording("tlh", Form.CHAT).language == "zh"
