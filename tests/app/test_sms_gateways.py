"""The SMS gateways by setting, and the command that registers templates."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from app.channels_sms import sms_channel
from app.cli import cli
from app.context import AppContext
from app.faults import explained
from app.settings import Settings
from bot.channels import cloud_sms
from storage.clock import SetClock

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "sms_templates.toml"
ALIYUN = {
    "sms_gateway": "aliyun",
    "aliyun_key_id": "i",
    "aliyun_key_secret": "k",
    "aliyun_callback_secret": "0123456789abcdef",
}
TENCENT = {
    "sms_gateway": "tencent",
    "tencent_secret_id": "i",
    "tencent_secret_key": "k",
    "tencent_app_id": "1400006666",
    "tencent_callback_secret": "0123456789abcdef",
    "tencent_lookup": True,
}


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"sms_gateway": "aliyun"}, "GANGXIN_ALIYUN_KEY_ID"),
        ({"sms_gateway": "tencent"}, "GANGXIN_TENCENT_APP_ID"),
        (ALIYUN | {"aliyun_callback_secret": "short"}, "ALIYUN_CALLBACK_SECRET"),
        (TENCENT | {"tencent_callback_secret": "has/slash/in/it/123"}, "TENCENT_CALLBACK_SECRET"),
    ],
)
def test_what_is_missing_is_named(values: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        Settings.model_validate(values)


@pytest.mark.parametrize(
    ("values", "module"),
    [(ALIYUN, "alibabacloud_dysmsapi20170525"), (TENCENT, "tencentcloud")],
    ids=["aliyun", "tencent"],
)
def test_a_gateway_is_made_from_its_settings(
    values: dict[str, Any], module: str, clock: SetClock
) -> None:
    if find_spec(module) is None:
        pytest.skip(f"没有装 gangxin[{values['sms_gateway']}]")
    capabilities = sms_channel(Settings.model_validate(values), clock).capabilities
    assert capabilities.templates_of == values["sms_gateway"]
    assert capabilities.lookup
    assert capabilities.confirm_reports


@pytest.mark.parametrize("values", [ALIYUN, TENCENT], ids=["aliyun", "tencent"])
def test_a_missing_sdk_is_told_in_chinese(
    values: dict[str, Any], clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cloud_sms, "find_spec", lambda name: None)
    with pytest.raises(cloud_sms.SdkMissingError) as missing:
        sms_channel(Settings.model_validate(values), clock)
    told = explained(missing.value)
    assert told is not None
    assert f"gangxin[{values['sms_gateway']}]" in told.text
    assert told.exit_code == 2


def run(tmp_path: Path, *arguments: str) -> Any:
    context = AppContext(Settings.model_validate(ALIYUN | {"data_dir": tmp_path}))
    try:
        return CliRunner().invoke(cli, ["templates", *arguments], obj=context)
    finally:
        context.close()


def test_templates_are_registered_and_listed(tmp_path: Path) -> None:
    first = run(tmp_path, "import", str(EXAMPLE), "--json")
    assert json.loads(first.stdout) == {"added": 5, "changed": 0, "unchanged": 0}
    approved = tmp_path / "approved.toml"
    approved.write_text(EXAMPLE.read_text().replace('"pending"', '"approved"', 1))
    assert json.loads(run(tmp_path, "import", str(approved), "--json").stdout)["changed"] == 1
    listed = json.loads(run(tmp_path, "list", "--provider", "aliyun", "--json").stdout)
    states = {each["purpose"]: each["state"] for each in listed["templates"]}
    assert states == {"job_push": "approved", "reminder": "pending"}
    assert "job_push" not in listed["without_template"]
    assert "reply" in listed["without_template"]
    words = run(tmp_path, "list").stdout
    assert "岗位推送 530326 SMS_100000001 【会泽人社】已通过" in words
    assert "发不出去的短信：培训信息" in words


def test_a_bad_file_registers_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(EXAMPLE.read_text().replace("${job1}；", "${job1}${job2}；", 1))
    result = run(tmp_path, "import", str(bad))
    assert result.exit_code == 2
    assert "第 1 个模板：两个变量不能连在一起" in result.output
    assert run(tmp_path, "import", str(EXAMPLE), "--dry-run").stdout == "5 个模板，没有错。\n"
    assert json.loads(run(tmp_path, "list", "--json").stdout)["templates"] == []
