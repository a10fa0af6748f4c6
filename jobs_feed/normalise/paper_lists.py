"""Lists of papers: "电工证或焊工证" asks for one of them, "电工证和登高证" for both (pure).

Offsets stay what they are in ``phrases``, so that what is found in a phrase can be found again in
the text; ``spelled_out`` makes a text longer and comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storage import phrases as kept

_SAYS = kept.phrases("jobs_feed.normalise", "paper_lists", "paper_lists")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a text in which papers stand side by side; with ``any_of`` one is enough."""

    start: int
    end: int
    any_of: bool


def spelled_out(text: str) -> str:
    """Return ``text`` with 证 behind every trade of a list that has it only at its end.

    "电工、焊工证" becomes "电工证、焊工证", and "特种作业证(电工)" says 电工证.
    """
    if "证" not in text:
        return text
    text = _SAYS["other_name"].sub(_named_too, _SAYS["waived_next"].sub("", text))
    text = _SAYS["under_a_head"].sub(lambda found: _SAYS["of_head"].sub(r"\1证", found[0]), text)
    text = _SAYS["of_one_name"].sub("", text)
    text = _SAYS["before_a_count"].sub(lambda found: _SAYS["of_head"].sub(r"\1证", found[0]), text)
    named = _SAYS["in_brackets"].sub(lambda found: f"{found[1]}证", text)
    return _SAYS["run"].sub(
        lambda run: _SAYS["named"].sub(lambda trade: f"{trade[1]}证", run[0]), named
    )


def _named_too(found: re.Match[str]) -> str:
    """Return what a bracket before 证 amounts to: 保育师(保育员)证 is one paper of two names."""
    return "" if _SAYS["kind_of_paper"].search(found[1]) else f"证或{found[1]}"


def joined(text: str) -> str:
    """Return ``text`` with 、 for each comma that a list of alternatives goes on behind.

    "C1,C2均可" and "电工证、焊工证,其一即可" speak of one list; the text keeps its length.
    """
    if "," not in text and "，" not in text:
        return text
    return _SAYS["one_will_do"].sub("、", _SAYS["also_any"].sub("、", text))


def phrases(text: str) -> Iterator[Phrase]:
    """Yield the stretches of ``text`` whose papers belong together.

    What 和 or 及 joins are stretches of their own, each of which has to be met, unless the whole
    says that one of all is enough ("电工证和焊工证均可").
    """
    for found in _SAYS["phrase"].finditer(joined(text)):
        words = found[0]
        if _SAYS["any_of_all"].search(words):
            yield Phrase(found.start(), found.end(), True)
            continue
        start = 0
        for link in (*_SAYS["and"].finditer(words), None):
            end = len(words) if link is None else link.start()
            part = words[start:end]
            if part.strip():
                at = found.start()
                yield Phrase(at + start, at + end, _SAYS["any"].search(part) is not None)
            start = end if link is None else link.end()
