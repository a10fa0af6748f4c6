"""我的车票能报多少: step by step, interrupted, corrected, resumed; every outcome of the rules."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.dialogue.dates import read_day
from bot.dialogue.engine import Dialogue, DialogueSettings
from labourers.tables import EmploymentStatus, Labourer, Source, StatusRecord
from matching.job_search import JobSearch
from messaging import sms_text
from messaging.tables import QUESTION_FIELD, Contact, HandoffReason, MessageKind, OutboxMessage
from policy_faq.claims.links import ClaimLinks, Sheet
from policy_faq.knowledge import Knowledge
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer
from reminders.run import remind
from tests.bot.dialogue.office import COUNTY, Chatter, Office

PHONE = "13900000001"
CHANGSHA, ZHAOYANG, HUAIROU = "430103", "530602", "110116"


@pytest.fixture
def stranger(office: Office) -> Chatter:
    """Somebody in the web chat of whom nothing is known."""
    return office.phone("visitor-1", "webchat")


@pytest.fixture
def wang(office: Office) -> Chatter:
    """Somebody whose phone is on the roster, by SMS."""
    office.person("王秀英", phone=PHONE)
    return office.phone(PHONE)


def asked_caseworkers(office: Office) -> list[str]:
    return [office.vault.open(QUESTION_FIELD, each.question_sealed) for each in office.handoffs()]


def answered(someone: Chatter, *answers: str) -> Chatter:
    for text in ("我的车票能报多少", *answers):
        someone.says(text)
    return someone


class TestStepByStep:
    def test_the_whole_way(self, stranger: Chatter) -> None:
        stranger.says("我的车票能报多少").is_told("取消", "去哪里打工")
        stranger.says("上海").is_told("去上海", "车票一共多少钱")
        stranger.says("五百六").is_told("车票560元", "领过车票补助没有", "1 有", "2 没有")
        stranger.says("2").is_told("干了几个月")
        stranger.says("半年").is_told(
            "可以报500元：车票560元，超过省外500元的上限", "脱贫户", "每人每年1次",
            "会政发〔2018〕20号三(四)16", "2018年的文件", "0874-5120155",
            "1 要带什么、去哪办", "2 填好的申请表",
        )  # fmt: skip
        stranger.is_not_told("提醒我")

    @pytest.mark.parametrize(
        "wish",
        [
            "我的车票能报多少",
            "想申请车票补助",
            "我要报车票",
            "帮我算一下车票能报多少",
            "我想领交通补助",
            "俺的路费能补好多",
            "申请交通补贴",
        ],
    )
    def test_many_words_begin_it(self, stranger: Chatter, wish: str) -> None:
        stranger.says(wish).is_told("去哪里打工")

    @pytest.mark.parametrize(
        "question",
        ["怎么申请车票补助", "车票补助要什么材料", "车票丢了还能报吗", "车票补助一年几次"],
    )
    def test_a_question_about_the_rule_is_answered_as_one(
        self, stranger: Chatter, question: str
    ) -> None:
        stranger.says(question).is_told("依据").is_not_told("去哪里打工？")

    def test_a_plain_question_is_answered_at_once_and_the_sum_offered(
        self, stranger: Chatter
    ) -> None:
        stranger.says("去广东打工车票能报多少").is_told(
            "最高报500元", "要带：", "依据：", "回 1，我帮您算算能报多少"
        )
        stranger.says("1").is_told("车票一共多少钱").is_not_told("去哪里")
        stranger.says("380").says("2").says("5").is_told("可以报380元")

    def test_the_offer_can_be_tapped(self, stranger: Chatter) -> None:
        stranger.says("去广东打工车票能报多少").taps("算算能报多少").is_told("车票一共多少钱")
        stranger.says("300").taps("没有").says("4").taps("要带什么、去哪办").is_told("身份证复印件")

    def test_facts_in_the_question_are_not_asked_again(self, stranger: Chatter) -> None:
        stranger.says("去广东车票380块能报多少").is_told("可以报380元", "领过车票补助没有")
        stranger.is_not_told("去哪里打工", "车票一共多少钱")
        stranger.says("没有").says("4个月").is_told("可以报380元", "1 要带什么")

    def test_all_facts_in_the_question(self, stranger: Chatter) -> None:
        stranger.says("我去昆明干了四个月，车票二百六，今年没领过，能报多少")
        stranger.is_told("260元", "1 要带什么", "2 填好的申请表").is_not_told("？\n")

    def test_a_sentence_may_answer_several_questions(self, stranger: Chatter) -> None:
        stranger.says("想申请车票补助").says("去浙江，车票320，干了5个月")
        stranger.is_told("领过车票补助没有").says("没").is_told("可以报320元")

    def test_by_sms_each_answer_is_short(self, wang: Chatter) -> None:
        for text in ("我的车票能报多少", "苏洲", "1", "来回三百八", "没有", "刚去", "2", "1", "2"):
            wang.says(text)
            assert sms_text.segments("【会泽人社】" + wang.told) <= 5, wang.told
            assert not wang.buttons
        steps = ("重来", "苏州", "380", "2", "半年")
        for text in steps:
            wang.says(text)
            assert sms_text.segments("【会泽人社】" + wang.told) <= 3, wang.told

    @pytest.mark.parametrize("channel", ["sms", "telegram", "webchat", "wechat"])
    def test_on_every_channel(self, office: Office, channel: str) -> None:
        someone = office.phone("13700000009", channel)
        answered(someone, "上海", "380", "2", "6").is_told("380元", "要带什么", "申请表")
        assert bool(someone.buttons) is (channel in ("telegram", "webchat"))

    def test_in_english(self, stranger: Chatter) -> None:
        stranger.says("english").says("i want to apply for the travel subsidy")
        stranger.is_told("Where do you work")
        stranger.says("上海").is_told("How many yuan").says("380").is_told("1 Yes", "2 No")
        stranger.says("2").says("6").is_told("You can get 380元", "1 What to bring")


class TestPlaces:
    @pytest.mark.parametrize(
        ("typed", "heard"),
        [
            ("我去的是上海浦东", "上海浦东"),
            ("东莞长安", "广东东莞"),
            ("去义乌打工", "浙江义乌"),
            ("在县城", "会泽县"),
            ("者海", "会泽县"),
            ("外省", "外省"),
            ("宣威那边", "宣威"),
        ],
    )
    def test_is_heard(self, stranger: Chatter, typed: str, heard: str) -> None:
        answered(stranger, typed).is_told(f"去{heard}", "车票一共多少钱")

    def test_a_typo_is_asked_about(self, stranger: Chatter) -> None:
        answered(stranger, "苏洲").is_told("没找准“苏洲”", "1 江苏省苏州市", "都不是")
        stranger.says("1").is_told("去江苏苏州")

    def test_a_name_of_several_places_is_asked_about(self, stranger: Chatter) -> None:
        answered(stranger, "鼓楼区").is_told("1 江苏省南京市鼓楼区", "江苏省徐州市鼓楼区")
        stranger.taps("江苏省徐州市鼓楼区").is_told("去江苏鼓楼")

    def test_none_of_them(self, stranger: Chatter) -> None:
        answered(stranger, "朝阳区").says("3").is_told("去哪里打工")

    @pytest.mark.parametrize("open_", ["还不知道", "没定", "哪里都行"])
    def test_who_does_not_know_yet_is_asked_by_distance(
        self, stranger: Chatter, open_: str
    ) -> None:
        answered(stranger, open_).is_told("1 县内", "3 外省").says("1").is_told(
            "去县内", "车票一共"
        )

    def test_the_whole_province_is_too_large(self, stranger: Chatter) -> None:
        answered(stranger, "云南").is_told("哪里？", "县的名字").says("昆明").is_told("去昆明")

    def test_what_nobody_can_make_out_is_asked_by_distance(self, stranger: Chatter) -> None:
        answered(stranger, "7", "8", "9").is_told("1 县内", "2 省内别的县", "3 外省")
        stranger.says("3").is_told("去外省", "车票一共多少钱")
        stranger.says("600").says("2").says("6").is_told("可以报500元")


class TestOutcomes:
    """Every outcome of the rules, on 2026-11-23."""

    @pytest.mark.parametrize(
        ("place", "fare", "amount"),
        [
            ("广东", "650", "500元"),
            ("广东", "380.5", "380.5元"),
            ("昆明", "350", "300元"),
            ("昆明", "260", "260元"),
            ("者海", "120", "100元"),
            ("县城", "15元", "15元"),
            ("宣威", "80", "80元"),
        ],
    )
    def test_ticket_or_cap(
        self, office: Office, stranger: Chatter, place: str, fare: str, amount: str
    ) -> None:
        answered(stranger, place, fare, "没有", "6").is_told(f"可以报{amount}：")
        assert office.handoffs() == []

    def test_two_texts_that_differ_go_to_a_caseworker(
        self, office: Office, stranger: Chatter
    ) -> None:
        answered(stranger, "宣威", "150", "没有", "6").is_told(
            "两份文件不一样", "按会政发〔2018〕20号三(四)16：150元",
            "按《转移就业政策问答》十一：100元", "转移就业管理服务中心定", "0874-5120155",
        )  # fmt: skip
        assert [each.reason for each in office.handoffs()] == [HandoffReason.UNSURE]
        assert all(part in asked_caseworkers(office)[0] for part in ("宣威", "150元", "100元"))
        stranger.says("继续")
        assert len(office.handoffs()) == 1, "the same question is not asked twice"
        stranger.says("票价说错了，是200")
        assert "200元" in asked_caseworkers(office)[-1]

    def test_a_question_with_a_fare_that_the_texts_answer_differently(
        self, office: Office, stranger: Chatter
    ) -> None:
        stranger.says("去宣威车票150元能报多少").is_told("150元", "100元", "领过车票补助没有")
        stranger.says("没有").says("5").is_told("两份文件不一样")
        assert len(office.handoffs()) == 1

    def test_claimed_already(self, stranger: Chatter) -> None:
        answered(stranger, "广东", "380").says("有").is_told(
            "领不到", "今年已经领过了", "每人每年1次"
        )
        stranger.is_not_told("380元", "申请表")

    def test_not_registered(self, stranger: Chatter) -> None:
        answered(stranger, "广东，我不是贫困户").is_told("领不到", "建档立卡")

    def test_abroad(self, stranger: Chatter) -> None:
        answered(stranger, "缅甸").is_told("没有定去境外").is_not_told("500")

    def test_the_months_are_not_full(self, stranger: Chatter) -> None:
        answered(stranger, "广东", "380", "没有", "2").is_told("统一组织")
        stranger.says("2").is_told(
            "现在还不能领：要稳定就业满3个月", "满了可以报380元", "3 满月份那天提醒我"
        )

    def test_who_was_sent_may_claim_at_once_by_one_of_two_texts(
        self, office: Office, stranger: Chatter
    ) -> None:
        answered(stranger, "广东", "380", "没有", "刚去", "政府组织的").is_told(
            "两份文件不一样", "按会政发〔2018〕20号三(四)16：380元",
            "按《转移就业政策问答》十一：满3个月380元", "3 满月份那天提醒我",
        )  # fmt: skip
        assert len(office.handoffs()) == 1

    def test_the_day_work_began_gives_the_day_the_months_are_full(self, stranger: Chatter) -> None:
        answered(stranger, "广东", "380", "没有", "11月5号去的", "自己").is_told("2月5日满 3 个月")

    def test_the_fare_is_not_known_yet(self, stranger: Chatter) -> None:
        answered(stranger, "广东", "不知道", "没有", "6").is_told("最高报500元")

    def test_neither_fare_nor_months_are_full(self, stranger: Chatter) -> None:
        answered(stranger, "广东", "不晓得", "没有", "刚去", "自己").is_told("满了最高报500元")

    def test_a_round_trip_is_told_with_care(self, stranger: Chatter) -> None:
        answered(stranger, "广东", "来回三百八", "没有", "6").is_told(
            "可以报380元", "回来的票算不算先打电话问"
        )

    def test_elsewhere_in_yunnan_nothing_is_asked_that_does_not_matter(
        self, office: Office, stranger: Chatter
    ) -> None:
        set_county(office, stranger, ZHAOYANG)
        answered(stranger, "广东", "560").says("没有").is_told(
            "可以报500元", "云人社发〔2017〕100号二(三)13", "12333"
        )
        stranger.says("不是广东，是昆明").is_told("说不准", "没有定", "12333").is_not_told("300元")

    @pytest.mark.parametrize("county", [CHANGSHA, HUAIROU])
    def test_where_nothing_is_set_nothing_is_asked_or_computed(
        self, office: Office, stranger: Chatter, county: str
    ) -> None:
        set_county(office, stranger, county)
        stranger.says("我的车票能报多少").is_told("12333").is_not_told("去哪里打工？", "元")
        stranger.says("去广东车票380块能报多少").is_not_told("380元", "领过车票补助没有")

    def test_texts_that_have_ended_are_told_as_past(
        self, office: Office, jobs: JobSearch, stranger: Chatter
    ) -> None:
        knowledge = Knowledge.load()
        over = {"valid_until": date(2025, 12, 31)}
        documents = {
            key: document.model_copy(update=over if document.place == COUNTY else {})
            for key, document in knowledge.documents.items()
        }
        policy = PolicyService(
            replace(knowledge, documents=documents), office.gazetteer, Tokenizer()
        )
        office.dialogue = Dialogue(policy, office.gazetteer, county=COUNTY, jobs=jobs)
        stranger.says("我的车票能报多少").is_told("已于2025年12月31日到期", "12333")
        stranger.is_not_told("去哪里打工？", "回 1")
        stranger.says("去广东车票380块能报多少").is_told("到期").is_not_told("可以报380元")

    def test_the_amounts_are_those_of_the_policy_answers(
        self, office: Office, policy: PolicyService
    ) -> None:
        for number, place in enumerate(("广东", "昆明", "县城", "宣威")):
            for fare in (60, 150, 320, 700):
                someone = office.phone(f"visitor-{number}-{fare}", "webchat")
                answered(someone, place, str(fare), "没有", "6")
                asked = f"去{place}打工车票{fare}元能报多少"
                first = policy.ask(asked, county=COUNTY, on=date(2026, 11, 23)).text.split("\n")[0]
                for amount in {"100元", "300元", "500元", f"{fare}元"}:
                    assert (f"报{amount}" in first) == (
                        f"报{amount}：" in someone.told or f"：{amount}。" in someone.told
                    ), (place, fare, amount)


class TestInterruptions:
    def test_a_policy_question_at_every_step(self, office: Office) -> None:
        for step, answers in enumerate(
            ([], ["广东"], ["广东", "380"], ["广东", "380", "2"], ["广东", "380", "2", "刚去"])
        ):
            someone = office.phone(f"visitor-{step}", "webchat")
            asked = answered(someone, *answers).told.splitlines()
            question = next(line for line in asked if "？" in line)
            someone.says("有什么免费培训").is_told("培训", "接着办", question)

    def test_material_in_the_middle_is_that_of_the_subsidy(self, stranger: Chatter) -> None:
        answered(stranger, "广东").says("要带什么材料").is_told("车票", "接着办", "车票一共多少钱")

    def test_danger_is_heard_first_and_the_flow_offered_after(
        self, office: Office, stranger: Chatter
    ) -> None:
        answered(stranger, "广东").says("老板拖欠我工资三个月了").is_told(
            "0874-5125539", "转给工作人员", "回“继续”接着算"
        )
        assert [each.reason for each in office.handoffs()] == [HandoffReason.URGENT]
        stranger.says("继续").is_told("车票一共多少钱").says("380").is_told("领过车票补助")

    def test_looking_for_work_in_between(self, office: Office, stranger: Chatter) -> None:
        office.posting("电子厂普工", place="441900")
        answered(stranger, "广东").says("想找包吃住的活").is_told("电子厂普工", "回“继续”接着算")
        stranger.says("1").is_told("单位：")
        stranger.says("接着算").is_told("车票一共多少钱")

    def test_the_menu_and_a_caseworker(self, stranger: Chatter) -> None:
        answered(stranger, "广东").says("0").is_told("1 找工作", "回“继续”接着算")
        stranger.says("继续").says("转人工").is_told("已经转给工作人员", "回“继续”接着算")

    def test_stopping(self, stranger: Chatter) -> None:
        answered(stranger, "广东").says("算了").is_told("不办了").is_not_told("接着算")
        stranger.says("继续").is_not_told("车票一共多少钱")

    def test_goes_on_the_next_day(self, stranger: Chatter) -> None:
        answered(stranger, "广东", "380").waits(hours=20).says("继续").is_told("领过车票补助没有")
        stranger.waits(days=8).says("继续").is_not_told("领过车票补助没有")

    def test_asks_again_only_so_often(self, stranger: Chatter) -> None:
        answered(stranger, "广东")
        for _ in range(3):
            stranger.says("有什么免费培训").is_told("车票一共多少钱")
        stranger.says("有什么免费培训").is_not_told("车票一共多少钱").is_told("回“继续”接着算")

    @pytest.mark.parametrize("nonsense", ["嗯哼哈哈", "9", "qwerty"])
    def test_nonsense_is_asked_again(self, stranger: Chatter, nonsense: str) -> None:
        answered(stranger, "广东").says(nonsense).is_told("车票一共多少钱")

    def test_a_picture_leaves_the_flow_open(self, stranger: Chatter) -> None:
        answered(stranger, "广东").says("😀").is_told("没有收到文字", "回“继续”接着算")

    def test_a_wage_is_no_fare(self, office: Office, stranger: Chatter) -> None:
        office.posting("电子厂普工", place="441900")
        answered(stranger, "广东").says("有没有工资5000的活").is_not_told("车票5000元")

    def test_the_identity_question_is_not_disturbed(
        self, office: Office, stranger: Chatter
    ) -> None:
        office.posting("电子厂普工", place="441900")
        stranger.says("找活").says("报名1").is_told("身份证后四位")
        stranger.says("我的车票能报多少").is_told("500元", "接着办", "身份证后四位")


class TestCorrections:
    def test_the_place_before_the_result(self, stranger: Chatter) -> None:
        answered(stranger, "上海").says("不是上海，是苏州").is_told(
            "改好了", "去江苏苏州", "车票一共"
        )

    def test_the_fare_after_the_result(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380", "没有", "6").is_told("可以报380元")
        stranger.says("票价说错了，是280").is_told("改好了", "可以报280元").is_not_told("380")

    def test_the_place_after_the_result(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380", "没有", "6").says("不是上海，是昆明")
        stranger.is_told("改好了", "可以报300元", "超过市外、省内300元")

    def test_a_typo_in_a_correction(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380").says("不是上海，是苏洲").is_told("1 江苏省苏州市")
        stranger.says("1").is_told("去江苏苏州", "领过车票补助没有")

    @pytest.mark.parametrize(
        ("correction", "result"),
        [
            ("说错了，是4个月", "可以报380元"),
            ("不是2个月，是半年", "可以报380元"),
            ("改成280块", "满了可以报280元"),
            ("搞错了，今年领过了", "今年已经领过了"),
            ("不对，是政府组织的", "两份文件不一样"),
        ],
    )
    def test_everything_else(self, stranger: Chatter, correction: str, result: str) -> None:
        answered(stranger, "上海", "380", "没有", "2", "自己").is_told("现在还不能领")
        stranger.says(correction).is_told("改好了", result)

    def test_a_step_back(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380").says("错了").is_told("车票一共多少钱")
        stranger.says("返回").is_told("去哪里打工")
        stranger.says("苏州").says("300").says("2").says("9").is_told("可以报300元")

    def test_something_is_wrong_with_the_result(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380", "没有", "6").says("错了").is_told("哪里不对", "票价是280")

    def test_all_again(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380").says("重来").is_told("从头来", "去哪里打工")
        stranger.says("昆明").says("99").says("2").says("6").is_told("可以报99元")
        stranger.says("重来").is_told("从头来", "去哪里打工")

    def test_another_place_while_something_else_is_asked(self, stranger: Chatter) -> None:
        answered(stranger, "上海").says("苏州").is_told("去江苏苏州", "车票一共多少钱")


class TestAfterwards:
    def test_what_to_bring_and_where(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380", "没有", "6").says("1").is_told(
            "□ 车票", "□ 身份证复印件", "工资收入证明", "去哪办：", "0874-5120155"
        )
        stranger.says("2").is_told("申请表")

    def test_the_form_in_words_where_there_are_no_pages(self, wang: Chatter) -> None:
        answered(wang, "上海", "380", "没有", "6").says("2").is_told(
            "务工地点：上海市（省外）", "申请补助金额：380元", "姓名、身份证号、卡号自己填"
        )
        assert "王秀英" not in wang.told, "no name goes by SMS"

    def test_a_reminder_for_somebody_known(self, office: Office, wang: Chatter) -> None:
        answered(wang, "上海", "380", "没有", "11月5号去的", "2").says("3")
        wang.is_told("11月5日起在上海上班", "2月5日", "回1对")
        assert len(office.rows(StatusRecord)) == 1, "nothing is recorded before it is confirmed"
        wang.says("1").is_told("记好了", "2月5日发短信提醒")
        record = office.rows(StatusRecord)[-1]
        assert (record.status, record.since) == (EmploymentStatus.EMPLOYED, date(2026, 11, 5))
        assert (record.place_code, record.source) == ("310000", Source.LABOURER)

    def test_the_reminder_really_comes(self, office: Office, wang: Chatter) -> None:
        answered(wang, "上海", "380", "没有", "11月5号去的", "2").says("3").says("对")
        eve, day = date(2027, 2, 4), date(2027, 2, 5)
        assert remind(office.db, office.vault, office.clock, COUNTY, eve) == 0
        assert remind(office.db, office.vault, office.clock, COUNTY, day) == 1
        reminders = office.rows(OutboxMessage, kind=MessageKind.REMINDER)
        assert [each.key[:26] for each in reminders] == ["subsidy-due:transport-hzfa"]

    def test_a_later_record_that_says_otherwise_is_corrected(
        self, office: Office, wang: Chatter
    ) -> None:
        wang.says("我上班了").says("1").says("0").waits(days=2).says("我没工作了")
        answered(wang, "上海", "380", "没有", "11月1号去的", "2").says("3").says("1")
        wang.is_told("记好了：11月1日起")
        day = date(2027, 2, 1)
        assert remind(office.db, office.vault, office.clock, COUNTY, day) == 1

    def test_a_digit_too_many_shows_the_choices_again(self, stranger: Chatter) -> None:
        answered(stranger, "上海", "380", "没有", "6").says("7").is_told("没有“7”", "1 要带什么")

    def test_a_stranger_is_asked_who_it_is_first(self, office: Office, stranger: Chatter) -> None:
        person = office.person("王秀英", phone=PHONE)
        answered(stranger, "上海", "380", "没有", "刚去", "2").says("3").is_told("身份证后四位")
        stranger.says("王秀英 1234").is_told("对上了", "11月23日起在上海上班", "2月23日")
        stranger.says("不对").is_told("哪天开始上班")
        stranger.says("11月1日").is_told("记好了：11月1日起上班", "2月1日")
        assert office.rows(StatusRecord, labourer_id=person)[-1].since == date(2026, 11, 1)

    def test_another_of_the_phone_is_named_instead(self, office: Office) -> None:
        office.person("王秀英", phone=PHONE)
        son = office.person("王有才", phone=PHONE)
        phone = office.phone(PHONE)
        answered(phone, "上海", "380", "没有", "刚去", "2").says("3").is_told("1 王*英", "2 王*才")
        phone.says("1").is_told("11月23日起")
        phone.says("不是我,是王有才").is_told("11月23日起").says("1").is_told("记好了")
        assert office.rows(StatusRecord, labourer_id=son)[-1].since == date(2026, 11, 23)

    def test_who_is_known_to_work_need_not_confirm(self, office: Office, wang: Chatter) -> None:
        wang.says("我上班了").says("3 11月5日").says("0")
        records = len(office.rows(StatusRecord))
        answered(wang, "上海", "380", "没有", "刚去", "2").says("3").is_told("11月5日", "2月5日")
        assert len(office.rows(StatusRecord)) == records

    def test_without_a_number_the_day_is_told(self, office: Office, stranger: Chatter) -> None:
        office.person("王秀英")
        answered(stranger, "上海", "380", "没有", "刚去", "2").says("3").says("王秀英 1234")
        stranger.says("1").is_told("没有您的手机号", "2月23日")

    def test_a_question_while_the_day_is_asked(self, wang: Chatter) -> None:
        answered(wang, "上海", "380", "没有", "刚去", "2").says("3")
        wang.says("有什么免费培训").is_told("培训", "接着办", "回1对")

    def test_the_old_digits_mean_nothing_bad(self, stranger: Chatter) -> None:
        for action in (
            "fact:claimed=yes",
            "fact:place=999999",
            "remind:yes=x",
            "form",
            "checklist",
        ):
            stranger.says("", action)
            assert stranger.told


def set_county(office: Office, chatter: Chatter, county: str) -> None:
    with office.db.write() as session:
        session.get_one(Contact, chatter.contact_id).county_code = county


def test_days_are_read_as_the_other_flows_read_them() -> None:
    assert read_day("11月5号去的", date(2026, 11, 23)) == date(2026, 11, 5)


class TestTheLink:
    @pytest.fixture
    def links(self, office: Office, policy: PolicyService, jobs: JobSearch) -> ClaimLinks:
        """Let the office have pages."""
        links = ClaimLinks(b"k" * 32)
        settings = DialogueSettings(COUNTY, pages_url="https://gx.example.gov.cn", links=links)
        office.dialogue = Dialogue(
            policy, office.gazetteer, county=COUNTY, jobs=jobs, settings=settings
        )
        return links

    def sheet(self, office: Office, links: ClaimLinks, told: str) -> Sheet:
        token = re.search(r"https://gx\.example\.gov\.cn/claims/(\S+)", told)
        assert token is not None, told
        return links.read(token[1], office.clock)

    def test_holds_the_claim_and_whose_it_is(
        self, office: Office, links: ClaimLinks, wang: Chatter
    ) -> None:
        answered(wang, "苏州", "来回三百八", "没有", "半年").says("2").is_told("申请表", "7天")
        sheet = self.sheet(office, links, wang.told)
        assert sheet.person == office.rows(Labourer)[0].id
        claim = sheet.claim
        assert (claim.county, claim.place, claim.fare) == (COUNTY, "320500", 380)
        assert (claim.round_trip, claim.claimed, claim.months) == (True, False, 6)
        assert sms_text.segments("【会泽人社】" + wang.told) <= 3

    def test_names_nobody_who_is_not_known(
        self, office: Office, links: ClaimLinks, stranger: Chatter
    ) -> None:
        answered(stranger, "苏州", "380", "没有", "半年").taps("填好的申请表").is_told("用笔填")
        assert self.sheet(office, links, stranger.told).person is None

    def test_names_nobody_on_a_channel_abroad(self, office: Office, links: ClaimLinks) -> None:
        office.person("王秀英")
        someone = office.phone("4711", "telegram")
        answered(someone, "苏州", "380", "没有", "刚去", "自己").says("3")
        someone.says("王秀英 1234", action="identity").says("1").is_told("记好了")
        assert self.sheet(office, links, someone.says("", "form").told).person is None
