"""The direction of imports, and who may read the environment or the wall clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "app bot web matching reminders policy_faq jobs_feed service_ledger labourers messaging storage"
).split()


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def test_packages_import_downwards_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
            target = node.func if isinstance(node, ast.Call) else node
            yield ast.unparse(target)


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        ({"os.environ", "os.getenv", "environ.get", "getenv"}, set()),
        (
            {"datetime.now", "date.today", "datetime.utcnow", "datetime.today", "time.time"},
            {"storage/clock.py"},
        ),
    ],
)
def test_only_the_right_module_reads(names: set[str], allowed: set[str]) -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in modules()
        if names & set(calls(ast.parse(path.read_text())))
    }
    assert found <= allowed


def test_no_module_is_too_long_to_hold_in_mind() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in modules()
        if "migrations/versions" not in str(path)
        and (count := len(path.read_text().splitlines())) > 400
    }
    assert long == {}
