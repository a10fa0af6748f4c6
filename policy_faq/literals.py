"""Which words a regular expression cannot do without, read out of the expression itself; pure.

A match of 扣.{0,8}(?:身份证|证件) holds 扣, and 身份证 or 证件. What is read is never too much: a
text that lacks one of these words holds no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any, NamedTuple

# The parser that ``re`` itself uses; it has no public name since Python 3.11.
_PARSER: Any = import_module("re._parser")
DIGIT = "\\d"
"""Stands for any decimal digit among words."""
_BLANK = "\\s"
"""Stands for any space among letters."""
_WIDEST = 64
"""Characters of a range that are still listed one by one."""
_MOST = 96
"""Texts that a part of an expression can stand for and that are still listed one by one."""
_CLAUSES = 4
"""Needs that are kept of one way to match; the rest would seldom turn a text away."""
_CHANCE = (0.0, 2e-2, 1e-3, 1e-4)
"""How likely a text holds a given word, roughly, by the length of the word."""
_CHANCE_OF_DIGIT = 0.3

Need = frozenset[str]
"""Words of which any match holds at least one."""


class Way(NamedTuple):
    """One way to match: its needs, the one that is met most seldom first.

    A line that holds one of the words of ``never`` does not match in this way.
    """

    needs: tuple[Need, ...]
    never: Need = frozenset()


def ways(expression: str) -> tuple[Way, ...]:
    """Return the ways in which an expression can match, with what each of them needs.

    Every match meets all needs of one way at least. A way without needs, and no way at all, mean
    that nothing is known.
    """
    parsed = _PARSER.parse(expression)
    if parsed.state.flags & re.IGNORECASE:
        return (Way(()),)
    exact: set[str] = set()
    found: list[Way] = []
    for alternative in _alternatives(parsed):
        part = _sequence(alternative)
        if part.exact is not None:
            exact |= part.exact
        else:
            needs = sorted(map(_shortest, set(part.needs)), key=chance)
            never = frozenset[str]() if parsed.state.flags & re.MULTILINE else _never(alternative)
            found.append(Way(tuple(needs[:_CLAUSES]), never))
    if exact:
        found.append(Way(() if "" in exact else (_shortest(exact),)))
    return tuple(found)


def letters(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern of whatever is written in the letters of another one alone.

    What the other matches as a whole is such a text, and that can be told much faster. Raises
    ValueError when its letters cannot be listed.
    """
    known = _letters(_PARSER.parse(pattern.pattern)) - {DIGIT, _BLANK}
    listed = re.escape("".join(sorted(known)))
    return re.compile(rf"[{listed}\d\s]*", pattern.flags & re.IGNORECASE)


