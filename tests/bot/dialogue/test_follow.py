"""Questions that lean on the answer before, in the many ways people put them."""

from __future__ import annotations

import pytest

from messaging.handoffs import QUESTION_FIELD
from tests.bot.dialogue.office import Chatter, Office

TICKET = "去广东打工车票能报多少"


@pytest.fixture
def stranger(office: Office) -> Chatter:
    return office.phone("visitor-7", "webchat")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("那材料呢", "要带：车票"),
        ("要带啥", "要带：车票"),
        ("材料要哪些", "要带：车票"),
        ("要哪样手续", "要带：车票"),
        ("带哪样去", "要带：车票"),
        ("那要什么条件", "条件："),
        ("要啥条件", "条件："),
        ("具体找哪个", "0874-5120155"),
        ("去哪点办", "0874-5120155"),
        ("在哪里办", "0874-5120155"),
        ("电话多少", "0874-5120155"),
        ("那怎么申请", "去这里办"),
        ("咋个办", "去这里办"),
        ("多久到账", "0874-5120155"),
        ("如果是去昆明呢", "300元"),
        ("那去昆明呢", "300元"),
        ("要是在省内呢", "300元"),
        ("换成上海呢", "500元"),
        ("车票380呢", "380元"),
        ("那我老婆呢", "各人算各人"),
        ("我儿子呢", "各人算各人"),
        ("那我家里人呢", "各人算各人"),
        ("还有呢", "还可以问"),
        ("还有吗", "还可以问"),
        ("然后呢", "还可以问"),
        ("不是问这个", "没答对"),
        ("我问的不是这个", "没答对"),
        ("答错了", "没答对"),
        ("我婆娘也去,她能不能领", "各人算各人"),
        ("我爹六十岁了能领不", "各人算各人"),
        ("我老公在曲靖打工，他呢", "两份文件不一样"),
        ("为哪样", "三(四)16"),
        ("凭什么才这么点", "三(四)16"),
        ("哪个文件说的", "三(四)16"),
        ("真的假的", "三(四)16"),
        ("要是没有发票呢", "没有写能不能报"),
        ("什么时候能领", "满 3 个月"),
        ("过期了咋办", "没写到哪天为止"),
        ("要不要交钱", "不收费"),
        ("人在外地咋办", "代办"),
        ("说简单点", "简单说：去广东省最高报500元"),
        ("我不识字咋整", "0874-5120155"),
        ("再说一遍", "最高报500元"),
        ("能不能快点", "没有写要多久"),
        ("那个呢", "前面那条是"),
        ("我是说曲靖", "两份文件不一样"),
        ("刚才说的是哪年的文件", "三(四)16"),
        ("能不能打到我婆娘卡上", "没有写这一点"),
        ("要不要村里盖章", "没有写这一点"),
        ("我不会填表咋办", "申请表我帮您填"),
        ("我自己开车去", "没有写能不能报"),
        ("没有收入证明行不行", "要带“收入证明”"),
        ("没有毕业证行不行", "没有写要“毕业证”"),
    ],
)
def test_after_an_answer(stranger: Chatter, said: str, told: str) -> None:
    stranger.says(TICKET).says(said).is_told(told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("那材料呢", "考勤"),
        ("找哪个部门", "0874-5125539"),
        ("电话多少", "0874-5125539"),
        ("要等多久", "60个工作日"),
        ("我该先干啥", "简单说：先留证据"),
        ("要不要钱", "仲裁不收费"),
        ("他跑了怎么办", "0874-5125539"),
        ("什么时候能领", "60个工作日"),
        ("人在外地咋办", "12333"),
    ],
)
def test_after_danger(stranger: Chatter, said: str, told: str) -> None:
    stranger.says("老板欠我三个月工资不给").says(said).is_told(told)


def test_danger_does_not_hold_the_next_question(stranger: Chatter) -> None:
    stranger.says("老板欠我三个月工资不给").says(TICKET).is_told("500元").is_not_told("考勤")


@pytest.mark.parametrize("said", ["那去哪问", "那找谁问", "该问哪个", "打什么电话"])
def test_after_a_refusal(stranger: Chatter, said: str) -> None:
    stranger.says("明天会不会下雨，庄稼要不要收").says("问补贴").says("我要五百")
    stranger.says(said).is_told("0874-5120155")


@pytest.mark.parametrize("said", ["那去哪问", "那找谁问"])
def test_after_a_refusal_the_office_that_answers_is_named(stranger: Chatter, said: str) -> None:
    stranger.says("生二胎给多少钱").says(said).is_told("卫健").is_not_told("0874")


@pytest.mark.parametrize("between", ["那个要是没得呢", "为哪样", "听不懂"])
def test_half_a_sentence_ends_no_talk(stranger: Chatter, between: str) -> None:
    stranger.says(TICKET).says(between).says("如果是去昆明呢").is_told("最高报300元")


def test_a_question_of_its_own_ends_the_talk_before(stranger: Chatter) -> None:
    stranger.says(TICKET).says("阳光玫瑰怎么种才甜").says("那材料呢").is_not_told("要带：车票")


def test_words_that_lean_are_answered_within_a_flow_and_it_goes_on(stranger: Chatter) -> None:
    stranger.says("我的车票能报多少").says("上海").says("说简单点").is_told(
        "简单说", "车票一共多少钱"
    )
    stranger.says("420").is_told("领过车票补助没有")


@pytest.mark.parametrize("said", ["为哪样", "再说一遍", "说简单点", "我婆娘也去", "他跑了怎么办"])
def test_without_an_answer_before_nothing_is_made_up(stranger: Chatter, said: str) -> None:
    stranger.says(said).is_not_told("元。每人每年1次", "前面那条是", "各人算各人")


