"""Searches for work in chat, written and judged by strangers to the code; asked and scored.

    python -m benchmarks.matching_searches [a b ...] [--wrong]

Each set is a folder under ``benchmarks/data/searches``: a postings file as an office would import
it, and ``queries.txt`` with lines ``person|messages|good|wrong|relaxed``: who asks (empty for a
stranger, else sex, age, education and willingness of somebody on the roster), the messages of a
talk parted by ``>>``, every posting that would be a right answer to the last of them, those that
must not be shown (``*``: none at all, the message is no search), and whether the bot must say that
it gave something up. The messages go through the real inbox and dialogue of a terminal that plays
the SMS channel; counted is what the list of the last answer holds.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from app.context import AppContext
from app.demo.people import COLUMNS, invented_id_number
from app.settings import Settings
from benchmarks.matching_markets import look_at_held
from bot import intake
from bot.channels.terminal import Terminal
from bot.dialogue import session as talks
from bot.runtime import BotRuntime
from bot.tables import Conversation
from jobs_feed.imports import import_postings
from jobs_feed.tables import Posting
from labourers.roster import import_roster
from messaging.contacts import contact_for
from messaging.contract import Inbound, Outgoing
from storage.clock import SHANGHAI, SetClock

DATA = Path(__file__).parent / "data" / "searches"
NOW = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
COUNTY, TOWN = "530326", "者海镇"
_WANTED, _NONE, _BY = 3, "*", "benchmark"
_GAVE_UP = ("全合", "没有更近的了", "没有工资更高的了")


@dataclass(frozen=True)
class Asked:
    """One talk and what its last answer should list; ``person`` empty for a stranger."""

    person: str
    messages: tuple[str, ...]
    good: frozenset[str]
    wrong: frozenset[str]
    is_search: bool
    relaxed: bool


@dataclass(frozen=True)
class Heard:
    """The last answer: the external ids it lists, and its words."""

    listed: tuple[str, ...]
    text: str

    @property
    def gave_up(self) -> bool:
        """Tell whether the answer says that it gave something up."""
        return any(words in self.text for words in _GAVE_UP)


def read(folder: Path) -> list[Asked]:
    """Return the talks of a set."""
    lines = (folder / "queries.txt").read_text("utf-8").splitlines()
    return [_asked(line) for line in lines if line.strip() and not line.startswith("#")]


def _asked(line: str) -> Asked:
    person, messages, good, wrong, relaxed = (part.strip() for part in line.split("|"))
    return Asked(
        person,
        tuple(each.strip() for each in messages.split(">>")),
        _ids(good),
        frozenset() if wrong == _NONE else _ids(wrong),
        is_search=wrong != _NONE,
        relaxed=relaxed == "y",
    )


def _ids(cell: str) -> frozenset[str]:
    return frozenset(each.strip() for each in cell.split(",") if each.strip())


def phone(number: int) -> str:
    """Return the phone that the asker of a line writes from; an area never given out."""
    return f"1610000{number:04d}"


def write_roster(talks_: Sequence[Asked], path: Path) -> None:
    """Write the roster of everybody who is somebody."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS)
        rows.writeheader()
        for number, talk in enumerate(talks_, start=1):
            if not talk.person:
                continue
            sex, age, education, willingness = (each.strip() for each in talk.person.split(","))
            born = date(NOW.year - int(age), 3, 1)
            row = dict.fromkeys(COLUMNS, "") | {
                "外部编号": f"W{number:04d}",
                "乡镇": TOWN,
                "村": "向阳村",
                "姓名": "李小明",
                "性别": sex,
                "证件号码": invented_id_number(born, number, sex == "女"),
                "文化程度": education,
                "健康状况": "健康",
                "劳动能力": "普通劳动力",
                "联系方式": phone(number),
                "是否已就业": "否",
                "就业意向": willingness,
            }
            rows.writerow(row)


