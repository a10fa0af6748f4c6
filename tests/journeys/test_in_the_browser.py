"""What a newcomer does after ``make run``, in a real browser, with pictures to look at.

The pictures go to ``tests/artifacts`` (not kept in git); with GANGXIN_KEEP_PICTURES=1 the two of
the README are renewed as well.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlmodel import func, select

from app.settings import Settings
from service_ledger.tables import ServiceEntry
from storage.database import Database
from tests.journeys.conftest import ROOT, Service
from tests.peers import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.peer("chromium"),
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("service"),
]
PHONE, TALL_PHONE, DESK = (360, 740), (400, 1150), (1280, 900)
ARTIFACTS = ROOT / "tests/artifacts"
IN_README = {"chat": "chat", "coverage": "coverage"}
PUSHED = 214


@pytest.fixture
def open_page(
    browser: Browser, service: Service
) -> Iterator[Callable[[str, tuple[int, int]], Page]]:
    """Return a function that opens a page of the service in a window of the given size.

    A script error, or a request to anywhere else, fails the test.
    """
    contexts, problems = [], []

    def open_at(path: str, size: tuple[int, int]) -> Page:
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": size[0], "height": size[1]},
            has_touch=size[0] < 600,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on(
            "request",
            lambda request: (
                problems.append(f"request to {request.url}")
                if not request.url.startswith((service.url, "data:"))
                else None
            ),
        )
        page.goto(service.url + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert problems == []


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, and check that nothing sticks out sideways."""
    ARTIFACTS.mkdir(exist_ok=True)
    path = ARTIFACTS / f"{name}.png"
    page.screenshot(path=path)
    if os.environ.get("GANGXIN_KEEP_PICTURES") == "1" and name in IN_README:
        shutil.copy(path, ROOT / "docs/screenshots" / f"{IN_README[name]}.png")
    sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert sideways <= 0, f"{name} is {sideways} px wider than the window"


def say(page: Page, text: str) -> str:
    """Send a message in the web chat and return what the bot answers."""
    answers = page.locator("li.gc-out[id]")
    before = answers.count()
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name=re.compile("发送|Send")).click()
    answers.nth(before).wait_for()
    page.wait_for_timeout(300)
    return "\n".join(answers.nth(number).inner_text() for number in range(before, answers.count()))


def sign_in(page: Page, service: Service, name: str) -> None:
    """Sign in with a demo account."""
    page.get_by_label(re.compile("用户名|User name")).fill(name)
    page.get_by_label(re.compile("^密码|^Password")).fill(service.sign_ins[name])
    page.get_by_role("button", name=re.compile("登录|Sign in")).click()
    page.wait_for_load_state()


def entries(service: Service) -> int:
    """Return how many job-information services are counted."""
    told = service.gangxin("coverage", "--county", "530326", "--year", year(service), "--json")
    return int(json.loads(told)["by_kind"]["job_info"]["entries"])


def in_the_ledger(service: Service) -> int:
    """Return how many services stand in the ledger; a look that costs no command."""
    database = Database(Settings(data_dir=service.data).url_of_database)
    with closing(database), database.read() as session:
        return session.exec(select(func.count()).select_from(ServiceEntry)).one()


def year(service: Service) -> str:
    from storage.clock import SystemClock

    return str(SystemClock().today().year)


def test_a_labourer_asks_searches_and_applies(
    open_page: Callable[[str, tuple[int, int]], Page], service: Service
) -> None:
    page = open_page("/chat", TALL_PHONE)
    answer = say(page, "去广东打工车票能报多少")
    for part in ("500", "会政发〔2018〕20号", "三(四)16", "身份证", "0874-5120155"):
        assert part in answer
    page.locator("li.gc-in").first.scroll_into_view_if_needed()
    picture(page, "chat")
    postings = say(page, "想找包吃住的活")
    assert re.search(r"^1 .+\n+2 .+\n+3 ", postings, re.MULTILINE)
    picture(page, "chat-postings")
    assert "工资" in say(page, "1")
    assert "姓名" in say(page, "报名1")
    name, last_four = a_demo_person(service)
    assert "报名" in say(page, f"{name} {last_four}")
    picture(page, "chat-applied")
    page.reload()
    assert "去广东打工车票能报多少" in page.inner_text("body")


def a_demo_person(service: Service) -> tuple[str, str]:
    """Return the name and last four signs of an unemployed demo person nobody shares them with."""
    from app.demo.load import SEED
    from app.demo.people import demo_people
    from storage.clock import SystemClock

    people = demo_people(SEED, SystemClock().today())
    person = next(row for row in people if row["就业服务需求"] and row["就业意向"] != "县内")
    return person["姓名"], person["证件号码"][-4:]


def test_the_push_arrives_and_the_coverage_moves(
    open_page: Callable[[str, tuple[int, int]], Page], service: Service
) -> None:
    until("the pushes to be delivered and counted", lambda: in_the_ledger(service) >= PUSHED, 400)
    assert entries(service) >= PUSHED
    page = open_page("/demo/phone", DESK)
    assert "演示" in page.inner_text("body")
    picture(page, "demo-phones")
    page.locator("main a[href*='/demo/phone/']").first.click()
    page.wait_for_load_state()
    assert "回1看详情" in page.inner_text("body")
    picture(page, "demo-phone")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_caseworker_sees_coverage_people_and_one_file(
    open_page: Callable[[str, tuple[int, int]], Page], service: Service, size: tuple[int, int]
) -> None:
    until("the pushes to be counted", lambda: in_the_ledger(service) >= PUSHED, 400)
    page = open_page("/console", size)
    sign_in(page, service, "demo-county")
    text = page.inner_text("main")
    for part in ("娜姑镇", "迤车镇", "者海镇", str(PUSHED)):
        assert part in text
    picture(page, "coverage" if size == DESK else "coverage-phone")
    page.goto(f"{service.url}/console/people")
    picture(page, f"people-{size[0]}")
    page.locator("main table a, main .people a").first.click()
    page.wait_for_load_state()
    person = page.inner_text("main")
    assert "****" in person
    assert not re.search(r"530399\d{12}", page.content()), "a whole ID number is on the page"
    picture(page, f"person-{size[0]}")


def test_a_town_sees_only_its_own_people(
    open_page: Callable[[str, tuple[int, int]], Page], service: Service
) -> None:
    page = open_page("/console", DESK)
    sign_in(page, service, "demo-town")
    text = page.inner_text("main")
    assert "娜姑镇" in text
    assert "者海镇" not in text


def test_an_employer_posts_a_job(
    open_page: Callable[[str, tuple[int, int]], Page], service: Service
) -> None:
    page = open_page("/employer", DESK)
    sign_in(page, service, "demo-employer")
    picture(page, "employer")
    page.locator("a[href*='/new']").first.click()
    page.wait_for_load_state()
    picture(page, "employer-form")


def test_pages_speak_english_on_request(
    open_page: Callable[[str, tuple[int, int]], Page], service: Service
) -> None:
    page = open_page("/chat?lang=en", PHONE)
    assert page.get_by_role("button", name="Send").count() == 1
    picture(page, "chat-english")


def test_the_chat_works_without_scripts(browser: Browser, service: Service) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{service.url}/chat")
    page.get_by_role("textbox").fill("去昆明车票报多少")
    page.get_by_role("button", name="发送").click()
    page.wait_for_load_state()
    assert "300" in page.inner_text("body")
    context.close()


def test_a_second_start_keeps_the_data(service: Service) -> None:
    again = json.loads(service.gangxin("demo", "--json"))
    assert again["loaded"] is False
    assert again["labourers"] == 300
