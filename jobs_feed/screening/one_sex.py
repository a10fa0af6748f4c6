"""Work that the law or decency leaves to one sex, whether the posting says so or not.

No woman may work underground in a mine, nor carry what is too heavy (女职工劳动保护特别规定, annex,
article 1); who looks after people where they sleep or undress is of their sex. Data:
``one_sex.toml``. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from jobs_feed.normalise.text import with_arabic_figures
from labourers.tables import Sex
from storage.phrases import each_phrase, phrases

_MINE = phrases("jobs_feed.screening", "one_sex", "mine")
_LOADS = phrases("jobs_feed.screening", "one_sex", "loads")
_PIECES = each_phrase("jobs_feed.screening", "one_sex", "pieces")["a_piece"]
_ROOMS = phrases("jobs_feed.screening", "one_sex", "rooms")
_BODIES = phrases("jobs_feed.screening", "one_sex", "bodies")
_CLAUSE = re.compile(r"[,，;；。!！\n]+")
_SENTENCE = re.compile(r"[;；。!！\n]+")
_TITLE_END = re.compile(r"[。\n]")
_MAY_BE_BELOW = re.compile(r"井|矿|煤|巷|坑|硐|窿|罐|猴车|采|掘|水平|中段|工作面|迎头|洞")
_MAY_BE_HEAVY = re.compile(r"公斤|千克|斤|KG|kg|Kg|级|劳动强度")
_MAY_BE_A_ROOM = re.compile(r"[女男](?:.{0,3}(?:宿|寝|公寓|住|更衣|浴|汤|澡|楼)|宾|部|生活老师)")
_MAY_BE_OF_BODIES = re.compile(
    r"擦|洗|换|搓|浴|[屎尿]|便|厕|搜|[手人]检|[摸贴]身?[检查身]|手探|人身检|私|胸|乳|监|戒毒|净身|脱衣|会阴|盆底|内衣"
)
_NEAR = 24
"""Characters between whom and what is done to them."""
_ABOUT = re.compile(r"([一二三四五六七八])([二三四五六七八九])十(?=[来多几]?(?:公斤|千克|斤))")
"""七八十斤 may be as much as the higher of the two."""
_A_HUNDRED = re.compile(r"(?<![一二两三四五六七八九几])百(?:把|来|多|十来)?(?=公斤|千克|斤)")
_MOST_KILOGRAMS, _OFTEN_KILOGRAMS = 25, 20
_NO_PIECE = 150
"""Kilograms from which a piece is none that anybody lifts."""


def only_for(text: str, employer: str = "") -> Sex | None:
    """Return the one sex to which a posting's canonical or cleaned text leaves the work.

    ``text`` has the title first; the name of the ``employer`` tells of a mine.
    """
    if is_underground(text, employer) or is_too_heavy_for_women(text):
        return Sex.MALE
    return sex_of_rooms(text) or sex_of_bodies(text)


def is_underground(text: str, employer: str = "") -> bool:
    """Tell whether who has the post works underground in a mine."""
    if _MAY_BE_BELOW.search(text) is None or _MINE["above"].search(text):
        return False
    if _MINE["shown_to_guests"].search(text):
        return False
    of_mine = _MINE["mine"].search(text) is not None or _MINE["mine"].search(employer) is not None
    if not of_mine and _MINE["other_ground"].search(text):
        return False
    title = _TITLE_END.split(text, maxsplit=1)[0]
    kinds = ["goes_down"] if _MINE["up_here"].search(title) else ["below"]
    if of_mine and kinds == ["below"]:
        kinds.append("below_in_mine")
    return any(_goes_down(clause, _MINE[kind]) for clause in _CLAUSE.split(text) for kind in kinds)


def _goes_down(clause: str, told: re.Pattern[str]) -> bool:
    return _MINE["for_others"].search(clause) is None and _tells(clause, told)


def _tells(text: str, said: re.Pattern[str]) -> bool:
    """Tell whether a text says something and does not deny it."""
    found = (each.start() for each in said.finditer(text))
    return any(_MINE["not_done"].search(text[:start]) is None for start in found)


def is_too_heavy_for_women(text: str) -> bool:
    """Tell whether a posting has people carry what no woman may be given to carry."""
    if _MAY_BE_HEAVY.search(text) is None:
        return False
    if _LOADS["fourth_degree"].search(text):
        return True
    plain = with_arabic_figures(_A_HUNDRED.sub("一百", _ABOUT.sub(r"\2十", text)))
    title, *said = _TITLE_END.split(plain, maxsplit=1)
    told = "".join(said)
    if _tells(plain, _LOADS["by_machine"]) or _tells(told, _LOADS["by_others"]):
        return False
    by_trade = _LOADS["carries"].search(title) is not None
    sentences = _SENTENCE.split(plain)
    of_each = 2 if _LOADS["by_two"].search(plain) else 1
    return any(_is_heavy(each, carried=by_trade, of_each=of_each) for each in sentences)


def _is_heavy(sentence: str, *, carried: bool, of_each: int) -> bool:
    if not carried and not _tells(sentence, _LOADS["carries"]):
        return False
    often = _LOADS["many_times"].search(sentence) is not None
    most = _OFTEN_KILOGRAMS if often else _MOST_KILOGRAMS
    return any(most < load / of_each < _NO_PIECE for load in _loads(sentence))


def _loads(sentence: str) -> list[float]:
    """Return the kilograms of each piece that a sentence tells of."""
    found = (each for part in _PIECES for each in part.finditer(sentence))
    return [int(each["load"]) / (2 if each["unit"] == "斤" else 1) for each in found]


def sex_of_rooms(text: str) -> Sex | None:
    """Return whose rooms they are where the work is, if people sleep or undress there."""
    if _MAY_BE_A_ROOM.search(text) is None:
        return None
    title = _TITLE_END.split(text, maxsplit=1)[0]
    for sex, says in _rooms_of():
        if says["neither"].search(text):
            continue
        if says["keeper"].search(title):
            return sex
        if says["dormitory"].search(text) and says["among_them"].search(text):
            return sex
        if any(_serves(clause, says) for clause in _CLAUSE.split(text)):
            return sex
    return None


@cache
def _rooms_of() -> Sequence[tuple[Sex, Mapping[str, re.Pattern[str]]]]:
    """Return the turns of phrase of women's rooms, and with the sexes changed those of men's."""
    changed = str.maketrans("女男", "男女")
    of_men = {name: re.compile(said.pattern.translate(changed)) for name, said in _ROOMS.items()}
    return (Sex.FEMALE, _ROOMS), (Sex.MALE, of_men)


def sex_of_bodies(text: str) -> Sex | None:
    """Return of which sex they are who are washed, searched or fitted by whoever has the post."""
    if _MAY_BE_OF_BODIES.search(text) is None or _BODIES["not_theirs"].search(text):
        return None
    if _BODIES["of_women"].search(text):
        return Sex.FEMALE
    women, men = (
        any(_handles(each, who) for each in _SENTENCE.split(text.replace("。", ";")))
        or _is_inside(text, prison)
        for who, prison in (("women", "prison"), ("men", "men_s_prison"))
    )
    if women == men:
        return None
    return Sex.FEMALE if women else Sex.MALE


def _handles(sentence: str, who: str) -> bool:
    """Tell whether a sentence has the bodies of those handled, named just before or after it."""
    done = [found.span() for found in _BODIES["washes"].finditer(sentence)]
    named = [found.span() for found in _BODIES[who].finditer(sentence)] if done else []
    return any(
        max(start, at) - min(end, until) <= _NEAR for start, end in done for at, until in named
    )


def _is_inside(text: str, prison: str) -> bool:
    """Tell whether a text has people among the inmates of a women's or a men's prison."""
    if _BODIES[prison].search(text) is None or _BODIES["outside"].search(text):
        return False
    return _BODIES["inside"].search(text) is not None


def _serves(clause: str, says: Mapping[str, re.Pattern[str]]) -> bool:
    return says["bath"].search(clause) is not None and says["serves"].search(clause) is not None
