"""Papers beside which something else will do: 有C1或会骑三轮, 畜牧兽医专业毕业或乡村兽医证. Pure.

What can merely be done (会骑, 有经验) nobody can check: such a paper is not asked for. A field of
study is a paper of its own, of those who tell that they learnt it. Data: ``data/paper_or.toml``.
"""

from __future__ import annotations

import re

from matching.reading.licences import Papers, read_licences
from matching.reading.phrases import phrases

_SAYS, _STUDIES = phrases("says", "paper_or"), phrases("studies", "paper_or")
_HINTS = re.compile("或|/")
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")


def without_doable(text: str) -> str:
    """Return a posting's cleaned text without papers for which it takes a skill as well."""
    if not _HINTS.search(text) or not _SAYS["may"].search(text):
        return text
    return _SAYS["or_can"].sub("", text)


def by_study(text: str) -> Papers:
    """Return what a posting asks of those who did not study its field: one paper, or the study."""
    if "专业" not in text and "毕业" not in text:
        return ()
    found = _SAYS["or_paper"].search(text) or _SAYS["paper_or"].search(text)
    if found is None or _SAYS["not_asked"].search(found.group()):
        return ()
    studies = [key for key, pattern in _STUDIES.items() if pattern.search(found["study"])]
    papers = read_licences(found["paper"])
    return (tuple(sorted({*studies, *papers})),) if studies and papers else ()


def studied(text: str) -> frozenset[str]:
    """Return the fields that somebody's cleaned text says they learnt at a school."""
    told = _CLAUSE.split(text) if _SAYS["may_tell"].search(text) else ()
    words = [
        found.group()
        for clause in told
        if (found := _SAYS["learnt"].search(clause)) and not _SAYS["not_so"].search(clause)
    ]
    return frozenset(
        key for key, pattern in _STUDIES.items() if any(pattern.search(each) for each in words)
    )
