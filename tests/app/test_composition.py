"""The parts fit together: the whole application in both modes, from settings alone."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.context import AppContext
from app.keys import KeyProblem
from app.settings import Settings
from app.wsgi import create_app
from service_ledger.standards import standards_for
from service_ledger.tables import ServiceKind

KANNEL = {
    "sms_gateway": "kannel",
    "kannel_user": "u",
    "kannel_password": "p",
    "kannel_sender": "1069",
    "kannel_secret": "s",
}


def a_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def made(values: dict[str, object]) -> AppContext:
    return AppContext(Settings.model_validate(values))


@pytest.fixture(params=["embedded", "production"])
def context(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AppContext]:
    values: dict[str, object] = {"data_dir": tmp_path, "mode": request.param}
    if request.param == "production":
        keys = ("data_key", "index_key", "ledger_key", "web_key")
        values |= {**KANNEL, "public_url": "https://x.example"} | {name: a_key() for name in keys}
    built = made(values)
    yield built
    built.close()


def test_every_public_page_answers(context: AppContext) -> None:
    client = create_app(context).test_client()
    expected = {
        "/": 200,
        "/chat": 200,
        "/console": 302,
        "/employer": 302,
        "/healthz": 200,
        "/readyz": 200,
        "/api/v1/openapi.json": 200,
        "/api/v1/policy/answers?question=车票能报多少&county=530326": 200,
        "/demo/phone": 404 if context.settings.production else 200,
        "/no-such-page": 404,
    }
    found = {path: client.get(path).status_code for path in expected}
    assert found == expected


def test_a_new_database_knows_the_standards(context: AppContext) -> None:
    create_app(context)
    with context.db.read() as session:
        found = standards_for(session, "430102", context.clock.today(), "HN-311")
    assert {(each.kind, each.minimum) for each in found} == {
        (ServiceKind.JOB_INFO, 3),
        (ServiceKind.TRAINING_INFO, 1),
        (ServiceKind.CAREER_GUIDANCE, 1),
    }


def test_production_has_no_demo_channel(context: AppContext) -> None:
    demo = {name for name, each in context.channels.items() if each.capabilities.demo}
    assert demo == (set() if context.settings.production else {"sms"})


def test_telegram_is_there_when_it_is_configured(tmp_path: Path) -> None:
    bare = made({"data_dir": tmp_path})
    with_bot = made({"data_dir": tmp_path, "telegram_token": "1:a", "telegram_secret": "s"})
    assert "telegram" not in bare.channels
    assert "telegram" in with_bot.channels
    with_bot.close()


def test_production_without_keys_does_not_serve(tmp_path: Path) -> None:
    values = {"data_dir": tmp_path, "mode": "production", "public_url": "https://x.example"}
    context = made({**values, **KANNEL})
    with pytest.raises(KeyProblem, match="GANGXIN_DATA_KEY"):
        create_app(context)
    context.close()
    assert not (tmp_path / "keys.json").exists()
