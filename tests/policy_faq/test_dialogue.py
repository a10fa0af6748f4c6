"""Follow-ups, several questions at once, other ways of writing, urgent topics."""

from __future__ import annotations

import json

import pytest

from policy_faq.answer import Answer, FollowUp
from tests.policy_faq.conftest import CHANGSHA, FUZHOU, Ask


@pytest.fixture
def first(ask: Ask) -> Answer:
    return ask("去广东打工车票能报多少")


@pytest.mark.parametrize(
    ("then", "holds"),
    [
        ("那材料呢", "要带：车票"),
        ("要带什么", "要带：车票"),
        ("去哪里办", "去这里办"),
        ("如果是去昆明呢", "最高报300元"),
        ("那去宣威呢", "两份文件不一样"),
        ("不是广东,是昆明", "最高报300元"),
        ("要是在县里打工呢", "最高报100元"),
        ("车票380", "可以报380元"),
        ("车票花了六百二呢", "可以报500元"),
        ("我不是建档立卡户", "领不到"),
    ],
)
def test_follow_up(ask: Ask, first: Answer, then: str, holds: str) -> None:
    assert first.follow_up is not None
    answer = ask(then, context=first.follow_up)
    assert answer.topic == "transport"
    assert holds in answer.text.splitlines()[0]


def test_what_was_said_is_kept_along_the_thread(ask: Ask, first: Answer) -> None:
    second = ask("车票380", context=first.follow_up)
    third = ask("不是广东,是昆明", context=second.follow_up)
    assert third.text.startswith("可以报300元")


@pytest.mark.parametrize(
    ("then", "holds"),
    [
        ("如果是去昆明呢", "最高报300元"),
        ("那我老婆去上海呢", "最高报500元"),
        ("高铁到深圳七百多", "可以报500元"),
        ("去昆明90块呢", "可以报90元"),
        ("那坐大巴去义乌两百六", "可以报260元"),
    ],
)
def test_the_ticket_of_one_trip_is_not_taken_for_another(ask: Ask, then: str, holds: str) -> None:
    before = ask("到温州硬座一张184，能报多少")
    told = ask(then, context=before.follow_up).text.splitlines()[0]
    assert holds in told
    assert "184" not in told


@pytest.mark.parametrize(
    ("then", "topic"),
    [
        ("老板拖欠我工资怎么办", "wages"),
        ("想学电焊有免费培训吗", "training"),
        ("311就业服务是什么", "standard-311"),
    ],
)
def test_a_new_question_leaves_the_thread(ask: Ask, first: Answer, then: str, topic: str) -> None:
    assert ask(then, context=first.follow_up).topic == topic


@pytest.mark.parametrize(
    "then",
    [
        "低保去哪里办",
        "看病报销找哪个",
        "户口本丢了去哪办",
        "驾照要带什么",
        "住院要什么材料",
        "学费去哪里报",
    ],
)
def test_what_others_answer_for_does_not_lean_on_the_thread(
    ask: Ask, first: Answer, then: str
) -> None:
    assert ask(then, context=first.follow_up).topic is None


def test_a_follow_up_survives_a_session_row(ask: Ask) -> None:
    kept = ask("去上海车票380元能报多少").follow_up
    assert kept is not None
    assert FollowUp.from_json(json.loads(json.dumps(kept.to_json()))) == kept


def test_several_questions_are_all_answered(ask: Ask) -> None:
    answer = ask("去广东打工车票能报多少？还有想学电焊有免费培训吗")
    assert "500元" in answer.text
    assert "培训" in answer.text
    assert "①" in answer.text
    assert "②" in answer.text
    assert len(answer.sms) <= 120


def test_an_urgent_question_jumps_to_the_front(ask: Ask) -> None:
    answer = ask("去广东打工车票能报多少？老板扣了我的身份证不还怎么办？")
    assert answer.urgent
    assert answer.text.index("违法") < answer.text.index("500元")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("包工头跑了，工钱没拿到", "wages"),
        ("中介收了八百块押金不退，我是不是遭骗了", "fraud"),
        ("在工地上摔断腿了老板不管", "injury"),
        ("老板把身份证收走了不让我们走", "id-card"),
        ("我儿子才十五岁，有人招他进厂打工", "minor"),
    ],
)
@pytest.mark.parametrize("county", ["530326", CHANGSHA, FUZHOU])
def test_urgent_topics(ask: Ask, question: str, topic: str, county: str) -> None:
    answer = ask(question, county)
    assert answer.topic == topic
    assert answer.urgent
    assert answer.handoff
    first = answer.text.splitlines()[0]
    assert any(number in first for number in ("110", "120", "12333", "0874-5125539"))
    assert any(number in answer.sms for number in ("110", "120", "12333", "0874-5125539"))


@pytest.mark.parametrize(
    "question",
    [
        "去廣東打工車票能報多少",
        "qu guangdong dagong chepiao neng bao duoshao",
        "quguangdongdagongchepiaonengbaoduoshao",
        "去广东打工车漂能抱多少",
        "去广东務工,车费报好多",
        "请问一下，去广东打工的火车票能给报销多少钱呢？谢谢",
        "去 广 东 打 工 车 票 能 报 多 少",
        "去广东打工车票能报多少😀😀",
    ],
)
def test_other_ways_of_writing(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.topic == "transport"
    assert "500元" in answer.text


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How much is the travel subsidy for working in Guangdong?", "transport"),
        ("My boss has not paid my wages", "wages"),
        ("Where can I get free training?", "training"),
        ("The factory keeps my ID card", "id-card"),
    ],
)
def test_english(ask: Ask, question: str, topic: str) -> None:
    answer = ask(question)
    assert answer.topic == topic
    assert answer.text[0].isascii()


def test_people_and_destination_are_computed(ask: Ask) -> None:
    answer = ask("我组织了二十五个建档立卡户去广东，能领多少补助")
    assert answer.topic == "placement"
    assert "7500元" in answer.text.splitlines()[0]


def test_json_shape(ask: Ask) -> None:
    document = ask("去广东打工车票能报多少").to_json()
    assert list(document) == [
        "answer",
        "sms",
        "citations",
        "card",
        "confidence",
        "handoff",
        "suggestions",
    ]
    assert list(document["citations"][0]) == [
        "number",
        "title",
        "clause",
        "place",
        "valid_until",
        "expired",
    ]
    json.dumps(document, allow_nan=False)


@pytest.mark.parametrize(
    ("word", "topic"),
    [("车费", "transport"), ("欠薪", "wages"), ("培训", "training"), ("工伤", "injury")],
)
def test_a_bare_word_is_understood(ask: Ask, word: str, topic: str) -> None:
    assert ask(word).topic == topic


def test_a_vague_word_offers_what_there_is(ask: Ask) -> None:
    answer = ask("补贴")
    assert len(answer.suggestions) == 3
    assert not answer.handoff


def test_asking_for_everything_offers_topics(ask: Ask) -> None:
    assert ask("我能享受哪些政策").suggestions
    assert "职业培训补贴" in ask("我能享受哪些政策", CHANGSHA).text


def test_tickets_that_the_text_does_not_name(ask: Ask) -> None:
    assert "飞机票" in ask("坐飞机去打工能报吗").text
    assert ask("车票丢了，去广东的能报吗").topic == "transport-tickets"
    assert ask("坐飞机去打工能报吗", "530602").topic == "transport"
