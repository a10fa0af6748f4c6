"""A question nobody could answer: asked in the chat, answered in the console, seen in the chat.

Both in a real browser against a running service; nobody reloads the page of the chat.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import Service
from tests.journeys.test_in_the_browser import DESK, PHONE, picture, sign_in
from tests.peers import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.peer("chromium"),
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("service"),
]
QUESTION = "我的补贴三个月没到账，帮我查查"
ANSWER = "查到了，下周三到账，请留意短信。"
SOON = 10.0
"""Seconds within which an answer stands on an open page: it looks every three."""


@pytest.fixture
def open_page(
    browser: Browser, service: Service
) -> Iterator[Callable[[str, tuple[int, int], bool], Page]]:
    contexts = []

    def open_at(path: str, size: tuple[int, int], scripts: bool = True) -> Page:
        context = browser.new_context(
            locale="zh-CN",
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(service.url + path)
        return page

    yield open_at
    for context in contexts:
        context.close()


def write(page: Page, text: str) -> None:
    """Write a message and wait for an answer to it."""
    before = page.locator(".gc-out").count()
    page.locator("#gc-text").fill(text)
    page.get_by_role("button", name="发送", exact=True).click()
    until("an answer", lambda: page.locator(".gc-out").count() > before, SOON)


def in_view(chat: Page) -> bool:
    """Tell whether the answer stands above the form, not behind it."""
    place = chat.get_by_text(ANSWER).bounding_box()
    form = chat.locator("#write").bounding_box()
    return place is not None and form is not None and place["y"] + place["height"] <= form["y"]


def test_the_answer_of_a_caseworker_stands_on_the_page_soon(
    open_page: Callable[..., Page], service: Service
) -> None:
    chat = open_page("/chat", PHONE)
    write(chat, "人工")
    write(chat, QUESTION)
    picture(chat, "chat_waits_for_a_person")
    desk = open_page("/console/handoffs", DESK)
    sign_in(desk, service, "demo-county")
    desk.goto(f"{service.url}/console/handoffs")
    asked = desk.locator(".gx-question", has_text="三个月没到账")
    assert asked.count() == 1, "what was said is one question"
    assert "没有写明问题" in asked.inner_text()
    picture(desk, "console_one_question")
    if not asked.locator("textarea").is_visible():
        asked.locator("summary").click()
    asked.locator("textarea").fill(ANSWER)
    asked.get_by_role("button", name="发送回答").click()
    desk.wait_for_load_state()
    picture(desk, "console_answered")
    started = time.monotonic()
    chat.bring_to_front()
    until("the answer on the page", lambda: chat.get_by_text(ANSWER).count() == 1, SOON)
    assert time.monotonic() - started < SOON
    until("the answer in view", lambda: in_view(chat), SOON)
    picture(chat, "chat_answered_by_a_person")


def test_without_scripts_a_link_looks_for_the_answer(open_page: Callable[..., Page]) -> None:
    chat = open_page("/chat", PHONE, False)
    chat.locator("#gc-text").fill("人工")
    chat.get_by_role("button", name="发送", exact=True).click()
    chat.wait_for_load_state()
    assert chat.get_by_text("已经转给工作人员").count() == 1
    link = chat.get_by_role("link", name="看看有没有新的回答")
    assert link.is_visible()
    link.click()
    chat.wait_for_load_state()
    assert chat.get_by_text("已经转给工作人员").count() == 1
