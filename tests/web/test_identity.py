"""The page on which somebody says who they are: what it shows, and what it never tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from messaging.identity_links import LIFE, IdentityLinks
from storage.clock import SetClock
from storage.ids import new_id
from web.services import WebServices


@pytest.fixture
def client(application: APIFlask) -> FlaskClient:
    return application.test_client()


@pytest.fixture
def address(web_services: WebServices, clock: SetClock) -> str:
    links = IdentityLinks(web_services.settings.secret_key)
    return f"/identity/{links.token(new_id(), clock)}"


def test_the_form_asks_for_name_and_the_last_four_only(client: FlaskClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.text.count("<input") - page.text.count('type="hidden"') == 2
    assert f'action="/webhooks{address}"' in page.text
    assert "别人发给您的，不要填" in page.text


def test_the_page_says_it_came_and_not_whether_it_fits(client: FlaskClient, address: str) -> None:
    page = client.get(f"{address}?sent=1")
    assert "收到了" in page.text
    assert "/webhooks/identity" not in page.text
    assert "都要填" in client.get(f"{address}?again=1").text


def test_it_stays_out_of_search_engines_and_other_sites(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"


def test_an_old_link_says_what_to_do(client: FlaskClient, address: str, clock: SetClock) -> None:
    clock.advance(LIFE + timedelta(seconds=1))
    page = client.get(address)
    assert page.status_code == 410
    assert "再问一次" in page.text
    assert client.get("/identity/nonsense").status_code == 410


def test_it_has_an_english_form(client: FlaskClient, address: str) -> None:
    page = client.get(f"{address}?lang=en")
    assert "last four" in page.text
