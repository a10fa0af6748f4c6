"""The whole way by an official account: the words of the web chat, and the same dialogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlmodel import col, select

from app import work
from app.context import AppContext
from app.settings import Settings
from app.wsgi import create_app
from messaging import outbox
from messaging.tables import Contact, MessageState, OutboxMessage
from storage.clock import SetClock
from tests.bot.wechat_calls import TOKEN, WeChatSide
from tests.journeys.test_the_same_dialogue import converse, loaded, somebody
from tests.peers.wechat_api import AES_KEY, APP_ID, SECRET, FakePlatform, PlatformCrypto
from web.chat import visitor

pytestmark = [pytest.mark.timeout(300), pytest.mark.peer("wechat")]
PERSON, VISITOR = "otFpruAK8D-E6EfStSYonYSBZ8_4", "visitor-1"


class ByWeChat:
    """A person in WeChat: what comes back in the call, and what comes by the API."""

    def __init__(self, side: WeChatSide, platform: FakePlatform) -> None:
        self._side, self._platform = side, platform
        self._in_calls: list[str] = []

    def write(self, text: str) -> None:
        got = self._side.say(PERSON, text)
        assert got.status == 200
        if got.text is not None:
            self._in_calls.append(got.text)

    def got(self) -> list[str]:
        return [*self._in_calls, *self._platform.said_to(PERSON)]


@pytest.fixture
def context(tmp_path: Path, clock: SetClock, platform: FakePlatform) -> Iterator[AppContext]:
    settings = Settings(
        data_dir=tmp_path / "data",
        wechat_app_id=APP_ID,
        wechat_secret=SecretStr(SECRET),
        wechat_token=SecretStr(TOKEN),
        wechat_aes_key=SecretStr(AES_KEY),
        wechat_api=platform.url,
    )
    made = loaded(settings, clock)
    yield made
    made.close()


@pytest.fixture
def client(context: AppContext) -> FlaskClient:
    return create_app(context).test_client()


@pytest.fixture
def person(
    client: FlaskClient, clock: SetClock, platform: FakePlatform, platform_crypto: PlatformCrypto
) -> ByWeChat:
    return ByWeChat(WeChatSide(client, clock, platform_crypto), platform)


def said_in_web_chat(context: AppContext, client: FlaskClient, text: str) -> str:
    """Write into the web chat's form and return what the outbox holds for the page."""
    client.set_cookie(visitor.COOKIE, visitor.sign(context.keys.web, VISITOR))
    assert client.post("/webhooks/webchat/messages", data={"text": text}).status_code == 303
    with context.db.read() as session:
        answers = session.exec(
            select(OutboxMessage)
            .join(Contact, col(Contact.id) == col(OutboxMessage.contact_id))
            .where(Contact.channel == "webchat")
            .order_by(col(OutboxMessage.id))
        ).all()
        return "\n".join(outbox.text_of(context.vault, each) for each in answers)


def test_the_same_words_as_in_the_web_chat(
    context: AppContext, client: FlaskClient, person: ByWeChat
) -> None:
    person.write("车票补多少")
    in_the_call = "\n".join(person.got())
    assert "500" in in_the_call
    assert "会政发〔2018〕20号" in in_the_call
    page = said_in_web_chat(context, client, "车票补多少")
    assert in_the_call.replace("\n\n", "\n") == page
    with context.db.read() as session:
        sent = session.exec(
            select(OutboxMessage.state)
            .join(Contact, col(Contact.id) == col(OutboxMessage.contact_id))
            .where(Contact.channel == "wechat")
        ).all()
    assert set(sent) == {MessageState.HANDED_OVER}
    assert work.deliver(context) == 0


def test_the_same_dialogue(context: AppContext, clock: SetClock, person: ByWeChat) -> None:
    row = somebody(clock)
    identity = f"{row['姓名']} {row['证件号码'][-4:]}"
    converse(context, clock, person, in_the_chat=identity)