def test_by_sms_it_is_said_in_few_words(office: Office) -> None:
    phone = office.phone("13900000009")
    for said in ("为哪样", "说简单点", "什么时候能领", "过期了咋办", "那个呢"):
        phone.says(TICKET).says(said)
        assert len(phone.told) <= 160, phone.told


def test_an_aside_leaves_the_subject(stranger: Chatter) -> None:
    stranger.says(TICKET).says("多久到账").says("那材料呢").is_told("要带：车票")


def test_what_was_not_meant_goes_to_a_person(office: Office, stranger: Chatter) -> None:
    stranger.says(TICKET).says("不是问这个").says("1").is_told("转给工作人员")
    assert len(office.handoffs()) == 1


def test_a_question_of_how_often_is_no_answer(stranger: Chatter) -> None:
    stranger.says("我的车票能报多少").says("上海").says("380").says("那一年能报几回")
    assert stranger.state["trip"].get("claimed") is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("我想问下搬迁房的房产证", "12345"),
        ("办个养蜂的执照要跑哪里", "农业"),
        ("想问小孩上学的事", "教育"),
    ],
)
def test_another_office_is_named_instead_of_jobs(stranger: Chatter, said: str, told: str) -> None:
    stranger.says(said).is_told(told, "12333").is_not_told("报名")


@pytest.mark.parametrize(
    "said", ["问补贴", "问补贴政策", "我想问个事", "我想咨询一下补贴", "问你个问题", "咨询政策"]
)
def test_who_says_that_a_question_comes_is_asked_for_it(stranger: Chatter, said: str) -> None:
    stranger.says(said).is_told("想问什么").is_not_told("答不了")
    stranger.says(TICKET).is_told("最高报500元")


@pytest.mark.parametrize("said", ["不知道", "我不知道咋问", "帮帮我", "急", "好急啊"])
def test_who_is_lost_is_shown_what_there_is(stranger: Chatter, said: str) -> None:
    stranger.says(said).is_told("1 找工作", "4 转人工").is_not_told("答不了", "您是不是想问")


def test_one_list_of_digits_at_a_time(stranger: Chatter) -> None:
    """The nearest questions are offered by the digits that they are told with."""
    stranger.says("土地流转出去了还算农民工不")
    assert stranger.told.count("1 ") == 1
    assert stranger.told.count("回数字") + stranger.told.count("回复数字") <= 1


def test_the_caseworker_reads_the_words_that_were_written(
    office: Office, stranger: Chatter
) -> None:
    stranger.says(TICKET).says("要是没有发票呢")
    question = office.vault.open(QUESTION_FIELD, office.handoffs()[-1].question_sealed)
    assert "要是没有发票呢" in question


def test_who_calls_for_a_person_after_a_search_need_not_repeat_it(
    office: Office, stranger: Chatter
) -> None:
    stranger.says("想去东莞电子厂做普工").says("人工")
    question = office.vault.open(QUESTION_FIELD, office.handoffs()[-1].question_sealed)
    assert "东莞电子厂" in question


@pytest.mark.parametrize("said", ["那多少钱一个月", "电话呢", "要带什么材料", "几天到账"])
def test_what_leans_on_a_refusal_stays_with_the_office_that_answers(
    stranger: Chatter, said: str
) -> None:
    stranger.says("低保怎么办").says(said).is_told("民政").is_not_told("0874")
    stranger.says("那车票呢").is_told("500元")


def test_after_a_list_of_postings(office: Office, stranger: Chatter) -> None:
    for title in ("操作工", "质检员", "包装工", "普工"):
        office.posting(title)
    stranger.says("找活").is_told("回数字看详情")
    stranger.says("为什么只有三个").is_told("换一批").is_not_told("答不了")
    stranger.says("这些靠谱吗").is_told("先要钱", "12333")


def test_fares_are_no_wish_for_work(stranger: Chatter) -> None:
    stranger.says("去外地打工给路费不").is_told("500元").is_not_told("合适的工作")


def test_a_card_that_names_no_papers_says_so(stranger: Chatter) -> None:
    stranger.says("参加培训有补贴吗").says("那材料呢").is_told("没有写要带什么", "0874-5120155")


def test_when_something_is_paid_depends_on_its_conditions(stranger: Chatter) -> None:
    stranger.says("公益性岗位一个月多少钱").says("什么时候能领").is_told("条件：", "没有写要多久")


def test_what_leans_is_passed_on_too_while_a_person_is_awaited(
    office: Office, stranger: Chatter
) -> None:
    stranger.says(TICKET).says("没用").says("为哪样").is_told("三(四)16", "补充的话也转过去了")
    question = office.vault.open(QUESTION_FIELD, office.handoffs()[-1].question_sealed)
    assert "为哪样" in question


def test_a_form_that_we_do_not_have_is_at_its_counter(stranger: Chatter) -> None:
    stranger.says("参加培训有补贴吗").says("申请表在哪拿").is_told("窗口", "0874-5120155")


def test_what_the_card_does_say_is_not_called_unwritten(stranger: Chatter) -> None:
    stranger.says("创业贷款能贷多少").says("要担保吗").is_told("反担保").is_not_told("没有写这一点")


def test_a_few_words_that_fit_nothing_go_on_with_the_answer_before(stranger: Chatter) -> None:
    stranger.says("公益性岗位一个月多少钱").says("能干几年").is_told("接着刚才那条说", "期限3年")
    stranger.says("那材料呢").is_told("要带：身份证")


def test_a_longer_question_that_fits_nothing_does_not(stranger: Chatter) -> None:
    stranger.says("公益性岗位一个月多少钱").says("土地流转出去了还算农民工不")
    stranger.is_not_told("接着刚才")
