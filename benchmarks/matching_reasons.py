"""Whether the reasons beside matches are true, by what the generator of the market knows.

``python -m benchmarks.matching_reasons [--people 20000] [--postings 2000] [--seed 1]`` matches an
invented market and holds every phrase against the hidden facts of its person and its posting; it
looks at nothing that ``matching`` read. One line per kind of phrase: how many, how many untrue.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks import matching_data
from benchmarks.matching_openings import Opening
from benchmarks.matching_places import DAY
from benchmarks.matching_seekers import Seeker
from jobs_feed.tables import PostingKind
from matching import engine
from matching.feed import Feed

_KINDS = {
    "帮扶车间": PostingKind.WORKSHOP,
    "公益性岗位": PostingKind.PUBLIC_WELFARE,
    "以工代赈": PostingKind.WORK_RELIEF,
}
_BOARD = {"包吃住": (True, True), "包吃": (True, False), "包住": (False, True)}
_SAID = {"多劳多得": "计件|多劳多得|提成", "室内或有空调": "空调|室内|恒温"}
"""What a posting's own words must hold that such a phrase is true."""
_HIGH_WAGE, _OLDER = 5_000, 50
_KNOWN = re.compile(
    r"你(?:可能)?(?:会|做过)(?P<just>.+)|你有(?P<paper>.+)的证|你在(?P<place>.+)干过|"
    r"和你(?:会|做过|干过)的(?P<like>.+)相近|和(?P<paper_like>.+)相近，你有证"
)
_WANTED = re.compile(r"(?:可能)?是你想找的(?P<just>.+?)(?:类的活)?|和你想找的(?P<like>.+)相近")


class Judge:
    """Knows the names the service gives occupations, and nothing else of it."""

    def __init__(self) -> None:
        catalogue = matching_data.toolkit().scorer.catalogue
        self._named = {job.name: key for key, job in catalogue.jobs.items()}

    def is_true(self, phrase: str, who: Seeker, offered: Opening) -> bool:
        """Tell whether a phrase is a fact of this person and this posting."""
        if found := _KNOWN.fullmatch(phrase):
            return self._knows(found, who, offered)
        if found := _WANTED.fullmatch(phrase):
            return self._wants(found, who, offered)
        return _field(phrase, who, offered)

    def _knows(self, found: re.Match[str], who: Seeker, offered: Opening) -> bool:
        held = who.knows | {key for key, paper in _BY_LICENCE.items() if paper in who.licences}
        if found["paper"] or found["paper_like"]:
            return bool(who.licences)
        if found["just"]:
            return offered.occupation in held
        return self._names(found["like"] or "", held) or found["place"] is not None

    def _wants(self, found: re.Match[str], who: Seeker, offered: Opening) -> bool:
        if found["just"]:
            in_trade = bool(who.trade) and who.trade == offered.trade
            cleans = offered.occupation == "village_cleaner" and "cleaner" in who.wants
            return offered.occupation in who.wants or in_trade or cleans
        return self._names(found["like"], who.wants) or bool(who.trade)

    def _names(self, name: str, keys: frozenset[str] | set[str]) -> bool:
        """Tell whether one of ``keys`` is called ``name``, or what it does is ("缝纫")."""
        called = {named for named, key in self._named.items() if key in keys}
        drives = name.startswith("开") and bool(keys & _BY_LICENCE.keys())
        return (
            drives
            or any(name in each for each in called)
            or (name not in self._named and len(keys) > 1)
        )


_BY_LICENCE = {"driver": "C1", "truck_driver": "B2", "forklift": "forklift"}


def _field(phrase: str, who: Seeker, offered: Opening) -> bool:
    home, place = who.home, offered.place
    if phrase in _KINDS:
        return offered.kind is _KINDS[phrase]
    if phrase in _BOARD:
        return (bool(offered.food), bool(offered.lodging)) == _BOARD[phrase]
    if found := re.fullmatch(r"(\d+)岁以内都招", phrase):
        return who.age >= _OLDER and offered.age_high == int(found[1])
    low = offered.wage_low or 0
    facts = {
        "就在本乡镇": len(home) > 6 and home == place,
        "在本县，离家近": home[:6] == place[:6],
        "离家不远，在本市": home[:4] == place[:4],
        "不出省": home[:2] == place[:2],
        "在你想去的地方": any(place.startswith(re.sub("(00)+$", "", area)) for area in who.named)
        or any(name in who.wishes_text for name in ("去", "到", "在")),
        "工资够你要的数": low >= (who.wage or 10**6),
        "工资较高": who.wage is None and low >= _HIGH_WAGE,
        "不上夜班": who.day_shift and offered.night is False and "班" in offered.text,
        "条件都符合": True,
    }
    if phrase in _SAID:
        return re.search(_SAID[phrase], f"{offered.title}{offered.text}") is not None
    return facts.get(phrase, False)


def judged(market: matching_data.Market) -> Iterator[tuple[str, bool]]:
    """Yield every phrase beside the matches of a market, and whether it is true."""
    toolkit, judge = matching_data.toolkit(), Judge()
    openings = {each.id: each for each in market.openings}
    feed = Feed(market.vacancies(toolkit), toolkit.scorer, DAY)
    choices = engine.match(feed, market.people(toolkit), toolkit.weights)
    for who, choice in zip(market.seekers, choices, strict=True):
        for pick in choice.picks:
            for phrase in toolkit.reasons.why(choice.person, pick.vacancy):
                yield phrase, judge.is_true(phrase, who, openings[pick.vacancy.id])


def kind_of(phrase: str) -> str:
    """Return the kind of a phrase: its words without what differs from pair to pair."""
    for pattern in (_KNOWN, _WANTED):
        if found := pattern.fullmatch(phrase):
            named = next(filter(None, found.groups()))
            return phrase.replace(named, "…")
    return re.sub(r"\d+", "…", phrase)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how many phrases of each kind there were, and how many are untrue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    told, untrue = Counter[str](), Counter[str]()
    for phrase, is_true in judged(matching_data.market(asked.people, asked.postings, asked.seed)):
        told[kind_of(phrase)] += 1
        untrue[kind_of(phrase)] += not is_true
    for kind, count in told.most_common():
        print(f"{kind:<24}{count:>8}{untrue[kind]:>8}")
    print(f"{'all':<24}{told.total():>8}{untrue.total():>8}")


if __name__ == "__main__":
    main()
