"""What a clause is called: the words it begins with, as far as they are a title."""

from __future__ import annotations

import re

_LONGEST = 40
_CUT = 30
_END = re.compile(r"[。；;：:！!\n]|(?<=[？?])")
_COMMA = re.compile(r"[，,]")
_BARE_TITLES = (
    "总体要求", "指导思想", "基本原则", "目标任务", "工作目标", "重点任务", "主要任务", "主要措施",
    "政策措施", "工作措施", "保障措施", "组织保障", "工作要求", "组织实施",
)  # fmt: skip
"""Titles after which a lost line break leaves no punctuation ("二、目标任务到2020年，…")."""


def heading_of(text: str) -> str:
    """Return the title of a clause whose text without its mark is ``text``; 40 characters at most.

    >>> heading_of("推进农村劳动力转移就业。加大…")
    '推进农村劳动力转移就业'
    """
    text = text.strip().lstrip("、.．:： \u3000")
    bare = next((title for title in _BARE_TITLES if text.startswith(title)), "")
    first = _END.split(text, maxsplit=1)[0].strip()
    if bare and len(first) > len(bare) and _COMMA.search(first):
        return bare
    if len(first) > _LONGEST:
        first = _COMMA.split(first, maxsplit=1)[0].strip()
    return first if len(first) <= _LONGEST else first[:_CUT] + "…"
