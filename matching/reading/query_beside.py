"""What a search says beside work, place and pay: things refused, places liked, papers not held.

Pure rules over cleaned text; the patterns are in ``data/talks.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from matching.catalogue import Term, TermKind
from matching.reading.content import says
from matching.reading.occupations import Lexicon
from matching.reading.phrases import phrases
from matching.reading.text import sentences
from storage.gazetteer import Gazetteer

_SAYS = phrases("more_wishes", "talks")
_TWO_NAMES = tuple(phrases("same_thing", "talks").values())
_VERBS = "搞弄做干碰捡挖打摘搬抬去进穿沾养种看守的"
_WHOLE = 4
"""Characters up to which what is refused is one thing."""
_PAIR, _COUNTY_DIGITS = 2, 6


def without_address(text: str) -> str:
    """Return cleaned text without the form of address it begins with ("老师 想找个活")."""
    return _SAYS["address"].sub("", text)


def without_fillers(text: str) -> str:
    """Return cleaned text without words of pay and of bearing hardship, which name no work."""
    return _SAYS["no_work"].sub("，", text)


def without_not_there(text: str) -> str:
    """Return cleaned text, its places blanked, without what refuses a place and no work there."""
    return _SAYS["not_there"].sub("，", text)


def without_refusals(text: str) -> str:
    """Return cleaned text without what it says of things it refuses."""
    return _SAYS["refuses"].sub("，", text)


def drives(text: str) -> bool:
    """Tell whether cleaned text speaks of driving for a living, whatever the vehicle."""
    return _SAYS["drives"].search(text) is not None


def wants_to_learn(text: str) -> bool:
    """Tell whether cleaned text asks to be taught a trade."""
    return _SAYS["learns"].search(text) is not None


def wants_full_board(text: str) -> bool:
    """Tell whether cleaned text asks for board and not for a meal a day."""
    return _SAYS["board"].search(text) is not None


def has_no_papers(lexicon: Lexicon, text: str, wants: Iterable[Term]) -> bool:
    """Tell whether somebody says that they hold no certificate, or not that of the work wanted."""
    if _SAYS["bare_hands"].search(text) is not None:
        return True
    trades = {term for term in wants if term.kind is TermKind.JOB}
    lacked = (found["paper"] or found["behind"] for found in _SAYS["lacks"].finditer(text))
    return any(trades & set(hit.terms) for paper in lacked for hit in lexicon.hits(paper))


def things_refused(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """Return the things that cleaned text will have nothing to do with (石材, 洋芋, 无尘衣).

    Work that is known is no thing; what every posting has (工资, 合同) is none either.
    """
    found: list[str] = []
    for sentence in sentences(text):
        for refused in _SAYS["refuses"].finditer(sentence):
            thing = refused["thing"]
            named = next((each.search(thing) for each in _TWO_NAMES if each.search(thing)), None)
            if named is not None:
                found.append(named.group())
                continue
            if lexicon.hits(thing):
                continue
            bare = thing.lstrip(_VERBS)
            whole = _PAIR <= len(bare) <= _WHOLE
            words = [bare if whole and len(thing) <= _WHOLE + 1 else "", *lexicon.words(thing)]
            known = (each for each in words if len(each) >= _PAIR and says(each))
            found += [each for each in known if not _SAYS["no_thing"].fullmatch(each)][:1]
    return tuple(dict.fromkeys(found))


def holds(text: str, things: Sequence[str]) -> bool:
    """Tell whether a posting's cleaned text has to do with any of some things.

    A thing of two names is meant by both; "不穿无尘衣" has nothing to do with 无尘衣.
    """
    for thing in things:
        names = _names(thing)
        for found in names.finditer(text):
            if not _SAYS["negates"].search(text[: found.start()]):
                return True
    return False


def around(gazetteer: Gazetteer, text: str, places: Sequence[str], home: str | None) -> list[str]:
    """Return the places with the prefecture of a county that is named as near ("离会泽不远")."""
    found = _SAYS["about"].search(text)
    if found is None:
        return list(places)
    named = [match.code for match in gazetteer.find_in(f"去{found['place']}", home)]
    wider = [f"{code[:4]}00" for code in named if not code[:_COUNTY_DIGITS].endswith("00")]
    known = [code for code in wider if gazetteer.exists(code)]
    return [*known, *(place for place in places if known and place[:4] != known[0][:4])] or [
        *places
    ]


def _names(thing: str) -> re.Pattern[str]:
    same = next((each for each in _TWO_NAMES if each.fullmatch(thing)), None)
    return same or re.compile(re.escape(thing))
