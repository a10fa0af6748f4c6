"""Wishes that hold from now on: asked about, kept with their proof, used, and taken back."""

from __future__ import annotations

from uuid import UUID

import pytest

from labourers.profiles import current_willingness
from labourers.tables import Labourer, SaidWish, Source, Willingness, WillingnessRecord
from matching.load import load_person
from matching.toolkit import Toolkit
from tests.bot.dialogue.office import Chatter, Office

PHONE = "13900000031"
JOBS = (
    ("电子厂普工", "441900"),
    ("服装厂缝纫工", "530326"),
    ("保洁员", "530326"),
    ("酒店服务员", "530100"),
)


@pytest.fixture
def wang(office: Office) -> UUID:
    for title, place in JOBS:
        office.posting(title, place=place)
    return office.person("王秀英", phone=PHONE)


@pytest.fixture
def phone(office: Office, wang: UUID) -> Chatter:
    assert wang
    return office.phone(PHONE)


def wishes_of(office: Office, person: UUID) -> str | None:
    return office.rows(Labourer, id=person)[0].wishes


def records(office: Office, person: UUID) -> list[WillingnessRecord]:
    return office.rows(WillingnessRecord, labourer_id=person)


def test_nothing_is_kept_before_it_is_confirmed(office: Office, wang: UUID, phone: Chatter) -> None:
    phone.says("以后别给我推电子厂").is_told("以后都按“以后别给我推电子厂”", "回4")
    phone.is_not_told("1 电子厂")
    assert wishes_of(office, wang) is None
    assert office.rows(SaidWish) == []


def test_what_is_confirmed_is_kept_with_its_proof(
    office: Office, wang: UUID, phone: Chatter
) -> None:
    phone.says("以后别给我推电子厂").says("4").is_told("记下了", "不按这个了")
    assert wishes_of(office, wang) == "以后别给我推电子厂"
    [said] = office.rows(SaidWish, labourer_id=wang)
    assert (said.channel, said.said_at) == ("sms", office.clock.now())
    assert said.contact_id == phone.contact_id
    phone.says("以后别给我推电子厂").is_not_told("以后都按")


def test_matching_reads_what_was_kept(
    office: Office, wang: UUID, phone: Chatter, toolkit: Toolkit
) -> None:
    phone.says("以后别给我推电子厂").says("4")
    today = office.clock.today()
    with office.db.read() as session:
        labourer = session.get_one(Labourer, wang)
        record = current_willingness(session, wang, today)
        person = load_person(session, toolkit, labourer, record, today)
    assert [term.key for term in person.wishes.avoids] == ["electronics"]


def test_only_in_the_county_is_a_dated_willingness(
    office: Office, wang: UUID, phone: Chatter
) -> None:
    phone.says("我只想在县里干").says("3").is_told("记下了")
    latest = records(office, wang)[-1]
    assert latest.willingness is Willingness.IN_COUNTY
    assert (latest.source, latest.confirmed) == (Source.LABOURER, True)
    phone.says("有什么工作").is_not_told("昆明", "东莞")


def test_it_is_taken_back_by_a_word(office: Office, wang: UUID, phone: Chatter) -> None:
    phone.says("我只想在县里干").says("3").says("不按这个了").is_told("不算了")
    assert wishes_of(office, wang) is None
    assert records(office, wang)[-1].willingness is Willingness.ANYWHERE
    [said] = office.rows(SaidWish)
    assert said.withdrawn_at == office.clock.now()


def test_a_wish_takes_the_place_of_its_opposite(office: Office, wang: UUID, phone: Chatter) -> None:
    phone.says("以后别给我推保洁").says("4").is_told("记下了")
    phone.says("我以后只想做保洁").says("2").is_told("记下了")
    assert wishes_of(office, wang) == "我以后只想做保洁"


@pytest.mark.parametrize("text", ["找个电子厂", "以后还有保洁吗", "过完年以后找个保洁", "保洁"])
def test_a_search_is_only_a_search(phone: Chatter, text: str) -> None:
    phone.says(text).is_not_told("以后都按")


def test_of_strangers_nothing_is_kept(office: Office, phone: Chatter) -> None:
    assert phone
    visitor = office.phone("visitor-8", "webchat")
    visitor.says("以后别给我推电子厂").is_not_told("以后都按")
    visitor.is_told("只能给在县里名册上的人记", "0874-5120155")
    visitor.is_not_told("1 电子厂")
    assert office.rows(SaidWish) == []


@pytest.mark.parametrize("text", ["不要电子厂", "我只想在县里干", "过完年以后找个保洁", "保洁"])
def test_strangers_are_told_only_of_what_is_said_for_always(office: Office, text: str) -> None:
    office.phone("visitor-8", "webchat").says(text).is_not_told("名册")


@pytest.mark.parametrize("text", ["以后别给我发了", "别再给我发短信了", "不要再推送了"])
def test_who_wants_no_messages_is_still_heard(phone: Chatter, text: str) -> None:
    phone.says(text)
    assert phone.contact.opted_out_at is not None


def test_another_search_forgets_what_was_asked(office: Office, wang: UUID, phone: Chatter) -> None:
    phone.says("以后别给我推电子厂").says("找个保洁").says("9")
    assert wishes_of(office, wang) is None
