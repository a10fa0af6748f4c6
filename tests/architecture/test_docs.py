"""The README is true: its commands, settings, links and languages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app.cli import COMMANDS, cli
from app.context import AppContext
from app.reference import settings_table

ROOT = Path(__file__).parents[2]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


def command_lines() -> list[str]:
    text = "".join(path.read_text() for path in READMES)
    return sorted(set(re.findall(r"^gangxin .*$", text, re.MULTILINE)))


def test_the_table_of_settings_is_the_settings() -> None:
    assert f"\n{settings_table()}\n<!-- /settings -->" in READMES[0].read_text()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_is_in_the_readme(readme: Path) -> None:
    rows = "\n".join(re.findall(r"^\| `.*$", readme.read_text(), re.MULTILINE))
    assert [name for name in COMMANDS if f"`{name}`" not in rows] == []


@pytest.mark.parametrize("line", command_lines())
def test_the_examples_parse(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example names a command, and options and arguments that it has."""
    words = shlex.split(line)[1:]
    command: click.Command = cli
    context = click.Context(cli, obj=AppContext())
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    monkeypatch.chdir(tmp_path)
    for name in {"roster.xlsx", "postings.csv"} & set(words):
        Path(name).write_text("x")
    command.make_context(command.name, words, parent=context)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_in_chinese(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"], obj=AppContext())
    assert result.exit_code == 0, result.output
    assert re.search(r"[一-鿿]{4}", result.output)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_links_lead_somewhere(readme: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", readme.read_text())
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_both_languages_have_the_same_parts() -> None:
    levels = [re.findall(r"^(#+) ", path.read_text(), re.MULTILINE) for path in READMES]
    assert levels[0] == levels[1]


def test_folders_in_the_readme_are_the_folders() -> None:
    named = set(re.findall(r"^\| `(\w+)/` \|", READMES[0].read_text(), re.MULTILINE))
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert named == packages
