"""The same dialogue by SMS through a real Kannel and by Telegram through its stand-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from pydantic import SecretStr
from sqlmodel import func, select

from app import work
from app.context import AppContext
from app.demo.load import load_demo
from app.demo.people import demo_people
from app.settings import Settings
from bot.channels.telegram import Telegram
from jobs_feed.tables import Application, Employer, Posting
from labourers.tables import Labourer
from messaging.tables import Contact
from storage.clock import SetClock
from tests.journeys.office import SECRET, serving, through_kannel
from tests.peers import free_port, until
from tests.peers.kannel import KannelPeer
from tests.peers.telegram_api import TOKEN, TelegramPeer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore:Deprecated since version v22.2"),
]
A_MOMENT = timedelta(seconds=20)
CHAT = 4242


class Person(Protocol):
    """Somebody at a phone."""

    def write(self, text: str) -> None:
        """Send a message to the office."""
        ...

    def got(self) -> list[str]:
        """Return all that came from the office so far."""
        ...


class ByTelegram:
    """A person in Telegram."""

    def __init__(self, peer: TelegramPeer) -> None:
        self._peer = peer

    def write(self, text: str) -> None:
        self._peer.say(CHAT, text)

    def got(self) -> list[str]:
        return [message["text"] for message in self._peer.sent(CHAT)]


class BySms:
    """A person with a mobile phone."""

    def __init__(self, peer: KannelPeer, number: str) -> None:
        self._peer, self._number = peer, number

    def write(self, text: str) -> None:
        self._peer.write(self._number, text)

    def got(self) -> list[str]:
        return [each.text for each in self._peer.delivered() if each.to == self._number]


def loaded(settings: Settings, clock: SetClock) -> AppContext:
    """Return a service with the demo's people, taken for real ones."""
    demo = Settings(data_dir=settings.data_dir)
    seed = AppContext(demo)
    seed.__dict__["clock"] = clock
    load_demo(seed)
    with seed.db.write() as session:
        for table in (Labourer, Employer, Posting, Contact):
            for row in session.exec(select(table)):
                row.is_demo = False
                session.add(row)
    seed.close()
    context = AppContext(settings)
    context.__dict__["clock"] = clock
    return context


def converse(
    context: AppContext,
    clock: SetClock,
    person: Person,
    on_our_page: Callable[[str], None] | None = None,
    *,
    in_the_chat: str = "",
) -> None:
    """Ask, search, look at one posting and apply, some seconds apart.

    Who is not known by the number says who they are ``in_the_chat``, or ``on_our_page``, which is
    given its address.
    """

    def says(text: str, expected: str) -> str:
        return after(lambda: person.write(text), expected)

    def after(act: Callable[[], None], expected: str) -> str:
        before = len(person.got())
        act()
        clock.advance(A_MOMENT)

        def answer() -> str:
            work.answer_waiting(context)
            work.deliver(context)
            told = "\n".join(person.got()[before:])
            return told if re.search(expected, told, re.DOTALL) else ""

        return until(f"an answer like {expected}", answer, 60)

    assert "会政发〔2018〕20号" in says("去广东打工车票能报多少", "500.*〔2018〕20号")
    says("想找包吃住的活", r"1 \S+.*2 \S+.*3 \S+")
    says("1", "工资.*报名1")
    if in_the_chat:
        says("报名1", "身份证后四位")
        says(in_the_chat, "报名好了")
    elif on_our_page is None:
        says("报名1", "报名好了")
    else:
        told = says("报名1", "/identity/")
        (address,) = re.findall(r"http\S+/identity/\S+", told)
        after(lambda: on_our_page(address), "报名好了")
    with context.db.read() as session:
        assert session.exec(select(func.count()).select_from(Application)).one() == 1


def somebody(clock: SetClock) -> dict[str, str]:
    from app.demo.load import SEED

    people = demo_people(SEED, clock.today())
    phones = [row["联系方式"] for row in people]
    return next(
        row
        for row in people
        if row["就业意向"].startswith("县内外") and phones.count(row["联系方式"]) == 1
    )


@pytest.mark.peer("kannel")
def test_by_sms(clock: SetClock, tmp_path: Path, kannel_peer: Callable[[str], KannelPeer]) -> None:
    port = free_port()
    settings, peer = through_kannel(tmp_path, port, kannel_peer)
    row = somebody(clock)
    context = loaded(settings, clock)
    with serving(context, port):
        converse(context, clock, BySms(peer, row["联系方式"]))


@pytest.mark.peer("telegram")
@pytest.mark.peer("chromium")
def test_by_telegram(
    clock: SetClock, tmp_path: Path, telegram_peer: TelegramPeer, browser: Browser
) -> None:
    port = free_port()
    settings = Settings(
        data_dir=tmp_path / "data",
        public_url=f"http://127.0.0.1:{port}",
        telegram_token=SecretStr(TOKEN),
        telegram_secret=SecretStr(SECRET),
        telegram_api=telegram_peer.api,
    )
    row = somebody(clock)
    context = loaded(settings, clock)
    with serving(context, port):
        channel = context.channels["telegram"]
        assert isinstance(channel, Telegram)
        channel.register_webhook(settings.base_url)
        page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()

        def fill_in(address: str) -> None:
            page.goto(address)
            page.fill("[name=name]", row["姓名"])
            page.fill("[name=ending]", row["证件号码"][-4:])
            page.click("main button[type=submit]")
            page.wait_for_url("**?sent=1")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360

        converse(context, clock, ByTelegram(telegram_peer), fill_in)
        page.context.close()
        told = [message["text"] for message in telegram_peer.sent(CHAT)]
        assert not any(row["姓名"] in text for text in told), "a name went to Telegram"
