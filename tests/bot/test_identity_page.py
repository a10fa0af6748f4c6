"""Saying who one is, for a chat that must not carry it: on a page of ours, answered in the chat."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from bot import intake
from bot.dialogue.engine import Dialogue
from bot.dialogue.turn import DialogueSettings
from bot.runtime import BotRuntime
from bot.webhooks import webhooks
from labourers.identity_tries import PER_NAME
from labourers.tables import ContactLink
from matching.job_search import JobSearch
from matching.toolkit import Toolkit
from messaging import outbox
from messaging.contract import Inbound
from messaging.identity_links import LIFE, IdentityLinks
from messaging.tables import InboundMessage, OutboxMessage
from policy_faq.service import PolicyService
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.bot.dialogue.office import COUNTY, Office
from tests.bot.spine import WEB_KEY, runtime_with
from tests.messaging.fakes import ScriptedChannel

PAGES = "https://gangxin.example"
LINK = re.compile(rf"{PAGES}/identity/(\S+)")
NAME, ENDING = "欧阳翠兰", "739X"


@dataclass
class Telegram:
    """Somebody who writes by Telegram, with the page's forms beside it."""

    runtime: BotRuntime
    client: FlaskClient
    address: str = "77001"
    asked: list[str] = field(default_factory=list)

    def says(self, text: str) -> str:
        event = f"e{len(self.asked)}-{self.address}"
        self.asked.append(text)
        inbound = Inbound(event, self.address, text, self.runtime.clock.now())
        intake.take_in(self.runtime, "telegram", inbound)
        return self.newest()

    def newest(self) -> str:
        with self.runtime.db.read() as session:
            rows = session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()
            return outbox.text_of(self.runtime.vault, rows[-1])

    def link(self) -> str:
        self.says("找活")
        found = LINK.search(self.says("报名1"))
        assert found is not None, self.newest()
        return found[1]

    def fills_in(self, token: str, name: str, ending: str, form: str = "f1") -> int:
        data = {"name": name, "ending": ending, "event_id": form}
        return self.client.post(f"/webhooks/identity/{token}", data=data).status_code


@pytest.fixture
def office(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, policy: PolicyService
) -> Office:
    links = IdentityLinks(WEB_KEY)
    settings = DialogueSettings(COUNTY, pages_url=PAGES, identity_links=links)
    jobs = JobSearch(Toolkit.load(gazetteer))
    dialogue = Dialogue(policy, gazetteer, county=COUNTY, jobs=jobs, settings=settings)
    return Office(db, vault, clock, gazetteer, dialogue)


@pytest.fixture(scope="module")
def policy(gazetteer: Gazetteer) -> PolicyService:
    return PolicyService.load(gazetteer)


@pytest.fixture
def person(office: Office) -> UUID:
    office.posting("普工")
    return office.person(NAME, last4=ENDING)


@pytest.fixture
def chat(office: Office, person: UUID) -> Telegram:
    runtime = runtime_with(
        office.db,
        office.vault,
        office.clock,
        ScriptedChannel(name="telegram"),
        dialogue=office.dialogue,
    )
    app = Flask(__name__)
    app.register_blueprint(webhooks(runtime))
    return Telegram(runtime, app.test_client())


def test_what_the_page_sends_is_answered_in_the_chat(
    chat: Telegram, office: Office, person: UUID
) -> None:
    token = chat.link()
    assert chat.fills_in(token, NAME, ENDING) == 303
    assert "报名好了" in chat.newest()
    assert NAME not in chat.newest()
    assert len(office.applied(person)) == 1
    assert [link.method for link in office.rows(ContactLink)] == ["identity"]


def test_the_form_sent_twice_is_one_try(chat: Telegram) -> None:
    token = chat.link()
    for _ in range(3):
        chat.fills_in(token, NAME, "0000")
    assert "4 次" in chat.newest()


def test_a_slip_is_mended_in_the_same_form(chat: Telegram, office: Office, person: UUID) -> None:
    """A browser that goes back shows the old form with its old id."""
    token = chat.link()
    chat.fills_in(token, NAME, "7390")
    chat.fills_in(token, NAME, ENDING)
    assert len(office.applied(person)) == 1


def test_the_persons_telephone_hears_of_it(chat: Telegram, office: Office) -> None:
    """Somebody may have filled in the page for an account that is not theirs."""
    office.person("赵六斤", phone="13800000011", last4="4321")
    token = chat.link()
    chat.fills_in(token, "赵六斤", "0000", form="wrong")
    assert told_by_sms(office) == []
    chat.fills_in(token, "赵六斤", "4321")
    chat.fills_in(token, "赵六斤", "4321", form="again")
    (told,) = told_by_sms(office)
    assert "不是您" in told
    assert "4321" not in told


def told_by_sms(office: Office) -> list[str]:
    return [
        outbox.text_of(office.vault, each)
        for each in office.rows(OutboxMessage)
        if each.channel == "sms"
    ]


def test_who_writes_it_in_the_chat_is_sent_to_the_page(chat: Telegram, office: Office) -> None:
    chat.link()
    told = chat.says(f"{NAME} {ENDING}")
    assert "删掉" in told
    assert LINK.search(told)
    assert not office.rows(ContactLink)
    assert LINK.search(chat.says(NAME)), "half of it is not asked for again either"


def test_a_half_filled_form_is_shown_again(chat: Telegram, office: Office) -> None:
    token = chat.link()
    for name, ending in (("", ENDING), (NAME, "12"), (NAME, "")):
        answer = chat.client.post(
            f"/webhooks/identity/{token}", data={"name": name, "ending": ending}
        )
        assert answer.headers["Location"] == f"/identity/{token}?again=1"
    assert not [m for m in office.rows(InboundMessage) if m.action == "identity"]


def test_an_old_or_forged_link_takes_nothing(chat: Telegram, office: Office) -> None:
    token = chat.link()
    assert chat.fills_in(token[:-1] + "?", NAME, ENDING) in (404, 410)
    assert chat.fills_in("nonsense", NAME, ENDING) == 410
    office.clock.advance(LIFE * 2)
    assert chat.fills_in(token, NAME, ENDING) == 410
    assert not office.rows(ContactLink)


def test_another_site_cannot_post_it(chat: Telegram, office: Office) -> None:
    token = chat.link()
    answer = chat.client.post(
        f"/webhooks/identity/{token}",
        data={"name": NAME, "ending": ENDING},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert not office.rows(ContactLink)


def test_a_name_cannot_be_tried_out_with_many_accounts(chat: Telegram, office: Office) -> None:
    """Five tries each are not enough together: the right number is refused too by then."""
    for account in range(PER_NAME // 5 + 1):
        chat.address = f"7700{account}"
        token = chat.link()
        for number in range(5):
            chat.fills_in(token, NAME, f"000{number}", form=f"{account}-{number}")
    chat.address = "88001"
    chat.fills_in(chat.link(), NAME, ENDING, form="right")
    assert "用完" in chat.newest()
    assert not office.rows(ContactLink)


def test_what_is_stored_of_it_is_sealed(chat: Telegram, office: Office) -> None:
    chat.fills_in(chat.link(), NAME, ENDING)
    (message,) = [each for each in office.rows(InboundMessage) if each.action == "identity"]
    assert NAME.encode() not in message.body_sealed.data
    assert NAME not in message.event_id
    guessed = sha256(f"{NAME} {ENDING}".encode()).hexdigest()
    assert message.event_id.rpartition(":")[2] not in guessed, "a plain hash could be tried out"
