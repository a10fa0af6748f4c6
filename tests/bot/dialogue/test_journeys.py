"""Whole conversations, as people have them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from bot.dialogue.engine import Dialogue
from jobs_feed.tables import Application, PostingKind
from labourers.profiles import current_status
from labourers.tables import ContactLink, EmploymentStatus, Source
from matching.job_search import JobSearch
from matching.tables import PostingRefusal
from messaging import sms_text
from messaging.handoffs import answer_handoff
from messaging.tables import QUESTION_FIELD, HandoffReason
from policy_faq.answer import Answer, FollowUp
from policy_faq.service import PolicyService
from tests.bot.dialogue.office import COUNTY, Chatter, Office

PHONE = "13900000001"
JOBS = (
    ("电子厂普工", "441900", (4500, 6500)),
    ("缝纫工", "530326", (3000, 4000)),
    ("餐厅服务员", "530100", (3500, 4500)),
    ("保洁员", "530326", (2500, 2800)),
    ("小区保安", "330100", (5000, 6000)),
    ("仓库分拣员", "320500", (6000, 8000)),
    ("厨师", "530326", (5000, 7000)),
)


@pytest.fixture
def postings(office: Office) -> dict[str, UUID]:
    return {title: office.posting(title, place=place, wage=wage) for title, place, wage in JOBS}


@pytest.fixture
def wang(office: Office, postings: dict[str, UUID]) -> Chatter:
    """Somebody whose phone is on the roster."""
    office.person("王秀英", phone=PHONE)
    return office.phone(PHONE)


@pytest.fixture
def stranger(office: Office, postings: dict[str, UUID]) -> Chatter:
    """Somebody in the web chat of whom nothing is known."""
    return office.phone("visitor-1", "webchat")


def who(office: Office, chatter: Chatter) -> UUID:
    links = office.rows(ContactLink, contact_id=chatter.contact_id)
    assert len(links) == 1
    return UUID(str(links[0].labourer_id))


def first_listed(chatter: Chatter) -> UUID:
    return UUID(chatter.state["listing"]["postings"][0])


def status(office: Office, person: UUID) -> EmploymentStatus | None:
    with office.db.read() as session:
        found = current_status(session, person, office.clock.today())
        return found.status if found else None


class TestTheMainJob:
    def test_in_the_web_chat(self, office: Office, stranger: Chatter) -> None:
        office.person("王秀英")
        stranger.says("你好").is_told("1 找工作", "2 问补贴政策", "3 我上班了", "4 转人工")
        stranger.says("去广东打工车票能报多少").is_told(
            "500", "条件：", "要带：", "身份证复印件", "去哪办：", "0874-5120155",
            "会政发〔2018〕20号", "三(四)16",
        )  # fmt: skip
        stranger.says("想找包吃住的活").is_told("\n1 ", "\n2 ", "\n3 ", "包吃住", "报名1")
        assert stranger.proof is None, "nobody knows whom this serves"
        assert stranger.buttons[-1] == "换一批"
        posting = first_listed(stranger)
        stranger.says("1").is_told("单位：", "地点：", "工资：", "电话：08745556677", "报名1")
        stranger.says("报名1").is_told("姓名和身份证后四位")
        stranger.says("王秀英 1234").is_told("对上了", "报名好了", "不用交钱")
        person = who(office, stranger)
        assert office.applied(person) == [posting]
        stranger.says("我上班了").is_told("1 会泽县", "3 外省")
        stranger.says("3 11月5日").is_told("11月5日起在外省上班", "3 个月", "2月5日", "500元")
        assert status(office, person) is EmploymentStatus.EMPLOYED
        stranger.says("退订").is_told("已退订")
        assert stranger.contact.opted_out_at is not None
        stranger.says("人工").is_told("已经转给工作人员", "1 个工作日", "0874-5120155")
        assert [each.reason for each in office.handoffs()] == [HandoffReason.ASKED]

    def test_by_sms(self, office: Office, wang: Chatter) -> None:
        wang.says("去广东打工车票能报多少").is_told("500元", "0874-5120155", "会政发〔2018〕20号")
        wang.says("要带什么").is_told("要带：", "车票", "收入证明", "会政发〔2018〕20号")
        wang.says("想找包吃住的活").is_told("\n1 ", "\n2 ", "\n3 ")
        assert len(wang.proof["postings"]) == 3
        assert wang.proof["kind"] == "job_info"
        wang.says("１").is_told("单位：", "电话：")
        wang.says("报名 1").is_told("报名好了")
        wang.says("我上班了").is_told("回1会泽县")
        wang.says("1").is_told("11月23日起在会泽县上班", "100元", "单位叫什么")
        wang.says("鸿发超市").is_told("鸿发超市")
        wang.says("退订").is_told("已退订", "恢复")

    @pytest.mark.parametrize("channel", ["sms", "telegram", "webchat", "wechat"])
    def test_the_same_dialogue_on_every_channel(
        self, office: Office, postings: dict[str, UUID], channel: str
    ) -> None:
        someone = office.phone("13700000009", channel)
        someone.says("找工作").is_told("\n1 ", "\n2 ", "\n3 ")
        someone.says("2").is_told("单位：")
        asked = "不能核对" if channel == "telegram" else "身份证后四位"
        someone.says("报名2").is_told(asked)
        someone.says("菜单").is_told("4")
        assert bool(someone.buttons) is (channel in ("telegram", "webchat"))

    def test_every_sms_is_short(self, wang: Chatter) -> None:
        for text in (
            "你好",
            "找工作",
            "1",
            "报名1",
            "人工",
            "我上班了",
            "2",
            "退订",
            "恢复",
            "菜单",
        ):
            wang.says(text)
            assert sms_text.segments("【会泽人社】" + wang.told) <= 3, wang.told
            assert not wang.buttons


class TestSearch:
    def test_others_until_none_is_left(self, wang: Chatter) -> None:
        wang.says("找活")
        seen = set(wang.state["listing"]["postings"])
        wang.says("换一批").is_told("再看3个")
        assert seen.isdisjoint(wang.state["listing"]["postings"])
        wang.says("还有吗").is_told("再看1个")
        assert wang.proof is None, "one posting is no job information"
        wang.says("换一批").is_told("都给您看过了", "回2转人工")

    def test_nearer_ones(self, wang: Chatter) -> None:
        wang.says("找活").says("近一点的").is_told("离家近", "会泽")
        wang.is_not_told("广东", "浙江", "江苏")

    def test_better_paid_ones(self, wang: Chatter) -> None:
        wang.says("会泽有什么活")
        wang.says("工资高一点的").is_told("工资更高的没有全合的", "8000").is_not_told("7001")

    def test_better_paid_ones_where_there_are_some(self, office: Office, wang: Chatter) -> None:
        wang.says("会泽的缝纫工")
        office.posting("缝纫师傅", wage=(6000, 9000))
        wang.says("工资高一点的").is_told("工资高", "缝纫师傅")

    def test_the_list_is_narrowed_by_what_comes_next(self, wang: Chatter) -> None:
        wang.says("找活").says("广东的").is_told("广东东莞").is_not_told("会泽")

    def test_nothing_fits_is_said(self, office: Office) -> None:
        office.phone("13900000077").says("想找包吃住的活").is_told("没有合适的工作", "转人工")

    def test_what_gave_way_is_said_and_proves_nothing(self, wang: Chatter) -> None:
        wang.says("会泽的 工资一万以上的 挖掘机司机").is_told("最接近")
        assert wang.proof is None

    def test_work_relief_is_found_by_its_kind(self, office: Office, wang: Chatter) -> None:
        office.posting("修水渠小工", kind=PostingKind.WORK_RELIEF)
        wang.says("以工代赈的活有没有").is_told("修水渠小工")

    def test_a_place_alone_is_a_search(self, wang: Chatter) -> None:
        wang.says("东莞").is_told("电子厂普工")

    def test_a_closed_posting_is_not_applied_for(
        self, office: Office, wang: Chatter, postings: dict[str, UUID]
    ) -> None:
        wang.says("找活")
        office.closes(first_listed(wang))
        wang.says("1").is_told("招满或下架")
        wang.says("报名1").is_told("招满或下架")
        assert office.rows(Application) == []

    def test_a_question_below_a_posting_is_about_it(self, wang: Chatter) -> None:
        wang.says("找活").says("1")
        wang.says("电话多少").is_told("08745556677")

    def test_a_wrong_digit_shows_the_list_again(self, wang: Chatter) -> None:
        wang.says("找活").says("7").is_told("没有“7”", "\n1 ", "\n3 ")

    def test_a_digit_days_later_still_means_the_list(self, wang: Chatter) -> None:
        wang.says("找活")
        posting = first_listed(wang)
        wang.waits(days=3).says("1").is_told("单位：")
        assert wang.state["posting"] == str(posting)

    def test_a_button_on_an_old_list_still_works(self, stranger: Chatter) -> None:
        stranger.says("找活")
        label, old = stranger.buttons[0], list(stranger.heard)
        stranger.says("换一批")
        stranger.heard = old
        stranger.taps(label).is_told("单位：", label.split(" ", 1)[1])

    def test_a_wage_to_beat_is_forgotten_by_the_next_wish(self, wang: Chatter) -> None:
        wang.says("会泽有什么活").says("工资高一点的")
        wang.says("要包吃住的").is_not_told("7001", "最接近")

    def test_board_is_told_once(self, office: Office) -> None:
        office.posting("食堂帮厨", benefits="包吃住")
        office.phone("13500000001").says("食堂帮厨").says("1").is_not_told("福利：")


class TestRefusing:
    def test_one_with_a_reason(self, office: Office, wang: Chatter) -> None:
        wang.says("找活")
        second = UUID(wang.state["listing"]["postings"][1])
        wang.says("不合适 2 太远").is_told("2号不再推荐")
        kept = office.rows(PostingRefusal)
        assert [(each.posting_id, each.reason) for each in kept] == [(second, "too_far")]
        wang.says("第二个工资低")
        assert [each.reason for each in office.rows(PostingRefusal)] == ["low_wage"]

    def test_all_of_them(self, office: Office, wang: Chatter) -> None:
        wang.says("找活")
        refused = set(wang.state["listing"]["postings"])
        wang.says("都不合适").is_told("不再推荐", "再看3个")
        assert {str(each.posting_id) for each in office.rows(PostingRefusal)} == refused

    def test_the_one_that_is_shown(self, office: Office, wang: Chatter) -> None:
        wang.says("找活").says("1").says("不合适,太累").is_told("1号不再推荐")
        assert [each.reason for each in office.rows(PostingRefusal)] == ["too_heavy"]

    def test_of_a_stranger_nothing_is_kept(self, office: Office, stranger: Chatter) -> None:
        stranger.says("找活").says("不合适 1 太远").is_told("不看了")
        assert office.rows(PostingRefusal) == []


class TestApplying:
    def test_twice_is_once(self, office: Office, wang: Chatter) -> None:
        wang.says("找活").says("报名1").says("报名1").is_told("已经报过名了")
        assert len(office.rows(Application)) == 1

    def test_for_the_one_that_is_shown(self, office: Office, wang: Chatter) -> None:
        wang.says("找活").says("3").says("我要报名").is_told("报名好了")
        assert len(office.rows(Application)) == 1

    def test_without_a_number(self, wang: Chatter) -> None:
        wang.says("找活").says("报名").is_told("要报哪一个")

    def test_without_a_list(self, wang: Chatter) -> None:
        wang.says("报名1").is_told("找工作")

    def test_for_two_at_once(self, office: Office, wang: Chatter) -> None:
        wang.says("找活").says("报名1和3")
        assert wang.told.count("报名好了") == 2
        assert len(office.rows(Application)) == 2

    def test_and_taking_it_back(self, office: Office, wang: Chatter) -> None:
        wang.says("找活").says("报名1").says("取消报名1").is_told("取消了")
        assert [each.state for each in office.rows(Application)] == ["withdrawn"]
        wang.says("取消报名").is_told("没有可以取消的")
        wang.says("报名1").is_told("报名好了")

    def test_a_question_in_between_is_answered_and_the_flow_goes_on(
        self, office: Office, stranger: Chatter
    ) -> None:
        office.person("李有才", last4="567X")
        stranger.says("找活").says("报名1").is_told("身份证后四位")
        stranger.says("去广东打工车票能报多少").is_told("500", "接着办", "身份证后四位")
        stranger.says("我叫李有才，身份证后四位是567X").is_told("对上了", "报名好了")

    def test_can_be_given_up(self, office: Office, stranger: Chatter) -> None:
        stranger.says("找活").says("报名1").says("算了").is_told("不办了", "1 找工作")
        assert "slot" not in stranger.state


class TestASharedPhone:
    @pytest.fixture
    def shared(self, office: Office, postings: dict[str, UUID]) -> Chatter:
        self.mother = office.person("张桂芬", phone=PHONE, last4="1111")
        self.son = office.person("张小军", phone=PHONE, last4="2222")
        return office.phone(PHONE)

    def test_asks_which_person(self, office: Office, shared: Chatter) -> None:
        shared.says("找活")
        assert shared.proof is None, "nobody knows yet whom it serves"
        shared.says("报名1").is_told("是给谁办", "1 张*芬", "2 张*军", "3 都不是")
        shared.says("2").is_told("报名好了")
        assert office.applied(self.son)
        assert not office.applied(self.mother)
        shared.says("换一批")
        assert shared.proof is not None, "now it is known who is speaking"

    def test_takes_a_name_too(self, office: Office, shared: Chatter) -> None:
        shared.says("找活").says("报名1").says("张桂芬").is_told("报名好了")
        assert office.applied(self.mother)

    def test_after_90_silent_days_the_household_proves_itself_once(
        self, office: Office, shared: Chatter
    ) -> None:
        shared.says("找活").says("报名1").says("2").is_told("报名好了")
        shared.waits(days=91).says("找活").says("报名2").is_told("身份证后四位").is_not_told(
            "芬", "军"
        )
        shared.says("张桂芬 1111").is_told("对上了")
        assert len(office.applied(self.mother)) == 1
        shared.waits(days=1).says("找活").says("报名3").is_told("1 张*芬", "2 张*军")

    def test_none_of_them(self, office: Office, shared: Chatter) -> None:
        cousin = office.person("张远房", last4="3333")
        shared.says("找活").says("报名1").says("3").is_told("身份证后四位")
        shared.says("张远房3333").is_told("报名好了")
        assert office.applied(cousin)

    def test_asks_again_the_next_day(self, shared: Chatter) -> None:
        shared.says("找活").says("报名1").says("1")
        shared.waits(hours=20).says("找活").says("报名2").is_told("是给谁办")

    def test_names_do_not_go_abroad(self, office: Office, postings: dict[str, UUID]) -> None:
        for name, last4 in (("周桂芬", "1111"), ("周小军", "2222")):
            office.person(name, last4=last4)
        abroad = office.phone("99", "telegram")
        abroad.says("找活").says("报名1")
        abroad.says("周桂芬 1111", action="identity").is_told("报名好了").waits(hours=9)
        with office.db.write() as session:
            people = {each.name: each for each in office.rows(_labourer())}
            session.add(
                ContactLink(
                    contact_id=abroad.contact_id,
                    labourer_id=people["周小军"].id,
                    method="test",
                    verified_at=office.clock.now(),
                )
            )
        abroad.says("找活").says("报名2").is_told("不能核对", "0874-5120155").is_not_told("周")


def _labourer() -> type:
    from labourers.tables import Labourer

    return Labourer


class TestIdentity:
    def test_is_asked_again_after_90_silent_days(self, office: Office, stranger: Chatter) -> None:
        person = office.person("王秀英", last4="1111")
        stranger.says("找活").says("报名1").says("王秀英 1111").is_told("报名好了")
        stranger.waits(days=89).says("找活").says("报名2").is_told("报名好了")
        stranger.waits(days=91).says("找活")
        assert stranger.proof is None, "nobody knows any more whom it serves"
        stranger.says("报名3").is_told("身份证后四位").is_not_told("王")
        stranger.says("王秀英 1111").is_told("对上了")
        stranger.says("换一批")
        assert stranger.proof is not None
        assert who(office, stranger) == person

    def test_a_phone_of_the_roster_is_no_proof_after_90_silent_days(
        self, office: Office, wang: Chatter
    ) -> None:
        wang.says("找活").says("报名1").is_told("报名好了")
        wang.waits(days=91).says("找活").says("报名2").is_told("身份证后四位").is_not_told("王")

    def test_does_not_tell_who_exists(self, office: Office, stranger: Chatter) -> None:
        office.person("王秀英")
        stranger.says("找活").says("报名1")
        known = stranger.says("王秀英 9999").told
        unknown = stranger.says("赵不存在 1234").told
        assert known.replace("4 次", "3 次") == unknown
        assert "王秀英" not in known

    def test_tries_are_limited_by_day(self, office: Office, stranger: Chatter) -> None:
        office.person("王秀英")
        stranger.says("找活").says("报名1")
        for guess in range(5):
            stranger.says(f"王秀英 000{guess}")
        stranger.is_told("用完了", "0874-5120155")
        stranger.says("报名1").is_told("用完了")
        stranger.says("王秀英 1234").is_not_told("对上了")
        assert office.rows(Application) == []
        assert [each.reason for each in office.handoffs()] == [HandoffReason.IDENTITY]
        stranger.waits(hours=10).says("找活").says("报名1").is_told("用完了")
        stranger.waits(hours=16).says("找活").says("报名1").says("王秀英 1234").is_told("报名好了")

    def test_a_whole_id_number_is_never_kept(self, office: Office, stranger: Chatter) -> None:
        office.person("王秀英", last4="123X")
        stranger.says("找活").says("报名1").says("王秀英 53032619850505123x").is_told("报名好了")
        assert "19850505" not in str(stranger.state)

    @pytest.mark.parametrize("half", ["王秀英", "1234"])
    def test_half_of_it_is_asked_for_again(
        self, office: Office, stranger: Chatter, half: str
    ) -> None:
        office.person("王秀英")
        stranger.says("找活").says("报名1").says(half).is_told("写在一起")
        stranger.says("王秀英1234").is_told("对上了")

    @pytest.mark.parametrize(
        "spelling",
        ["李为民 1234", "我叫李为民，后四位1234", "姓名：李为民 身份证尾号1234", "李为民\n1234"],
    )
    def test_many_ways_to_write_it(self, office: Office, stranger: Chatter, spelling: str) -> None:
        office.person("李为民")
        stranger.says("找活").says("报名1").says(spelling).is_told("对上了")


class TestAJobStarted:
    def test_what_is_said_is_not_asked_again(self, office: Office, wang: Chatter) -> None:
        wang.says("我11月5号就在东莞上班了").is_told("11月5日起在", "东莞", "500元", "单位叫什么")
        wang.says("东莞立讯电子厂").is_told("立讯")
        records = office.rows(_statuses(), labourer_id=who(office, wang))
        assert records[-1].status is EmploymentStatus.EMPLOYED
        assert records[-1].place_code == "441900"
        assert records[-1].employer_name == "东莞立讯电子厂"
        assert records[-1].since == date(2026, 11, 5)
        assert records[-1].source is Source.LABOURER

    def test_who_never_answers_again_is_recorded_all_the_same(
        self, office: Office, wang: Chatter
    ) -> None:
        wang.says("我上班了").says("2").is_told("省内别的县", "300元")
        assert status(office, who(office, wang)) is EmploymentStatus.EMPLOYED

    def test_can_be_corrected(self, office: Office, wang: Chatter) -> None:
        wang.says("我上班了").says("3").says("错了").is_told("4还没上班")
        wang.says("1 11月2日").is_told("11月2日起在会泽县上班")
        person = who(office, wang)
        with office.db.read() as session:
            found = current_status(session, person, office.clock.today())
            assert found is not None
            assert (found.place_code, found.status) == ("530326", EmploymentStatus.EMPLOYED)

    def test_a_forged_answer_records_nothing(self, office: Office, wang: Chatter) -> None:
        wang.says("我上班了").says("", action="where:moon").is_told("回1会泽县")
        assert status(office, who(office, wang)) is EmploymentStatus.UNEMPLOYED

    def test_can_be_taken_back(self, office: Office, wang: Chatter) -> None:
        wang.says("我上班了").says("3").says("不对").says("4").is_told("改回没有上班")
        assert status(office, who(office, wang)) is EmploymentStatus.UNEMPLOYED

    def test_of_a_stranger_asks_who_first(self, office: Office, stranger: Chatter) -> None:
        person = office.person("王秀英")
        stranger.says("我在昆明上班了").is_told("身份证后四位")
        stranger.says("王秀英 1234").is_told("对上了", "在昆明上班")
        assert status(office, person) is EmploymentStatus.EMPLOYED

    def test_no_figure_of_another_place_is_told(self, office: Office) -> None:
        office.person("苏合", phone="13900000088", county="152201")
        with office.db.write() as session:
            from messaging.contacts import contact_for

            contact_for(session, office.vault, office.clock, "sms", "13900000088", "152201")
        far = office.phone("13900000088")
        far.says("我上班了").says("3").is_told("3个月", "车票补助").is_not_told("500", "300元")

    def test_a_lost_job_is_noted_and_work_offered(self, office: Office, wang: Chatter) -> None:
        wang.says("我上班了").says("1").says("0")
        wang.waits(days=30).says("厂倒闭了，我没工作了").is_told("没有工作", "\n1 ")
        assert status(office, who(office, wang)) is EmploymentStatus.UNEMPLOYED


def _statuses() -> type:
    from labourers.tables import StatusRecord

    return StatusRecord


class TestADigest:
    def test_a_digit_means_the_digest(
        self, office: Office, postings: dict[str, UUID], wang: Chatter
    ) -> None:
        person = office.rows(_labourer())[0].id
        wang.says("去广东打工车票能报多少").waits(hours=2)
        pushed = [postings["厨师"], postings["保洁员"], postings["缝纫工"]]
        office.pushes(wang, person, pushed)
        wang.waits(hours=1).says("1").is_told("厨师")
        wang.says("报名2").is_told("报名好了：保洁员")
        assert office.applied(person) == [postings["保洁员"]]
        wang.says("不合适 3 太远").is_told("3号不再推荐")
        wang.says("换一批").is_told("再看3个").is_not_told("厨师", "缝纫工")

    def test_the_first_word_ever_may_be_a_digit(
        self, office: Office, postings: dict[str, UUID], wang: Chatter
    ) -> None:
        person = office.rows(_labourer())[0].id
        office.pushes(wang, person, [postings["厨师"]])
        wang.waits(days=2).says("报名1").is_told("报名好了：厨师")

    def test_a_newer_search_wins(
        self, office: Office, postings: dict[str, UUID], wang: Chatter
    ) -> None:
        person = office.rows(_labourer())[0].id
        office.pushes(wang, person, [postings["厨师"]])
        wang.waits(hours=1).says("去东莞打工").waits(hours=1).says("1").is_told("电子厂普工")

    def test_on_a_shared_phone_it_is_for_whom_it_was_sent(
        self, office: Office, postings: dict[str, UUID]
    ) -> None:
        office.person("张桂芬", phone=PHONE, last4="1111")
        son = office.person("张小军", phone=PHONE, last4="2222")
        shared = office.phone(PHONE)
        shared.says("你好").waits(hours=1)
        office.pushes(shared, son, [postings["厨师"], postings["保洁员"]])
        shared.waits(hours=1).says("报名2").is_told("报名好了")
        assert office.applied(son) == [postings["保洁员"]]


class TestStoppingAndStarting:
    def test_after_stopping_questions_are_still_answered(self, wang: Chatter) -> None:
        wang.says("T").is_told("已退订")
        wang.says("td").is_told("已经退订了")
        wang.says("去广东打工车票能报多少").is_told("500")
        wang.says("恢复").is_told("有合适的工作会发给您")
        assert wang.contact.opted_out_at is None

    def test_start_of_somebody_new_is_a_greeting(self, stranger: Chatter) -> None:
        stranger.says("/start").is_told("您好", "1 找工作")


class TestDanger:
    def test_goes_before_everything_and_reaches_a_caseworker(
        self, office: Office, stranger: Chatter
    ) -> None:
        stranger.says("找活").says("报名1")
        stranger.says("老板把我身份证扣了不还").is_told("身份证", "转给工作人员")
        assert [each.reason for each in office.handoffs()] == [HandoffReason.URGENT]

    def test_a_general_question_is_answered_without_alarm(
        self, office: Office, wang: Chatter
    ) -> None:
        wang.says("用人单位拖欠工资怎么办").is_told("0874-5125539", "1年", "回“人工”")
        assert office.handoffs() == []

    def test_a_wish_is_no_danger(self, wang: Chatter) -> None:
        wang.says("想找个不拖欠工资的厂").is_told("\n1 ")


class TestACaseworker:
    def test_gets_the_question_that_was_not_answered(
        self, office: Office, stranger: Chatter
    ) -> None:
        stranger.says("去广东打工车票能报多少").taps("没用").is_told("已经转给工作人员")
        with office.db.read() as session:
            from messaging.handoffs import open_handoffs

            assert [each.question for each in open_handoffs(session, office.vault, "530326")] == [
                "去广东打工车票能报多少"
            ]

    def test_gets_no_numbers_of_people(self, office: Office, stranger: Chatter) -> None:
        stranger.says("人工 我的号码13812345678身份证530326199001011234补贴没到")
        with office.db.read() as session:
            from messaging.handoffs import open_handoffs

            question = open_handoffs(session, office.vault, "530326")[0].question
            assert question == "我的号码[号码]身份证[号码]补贴没到"

    def test_is_not_buried(self, office: Office, stranger: Chatter) -> None:
        for number in range(30):
            stranger.says(f"人工 第{number}件事").is_told("工作人员")
        (waiting,) = office.handoffs()
        asked = office.vault.open(QUESTION_FIELD, waiting.question_sealed)
        assert asked.startswith("第0件事")
        assert asked.endswith("第29件事")
        assert asked.count("\n") < 20

    def test_gets_what_is_added(self, office: Office, stranger: Chatter) -> None:
        stranger.says("人工").says("我的补贴三个月没到账").is_told("也转过去了")
        (waiting,) = office.handoffs()
        asked = office.vault.open(QUESTION_FIELD, waiting.question_sealed)
        assert asked.endswith("我的补贴三个月没到账")

    def test_gets_a_question_that_the_bot_can_answer_meanwhile(
        self, office: Office, stranger: Chatter
    ) -> None:
        stranger.says("人工").says("去广东打工车票能报多少").is_told("500", "也转过去了")
        (waiting,) = office.handoffs()
        assert "广东" in office.vault.open(QUESTION_FIELD, waiting.question_sealed)

    def test_who_answered_is_not_told_more(self, office: Office, stranger: Chatter) -> None:
        stranger.says("人工").says("我的补贴三个月没到账")
        with office.db.write() as session:
            answer_handoff(
                session, office.vault, office.clock, office.handoffs()[0].id, "下周到", "王干部"
            )
        stranger.says("去广东打工车票能报多少").is_told("500").is_not_told("转过去")
        assert len(office.handoffs()) == 1

    def test_danger_joins_what_waits_and_comes_first(
        self, office: Office, stranger: Chatter
    ) -> None:
        stranger.says("人工").says("老板欠我三个月工资不给")
        (waiting,) = office.handoffs()
        assert waiting.reason is HandoffReason.URGENT


class UnsurePolicy(PolicyService):
    """Is unsure about one question, and answers all others."""

    def ask(
        self, question: str, *, county: str, on: date, context: FollowUp | None = None
    ) -> Answer:
        if question == "补贴的事情":
            near = ("车票能报多少", "有什么培训")
            listed = "您是不是想问：\n1 车票能报多少\n2 有什么培训"
            return Answer(listed, listed, handoff=True, suggestions=near)
        return super().ask(question, county=county, on=on, context=context)


class TestSeveralQuestions:
    ASKED = "车费补多少?村里护林员一个月多少?"

    def test_are_answered_shortly_and_told_in_full_by_digit(self, stranger: Chatter) -> None:
        stranger.says(self.ASKED).is_told("①", "②", "回数字 1、2")
        assert len(stranger.told) < 400
        stranger.says("2").is_told("去哪办").is_not_told("①")

    def test_fit_into_one_message_of_a_phone(self, office: Office) -> None:
        phone = office.phone("13900000031")
        phone.says(self.ASKED).is_told("1 ", "2 ", "看详细回1、2")
        assert sms_text.segments(phone.told) <= 5
        phone.says("1").is_told("要带")
        assert sms_text.segments(phone.told) <= 5


class TestPolicy:
    @pytest.fixture
    def unsure(self, office: Office, jobs: JobSearch) -> Chatter:
        half_blind = UnsurePolicy.load(office.gazetteer)
        office.dialogue = Dialogue(half_blind, office.gazetteer, county=COUNTY, jobs=jobs)
        return office.phone("visitor-2", "webchat")

    def test_goes_on_with_the_question_before(self, stranger: Chatter) -> None:
        stranger.says("去广东打工车票能报多少").is_told("500")
        stranger.says("那去昆明呢").is_told("300")

    def test_offers_the_nearest_questions_by_digit(self, unsure: Chatter) -> None:
        unsure.says("补贴的事情").is_told("1 车票能报多少", "2 有什么培训", "3 都不是，转人工")
        unsure.says("1").is_told("500").is_not_told("都不是")

    def test_a_tap_on_a_question_asks_it(self, unsure: Chatter) -> None:
        unsure.says("补贴的事情").taps("车票能报多少").is_told("500")

    def test_the_digit_behind_the_suggestions_is_a_caseworker(
        self, office: Office, unsure: Chatter
    ) -> None:
        unsure.says("补贴的事情").says("3").is_told("已经转给工作人员")
        assert [each.reason for each in office.handoffs()] == [HandoffReason.ASKED]

    def test_what_is_not_known_is_offered_to_a_caseworker(self, stranger: Chatter) -> None:
        stranger.says("冰箱不制冷怎么办").is_told("人工")

    def test_menu_and_question(self, stranger: Chatter) -> None:
        stranger.says("菜单").says("2").is_told("想问什么")
        stranger.says("外出务工需要什么条件").is_told("16")


class TestLanguages:
    def test_english(self, office: Office, stranger: Chatter) -> None:
        office.person("王秀英")
        stranger.says("english").is_told("Find work")
        stranger.says("jobs in kunming").is_told("jobs fit", "apply 1")
        stranger.says("1").is_told("Employer:")
        stranger.says("apply 1").is_told("last four")
        stranger.says("王秀英 1234").is_told("You have applied")
        stranger.says("stop").is_told("not get job messages")
        stranger.says("start").is_told("you will get jobs")
        stranger.says("中文").is_told("您好")


def test_thanks_keep_the_digits(wang: Chatter) -> None:
    wang.says("找活").says("谢谢").is_told("不客气")
    wang.says("1").is_told("单位：")
