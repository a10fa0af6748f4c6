"""The look: contrast, nothing from elsewhere, nothing that old phones cannot read."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from apiflask import APIFlask

from jobs_feed.tables import Posting, WageBasis
from web.labels import label_of, labelled_enums
from web.rendering import wage_text
from web.static_files import FOLDER

TEMPLATES = FOLDER.parent / "templates"
OWN_CSS = sorted(FOLDER.glob("*.css"))
OWN_JS = sorted(FOLDER.glob("*.js"))
PAGES = sorted(TEMPLATES.rglob("*.html"))


def _tokens() -> dict[str, str]:
    text = (FOLDER / "tokens.css").read_text()
    return dict(re.findall(r"--gx-([\w-]+):\s*(#[0-9a-f]{6});", text))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "surface", 7),
        ("ink", "paper", 7),
        ("ink-soft", "surface", 4.5),
        ("ink-soft", "paper", 4.5),
        ("ink-soft", "idle-soft", 4.5),
        ("accent", "surface", 4.5),
        ("accent", "paper", 4.5),
        ("accent", "accent-soft", 4.5),
        ("on-accent", "accent", 4.5),
        ("on-accent", "accent-deep", 4.5),
        ("ok", "ok-soft", 4.5),
        ("ok", "surface", 4.5),
        ("info", "info-soft", 4.5),
        ("warn", "warn-soft", 4.5),
        ("warn", "surface", 4.5),
        ("bad", "bad-soft", 4.5),
        ("bad", "surface", 4.5),
        ("idle", "idle-soft", 4.5),
        ("line-input", "surface", 3),
    ],
)
def test_contrast(text: str, ground: str, least: float) -> None:
    tokens = _tokens()
    assert _contrast(tokens[text], tokens[ground]) >= least


def test_vendored_files_are_the_published_ones() -> None:
    listed = dict(
        re.findall(
            r"`([\w./-]+\.(?:css|js))`.*`([0-9a-f]{64})`",
            (FOLDER / "vendor" / "VENDOR.md").read_text(),
        )
    )
    found = {
        path.relative_to(FOLDER / "vendor").as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in (FOLDER / "vendor").rglob("*")
        if path.suffix in (".css", ".js")
    }
    assert listed == found
    for name in listed:
        assert (FOLDER / "vendor" / name).with_name("LICENSE.txt").exists()


@pytest.mark.parametrize("path", [*OWN_CSS, *OWN_JS, *PAGES], ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|(?:src|href)=\"//", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_need_no_exception_from_the_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:|hx-on|hx-vals='js", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script
        assert "defer" in script


@pytest.mark.parametrize("path", OWN_CSS, ids=lambda path: path.name)
def test_styles_work_on_old_phones(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    modern = r":has\(|:is\(|:where\(|color-mix|@container|@layer|aspect-ratio|\binset:|dvh|oklch"
    assert not re.search(modern, text)
    assert not re.search(r"(?<!grid-)\bgap:", text)  # in a flex box old browsers ignore it
    assert "!important" not in text.replace("scroll-behavior: auto !important", "").replace(
        "transition: none !important", ""
    )


@pytest.mark.parametrize("path", OWN_JS, ids=lambda path: path.name)
def test_scripts_work_on_old_phones(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"=>|\b(?:let|const|class|async|await)\b|`|\?\.|\?\?", text)
    assert "innerHTML" not in text


@pytest.mark.parametrize("name", ["gangxin.css", "demo.css"])
def test_styles_take_their_colours_from_the_tokens(name: str) -> None:
    # The chat spells its values out, for browsers without custom properties.
    path = FOLDER / name
    colours = set(re.findall(r"#[0-9a-f]{6}\b", path.read_text()))
    assert colours <= {"#f0b429", "#fafbfa", "#e9ecea"}


def test_every_member_of_an_enum_has_its_word() -> None:
    for kinds in labelled_enums():
        for member in kinds:
            label = label_of(member)
            assert label.word
            assert label.tone in ("ok", "info", "idle", "warn", "bad")


@pytest.mark.parametrize(
    ("written", "low", "high", "shown"),
    [
        ("5500-7000", 550_000, 700_000, "5500–7000 元/月"),
        ("5500~7000", 550_000, 700_000, "5500–7000 元/月"),
        ("205元/天", 430_500, 430_500, "205元/天"),
        ("面议", None, None, "面议"),
        ("8000以上", 800_000, None, "8000以上"),
        (None, 300_000, 300_000, "3000 元/月"),
        (None, 310_050, None, "3100.50 元/月"),
        (None, None, None, "—"),
    ],
)
def test_wages_as_people_read_them(
    application: APIFlask, written: str | None, low: int | None, high: int | None, shown: str
) -> None:
    posting = Posting(wage_text=written, wage_low_fen=low, wage_high_fen=high)
    with application.test_request_context():
        assert wage_text(posting) == shown


@pytest.mark.parametrize(
    ("basis", "low", "shown"),
    [
        (WageBasis.DAILY, 250_125, "115 元/天"),
        (WageBasis.HOURLY, 348_000, "20 元/小时"),
        (WageBasis.YEARLY, 833_333, "100000 元/年"),
    ],
)
def test_a_wage_keeps_its_own_unit(
    application: APIFlask, basis: WageBasis, low: int, shown: str
) -> None:
    posting = Posting(wage_basis=basis, wage_low_fen=low, wage_high_fen=low)
    with application.test_request_context():
        assert wage_text(posting) == shown
