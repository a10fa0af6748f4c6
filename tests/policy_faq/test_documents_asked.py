"""Questions about a document itself: is it in force, who issued it, what does a clause say."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from policy_faq.answer import SMS_LIMIT, Gap
from policy_faq.documents_asked import About, ClauseSaid, DocumentReader
from policy_faq.documents_told import TOPIC
from policy_faq.knowledge import Knowledge
from policy_faq.official import OfficialText, dated
from policy_faq.service import PolicyService
from policy_faq.text import clean
from tests.policy_faq.conftest import CHANGSHA, FUZHOU, HORQIN, HUAIROU, HUIZE, ZHAOYANG, Ask

_STAMP = UUID(int=68)


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> DocumentReader:
    return DocumentReader(knowledge.documents)


@pytest.mark.parametrize(
    ("county", "question", "document", "about"),
    [
        (ZHAOYANG, "云人社通〔2018〕68号现在还有没有效", "YN68", About.VALIDITY),
        (ZHAOYANG, "云人社通(2018)68号过没过期", "YN68", About.VALIDITY),
        (ZHAOYANG, "六十八号文停了没有", "YN68", About.VALIDITY),
        (ZHAOYANG, "省里2018年68号文执行到几时", "YN68", About.VALIDITY),
        (ZHAOYANG, "一百号文哪年发的", "YN100", About.DATE),
        (HUIZE, "会政发20号文件是哪家发的", "HZ20", About.ISSUER),
        (HUIZE, "县里那个20号文主要讲些什么", "HZ20", About.CONTENT),
        (HUIZE, "转移就业问答有文号没得", "HZFAQ", About.NUMBER),
        (HUIZE, "省里的实施意见是哪年的", "YN100", About.DATE),
        (HUIZE, "实施意见还管不管用", "HZ20", About.VALIDITY),
        (HORQIN, "一三五号文还顶用不", "XA135", About.VALIDITY),
        (HORQIN, "三年行动方案到哪年", "XA135", About.VALIDITY),
        (CHANGSHA, "防返贫通知是哪几个部门发的", "HN", About.ISSUER),
        (HUAIROU, "低收入农户通知的全称是什么", "BJ", About.CONTENT),
        (FUZHOU, "部里119号文哪年出的", "GJ119", About.DATE),
        (FUZHOU, "国务院令第724号还有效吗", "NMGZ", About.VALIDITY),
        (HORQIN, "方案几时到头", "XA135", About.VALIDITY),
        (CHANGSHA, "防返贫那个通知是哪年的", "HN", About.DATE),
        (FUZHOU, "部里22号函还有用没", "GJ22", About.VALIDITY),
        (ZHAOYANG, "6 8号闻还有效没", "YN68", About.VALIDITY),
        (HORQIN, "人社扶贫那个三年方案还好使吗", "XA135", About.VALIDITY),
    ],
)
def test_a_document_is_known_by_its_number_and_by_its_names(
    reader: DocumentReader, county: str, question: str, document: str, about: About
) -> None:
    asked = reader.asked(clean(question), county)
    assert asked is not None
    assert asked.documents[0].key == document
    assert asked.about is about


@pytest.mark.parametrize(
    "question",
    [
        "按68号文件出省车票能报几个钱",
        "20号文规定的公益岗一个月多少",
        "这个月20号发不发工资",
        "我20号进的厂什么时候能领补助",
        "劳动合同法规定试用期最长多久",
        "坐12号线到厂里要多久",
        "工伤保险条例里断一根手指赔多少",
        "三年行动要让多少人就业",
        "什么时候通知我去领车费",
        "帮我定的求职方案哪个做",
    ],
)
def test_a_question_that_asks_a_matter_is_not_about_the_document(
    reader: DocumentReader, question: str
) -> None:
    assert reader.asked(clean(question), HUIZE) is None


@pytest.mark.parametrize(
    "question",
    ["你们的依据是什么", "现在用的是老政策还是新政策", "你们讲的是哪年的文件", "政策变了没"],
)
def test_a_question_about_no_document_in_particular_asks_for_all(
    reader: DocumentReader, question: str
) -> None:
    assert reader.asks_for_all(clean(question))


def test_the_number_is_dropped_from_a_question_that_asks_a_matter(reader: DocumentReader) -> None:
    assert reader.without_number("按照会政发〔2018〕20号规定的车费报多少") == "车费报多少"
    assert reader.without_number("这个月20号发工资吗") == "这个月20号发工资吗"
    assert reader.without_number("车费是哪个文件规定的") == "车费"


@pytest.mark.parametrize(
    ("key", "said", "clauses"),
    [
        ("HZ20", ClauseSaid(number=16), ("三(四)16",)),
        ("HZ20", ClauseSaid(path="三(五)22"), ("三(五)22",)),
        ("HZFAQ", ClauseSaid(number=11), ("十一",)),
        ("YN68", ClauseSaid(number=10), ("十",)),
        ("YN100", ClauseSaid(path="附件3"), ("附件3",)),
        ("LDHT", ClauseSaid(number=19), ("第19条",)),
        ("GJ119", ClauseSaid(number=3, part=True), ("三(一)", "三(二)", "三(三)", "三(四)")),
        ("HZFAQ", ClauseSaid(number=40), ()),
    ],
)
def test_a_clause_is_found_as_people_say_it(
    knowledge: Knowledge, key: str, said: ClauseSaid, clauses: tuple[str, ...]
) -> None:
    assert said.of(knowledge.documents[key]) == clauses


def test_the_end_of_an_ended_document_comes_first(ask: Ask) -> None:
    answer = ask("68号文还算不算数", ZHAOYANG)
    assert answer.topic == TOPIC
    assert "已于2020年12月31日到期" in answer.text.splitlines()[0]
    assert "2020年12月31日" in answer.sms
    assert "12333" in answer.sms
    assert len(answer.sms) <= SMS_LIMIT
    assert [each.number for each in answer.citations] == ["云人社通〔2018〕68号"]
    assert answer.citations[0].expired


def test_a_document_without_an_end_is_told_with_its_year_and_the_number_to_call(ask: Ask) -> None:
    answer = ask("20号文还有效没得")
    assert "没写到哪天为止" in answer.text
    assert "2018年" in answer.sms
    assert "0874-5120155" in answer.sms


def test_before_its_end_a_document_is_in_force(ask: Ask) -> None:
    answer = ask("68号文还有效吗", ZHAOYANG, on=date(2020, 6, 1))
    assert "有效，到2020年12月31日为止" in answer.text


def test_what_the_document_is_about_can_be_chosen_by_digit(ask: Ask) -> None:
    answer = ask("县里20号文都讲了些啥")
    assert 3 <= len(answer.suggestions) <= 6
    chosen = ask(answer.suggestions[0])
    assert chosen.card is not None


def test_a_document_of_another_place_does_not_speak(ask: Ask) -> None:
    answer = ask("云人社通68号文还有效吗", CHANGSHA)
    assert answer.gap is Gap.NOT_SET
    assert answer.citations == ()
    assert "2020" not in answer.text + answer.sms


def test_an_unknown_document_is_not_guessed_at(ask: Ask) -> None:
    answer = ask("县政办发〔2019〕57号文还有效吗")
    assert answer.citations == ()
    assert "57号" in answer.text


def test_a_clause_is_told_in_our_own_words(ask: Ask) -> None:
    answer = ask("会政发20号第十六条讲的什么")
    assert all(figure in answer.text for figure in ("500元", "300元", "2000元", "3000元"))
    assert len(answer.sms) <= SMS_LIMIT
    single = ask("20号文第二十二条里头说技能提升补贴的是什么")
    assert "1000元" in single.text


def test_a_clause_of_an_ended_document_says_its_end_first(ask: Ask) -> None:
    answer = ask("68号文第六条是什么", ZHAOYANG)
    assert "到期" in answer.text.splitlines()[0]
    assert "1000元" in answer.text


def test_all_documents_are_listed_when_none_is_named(ask: Ask) -> None:
    answer = ask("你们这些政策都过期了没有", ZHAOYANG)
    numbers = {each.number for each in answer.citations}
    assert {"云人社通〔2018〕68号", "云人社发〔2017〕100号"} <= numbers
    assert all(each.place in {"530000", "000000"} for each in answer.citations)


def test_this_policy_means_the_document_of_the_answer_before(ask: Ask) -> None:
    before = ask("扶贫车间能补多少", ZHAOYANG)
    assert before.follow_up is not None
    after = ask("这个文件还有效吗", ZHAOYANG, context=before.follow_up)
    assert [each.number for each in after.citations] == [before.citations[0].number]


def test_an_imported_validity_overrules_the_shipped_one(
    policy: PolicyService, knowledge: Knowledge
) -> None:
    shipped = knowledge.documents["HZ20"]
    text = OfficialText(
        "HZ20",
        shipped.number,
        shipped.title,
        shipped.issuer,
        shipped.place,
        "2018-04-09",
        date(2018, 4, 9),
        date(2022, 4, 8),
    )
    told = dated(knowledge.documents, [text])
    assert told["HZ20"].valid_until == date(2022, 4, 8)
    service = policy.with_texts(HUIZE, _STAMP, lambda: [text])
    answer = service.ask("20号文还有效吗", county=HUIZE, on=date(2026, 11, 21))
    assert "已于2022年4月8日到期" in answer.text


def test_a_follow_up_survives_a_document_that_is_only_cited(ask: Ask) -> None:
    before = ask("车票能报多少")
    assert before.follow_up is not None
    assert ask("按20号文去昆明呢", context=before.follow_up).topic == "transport"
