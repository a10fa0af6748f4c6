"""The printable form: who sees it, what stands on it, the Word file, and how it looks on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from uuid import UUID

import docx
import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from labourers.tables import ID_NUMBER_FIELD, Labourer
from policy_faq.claims.claim import Claim
from policy_faq.claims.links import LIFE, ClaimLinks, Sheet
from policy_faq.places import Distance
from policy_faq.service import PolicyService
from storage.clock import SetClock
from tests.web.conftest import words_of
from tests.web.seed import COUNTY, Seeded
from web.application import create_web
from web.chat.wording import Part, blocks
from web.services import WebServices

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARTIFACTS = Path(__file__).parents[1] / "artifacts"
TRIP = Claim(
    COUNTY,
    "320500",
    Distance.OUT_OF_PROVINCE,
    Decimal(380),
    claimed=False,
    since=date(2026, 5, 5),
    organised=False,
)


@pytest.fixture
def application(web_services: WebServices, policy: PolicyService) -> APIFlask:
    app = create_web(replace(web_services, policy=policy))
    app.testing = True
    return app


@pytest.fixture
def link(web_services: WebServices) -> Callable[..., str]:
    """Return a maker of addresses of forms."""

    def made(claim: Claim = TRIP, person: UUID | None = None) -> str:
        links = ClaimLinks(web_services.settings.secret_key)
        return f"/claims/{links.token(Sheet(claim, person), web_services.clock)}"

    return made


@pytest.fixture
def person(web_services: WebServices, seeded: Seeded) -> Labourer:
    with web_services.db.read() as rows:
        return rows.get_one(Labourer, seeded.people[4])


def test_the_page_shows_the_form(browser: FlaskClient, link: Callable[..., str]) -> None:
    page = browser.get(link())
    assert page.status_code == 200
    words = words_of(page.text)
    for part in (
        "外出务工交通补助申请表", "0874-5120155", "江苏省苏州市（省外）", "2026年5月5日", "380元",
        "☑自己去", "☑没有领过", "身份证复印件", "会政发〔2018〕20号", "三(四)16", "申请人签字",
    ):  # fmt: skip
        assert part in words, part
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_name_stands_on_it_and_no_number(
    browser: FlaskClient, link: Callable[..., str], person: Labourer, web_services: WebServices
) -> None:
    address = link(person=person.id)
    page = browser.get(address)
    assert person.name in page.text
    number = web_services.vault.open(ID_NUMBER_FIELD, person.id_number_sealed)
    assert number not in page.text
    assert number[-4:] not in page.text.replace(address, "")
    assert person.name not in address
    assert person.id.hex not in address


def test_an_erased_person_is_not_named(
    browser: FlaskClient, link: Callable[..., str], person: Labourer, web_services: WebServices
) -> None:
    with web_services.db.write() as rows:
        rows.get_one(Labourer, person.id).erased_at = web_services.clock.now()
    assert person.name not in browser.get(link(person=person.id)).text


def test_the_word_file(browser: FlaskClient, link: Callable[..., str], person: Labourer) -> None:
    page = browser.get(link(person=person.id))
    address = re.search(r'href="(/claims/[^"]+/form\.docx)"', page.text)
    assert address is not None
    answer = browser.get(address[1])
    assert answer.status_code == 200
    assert answer.mimetype.endswith("wordprocessingml.document")
    assert "attachment" in answer.headers["Content-Disposition"]
    document = docx.Document(BytesIO(answer.data))
    cells = {row.cells[0].text: row.cells[1].text for t in document.tables for row in t.rows}
    assert cells["姓名"] == person.name
    assert cells["申请补助金额"] == "380元"
    assert cells["身份证号码"].startswith("＿")


@pytest.mark.parametrize("token", ["x", "a.b.c", "A" * 300, "..x", "字"])
@pytest.mark.parametrize("tail", ["", "/form.docx"])
def test_what_is_no_link_is_gone(browser: FlaskClient, token: str, tail: str) -> None:
    answer = browser.get(f"/claims/{token}{tail}")
    assert answer.status_code in (404, 410)
    assert "申请补助金额" not in answer.text


def test_an_old_link_is_gone(
    browser: FlaskClient, link: Callable[..., str], clock: SetClock
) -> None:
    address = link()
    clock.advance(LIFE + timedelta(seconds=1))
    answer = browser.get(address)
    assert answer.status_code == 410
    assert "链接失效了" in answer.text
    assert browser.get(f"{address}/form.docx").status_code == 410


def test_in_english_the_form_stays_chinese(browser: FlaskClient, link: Callable[..., str]) -> None:
    page = browser.get(f"{link()}?lang=en").text
    assert "Download as Word file" in page
    assert "外出务工交通补助申请表" in page


def test_the_chat_makes_a_link_of_the_address() -> None:
    (block,) = blocks("看这里 http://127.0.0.1:8311/claims/ab-c_d.e.f。")
    assert block.parts[1] == Part(
        "http://127.0.0.1:8311/claims/ab-c_d.e.f", page="/claims/ab-c_d.e.f"
    )
    (other,) = blocks("https://example.com/elsewhere")
    assert [part.page for part in other.parts] == [None]


@pytest.fixture
def served(application: APIFlask) -> Iterator[str]:
    """Serve the pages on loopback."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.peer("chromium")
@pytest.mark.timeout(120)
@pytest.mark.xdist_group("service")
def test_it_prints_on_one_sheet_of_a4(
    served: str, chromium: Browser, link: Callable[..., str], person: Labourer
) -> None:
    """A picture of the page, of the page on a phone, and of the paper go to the artifacts."""
    ARTIFACTS.mkdir(exist_ok=True)
    problems: list[str] = []
    page = chromium.new_page(viewport={"width": 900, "height": 1100}, locale="zh-CN")
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    page.goto(served + link(replace(TRIP, round_trip=True), person.id))
    assert page.get_by_role("button", name="打印").is_visible()
    page.screenshot(path=ARTIFACTS / "claim-form.png", full_page=True)
    paper = page.pdf(prefer_css_page_size=True, print_background=False)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == (595, 842)
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="打印").is_visible()
    page.set_viewport_size({"width": 672, "height": 1017})
    page.screenshot(path=ARTIFACTS / "claim-form-paper.png", full_page=True)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 740})
    page.screenshot(path=ARTIFACTS / "claim-form-360.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert problems == []
