"""Settings of WeChat and WeCom: what is missing or wrong is told in Chinese, by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from app.channels import build_channels
from app.cli import cli
from app.context import AppContext
from app.faults import BAD_INPUT, explained
from app.settings import Settings
from bot.channels.wechat import WeChat
from bot.channels.wecom import WeCom
from messaging.contract import Notice
from messaging.tables import MessageKind
from storage.clock import SetClock
from tests.app.test_settings import KANNEL
from tests.peers.wechat_api import AES_KEY

WECHAT = {"wechat_app_id": "wx1", "wechat_secret": "s", "wechat_token": "t"}
WECOM = {"wecom_corp_id": "ww1", "wecom_agent_id": 7, "wecom_secret": "s"}
PRODUCTION = {"mode": "production", "public_url": "https://x.example", **KANNEL}
FORM = {"template": "form-1", "fields": {"thing1": "text", "thing2": "=岗信"}}


def made(**values: Any) -> Settings:
    return Settings.model_validate(values)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"wechat_app_id": "wx1"}, "GANGXIN_WECHAT_SECRET、GANGXIN_WECHAT_TOKEN"),
        (WECHAT | {"wechat_token": ""}, "GANGXIN_WECHAT_TOKEN"),
        ({"wechat_secret": "s"}, "GANGXIN_WECHAT_APP_ID"),
        ({"wechat_notices": {"job_push": FORM}}, "GANGXIN_WECHAT_APP_ID"),
        (WECHAT | {"wechat_aes_key": "short"}, "GANGXIN_WECHAT_AES_KEY 应是 43 个"),
        (WECHAT | {"wechat_aes_key": "钥" * 43}, "GANGXIN_WECHAT_AES_KEY 应是 43 个"),
        (WECHAT | PRODUCTION, "GANGXIN_WECHAT_AES_KEY"),
        ({"wecom_corp_id": "ww1"}, "GANGXIN_WECOM_AGENT_ID、GANGXIN_WECOM_SECRET"),
        ({"wecom_users": "zhang"}, "GANGXIN_WECOM_CORP_ID"),
        (WECOM | {"wecom_token": "t"}, "GANGXIN_WECOM_AES_KEY"),
        (WECOM | {"wecom_token": "t", "wecom_aes_key": "x"}, "GANGXIN_WECOM_AES_KEY 应是"),
        (
            WECHAT | {"wechat_notices": {"job_push": FORM | {"fields": {"thing1": "name"}}}},
            "thing1=name",
        ),
    ],
)
def test_what_is_missing_is_named(values: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as error:
        made(**values)
    told = explained(error.value)
    assert told is not None
    assert named in told.text
    assert told.exit_code == BAD_INPUT


@pytest.mark.parametrize(
    "notices",
    [{"gossip": FORM}, {"job_push": {"template": ""}}, {"job_push": FORM | {"more": 1}}],
)
def test_a_notice_that_is_none(notices: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as error:
        made(**WECHAT, wechat_notices=notices)
    told = explained(error.value)
    assert told is not None
    assert "GANGXIN_WECHAT_NOTICES" in told.text


def test_the_channels_are_made_from_the_settings(clock: SetClock) -> None:
    context = AppContext(
        made(
            **WECHAT,
            **WECOM,
            **PRODUCTION,
            wechat_aes_key=AES_KEY,
            wechat_notices={"job_push": FORM},
            wecom_users=" zhang, li,",
        )
    )
    context.__dict__["clock"] = clock
    channels = build_channels(context)
    wechat, wecom = channels["wechat"], channels["wecom"]
    assert isinstance(wechat, WeChat)
    assert isinstance(wecom, WeCom)
    fields = (("thing1", "text"), ("thing2", "=岗信"))
    assert wechat.capabilities.notices == {MessageKind.JOB_PUSH: Notice("form-1", True, fields)}
    assert wecom._config.users == ("zhang", "li")
    wechat.close()
    wecom.close()


def test_without_settings_there_is_neither(clock: SetClock) -> None:
    context = AppContext(made())
    context.__dict__["clock"] = clock
    assert not {"wechat", "wecom"} & set(build_channels(context))


def test_the_menu_can_be_looked_at_without_an_account() -> None:
    shown = CliRunner().invoke(
        cli, ["wechat", "menu", "--dry-run", "--json"], obj=AppContext(made())
    )
    assert shown.exit_code == 0, shown.output
    document = json.loads(shown.output)
    assert document["created"] is False
    assert document["button"][1]["sub_button"][0]["key"] == "车票补多少"


def test_the_menu_needs_an_account_to_be_set() -> None:
    refused = CliRunner().invoke(cli, ["wechat", "menu"], obj=AppContext(made()))
    assert refused.exit_code == BAD_INPUT
    assert "GANGXIN_WECHAT_APP_ID" in refused.output