def chance(need: Need) -> float:
    """Return roughly how likely it is that a text meets a need by chance."""
    return sum(
        _CHANCE_OF_DIGIT if word == DIGIT else _CHANCE[min(len(word), len(_CHANCE) - 1)]
        for word in need
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a part of an expression.

    ``exact`` are all texts that it can stand for, None when they cannot be listed; ``needs`` then
    says what all of them hold.
    """

    exact: frozenset[str] | None
    needs: tuple[Need, ...] = ()

    @property
    def known(self) -> tuple[Need, ...]:
        """What every text holds that this part stands for."""
        if self.exact is None:
            return self.needs
        return () if "" in self.exact else (self.exact,)


_UNKNOWN = _Part(None)
_NOTHING = _Part(frozenset({""}))


def _alternatives(parsed: Sequence[Any]) -> list[Sequence[Any]]:
    """Return the alternatives of a whole expression, however deep in groups."""
    if len(parsed) == 1:
        name, given = parsed[0][0].name, parsed[0][1]
        if name == "BRANCH":
            return [each for one in given[1] for each in _alternatives(one)]
        if name == "SUBPATTERN" and not given[1]:
            return _alternatives(given[3])
    if [operator.name for operator, _ in parsed] == ["AT", "BRANCH"]:
        # The parser takes out what all alternatives begin with.
        return [[parsed[0], *each] for each in parsed[1][1][1]]
    return [parsed]


def _never(parsed: Sequence[Any]) -> Need:
    """Return the words that an alternative which begins with ^(?!.*(?:…|…)) forbids."""
    if [operator.name for operator, _ in parsed[:2]] != ["AT", "ASSERT_NOT"]:
        return frozenset()
    (_, place), (_, (direction, forbidden)) = parsed[:2]
    if place.name not in {"AT_BEGINNING", "AT_BEGINNING_STRING"} or direction < 0:
        return frozenset()
    (operator, given), *words = forbidden
    if operator.name != "MAX_REPEAT" or given[0] != 0 or str(given[1]) != "MAXREPEAT":
        return frozenset()
    if [repeated.name for repeated, _ in given[2]] != ["ANY"]:
        return frozenset()
    listed = (_sequence(each).exact for each in _alternatives(words) if _is_plain(each))
    return _shortest(frozenset[str]().union(*filter(None, listed)) - {""})


def _is_plain(parsed: Iterable[tuple[Any, Any]]) -> bool:
    """Tell whether whatever stands around a part has no say in whether it matches."""
    for operator, given in parsed:
        match operator.name:
            case "LITERAL" | "IN":
                plain = True
            case "SUBPATTERN":
                plain = _is_plain(given[3])
            case "BRANCH":
                plain = all(map(_is_plain, given[1]))
            case "MAX_REPEAT":
                plain = _is_plain(given[2])
            case _:
                plain = False
        if not plain:
            return False
    return True


def _sequence(parsed: Iterable[tuple[Any, Any]]) -> _Part:
    needs: list[Need] = []
    run = frozenset({""})
    listed = True
    for operator, given in parsed:
        part = _part(operator.name, given)
        if part.exact is not None and len(run) * len(part.exact) <= _MOST:
            run = frozenset(map("".join, product(run, part.exact)))
            continue
        listed = False
        needs += _Part(run).known
        run = frozenset({""}) if part.exact is None else part.exact
        needs += part.needs
    if listed:
        return _Part(run)
    return _Part(None, (*needs, *_Part(run).known))


def _part(name: str, given: Any) -> _Part:
    match name:
        case "LITERAL":
            return _Part(frozenset(chr(given)))
        case "IN":
            return _members(given)
        case "SUBPATTERN":
            return _UNKNOWN if given[1] & re.IGNORECASE else _sequence(given[3])
        case "ATOMIC_GROUP":
            return _sequence(given)
        case "BRANCH":
            return _branch([_sequence(each) for each in given[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(given[0], given[1], _sequence(given[2]))
        case "ASSERT":
            # What is looked at must be there, but is read again by what follows.
            known = _sequence(given[1]).known
            return _Part(None, known) if known else _NOTHING
        case "ASSERT_NOT" | "AT":
            return _NOTHING
        case _:
            return _UNKNOWN


def _members(listed: Any) -> _Part:
    """Return the characters of a class; unknown when they are too many to be listed."""
    found: set[str] = set()
    for operator, given in listed:
        match operator.name:
            case "LITERAL":
                found.add(chr(given))
            case "RANGE" if given[1] - given[0] <= _WIDEST:
                found.update(map(chr, range(given[0], given[1] + 1)))
            case "CATEGORY" if given.name == "CATEGORY_DIGIT":
                found.add(DIGIT)
            case _:
                return _UNKNOWN
    if DIGIT in found:  # no character by itself, so it is part of no longer word
        return _Part(None, (frozenset(found),))
    return _Part(frozenset(found))


def _branch(parts: Sequence[_Part]) -> _Part:
    exact = [part.exact for part in parts if part.exact is not None]
    together = frozenset[str]().union(*exact)
    if len(exact) == len(parts) and len(together) <= _MOST:
        return _Part(together)
    each = [part.known for part in parts]
    if not all(each):
        return _UNKNOWN
    return _Part(None, (frozenset[str]().union(*(min(known, key=chance) for known in each)),))


def _repeated(least: int, most: int, part: _Part) -> _Part:
    if least == 0:
        once = part.exact is not None and most == 1
        return _Part(part.exact | {""}) if once and part.exact is not None else _UNKNOWN
    if part.exact is not None and least == most and len(part.exact) ** least <= _MOST:
        return _Part(frozenset(map("".join, product(part.exact, repeat=least))))
    return _Part(None, part.known)


def _shortest(need: Iterable[str]) -> Need:
    """Return a need without the words that hold another of its words."""
    words = frozenset(need)
    return frozenset(word for word in words if words.isdisjoint(_parts(word)))


def _parts(word: str) -> Iterator[str]:
    """Yield what a word of two or more characters is made of."""
    for length in range(1, len(word) if word != DIGIT else 0):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


def _letters(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    found: set[str] = set()
    for operator, given in parsed:
        match operator.name:
            case "LITERAL":
                found.add(chr(given))
            case "RANGE" if given[1] - given[0] <= _WIDEST:
                found.update(map(chr, range(given[0], given[1] + 1)))
            case "CATEGORY" if given.name in {"CATEGORY_DIGIT", "CATEGORY_SPACE"}:
                found.add(DIGIT if given.name == "CATEGORY_DIGIT" else _BLANK)
            case "IN" | "ATOMIC_GROUP":
                found |= _letters(given)
            case "SUBPATTERN":
                found |= _letters(given[3])
            case "BRANCH":
                found = found.union(*map(_letters, given[1]))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                found |= _letters(given[2])
            case "ASSERT" | "ASSERT_NOT" | "AT":
                pass
            case _:
                raise ValueError(f"the letters of {operator.name} cannot be listed")
    return frozenset(found)
