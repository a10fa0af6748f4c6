"""The pages for people who see little, use no mouse, have an old phone or a bad line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.conftest import Service
from tests.journeys.test_in_the_browser import picture, say, sign_in
from tests.peers import until
from tests.peers.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.peer("chromium"),
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("service"),
]
LANGUAGES = ["zh", "en"]
FIRST_PAGE_BYTES = 30_000
"""Half of what a slow line may be asked for; it was 18,000 when this was written."""
LEAST_TARGET = 44
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a browser of its own, with these options."""
    contexts: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()


def small(width: int = 360) -> dict[str, Any]:
    """Return the window of a telephone; without gliding, so that pictures show where it ends."""
    return {"viewport": {"width": width, "height": 700}, "reduced_motion": "reduce"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_labourer_break_no_rule(
    opened: Callable[..., BrowserContext], service: Service, language: str
) -> None:
    page = opened(**small()).new_page()
    page.goto(f"{service.url}/chat?lang={language}")
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert violations(page) == []
    say(page, "去广东打工车票能报多少")
    say(page, "想找包吃住的活")
    assert violations(page) == []
    for path in ("/", "/sign-in", "/nowhere"):
        page.goto(service.url + path)
        assert (path, violations(page)) == (path, [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("account", "start"), [("demo-county", "/console"), ("demo-employer", "/employer")]
)
def test_the_pages_of_staff_and_employers_break_no_rule(
    opened: Callable[..., BrowserContext],
    service: Service,
    language: str,
    account: str,
    start: str,
) -> None:
    page = opened(viewport=DESK).new_page()
    page.goto(f"{service.url}/sign-in?lang={language}")
    sign_in(page, service, account)
    page.goto(service.url + start)
    links = page.locator("nav a").evaluate_all("links => links.map(link => link.pathname)")
    pages = list(dict.fromkeys([start, *links, "/account"]))
    if account == "demo-employer":
        pages.append("/employer/postings/new")
    assert len(pages) >= 3
    found = {}
    for path in pages:
        answer = page.goto(service.url + path)
        assert answer is not None
        if answer.status == 200 and (broken := violations(page)):
            found[path] = broken
    assert found == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_chat_on_every_width(
    opened: Callable[..., BrowserContext], service: Service, width: int, scripts: bool
) -> None:
    page = opened(**small(width), java_script_enabled=scripts).new_page()
    page.goto(f"{service.url}/chat")
    name = f"chat-{width}-{'scripts' if scripts else 'plain'}"
    picture(page, f"{name}-begin")
    page.get_by_role("textbox").fill("想找包吃住的活")
    page.get_by_role("button", name="发送", exact=True).click()
    page.locator("li.gc-out[id]").first.wait_for()
    page.wait_for_load_state()
    picture(page, name)
    assert page.locator("li.gc-in").count() == 1
    for target in page.locator("button, .gx-top a, .gc-status a").all():
        box = target.bounding_box()
        assert box is None or box["height"] >= LEAST_TARGET, target.inner_text()


def test_a_reload_answers_nothing_twice(
    opened: Callable[..., BrowserContext], service: Service
) -> None:
    page = opened(**small(), java_script_enabled=False).new_page()
    page.goto(f"{service.url}/chat")
    page.get_by_role("textbox").fill("去昆明车票报多少")
    page.get_by_role("button", name="发送", exact=True).click()
    page.wait_for_load_state()
    answers = page.locator("li.gc-out[id]").count()
    for _ in range(3):
        page.reload()
    assert page.locator("li.gc-out[id]").count() == answers
    assert page.locator("li.gc-in").count() == 1


def test_the_first_page_is_small(opened: Callable[..., BrowserContext], service: Service) -> None:
    """All that comes over the line before somebody can write, headers included."""
    context = opened(**small())
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    asked: list[str] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(f"{service.url}/chat", wait_until="networkidle")
    assert len(sizes) >= 5
    assert sum(sizes) <= FIRST_PAGE_BYTES, f"{sum(sizes):.0f} bytes"
    assert "font" not in asked
    assert asked[0] == "document"


def test_words_enlarged_to_twice_their_size_stay_on_the_page(
    opened: Callable[..., BrowserContext], service: Service
) -> None:
    page = opened(**small(640)).new_page()
    page.goto(f"{service.url}/chat")
    say(page, "去广东打工车票能报多少")
    page.set_viewport_size({"width": 320, "height": 350})
    picture(page, "chat-zoom-200")
    box = page.locator(".gc-lines").bounding_box()
    form = page.locator("#write").bounding_box()
    assert box is not None
    assert form is not None
    assert form["height"] < 350 * 0.6, "the form leaves room for the answer"
    page.set_viewport_size({"width": 640, "height": 700})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    picture(page, "chat-text-200")


def test_by_keyboard_alone(opened: Callable[..., BrowserContext], service: Service) -> None:
    page = opened(**small()).new_page()
    page.goto(f"{service.url}/chat")
    order = []
    for _ in range(12):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.innerText"))
        if order[-1] == "gc-text":
            break
    assert order[0] == "跳到正文"
    assert order.index("去广东打工车票能报多少") < order.index("gc-text")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    border = page.evaluate("getComputedStyle(document.activeElement).borderColor")
    assert outline != "none" or border == "rgb(12, 90, 109)", "one sees where one is"
    page.keyboard.type("去昆明车票报多少")
    page.keyboard.press("Enter")
    page.locator("li.gc-out[id]").first.wait_for()
    assert "300" in page.inner_text("#gc-lines")
    assert page.get_by_role("log").get_attribute("aria-live") == "polite"


def said(page: Page, text: str) -> int:
    """Return how often the person's words stand on the page."""
    return page.locator("li.gc-in:not(.gc-pending):not(.gc-sent)", has_text=text).count()


def test_words_written_without_a_network_go_out_once(
    opened: Callable[..., BrowserContext], service: Service
) -> None:
    context = opened(**small())
    page = context.new_page()
    page.goto(f"{service.url}/chat")
    context.set_offline(True)
    for text in ("去昆明车票报多少", "想找包吃住的活"):
        page.get_by_role("textbox").fill(text)
        page.get_by_role("button", name="发送", exact=True).click()
    page.get_by_text("网络断了").wait_for()
    assert page.locator("li.gc-pending").count() == 2
    picture(page, "chat-offline")
    context.set_offline(False)
    until("both to be sent", lambda: page.locator("li.gc-out[id]").count() >= 2)
    until("nothing pending", lambda: page.locator("li.gc-pending").count() == 0)
    page.reload()
    assert [said(page, "去昆明车票报多少"), said(page, "想找包吃住的活")] == [1, 1]


def test_a_lost_answer_is_no_second_message(
    opened: Callable[..., BrowserContext], service: Service
) -> None:
    """The service got the words, the browser never heard so; it was also reloaded meanwhile."""
    page = opened(**small()).new_page()
    page.goto(f"{service.url}/chat")
    tries = []

    def lose(route: Any) -> None:
        tries.append(route.request.post_data)
        if len(tries) < 3:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/webhooks/webchat/messages", lose)
    page.get_by_role("textbox").fill("去昆明车票报多少")
    page.get_by_role("button", name="发送", exact=True).click()
    until("the first try", lambda: page.get_by_text("网络断了").count() == 1)
    page.reload()
    until("the third try", lambda: page.locator("body").count() and len(tries) >= 3)
    until("nothing pending", lambda: page.locator("li.gc-pending, li.gc-sent").count() == 0)
    page.reload()
    assert said(page, "去昆明车票报多少") == 1
    assert len({re.search("event_id=([^&]+)", each or "")[1] for each in tries}) == 1  # type: ignore[index]
