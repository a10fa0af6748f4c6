"""Which words of a posting are of the place or the firm rather than of the work: 冷库开票员.

Pure. Who keeps the books, the till, the gate, the kitchen or the rooms of a place bears little of
what is done in it: the role of the worker decides, not the firm. What a posting says of the work
itself still counts. Data: ``data/roles.toml``.
"""

from __future__ import annotations

import re

from matching.reading.phrases import phrases

_SAYS = phrases("role", "roles")
_ROLE = _SAYS["sheltered"]
_OF_FIRM = re.compile(r"^[㐀-鿿]{2,12}(?:公司|集团|合作社)(?=[㐀-鿿]{2,})")
_STAYS = re.compile(r"夜班|夜间|晚班|大夜|倒班|[两三二]班|食堂|饭店|幼儿园|小学|中学|学校|餐厅")
_CLAUSE = re.compile(r"([,。;!?\n])")


def of_role(text: str) -> str:
    """Return a posting's cleaned text, title first, without the places that only its roles name.

    Where nobody keeps books, tills or gates, the text stays as it is but for a firm at its head.
    """
    if not (_ROLE.search(text) or _OF_FIRM.match(text) or _SAYS["beside"].match(text)):
        return text
    title, mark, said = text.partition("。")
    kept = _titled(title)
    parts = _CLAUSE.split(said)
    clauses, marks = parts[::2], [*parts[1::2], ""]
    first = _hired_from(clauses)
    if first and said.startswith(title):
        # "植保公司,招的是做饭的": the name of such a posting is that of the firm.
        kept = ""
    sheltered = first > 0 or _ROLE.search(title) is not None
    out = [kept, mark]
    for at, clause in enumerate(clauses):
        if at < first or (sheltered and _SAYS["makes"].match(clause)):
            continue
        out += (kept if clause == title else _within(clause), marks[at])
    return "".join(out)


def is_sheltered(text: str) -> bool:
    """Tell whether the title of a cleaned posting is of a desk, a gate, a kitchen, rooms alone."""
    title = _of_work(text.partition("。")[0])
    found = _ROLE.search(title)
    return found is not None and _SAYS["and"].search(title[: found.start()]) is None


def _titled(title: str) -> str:
    """Return a title from its role on, with what else stays of it."""
    title = _of_work(title)
    found = _ROLE.search(title)
    if found is None or found.start() == 0 or _SAYS["and"].search(title[: found.start()]):
        return title
    return "".join(_STAYS.findall(title[: found.start()])) + title[found.start() :]


def _within(clause: str) -> str:
    """Return a clause from its role on where only a place or a firm stands before it."""
    found = _ROLE.search(clause)
    if found is None or not _SAYS["of_firm"].match(clause[: found.start()]):
        return clause
    return "".join(_STAYS.findall(clause[: found.start()])) + clause[found.start() :]


def _hired_from(clauses: list[str]) -> int:
    """Return the clause that says who is wanted behind a tale of the firm, 0 for none."""
    for at, clause in enumerate(clauses):
        if _SAYS["hires"].match(clause):
            return at
    return 0


def _of_work(title: str) -> str:
    """Return a title without the firm at its head (高空作业公司劳保整理), or next door."""
    title = _SAYS["beside"].sub("", title)
    firm = _OF_FIRM.search(title)
    if firm is None:
        return title
    return "".join(_STAYS.findall(firm.group())) + title[firm.end() :]