class Line:
    """A service of its own with the postings and people of a set, and a phone line to its bot."""

    def __init__(self, folder: Path, talks_: Sequence[Asked], scratch: Path) -> None:
        self._clock = SetClock(NOW)
        self._context = context = AppContext(Settings(data_dir=scratch, county=COUNTY))
        context.__dict__["clock"] = self._clock
        write_roster(talks_, scratch / "people.csv")
        parts = (context.db, context.vault, context.clock)
        people = import_roster(
            *(*parts, scratch / "people.csv"),
            county=COUNTY, by=_BY, gazetteer=context.gazetteer,
        )  # fmt: skip
        jobs = import_postings(
            *(*parts, context.gazetteer, folder / "postings.csv"),
            source="office", county=COUNTY, by=_BY, vouch=True,
        )  # fmt: skip
        look_at_held(context.db, self._clock)
        self.problems = [str(each.as_dict()) for each in (*people.rejected, *jobs.rejected)]
        self.problems += [str(each.as_dict()) for each in jobs.held]
        with context.db.read() as session:
            named = session.exec(select(Posting.id, col(Posting.external_id))).all()
        self._names = {key: name or "" for key, name in named}
        self._said: list[Outgoing] = []
        terminal = Terminal("sms", self._said.append, signature="")
        runtime = context.bot
        self._runtime: BotRuntime = replace(
            runtime, channels={**runtime.channels, terminal.name: terminal}
        )

    def ask(self, number: int, talk: Asked) -> Heard:
        """Say everything of a talk, and return the last answer."""
        begun = self._clock.now()
        for turn, message in enumerate(talk.messages):
            self._said.clear()
            self._clock.advance(timedelta(minutes=2))
            begun = self._clock.now()
            event = f"{number}:{turn}"
            inbound = Inbound(event_id=event, sender=phone(number), text=message, at=begun)
            intake.take_in(self._runtime, "sms", inbound, COUNTY)
        text = "\n".join(message.text for message in self._said)
        return Heard(self._listed(number, begun), text)

    def _listed(self, number: int, since: datetime) -> tuple[str, ...]:
        context = self._context
        with context.db.write() as session:
            contact = contact_for(session, context.vault, self._clock, "sms", phone(number))
            kept = session.get(Conversation, contact.id)
            listing = talks.load(kept.state if kept else None).listing
        if listing is None or listing.at < since:
            return ()
        return tuple(self._names[each] for each in listing.postings)

    def close(self) -> None:
        """Let go of the database."""
        self._context.db.close()


def faults(talk: Asked, heard: Heard) -> list[str]:
    """Return what is wrong with an answer; empty when it is right."""
    found = []
    if not talk.is_search:
        return ["searched"] if heard.listed else []
    if set(heard.listed) & talk.wrong:
        found.append("wrong")
    enough = min(_WANTED, len(talk.good))
    if len(set(heard.listed) & talk.good) < enough:
        found.append("missed" if heard.listed else "nothing")
    elif set(heard.listed) - talk.good:
        found.append("extra")
    if heard.listed and talk.relaxed != heard.gave_up:
        found.append("unsaid" if talk.relaxed else "relaxed")
    return found


def print_set(name: str, *, wrong: bool) -> None:
    """Ask everything of a set and print its figures, and with ``wrong`` every failure."""
    asked = read(DATA / name)
    with tempfile.TemporaryDirectory() as scratch:
        line = Line(DATA / name, asked, Path(scratch))
        answers = [line.ask(number, talk) for number, talk in enumerate(asked, start=1)]
        line.close()
    judged = [
        (talk, heard, faults(talk, heard)) for talk, heard in zip(asked, answers, strict=True)
    ]
    searches = [each for each in judged if each[0].is_search]
    others = [each for each in judged if not each[0].is_search]
    shown = sum(len(heard.listed) for _, heard, _ in searches)
    fit = sum(len(set(heard.listed) & talk.good) for talk, heard, _ in searches)
    due = sum(min(_WANTED, len(talk.good)) for talk, _, _ in searches)
    print(f"searches {name}: {len(searches)} searches, {len(others)} other messages")
    print(f"  fitting of the postings shown: {fit} of {shown}, due {due} ({fit / due:.1%} of due)")
    for fault in ("wrong", "missed", "nothing", "extra", "unsaid", "relaxed"):
        print(f"  {fault}: {sum(fault in each[2] for each in searches)}")
    clean = sum(not (set(each[2]) - {"unsaid", "relaxed"}) for each in searches)
    print(f"  answered with fitting postings alone: {clean} of {len(searches)}")
    print(
        f"  other messages taken for a search: {sum(bool(each[2]) for each in others)}", flush=True
    )
    if wrong:
        for problem in line.problems:
            print(f"    import: {problem}")
        for talk, heard, found in judged:
            if found:
                said = " >> ".join(talk.messages)
                print(f"    {'+'.join(found)}: [{talk.person}] {said}")
                print(
                    f"        listed {','.join(heard.listed)}; good {','.join(sorted(talk.good))}"
                )
                print(f"        {heard.text[:160]!r}")


def main() -> None:
    """Ask the sets named, or all."""
    names = [each for each in sys.argv[1:] if not each.startswith("-")]
    for name in names or sorted(each.name for each in DATA.iterdir()):
        print_set(name, wrong="--wrong" in sys.argv)


if __name__ == "__main__":
    main()
