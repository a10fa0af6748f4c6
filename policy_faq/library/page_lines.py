"""From the lines of printed pages to paragraphs; pure.

Page numbers and running heads go, lines that were broken at the edge of the page join again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_SPACED = re.compile(rf"(?<={_CJK})[ \t](?={_CJK})")
_DENSE = re.compile(rf"(?<={_CJK})(?={_CJK})")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_SENTENCE_END = "。；：！？;:!?"
_FONT_CHANGE = re.compile(
    rf"(?<={_CJK}) +(?=[\d“”‘’])|(?<=[\d%“”‘’]) +(?={_CJK})|(?<=[“”‘’]) +(?=[“”‘’\d])"
)
"""Blanks where a page changes from Chinese to Latin type; there are none in the text itself."""
_BEGINS = re.compile(
    r"附件[:：\d]|第[一二三四五六七八九十百]{1,5}[条章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_EDGE_OF = {0: "head", 1: "head", -1: "foot", -2: "foot"}
"""Where on a page a running head or foot may stand."""
_REPEATED = 3
"""Pages that must print a line at their edge before it counts as a running one."""
_HYPHENATED = re.compile(r"[A-Za-z]-$")
_FULL = 0.85
"""Share of the usual width from which a line is full; the first of a paragraph is indented."""


def lines_of(page: str) -> list[str]:
    """Return the lines of a page without its number."""
    lines = (line.strip() for line in page.split("\n"))
    return [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]


def without_running_heads(pages: list[list[str]]) -> Iterator[str]:
    """Yield the lines of all pages but for what is printed again at the head or foot of each.

    At the head of the first page it stays: there it may be the title.
    """
    again = Counter(
        key
        for page in pages
        for key in {
            (_EDGE_OF[at], _like(page[at])) for at in _EDGE_OF if -len(page) <= at < len(page)
        }
    )
    for number, page in enumerate(pages):
        edges = {
            at % len(page)
            for at, edge in _EDGE_OF.items()
            if -len(page) <= at < len(page) and again[edge, _like(page[at])] >= _REPEATED
        }
        for at, line in enumerate(page):
            if at not in edges or (number == 0 and at < len(page) // 2):
                yield line


def _like(line: str) -> str:
    """Return a line as it is printed on every page: without its numbers and blanks."""
    return re.sub(r"[\d\s]|第|页", "", line)


def paragraphs(lines: Iterable[str]) -> str:
    """Join the lines of pages into paragraphs: a full line without an end of sentence goes on."""
    kept = list(lines)
    text = "\n".join(kept)
    if len(_SPACED.findall(text)) > len(_DENSE.findall(text)):
        kept = [_SPACED.sub("", line) for line in kept]  # each character was placed by itself
    kept = [_FONT_CHANGE.sub("", line) for line in kept]
    widths = [sum(1 if char.isascii() else 2 for char in line) for line in kept]
    full = _FULL * sorted(widths)[9 * len(widths) // 10] if widths else 0
    joined = kept[:1]
    for (before, width), (line, _) in pairwise(zip(kept, widths, strict=True)):
        goes_on = width >= full and before[-1] not in _SENTENCE_END
        if _HYPHENATED.search(before) or (goes_on and not _BEGINS.match(line)):
            joined[-1] = _continued(joined[-1], line)
        else:
            joined.append(line)
    return "\n".join(joined)


def _continued(before: str, line: str) -> str:
    """Join two lines of one paragraph; Latin words keep their blank and lose a hyphen."""
    if _HYPHENATED.search(before) and line[:1].islower():
        return before[:-1] + line
    latin = before[-1:].isascii() and before[-1:].isalpha() and line[:1].isascii()
    return f"{before} {line}" if latin and line[:1].isalpha() else before + line
