"""Fixtures of page tests: the application on seeded rows, and browsers signed in to it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from werkzeug.test import TestResponse

from app.tables import metadata
from service_ledger.entries import Ledger
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import KEY_BYTES, Vault
from tests.conftest import MORNING
from tests.web.seed import COUNTY, PASSWORD, Seeded, seed
from web import i18n
from web.accounts import passwords
from web.application import create_web
from web.services import WebServices, WebSettings


@dataclass
class Answering:
    """Stands for the policy answers: says what it was asked."""

    def ask(self, question: str, *, county: str, on: Any, context: Any = None) -> Any:
        return self

    def to_json(self) -> dict[str, Any]:
        return {
            "answer": "跨省最多 500 元。",
            "sms": "最多500元",
            "citations": [
                {
                    "number": "会政发〔2018〕20号",
                    "title": "会泽县就业扶贫",
                    "clause": "第十六条",
                    "place": "会泽县",
                    "valid_until": None,
                    "expired": False,
                }
            ],
            "card": "transport",
            "confidence": 0.97,
            "handoff": False,
            "suggestions": [],
        }


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Hash passwords cheaply; that the real parameters are strong has its own test."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "hasher", lambda: quick)
        yield


@pytest.fixture(scope="session", autouse=True)
def _translations_read_once() -> Iterator[None]:
    """Read the catalogue once for the applications of all tests; nobody writes to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_read", cache(i18n._read))
        yield


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return Ledger(os.urandom(KEY_BYTES))


@pytest.fixture
def web_services(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, ledger: Ledger
) -> WebServices:
    """The services of a demo on one machine."""
    return WebServices(
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


@pytest.fixture(scope="session")
def _seeded_file(
    tmp_path_factory: pytest.TempPathFactory, vault: Vault, ledger: Ledger, _quick_hashes: None
) -> tuple[Path, Seeded]:
    path = tmp_path_factory.mktemp("seeded") / "seeded.db"
    database = Database(f"sqlite:///{path}")
    metadata.create_all(database.engine)
    made = seed(database, vault, SetClock(MORNING), ledger)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path, made


@pytest.fixture
def db(_seeded_file: tuple[Path, Seeded], tmp_path: Path) -> Iterator[Database]:
    """Return a database with the seeded rows."""
    path = tmp_path / "pages.db"
    path.write_bytes(_seeded_file[0].read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def seeded(_seeded_file: tuple[Path, Seeded]) -> Seeded:
    """Return the ids of the seeded rows."""
    return _seeded_file[1]


@pytest.fixture(scope="session")
def compiled_pages(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Keep the compiled templates, which are the same in every test's application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled-pages")))


def built(services: WebServices, compiled_pages: BytecodeCache) -> APIFlask:
    """Return an application of a test."""
    app = create_web(services)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_pages
    return app


@pytest.fixture
def application(web_services: WebServices, compiled_pages: BytecodeCache) -> APIFlask:
    return built(web_services, compiled_pages)


@pytest.fixture
def make_application(
    web_services: WebServices, compiled_pages: BytecodeCache
) -> Callable[..., APIFlask]:
    """Return a maker of applications with other settings."""

    def make(**settings: Any) -> APIFlask:
        changed = replace(web_services.settings, **settings)
        return built(replace(web_services, settings=changed), compiled_pages)

    return make


@pytest.fixture
def browser(application: APIFlask) -> FlaskClient:
    return application.test_client()


@pytest.fixture
def sign_in(application: APIFlask) -> Callable[..., FlaskClient]:
    """Return a function that signs in and returns the browser."""

    def sign(user_name: str, password: str = PASSWORD) -> FlaskClient:
        client = application.test_client()
        answer = post(client, "/sign-in", {"user_name": user_name, "password": password})
        assert answer.status_code == 302, answer.text
        return client

    return sign


@pytest.fixture
def console(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser of the county's caseworker."""
    return sign_in("li.gz")


_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def post(client: FlaskClient, path: str, fields: dict[str, Any], **more: Any) -> TestResponse:
    """Post a form the way a browser does: with the token of a page it has open."""
    page = client.get("/sign-in", follow_redirects=True)
    token = _TOKEN.search(page.text)
    assert token is not None
    return client.post(path, data={"csrf_token": token[1], **fields}, **more)


def words_of(page: str) -> str:
    """Return a page's words without its tags, blanks joined."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
