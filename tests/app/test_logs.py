"""Numbers of people never reach a log, even when somebody logs one by mistake."""

from __future__ import annotations

import logging

import pytest
import structlog

from app.logs import configure_logging, scrubbed


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("to 13800000001 failed", "to [phone] failed"),
        ("+8613800000001", "[phone]"),
        ("id 53032619900101123X.", "id [id]."),
        ("order 20261123090000000001", "order 20261123090000000001"),
        ("https://x/bot12345:AAAAbbbbCCCCddddEEEEffff/getMe", "https://x/bot…/getMe"),
        (
            "POST https://x/send?access_token=91_abc-DEF&a=1",
            "POST https://x/send?access_token=…&a=1",
        ),
        (
            "GET https://x/gettoken?corpid=ww1&corpsecret=abc",
            "GET https://x/gettoken?corpid=ww1&corpsecret=…",
        ),
        ("500 yuan", "500 yuan"),
    ],
)
def test_scrubbed(text: str, clean: str) -> None:
    assert scrubbed(text) == clean


@pytest.mark.parametrize("as_json", [True, False])
def test_structured_lines_are_scrubbed(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    configure_logging(as_json=as_json)
    structlog.get_logger().warning("sent", to="13800000001", parts=["53032619900101123X"], n=3)
    lines = capsys.readouterr()
    assert lines.out == ""
    assert "13800000001" not in lines.err
    assert "53032619900101123X" not in lines.err
    assert "[phone]" in lines.err


def test_a_traceback_is_scrubbed(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(as_json=True)
    try:
        raise ValueError("bad number 13800000001")
    except ValueError:
        structlog.get_logger().exception("failed")
    assert "13800000001" not in capsys.readouterr().err


def test_what_libraries_log_is_scrubbed(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(as_json=True)
    logging.getLogger("some.library").warning("sending to %s", "13800000001")
    shown = capsys.readouterr().err
    assert "[phone]" in shown
    assert "13800000001" not in shown
