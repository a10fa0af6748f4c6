"""For whose village a post is kept: 限五星村户籍, 只招本村的, 外村勿报, 须在本社区居住. Pure.

本村 is the village of the workplace, or of an employer that is a village itself (五星村村委会);
where neither tells it, no village is asked for. What a post only likes (五星村脱贫户优先) keeps
nobody out. Patterns: ``data/villages.toml``.
"""

from __future__ import annotations

import re

from matching.reading.phrases import each_phrase, phrases
from matching.reading.text import clean
from matching.reading.villages import (
    SITE,
    Bond,
    VillageAsk,
    keys_of,
    village_keys,
    without_town,
)

_SAYS = phrases("asked", "villages")
_NAMED = each_phrase("asked", "villages")["named"]
_CLAUSE = re.compile(r"[,。;!?\n()\[\]【】《》|…]|(?<=[^\x00-\x7f])\s+")
_LONGEST = 14
_IN_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_APART = re.compile(r"[、,。;/|()\s]|(?<=[村区查])[和与及](?=.)")


def village_asked(text: str, place: str, employer: str) -> VillageAsk | None:
    """Return the villages whose people alone a posting wants, or None where it keeps to none.

    ``text`` is all it says, cleaned, its title before the first "。"; ``place`` and ``employer``
    are the cells of the workplace and of who hires.
    """
    place = clean(place)
    if not _SAYS["hints"].search(text) and not _SAYS["hints"].search(place):
        return None
    parts = [part for part in _CLAUSE.split(f"{text}。{place}") if part]
    for at, clause in enumerate(parts):
        if not _SAYS["hints"].search(clause) or _SAYS["not_asked"].search(clause):
            continue
        if at + 1 < len(parts) and _SAYS["others_too"].search(parts[at + 1]):
            continue
        before = text[: text.find(clause)] if clause in text else text
        found = _asked_in(clause, _Own(before, place, clean(employer)))
        if found is not None:
            return found
    return None


class _Own:
    """What 本村 and 本安置点 mean in a posting; looked up when it says so.

    ``before`` is what it said before that, where a village may be named that no cell names.
    """

    def __init__(self, before: str, place: str, employer: str) -> None:
        self._before, self._place, self._employer = before, place, employer

    def keys(self, unit: str) -> tuple[str, ...]:
        """Return the keys of the own village, that of a ``unit`` such as 村 or 安置点."""
        of_body = _names_in(self._employer, "body")
        title, _, said = self._before.partition("。")
        told = [_names_in(each, "site") for each in (self._place, title, said)]
        order = [*told, of_body] if _SAYS["of_site"].search(unit) else [of_body, *told]
        return next((keys for names in order if (keys := keys_of(names))), ())


def _split(cell: str) -> list[str]:
    return [each for each in _APART.split(_IN_BRACKETS.sub("", cell)) if each]


def _names_in(cell: str, kind: str) -> list[str]:
    found = (_SAYS[kind].match(without_town(each)) for each in _split(cell))
    return [match["name"] for match in found if match]


def _asked_in(clause: str, own: _Own) -> VillageAsk | None:
    for pattern in _NAMED:
        for found in pattern.finditer(clause):
            keys = _keys(found[1], own)
            if keys:
                return VillageAsk(_bond(clause), _with_site(clause, keys))
    shut_out = _SAYS["shut_out"].search(clause) or _SAYS["shut_out_before"].search(clause)
    keys = own.keys(shut_out["unit"]) if shut_out else ()
    return VillageAsk(_bond(clause), _with_site(clause, keys)) if keys else None


def _bond(clause: str) -> Bond:
    if _SAYS["asks_registered"].search(clause):
        return Bond.REGISTERED
    return Bond.LIVING if _SAYS["asks_living"].search(clause) else Bond.OF


def _with_site(clause: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys with that of any site, where people resettled to one are asked for.

    A site has several communities and other names than they, so who tells that they live in a site
    of the town counts.
    """
    return (*keys, SITE) if _SAYS["of_site"].search(clause) else keys


def _keys(said: str, own: _Own) -> tuple[str, ...]:
    """Return the keys of what was named; none where one of it is no village (限本村和周边村)."""
    names = _SAYS["between"].split(said)
    if len(names) > 1:
        names[-1] = _SAYS["several"].sub("", names[-1])
    keys = [_keys_of_one(name, own) for name in names]
    return tuple(dict.fromkeys(key for some in keys for key in some)) if all(keys) else ()


def _keys_of_one(said: str, own: _Own) -> tuple[str, ...]:
    name = _SAYS["in_it_end"].sub("", _SAYS["lead"].sub("", said))
    mine = _SAYS["own_place"].match(name) or _SAYS["own_place"].match(f"{name}村")
    if mine:
        return own.keys(mine["unit"])
    bare = without_town(name)
    return () if len(bare) > _LONGEST or _SAYS["no_name"].search(bare) else village_keys(bare)
