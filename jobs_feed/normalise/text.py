"""Tidying of cell text before anything is read from it."""

from __future__ import annotations

import re
import unicodedata

from storage.numerals import number

_BLANK_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "/",
        "\\",
        "?",
        "无",
        "暂无",
        "没有",
        "未填",
        "未填写",
        "未知",
        "不详",
        "待定",
        "空",
        "略",
        "null",
        "none",
        "nan",
        "n/a",
        "na",
        "#n/a",
        "#value!",
        "#ref!",
    }
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_DASHES = re.compile(r"\s*(?:[-\u2010-\u2015\u2212~\u02dc\u301c_]+)\s*")
_TO_BETWEEN_FIGURES = re.compile(r"(?<=[\d万千百kKwW元岁])\s*[至到]\s*(?=\d)")
_ONE_OF_A_WORD = re.compile(r"(?<=十)(?=一(?:律|概|般|起|并|定|样|直|次性|经))")
"""Where a word begins that is no part of the figure before it (五十一律不收)."""
_CHINESE_FIGURE = re.compile(
    # the 一 of 一天 and 一个月 belongs to the unit: 一百八一天 is 180 a day
    r"[一二两三四五六七八九十](?:(?!一(?:天|日|个|月|年|班|小时))[零一二两三四五六七八九十百千万])*"
)


def clean(text: str) -> str:
    """Return ``text`` as it is shown: without invisible characters, spaces single, lines kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(char for char in lines if char == "\n" or not _invisible(char))
    return _LINES.sub("\n", _SPACES.sub(" ", seen)).strip()


def tidy(text: str) -> str:
    """Return ``text`` as it is read and compared: clean, with full width folded (NFKC)."""
    return clean(unicodedata.normalize("NFKC", text))


def _invisible(char: str) -> bool:
    # Cf holds the zero-width characters and the byte order mark, Cc the NUL that SQLite and
    # PostgreSQL treat differently; a tab is a space to a reader and stays one.
    return char != "\t" and unicodedata.category(char) in {"Cc", "Cf"}


def is_blank(text: str) -> bool:
    """Tell whether tidied text says nothing (empty, a dash, 无, N/A …)."""
    return text.strip(" \n。.,，").casefold() in _BLANK_WORDS


def with_plain_ranges(text: str) -> str:
    """Return ``text`` with every way of writing "from … to …" between figures as one ``-``."""
    return _TO_BETWEEN_FIGURES.sub("-", _DASHES.sub("-", text))


def with_arabic_figures(text: str) -> str:
    """Return ``text`` with Chinese figures of ten and above in Arabic digits (三千五 → 3500).

    Single digits stay: they are part of words such as 五险一金.
    """
    return _CHINESE_FIGURE.sub(_arabic, _ONE_OF_A_WORD.sub(" ", text))


def _arabic(match: re.Match[str]) -> str:
    figure = match.group()
    if not set(figure) & set("十百千万"):
        return figure
    value = number(figure)
    return figure if value is None else str(int(value))
