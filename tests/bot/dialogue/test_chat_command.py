"""``gangxin chat``: lines in, what the person would receive out, through the real inbox."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import cli
from app.context import AppContext
from app.settings import Settings


def talk(folder: Path, channel: str, lines: str | bytes, *more: str) -> Result:
    context = AppContext(Settings(data_dir=folder / "data"))
    arguments = ["chat", "--channel", channel, "--from", "13900000001", *more]
    try:
        return CliRunner().invoke(
            cli, [*arguments, "--now", "2026-11-23T09:00"], obj=context, input=lines
        )
    finally:
        context.close()


def replies(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_reply_is_one_object(tmp_path: Path) -> None:
    said = replies(talk(tmp_path, "sms", "你好\n去广东打工车票能报多少\n\n退订\n", "--json"))
    assert [each["turn"] for each in said] == [0, 1, 2, 3]
    assert set(said[0]) == {"turn", "text", "buttons", "segments"}
    assert said[1]["text"].startswith("【会泽人社】")
    assert "500" in said[1]["text"]
    assert said[1]["segments"] == 2
    assert "没有收到文字" in said[2]["text"]
    assert "已退订" in said[3]["text"]


def test_a_chat_has_buttons_and_no_price(tmp_path: Path) -> None:
    said = replies(talk(tmp_path, "web", "你好\n", "--json"))
    assert said[0]["buttons"] == ["找工作", "问补贴政策", "我上班了", "转人工"]
    assert said[0]["segments"] == 0


def test_the_conversation_goes_on_between_two_calls(tmp_path: Path) -> None:
    talk(tmp_path, "wechat", "菜单\n")
    assert "想问什么" in talk(tmp_path, "wechat", "2\n").stdout


def test_for_people_it_prints_the_text(tmp_path: Path) -> None:
    result = talk(tmp_path, "sms", "你好\n")
    assert "您好，我是岗信" in result.stdout
    assert "计费 1 条" in result.stdout


def test_bytes_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    said = replies(
        talk(tmp_path, "telegram", b"\xff\xfe\x00\n" + "找活".encode() + b"\r\n", "--json")
    )
    assert [each["turn"] for each in said] == [0, 1]


def test_another_county_is_another_policy(tmp_path: Path) -> None:
    result = talk(tmp_path, "web", "去广东打工车票能报多少\n", "--county", "430121", "--json")
    assert "500" not in replies(result)[0]["text"]


@pytest.mark.parametrize("arguments", [("--county", "999999"), ("--from", " ")])
def test_bad_input_is_told(tmp_path: Path, arguments: tuple[str, str]) -> None:
    result = talk(tmp_path, "sms", "你好\n", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_nothing_is_played_in_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data_dir=tmp_path)
    monkeypatch.setattr(Settings, "production", property(lambda self: True))
    context = AppContext(settings)
    result = CliRunner().invoke(
        cli, ["chat", "--channel", "sms", "--from", "1"], obj=context, input="你好\n"
    )
    assert result.exit_code == 2
