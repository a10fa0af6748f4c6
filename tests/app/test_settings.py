"""Settings and keys: a wrong one stops the start with a message that names it."""

from __future__ import annotations

import base64
import json
import os
import stat
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from app.faults import explained
from app.keys import KeyProblem, Keys, load_keys
from app.settings import Settings

KANNEL = {
    "sms_gateway": "kannel",
    "kannel_user": "u",
    "kannel_password": "p",
    "kannel_sender": "1069",
    "kannel_secret": "s",
}
FOUR = ("data_key", "index_key", "ledger_key", "web_key")


def a_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def production(**more: object) -> Settings:
    values = {"mode": "production", "public_url": "https://x.example", **KANNEL, **more}
    return Settings.model_validate(values)


def test_the_default_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GANGXIN_")]:
        monkeypatch.delenv(name)
    settings = Settings()
    assert not settings.production
    assert settings.url_of_database == "sqlite:///data/gangxin.db"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"mode": "production"}, "GANGXIN_SMS_GATEWAY"),
        ({"mode": "production", **KANNEL}, "GANGXIN_PUBLIC_URL"),
        ({"sms_gateway": "kannel"}, "GANGXIN_KANNEL_USER"),
        ({"telegram_token": "1:a"}, "GANGXIN_TELEGRAM_SECRET"),
    ],
)
def test_what_does_not_fit_together_is_named(values: dict[str, object], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        Settings.model_validate(values)


def test_a_wrong_setting_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANGXIN_PORT", "many")
    with pytest.raises(ValidationError) as caught:
        Settings()
    told = explained(caught.value)
    assert told is not None
    assert "设置有错" in told.text
    assert "GANGXIN_PORT" in told.text
    assert told.exit_code == 2


def test_keys_are_made_once_for_the_owner_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    first, second = load_keys(settings), load_keys(settings)
    assert first.ledger == second.ledger
    assert len({first.data[1], first.index, first.ledger, first.web}) == 4
    assert stat.S_IMODE((tmp_path / "data/keys.json").stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    found: list[Keys] = []
    threads = [threading.Thread(target=lambda: found.append(load_keys(settings))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({keys.ledger for keys in found}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_a_key_file_others_can_read_is_refused(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    load_keys(settings)
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(KeyProblem, match="chmod 600"):
        load_keys(settings)


def test_a_key_file_with_a_key_missing_is_refused(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    load_keys(settings)
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"data_key": a_key()}))
    with pytest.raises(KeyProblem, match="不完整"):
        load_keys(settings)


def test_production_refuses_to_start_without_keys() -> None:
    with pytest.raises(KeyProblem, match="GANGXIN_LEDGER_KEY"):
        load_keys(production())


def test_production_takes_keys_from_the_environment() -> None:
    keys = {name: a_key() for name in FOUR}
    loaded = load_keys(production(**keys, data_key_number=3, old_data_keys={1: a_key()}))
    assert set(loaded.data) == {1, 3}
    assert loaded.active == 3
    assert keys["web_key"] not in repr(loaded)


@pytest.mark.parametrize(("text", "why"), [("not base64!", "base64"), ("c2hvcnQ=", "32")])
def test_a_malformed_key_is_named_and_not_shown(text: str, why: str) -> None:
    keys = {name: a_key() for name in FOUR} | {"index_key": text}
    with pytest.raises(KeyProblem, match=why) as caught:
        load_keys(production(**keys))
    assert "index_key" in str(caught.value)
    assert text not in str(caught.value)


def test_no_setting_has_a_secret_as_default() -> None:
    defaults = [field.default for field in Settings.model_fields.values()]
    assert all(not value.get_secret_value() for value in defaults if isinstance(value, SecretStr))
