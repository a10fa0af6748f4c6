"""Cuts a message into blocks a page can set apart: text, source, telephones, own pages. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SOURCE = re.compile(r"^\s*[（(]?(?:来源|依据|出处|文件|同一件事的其他文件)[:：]")
_WARNING = re.compile(r"^\s*(?:已于.{4,14}到期|注意[:：]|提醒[:：])")
#: The national hotline, landlines with an area code, mobile numbers; not amounts or dates.
_TELEPHONE = re.compile(r"(?<![\d.])(?:12333|0\d{2,3}-?\d{7,8}|1[3-9]\d{9})(?![\d.]|\s*元)")
#: A page of ours that the conversation sends people to; only its path is followed.
_PAGE = re.compile(r"https?://[^\s/]+(/claims/[\w.\-]+)")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text.

    ``telephone`` holds the digits to dial when it is a number, ``page`` the path of our own page
    when it is the address of one.
    """

    text: str
    telephone: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a message; ``kind`` is ``text``, ``source`` or ``warning``."""

    kind: str
    parts: tuple[Part, ...]


def blocks(text: str) -> list[Block]:
    """Return the lines of a message as blocks, without empty ones at either end."""
    return [Block(_kind(line), tuple(_parts(line))) for line in text.strip().splitlines()]


def language_of(text: str) -> str:
    """Return the language a screen reader should read a message in, whatever the page's is."""
    return "zh-CN" if _HAN.search(text) else "en"


def _kind(line: str) -> str:
    if _SOURCE.match(line):
        return "source"
    return "warning" if _WARNING.match(line) else "text"


def _parts(line: str) -> list[Part]:
    page = _PAGE.search(line)
    if page is not None:
        before, after = line[: page.start()], line[page.end() :]
        link = Part(page[0], page=page[1])
        return [*_telephones(before), link, *_telephones(after)]
    return _telephones(line)


def _telephones(line: str) -> list[Part]:
    parts, at = [], 0
    for match in _TELEPHONE.finditer(line):
        if match.start() > at:
            parts.append(Part(line[at : match.start()]))
        parts.append(Part(match[0], match[0].replace("-", "")))
        at = match.end()
    if at < len(line):
        parts.append(Part(line[at:]))
    return parts
