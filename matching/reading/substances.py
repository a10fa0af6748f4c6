"""Things that harm a person by smell or touch, whatever they are, against the work of postings.

Of hazards (``hazards.toml``) it is known what shows them; here anything may be told: 闻不得金银花,
对苎麻过敏, 一碰桐油就起疹. The thing bars a posting whose title or text has it, or another name of
it, or what belongs to it (``data/substances.toml``). Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from matching.reading import harm
from matching.reading.denial import denied
from matching.reading.hazards import hazards
from matching.reading.misspelt import mended
from matching.reading.phrases import each_phrase, phrases
from matching.reading.role import of_role
from matching.reading.speaker import own_clauses

_TOLD = each_phrase("told", "substances")
_SHOWN = phrases("shown", "substances")
_CLAUSE = re.compile(r"[,;。!?\n]|(?<=[^\x00-\x7f])\s+")
_MAY_TELL = re.compile(r"敏|[闻碰沾摸挨吸触近剥见遇]|怕|[一到逢]|离")
_FEWEST = 2
"""Characters of a thing that nobody listed; of one character only those that are listed count."""
_FEEDS = 4


def told(text: str) -> tuple[str, ...]:
    """Return the words that show what a person's cleaned text says they cannot smell or touch."""
    if not _MAY_TELL.search(text) or not harm.may_tell(text) or _found("harmless", text):
        return ()
    text = mended(text)
    advised = harm.is_advised(text)
    clauses = own_clauses(text)
    words: dict[str, None] = {}
    for at, clause in enumerate(clauses):
        after = clauses[at + 1] if at + 1 < len(clauses) else ""
        for thing in _things(clause, after, advised=advised):
            words |= dict.fromkeys(_words_of(thing))
    return tuple(words)


def _things(clause: str, after: str, *, advised: bool) -> Iterator[str]:
    kinds = ("allergic", "cannot", "afraid", *(("banned",) if advised else ()))
    for kind in kinds:
        yield from (found["thing"] for found in _all(kind, clause) if _is_own(clause, found))
    for found in _all("meets", clause):
        rest = clause[found.end() :]
        near = harm.Near(f"{clause[: found.start('thing')]}一碰", found["thing"], rest, after)
        if _is_own(clause, found) and harm.attacks(near):
            yield found["thing"]


def _all(kind: str, clause: str) -> Iterator[re.Match[str]]:
    return (found for said in _TOLD[kind] for found in said.finditer(clause))


def _found(kind: str, text: str) -> bool:
    return any(said.search(text) for said in _TOLD[kind])


def _is_own(clause: str, found: re.Match[str]) -> bool:
    """Tell whether what is told is told of the person, and not denied."""
    before = clause[: found.start()]
    is_theirs = harm.is_of_kin(clause[: found.end("thing")])
    return not is_theirs and not harm.is_denied(before)


def _words_of(told: str) -> Iterator[str]:
    """Return the words by which postings show the things that a wording names."""
    for part in re.split(_ANY["several"], told):
        thing = _BEHIND.sub("", _BEFORE.sub("", part))
        for name in dict.fromkeys((thing, _RUBBED_OFF.sub("", thing), _FLOWER.sub("", thing))):
            listed = _listed()
            known = listed.get(name, listed.get(name[-_FEWEST:], ()))
            yield from known
            if name not in known and _is_thing(name):
                yield name


_ANY: Mapping[str, str] = {
    name: "|".join(each.pattern for each in said) for name, said in _TOLD.items()
}
_BEFORE = re.compile(f"^(?:{_ANY['before']})+")
_BEHIND = re.compile(f"(?:{_ANY['behind']})+$")
_RUBBED_OFF = re.compile(f"(?:{_ANY['rubbed_off']})$")
_FLOWER = re.compile(_ANY["flower"])
_NO_THING = re.compile(_ANY["no_thing"])


@cache
def _is_thing(name: str) -> bool:
    """Tell whether a wording names a thing that hazards do not tell all of."""
    if len(name) < _FEWEST or _NO_THING.fullmatch(name):
        return False
    things = frozenset(_data()["things"]["hazards"])
    return all(hazard.key in things for hazard in hazards().all if name in hazard.told)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("matching") / "data/substances.toml").read_text("utf-8"))


@cache
def _listed() -> Mapping[str, Sequence[str]]:
    """Return for each name in the data file the words by which postings show it."""
    data = _data()
    alone = frozenset(data["things"]["alone"])
    found: dict[str, list[str]] = {}
    for names in data["things"]["same"]:
        for name in names:
            shown = (each for each in names if len(each) >= _FEWEST or each in alone)
            found.setdefault(name, []).extend(shown)
    for kind in data["kinds"]:
        for name in kind["told"]:
            found.setdefault(name, []).extend(kind["shown"])
    return found


def matter(text: str) -> str:
    """Return a posting's cleaned text, title first, without what only looks like a thing in it."""
    return _SHOWN["lookalike"].sub("，", of_role(text))


def bars(words: Sequence[str], text: str) -> bool:
    """Tell whether a posting with this ``matter`` works with what one of ``words`` shows."""
    return any(word in text and _works_with(word, text) for word in words)


def _works_with(word: str, text: str) -> bool:
    at_a_desk = _SHOWN["at_a_desk"].search(text.partition("。")[0]) is not None
    for clause in _CLAUSE.split(text):
        start = clause.find(word)
        while start >= 0:
            before, after = clause[:start], clause[start + len(word) :]
            named = at_a_desk and _SHOWN["in_a_name"].search(after)
            named = named or _SHOWN["of_a_place"].search(after)
            if not named and not denied(before, after):
                return True
            start = clause.find(word, start + 1)
    return False


def among(words: tuple[str, ...], texts: frozenset[str]) -> tuple[str, ...]:
    """Return those of ``words`` that any of some postings has at all."""
    if not words:
        return words
    together = _joined(texts)
    return tuple(word for word in words if word in together)


@lru_cache(maxsize=_FEEDS)
def _joined(texts: frozenset[str]) -> str:
    return "\n".join(texts)
