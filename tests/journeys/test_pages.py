"""Every page in a real browser, at a phone's, a tablet's and a desk's width, in both languages.

What is checked on each: nothing sticks out sideways, nothing is loaded from elsewhere, the content
policy is not broken, one heading, and a name for everything a person can fill in or press.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

import pytest
from werkzeug.serving import make_server

from app.tables import metadata
from service_ledger.entries import Ledger
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import KEY_BYTES, Vault
from tests.conftest import MORNING
from tests.journeys.conftest import Service
from tests.web.conftest import Answering
from tests.web.seed import COUNTY, PASSWORD, Seeded, seed
from web.application import create_web
from web.services import WebServices, WebSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.peer("chromium"),
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("service"),
]
WIDTHS = (360, 768, 1440)
PAGES: dict[str, tuple[str, ...]] = {
    "": ("/", "/sign-in", "/chat", "/nothing", "/demo/phone", "/demo/phone/{phone}"),
    "li.gz": (
        "/console",
        "/console?town=530326101",
        "/console/people",
        "/console/people?show=all",
        "/console/people?q=查无此人",
        "/console/people/{person}",
        "/console/handoffs",
        "/console/handoffs?show=closed",
        "/console/review",
        "/console/review?state=open",
        "/console/messages",
        "/console/messages?show=troubled",
        "/console/messages/{message}",
        "/console/operations",
        "/console/stuck",
        "/console/sms-templates",
        "/console/imports",
        "/console/library",
        "/console/library?q=交通补助",
        "/console/notices",
        "/console/notices?show=done",
        "/account",
    ),
    "factory": ("/employer", "/employer/postings/new", "/employer/postings/{posting}"),
}
NAMELESS = """
() => Array.from(document.querySelectorAll("input, select, textarea, button, a[href], summary"))
  .filter(element => element.type !== "hidden" && !element.hidden && element.offsetParent)
  .filter(element => !(element.labels && element.labels.length))
  .filter(element => !(element.textContent || element.getAttribute("aria-label") || "").trim())
  .map(element => element.outerHTML.slice(0, 200))
"""
REPEATED = """
() => {
  const ids = Array.from(document.querySelectorAll("[id]")).map(element => element.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}
"""


@dataclass(frozen=True)
class Site:
    """The pages on seeded rows, served on loopback."""

    url: str
    seeded: Seeded

    def path(self, pattern: str) -> str:
        """Return a page's path with the ids of seeded rows in it."""
        return pattern.format(
            person=self.seeded.people[4],
            phone=self.seeded.phones[4],
            message=self.seeded.message,
            posting=self.seeded.postings[0],
        )


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, vault: Vault, gazetteer: Gazetteer
) -> Iterator[Site]:
    """Serve the pages without the conversation."""
    db = Database(f"sqlite:///{tmp_path_factory.mktemp('site')}/site.db")
    metadata.create_all(db.engine)
    clock, ledger = SetClock(MORNING), Ledger(os.urandom(KEY_BYTES))
    seeded = seed(db, vault, clock, ledger)
    services = WebServices(
        db=db,
        vault=vault,
        clock=clock,
        gazetteer=gazetteer,
        policy=cast(Any, Answering()),
        ledger=ledger,
        settings=WebSettings(
            secret_key=os.urandom(KEY_BYTES),
            office_name="会泽县人社局",
            county_code=COUNTY,
            production=False,
            secure_cookies=False,
            demo=True,
        ),
    )
    server = make_server("127.0.0.1", 0, create_web(services), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", seeded)
    server.shutdown()
    thread.join()
    server.server_close()
    db.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """Return a function that signs in and returns a page that remembers what went wrong."""
    contexts: list[BrowserContext] = []

    def sign_in(user_name: str) -> Page:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if user_name:
            page.goto(f"{site.url}/sign-in")
            page.get_by_label("用户名").fill(user_name)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_load_state()
        return page

    yield sign_in
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("user_name", PAGES)
def test_every_page_at_every_width(
    visit: Callable[[str], Page], site: Site, user_name: str, language: str
) -> None:
    page = visit(user_name)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on(
        "console",
        lambda said: (
            problems.append(said.text)
            if said.type in ("error", "warning") and "404" not in said.text
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            problems.append(f"request to {request.url}")
            if not request.url.startswith((site.url, "data:"))
            else None
        ),
    )
    for pattern in PAGES[user_name]:
        path = site.path(pattern)
        page.goto(f"{site.url}{path}{'&' if '?' in path else '?'}lang={language}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if over > 0:
                problems.append(f"{pattern} is {over} px wider than {width}")
        if page.locator("h1").count() != 1:
            problems.append(f"{pattern} has {page.locator('h1').count()} headings")
        problems += [f"{pattern} nameless: {html}" for html in page.evaluate(NAMELESS)]
        problems += [f"{pattern} repeats the id {each}" for each in page.evaluate(REPEATED)]
    assert problems == []


def test_what_was_not_sent_is_said(visit: Callable[[str], Page], site: Site) -> None:
    """Without the conversation behind it, the chat's form has nobody to talk to."""
    page = visit("")
    page.goto(f"{site.url}/chat")
    page.get_by_role("textbox").fill("有人吗")
    page.get_by_role("button", name="发送").click()
    page.get_by_text("没发出去").wait_for()
    assert page.get_by_role("textbox").input_value() == "有人吗"
    assert page.locator(".gc-pending").count() == 0


def test_the_keyboard_reaches_the_content_first(visit: Callable[[str], Page], site: Site) -> None:
    page = visit("li.gz")
    page.goto(f"{site.url}/console")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_a_filter_applies_by_itself(visit: Callable[[str], Page], site: Site) -> None:
    page = visit("li.gz")
    page.goto(f"{site.url}/console/people")
    page.get_by_label("缺哪一项").select_option("career_guidance")
    page.wait_for_url("**kind=career_guidance**")
    page.get_by_text("清除筛选").click()
    page.wait_for_load_state()
    assert "kind=" not in page.url


def test_choices_are_tapped(browser: Browser, service: Service) -> None:
    """The real service: a starter, then a posting's button, and what was shown is delivered."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{service.url}/chat")
    answers = page.locator("li.gc-out[id]")
    page.get_by_role("button", name="想找包吃住的活").tap()
    answers.first.wait_for()
    with page.expect_response("**/webhooks/webchat/seen") as seen:
        page.locator(".gc-choice").first.tap()
        answers.nth(1).wait_for()
    assert seen.value.status == 204
    assert "工资" in answers.nth(1).inner_text()
    page.reload()
    assert answers.count() == 2
    context.close()
