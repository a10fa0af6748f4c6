"""Whether what is written says that nobody is wanted any more (名额已满, 停止报名)."""

from __future__ import annotations

import re

from jobs_feed.normalise.text import with_arabic_figures
from storage.phrases import phrases

_CLAUSE = re.compile(r"[,;。\n!?]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_SAME = phrases("jobs_feed.normalise", "ended", "same")
_SAYS = phrases("jobs_feed.normalise", "ended", "ended")


def _found(turn: str, text: str) -> re.Match[str] | None:
    return _SAYS[turn].search(text)


def find_ended(text: str) -> str | None:
    """Return the clause of tidied text that says nobody is wanted any more, if one does.

    招满为止 is a way to end, not an end, and where some are still wanted (白班已招满,夜班还缺2人)
    the posting goes on. What is told of other posts (同厂的质检岗已停招) is not told of this one,
    neither that they are full nor that they still want people.
    """
    text = _in_usual_words(text)
    if (counted := _found("planned_and_came", with_arabic_figures(text))) is not None:
        planned, came = (int(figure) for figure in counted.groups() if figure)
        return counted.group() if came >= planned > 0 else None
    clauses = [clause.strip() for clause in _CLAUSE.split(text)]
    said = next(filter(_says_it, clauses), None) or _signed(text)
    if said is None:
        return None
    if any(_found("still", clause) and not _found("of_others", clause) for clause in clauses):
        return None
    return said


def _says_it(clause: str) -> bool:
    if not _found("hints", clause):
        return False
    told = _found("alone", clause) or (_found("full", clause) and not _found("only_if", clause))
    return bool(told) and not (_found("of_others", clause) and not _found("of_this", clause))


def _in_usual_words(text: str) -> str:
    """Return a text with what is said otherwise in places (没得, 咯, 莫) in one way."""
    for word, otherwise in _SAME.items():
        text = otherwise.sub(word, text)
    return text


def _signed(text: str) -> str | None:
    """Return the words that tell of the last seat given, of as many as there were."""
    found = _found("last_given", with_arabic_figures(text))
    if found is None or _found("only_if", found.group()) or not _found("was_given", found.group()):
        return None
    return found.group() if int(found["came"]) >= int(found["plan"]) > 0 else None
