"""原文: the official wording behind an answer, by word and by tap, or that it is not at hand."""

from __future__ import annotations

from datetime import date

import pytest

from messaging import sms_text
from policy_faq.library.details import Details
from policy_faq.library.reading import Source
from policy_faq.library.store import import_document, prepare
from tests.bot.dialogue.office import COUNTY, Office

ASKED = "去广东打工车票能报多少"
LONG = "加大对乡镇的支持力度。" * 60
TEXT = f"三、措施\n（四）转移就业\n16.{LONG}到省外务工的补助标准最高不超过500元。\n17.其他"
INN = "一、措施\n（一）民宿改造补贴。对开办民宿的脱贫户一次性补贴8000元。\n（二）电价。"


def bring(
    office: Office,
    key: str = "HZ20",
    text: str = TEXT,
    number: str = "会政发〔2018〕20号",
    until: date | None = None,
    place: str = COUNTY,
) -> None:
    start = date(2018, 1, 1)
    stated = Details(key, number, "实施意见", "会泽县人民政府", place, "2018", start, until)
    with office.db.write() as rows:
        import_document(
            rows, office.clock, prepare(Source(text, "a" * 64, "a.txt"), stated), by="li.gz"
        )


@pytest.mark.parametrize(
    "words",
    [
        "原文",
        "文件原文",
        "原话怎么说的",
        "我想看原文",
        "看原文",
        "文件上是怎么写的",
        "官方原话是什么",
        "政策原文发我看看",
        "原文呢？",
        "那个文件的原话",
    ],
)
def test_by_word(office: Office, words: str) -> None:
    bring(office)
    visitor = office.phone("v", "webchat")
    visitor.says(ASKED).says(words)
    visitor.is_told("会政发〔2018〕20号", "三(四)16", "到省外务工的补助标准最高不超过500元", LONG)


def test_by_tap(office: Office) -> None:
    bring(office)
    visitor = office.phone("v", "webchat")
    visitor.says(ASKED)
    tapped = next(each for each in visitor.heard[-1].buttons if each.label == "看原文")
    visitor.says("有什么免费培训").says(tapped.label, tapped.action)
    visitor.is_told("到省外务工的补助标准最高不超过500元")


def test_an_sms_gets_what_was_told_of_it(office: Office) -> None:
    bring(office)
    someone = office.phone("13700000009")
    someone.says(ASKED).says("原文").is_told("三(四)16", "到省外务工的补助标准最高不超过500元")
    assert sms_text.segments(someone.heard[-1].text) <= 5


def test_what_is_not_imported_is_said_plainly(office: Office) -> None:
    someone = office.phone("13700000009")
    someone.says(ASKED).says("原文").is_told("的原文这里没有", "0874-5120155")


def test_before_any_answer(office: Office) -> None:
    office.phone("13700000009").says("原文").is_told("先问一个政策问题")


def test_of_a_document_that_has_ended(office: Office) -> None:
    post = TEXT.replace("17.其他", "17.其他\n18.岗位补贴每人每月500元。\n19.其他")
    bring(office, text=post, until=date(2025, 12, 31))
    visitor = office.phone("v", "webchat")
    visitor.says("村里公益性岗位一个月多少钱").is_told("这项规定已于2025年12月31日到期")
    visitor.says("原文").is_told("2025-12-31 到期", "现在不能照它办", "岗位补贴每人每月500元")


def test_a_new_text_is_quoted_and_opens_the_question(office: Office) -> None:
    bring(office, "会政发〔2026〕9号", INN, "会政发〔2026〕9号")
    someone = office.phone("13700000009")
    someone.says("民宿改造补贴多少钱").is_told(
        "原话", "8000元", "会政发〔2026〕9号一(一)", "转工作人员"
    )
    assert len(office.handoffs()) == 1
    someone.says("原文").is_told("对开办民宿的脱贫户一次性补贴8000元")


def test_texts_of_other_places_are_not_told(office: Office) -> None:
    bring(office, place="430000")
    someone = office.phone("13700000009")
    someone.says(ASKED).says("原文").is_told("的原文这里没有")
