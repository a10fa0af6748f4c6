"""What no file of the repository may hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if "/vendor/" in name or path.suffix in {".png", ".ico", ".xls", ".xlsx"}:
            continue
        found.append((name, path.read_text(errors="replace")))
    return found


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<![\w./])/(?:root|home|farm)/[\w.-]+",
        r"https?://[^ \"']*/(?:simple|packages)/",
        r"--(?:extra-)?index-url(?! --no-header)",
        r"\"resolved\": *\"https?:",
        r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b",
    ],
)
def test_nothing_of_one_machine_and_nothing_unfinished(pattern: str) -> None:
    own = str(Path(__file__).relative_to(ROOT))
    found = [
        f"{name}: {match[0]}"
        for name, text in texts()
        if name != own
        for match in re.finditer(pattern, text)
        if match[0] != "--no-emit-index-url"
    ]
    assert found == []


def test_no_real_looking_id_number_outside_tests_and_demo() -> None:
    """A number with a right check digit in product code could be somebody's."""
    pattern = re.compile(r"(?<!\d)[1-6]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")
    found = [
        name
        for name, text in texts()
        if name.endswith((".py", ".toml", ".html", ".md"))
        and not name.startswith("tests/")
        and pattern.search(text)
    ]
    assert found == []
