"""Reads the form of a card: what was written, and what is wrong with it before it is looked at."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from policy_faq.drafts import MOST_QUESTIONS
from policy_faq.local_cards import SHORT_LIMIT
from policy_faq.models import Document
from web.i18n import gettext as _
from web.parsing import posted

LONGEST_ANSWER = 500
_LONGEST_QUESTION = 100
_LONGEST_FIELD = 2000
_FIELDS = (
    "questions",
    "answer",
    "short_answer",
    "document",
    "clause",
    "handoff",
    "valid_from",
    "valid_until",
)


def posted_values() -> dict[str, str]:
    """Return the posted fields as they were written."""
    return {name: posted(name, _LONGEST_FIELD) for name in _FIELDS}


def errors_in(values: Mapping[str, str], documents: Iterable[Document]) -> dict[str, str]:
    """Return what is wrong by field; empty when the card can be looked at."""
    found = {}
    asked = wordings(values["questions"])
    if not asked or len(asked) > MOST_QUESTIONS:
        found["questions"] = _("请写 1 到 %(number)s 种问法，一行一种", number=MOST_QUESTIONS)
    elif max(map(len, asked)) > _LONGEST_QUESTION:
        found["questions"] = _("每种问法最多 %(number)s 个字", number=_LONGEST_QUESTION)
    for name, longest in (("answer", LONGEST_ANSWER), ("short_answer", SHORT_LIMIT)):
        if not values[name]:
            found[name] = _("请写回答")
        elif len(values[name]) > longest:
            found[name] = _("回答最多 %(number)s 个字", number=longest)
    if values["document"] and clause_in(values, documents) is None:
        found["clause"] = _("这份文件没有这一条，请写成文件里的样子，例如 三(四)16")
    return found


def wordings(text: str) -> tuple[str, ...]:
    """Return the lines of a text, each once, without needless blanks."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def clause_in(values: Mapping[str, str], documents: Iterable[Document]) -> str | None:
    """Return the clause as the chosen document numbers it, or None when it has no such one."""
    document = next((each for each in documents if each.key == values["document"]), None)
    if document is None:
        return None
    wanted = _plain(values["clause"])
    return next((each for each in document.clauses if _plain(each) == wanted), None)


def _plain(clause: str) -> str:
    folded = unicodedata.normalize("NFKC", clause)
    return "".join(char for char in folded if char not in " 、.·,，。")
