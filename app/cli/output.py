"""How commands speak: JSON on stdout and nothing else, problems on stderr in Chinese."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import click

BAD_INPUT, FAULT = 2, 1


class Problem(click.ClickException):
    """Something the user can mend; ends the command with exit code 2."""

    exit_code = BAD_INPUT


class Fault(Problem):
    """Something that went wrong through no fault of the user; ends with exit code 1."""

    exit_code = FAULT


def fail(message: str, code: int = BAD_INPUT) -> NoReturn:
    """End the command with ``message`` (Chinese, saying what to do) on stderr."""
    raise Fault(message) if code == FAULT else Problem(message)


def emit_json(document: Any) -> None:
    """Print one JSON document on one line of stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def say(text: str = "") -> None:
    """Print a line for a person on stdout."""
    click.echo(text)


def county_known(context: Any, county: str) -> str:
    """Return a county's adcode as it is today; ends the command when there is no such county."""
    gazetteer = context.gazetteer
    county = gazetteer.current(county)
    if not (len(county) == 6 and county.isdigit() and gazetteer.exists(county)):
        fail(f"没有代码为“{county}”的县。请用 6 位行政区划代码，例如会泽县是 530326。")
    return county
