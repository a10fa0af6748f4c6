"""``gangxin ask`` and ``gangxin policy``, run as a person would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import run


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def test_ask_json(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["ask", "去广东打工车票能报多少", "--county", "530326", "--json"])
    printed = capsys.readouterr()
    assert code == 0
    document = json.loads(printed.out)
    assert document["answer"].startswith("最高报500元")
    assert document["citations"][0]["number"] == "会政发〔2018〕20号"
    assert document["citations"][0]["clause"] == "三(四)16"
    assert document["citations"][0]["expired"] is False
    assert printed.err == ""


def test_ask_at_another_time(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["ask", "扶贫车间奖补多少", "--county", "530602", "--json", "--now", "2019-06-01"]
    assert run(arguments) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["citations"][0]["expired"] is False
    assert document["citations"][0]["valid_until"] == "2020-12-31"


def test_ask_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "去宣威打工车票能报多少", "--county", "530326"]) == 0
    printed = capsys.readouterr().out
    assert "300元" in printed
    assert "转给工作人员" in printed


def test_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        {"id": 1, "county": "530326", "question": "去广东打工车票能报多少"},
        {"id": "b", "county": "430121", "question": "去广东打工车票能报多少"},
        {"id": "c", "county": "530326", "question": ""},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in asked), "utf-8")
    assert run(["ask", "--batch", str(file)]) == 0
    answers = [json.loads(line) for line in lines(capsys.readouterr().out)]
    assert [each["id"] for each in answers] == [1, "b", "c"]
    assert "500元" in answers[0]["answer"]
    assert "元" not in answers[1]["answer"]
    assert answers[2]["card"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "车票", "--county", "999999"], "没有代码为"),
        (["ask", "车票", "--county", "会泽"], "没有代码为"),
        (["ask", "车票"], "--county"),
        (["ask", "--county", "530326"], "请写上问题"),
    ],
)
def test_bad_calls(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err


def test_a_line_of_a_batch_ends_where_json_lines_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.jsonl"
    asked = {"id": 1, "county": "530326", "question": "车票\u2028能报\x85多少"}
    file.write_text(json.dumps(asked, ensure_ascii=False) + "\r\n\r\n", "utf-8")
    assert run(["ask", "--batch", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["card"] == "hz20-16-transport"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "第 1 行不是 JSON"),
        ('["x"]', "第 1 行要写成"),
        ('{"id": 1, "county": "530326"}', "第 1 行要写成"),
        ('{"id": 1, "county": "1", "question": "x"}', "没有代码为"),
    ],
)
def test_bad_batch_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(line + "\n", "utf-8")
    assert run(["ask", "--batch", str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err


def test_policy_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policy", "check", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["ok"] is True
    assert document["problems"] == []


def test_policy_check_fails_when_a_text_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["policy", "check", "--texts", str(tmp_path)]) == 1
    assert "原文目录里没有" in capsys.readouterr().out


def test_policy_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policy", "list", "--county", "430121", "--json"]) == 0
    cards = [json.loads(line) for line in lines(capsys.readouterr().out)]
    assert cards
    assert {each["place"] for each in cards} == {"430000", "000000"}
