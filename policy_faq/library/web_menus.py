"""Which blocks of a web page lead to other pages instead of saying something; pure."""

from __future__ import annotations

import re
from typing import Any

BLOCKS = frozenset(
    "p div section article main ul ol li table tr h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd hr body"
    " center".split()
)
"""Elements that begin a line of their own."""
_MENU_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar"})
_MENU_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|navbar|breadcrumbs?|crumbs?|footer|copyright|sidebar|share|pagination|"
    r"toolbar|friendlink)(?:$|[-_\s])",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:您|你)?(?:的|现在的|当前|现在)?(?:所在)?位置[：:]|首页\s*[>＞»/]")
_LINKED, _LINKED_LENGTH, _LEAST_LINKS = 0.6, 600, 2
"""A short block whose words are mostly links is a menu, a path or a list of other pages."""


def is_shown(element: Any) -> bool:
    """Tell whether an element is not marked as hidden."""
    return "hidden" not in element.attrib


def menus_of(page: Any) -> set[Any]:
    """Return the blocks that lead to other pages instead of saying something."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    found: set[Any] = set()
    totals: list[list[int]] = [[0, 0, 0]]  # characters, those of links, links
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "start":
            totals.append([len((element.text or "").strip()), 0, 0])
            continue
        all_, linked, links = totals.pop()
        if element.tag == "a" and all_:
            linked, links = all_, 1
        above = totals[-1]
        above[0] += all_ + len((element.tail or "").strip())
        above[1] += linked
        above[2] += links
        if element.tag in BLOCKS - {"body"} and _is_menu(element, all_, linked, links):
            found.add(element)
    return found


def _is_menu(element: Any, characters: int, linked: int, links: int) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    short = characters <= _LINKED_LENGTH
    words = element.text_content().strip() if short else ""
    if element.get("role") in _MENU_ROLES or (short and _MENU_NAME.search(named)):
        return True
    if links and _PATH.match(words):
        return True
    if not (short and links >= _LEAST_LINKS and linked >= _LINKED * characters):
        return False
    return not words.startswith("附件")
