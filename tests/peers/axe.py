"""Two judges from npm: axe-core for accessibility, acorn for what old browsers can read.

``npm ci --prefix tests/peers/axe`` puts them there.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from tests.peers import absent

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent / "axe"
ENABLE = "npm ci --prefix tests/peers/axe"
_AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
_ACORN = HERE / "node_modules" / "acorn" / "bin" / "acorn"
_RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map((rule) => rule.id + ": "
    + rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | "));
}"""


def violations(page: Page) -> list[str]:
    """Return the rules that the page breaks, each with the first places; all rules of axe-core."""
    if not _AXE.exists():
        absent("axe-core", f"install Node 18 or newer, then {ENABLE}")
    page.evaluate(_AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found


def not_es5(script: Path | str) -> str:
    """Return why a script is no ECMAScript 5 of 2009, empty when it is."""
    node = which("node")
    if node is None or not _ACORN.exists():
        absent("acorn", f"install Node 18 or newer, then {ENABLE}")
    text = script.read_text("utf-8") if isinstance(script, Path) else script
    command: Sequence[str] = (node, str(_ACORN), "--ecma5", "--silent")
    result = subprocess.run(
        command, input=text, capture_output=True, text=True, timeout=60, check=False
    )
    return "" if result.returncode == 0 else result.stderr.strip() or "it does not parse"
