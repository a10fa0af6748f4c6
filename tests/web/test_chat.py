"""The chat page: who is writing, what was said, how it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from messaging.contacts import contact_for
from messaging.contract import Button
from messaging.outbox import Draft, enqueue
from messaging.tables import BODY_FIELD, InboundMessage, MessageKind
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.web.seed import COUNTY
from web.chat import visitor
from web.chat.wording import blocks
from web.services import WebServices

VISITOR = "a-visitor-of-the-test-01"


@dataclass
class Talk:
    """Writes both sides of the visitor's conversation, a second apart."""

    db: Database
    vault: Vault
    clock: SetClock
    count: int = 0

    def asks(self, text: str) -> None:
        with self.db.write() as rows:
            rows.add(
                InboundMessage(
                    channel="webchat",
                    event_id=f"t{self._next()}",
                    contact_id=self._contact(rows),
                    body_sealed=self.vault.seal(BODY_FIELD, text),
                    occurred_at=self.clock.now(),
                    received_at=self.clock.now(),
                )
            )

    def answers(self, text: str, *buttons: Button) -> UUID:
        with self.db.write() as rows:
            draft = Draft(
                key=f"t{self._next()}",
                contact_id=self._contact(rows),
                channel="webchat",
                kind=MessageKind.REPLY,
                text=text,
                buttons=buttons,
            )
            message = enqueue(rows, self.vault, self.clock, draft)
            assert message is not None
            return message.id

    def _contact(self, rows: Session) -> UUID:
        return contact_for(rows, self.vault, self.clock, "webchat", VISITOR, COUNTY).id

    def _next(self) -> int:
        self.clock.advance(timedelta(seconds=1))
        self.count += 1
        return self.count


@pytest.fixture
def say(db: Database, vault: Vault, clock: SetClock) -> Talk:
    return Talk(db, vault, clock)


@pytest.fixture
def known(browser: FlaskClient, web_services: WebServices) -> FlaskClient:
    """Return the visitor's browser."""
    secret = web_services.settings.secret_key
    browser.set_cookie(visitor.COOKIE, visitor.sign(secret, VISITOR))
    return browser


def test_a_new_browser_gets_a_visitor_id(browser: FlaskClient, web_services: WebServices) -> None:
    page = browser.get("/chat")
    assert page.status_code == 200
    cookie = browser.get_cookie(visitor.COOKIE)
    assert cookie is not None
    secret = web_services.settings.secret_key
    first = visitor.visitor_in(secret, cookie.value)
    assert first
    assert len(first) == 24
    browser.get("/chat")
    again = browser.get_cookie(visitor.COOKIE)
    assert again is not None
    assert visitor.visitor_in(secret, again.value) == first
    line = next(one for one in page.headers.getlist("Set-Cookie") if visitor.COOKIE in one)
    assert "HttpOnly" in line
    assert "SameSite=Lax" in line


@pytest.mark.parametrize("value", ["", "x", "IjEi.x", None])
def test_a_made_up_cookie_is_nobodys(value: str | None) -> None:
    assert visitor.visitor_in(b"k" * 32, value) is None
    assert visitor.visitor_in(b"k" * 32, visitor.sign(b"j" * 32, "somebody")) is None


def test_the_page_greets_and_offers_questions(browser: FlaskClient) -> None:
    page = browser.get("/chat").text
    assert "您好，我是岗信" in page
    assert "去广东打工车票能报多少" in page
    assert 'action="/webhooks/webchat/messages"' in page
    assert "转人工" in page
    assert 'aria-live="polite"' in page


def test_the_conversation_comes_back_after_a_reload(known: FlaskClient, say: Talk) -> None:
    say.asks("想找包吃住的活")
    last = say.answers("给您找到 1 个活", Button("看详情", "detail:x"))
    page = known.get("/chat").text
    assert page.index("想找包吃住的活") < page.index("给您找到 1 个活")
    assert 'name="action" value="detail:x"' in page
    assert f'name="seen" value="{last}"' in page
    assert "去广东打工车票能报多少" not in page


def test_a_browser_without_scripts_goes_on_at_the_last_question(
    known: FlaskClient, say: Talk
) -> None:
    for text in ("先问", "后问"):
        say.asks(text)
        say.answers(f"答{text}")
    page = known.get("/chat").text
    assert page.count('id="last"') == 1
    assert page.index("答先问") < page.index('id="last"') < page.index("后问")


def test_another_browser_sees_none_of_it(browser: FlaskClient, say: Talk) -> None:
    say.answers("给您找到 1 个活")
    assert "给您找到" not in browser.get("/chat").text


def test_only_the_newest_message_offers_choices(known: FlaskClient, say: Talk) -> None:
    say.answers("先前", Button("旧的", "menu"))
    say.asks("1")
    say.answers("后来", Button("新的", "menu"))
    page = known.get("/chat").text
    assert "新的" in page
    assert "旧的" not in page


def test_new_messages_come_alone(known: FlaskClient, say: Talk) -> None:
    first = say.answers("第一句")
    assert known.get(f"/chat/messages?after={first}").status_code == 204
    say.answers("第二句")
    fresh = known.get(f"/chat/messages?after={first}")
    assert "第二句" in fresh.text
    assert "第一句" not in fresh.text
    assert "<html" not in fresh.text
    assert "第一句" in known.get("/chat/messages?after=").text


@pytest.mark.parametrize("after", ["nonsense", "01890000-0000-7000-8000-000000000000"])
def test_an_unknown_place_reloads_the_page(known: FlaskClient, say: Talk, after: str) -> None:
    say.answers("第一句")
    answer = known.get(f"/chat/messages?after={after}")
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_what_people_write_is_text(known: FlaskClient, say: Talk) -> None:
    say.asks('<script>alert(1)</script><img src=x onerror="alert(2)">')
    page = known.get("/chat").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_forms_do_not_repeat_an_event(known: FlaskClient, say: Talk) -> None:
    say.answers("请选", Button("一", "menu"), Button("二", "jobs"))
    ids = re.findall(r'name="event_id" value="([^"]+)"', known.get("/chat").text)
    assert len(ids) == len(set(ids)) >= 4


@pytest.mark.parametrize(
    ("line", "kind", "telephones"),
    [
        ("来源：会政发〔2018〕20号 第十六条", "source", []),
        ("（来源：云人社发〔2017〕68号）", "source", []),
        ("已于2020年12月31日到期", "warning", []),
        ("打 12333 问", "text", ["12333"]),
        ("电话0874-5120155。", "text", ["08745120155"]),
        ("找李师傅 13912345678", "text", ["13912345678"]),
        ("一个月12333元", "text", []),
        ("工资 12333.50", "text", []),
        ("编号 9113912345678", "text", []),
    ],
)
def test_blocks(line: str, kind: str, telephones: list[str]) -> None:
    (block,) = blocks(f"\n{line}\n")
    assert block.kind == kind
    assert [part.telephone for part in block.parts if part.telephone] == telephones
    assert "".join(part.text for part in block.parts) == line
