"""The sheet that a caseworker reads: people of the demo roster with their three, and why.

2,000 postings are made from the shapes and titles of real ones (``posting_shapes.json``), a part of
them in the county and its province, as an office's feed has them; the roster is the demo's. Usage:

    python -m benchmarks.matching_sheet SHAPES.json > docs/matching-sheet.md
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlmodel import select

from app.context import AppContext
from app.demo.load import load_demo
from app.demo.people import COUNTY, TOWNS
from app.settings import Settings
from benchmarks.matching_shares import pick
from jobs_feed.tables import Posting, PostingKind, PostingState
from labourers.names import masked_name
from labourers.tables import Education, Labourer, Sex, Willingness
from matching import engine
from matching.feed import Feed
from matching.load import load_people
from matching.model import Person, Vacancy
from matching.reading.vacancies import to_vacancy
from matching.toolkit import Toolkit
from storage.clock import SHANGHAI
from storage.gazetteer import Gazetteer
from storage.money import FEN_PER_YUAN

POSTINGS, SHOWN, SEED = 2_000, 50, 311
ON = date(2026, 11, 23)
_SEX = {"男": Sex.MALE, "女": Sex.FEMALE}
_EDUCATION = {
    "初中": Education.JUNIOR,
    "高中": Education.SENIOR,
    "中专": Education.SENIOR,
    "中技": Education.SENIOR,
    "大专": Education.COLLEGE,
    "本科": Education.BACHELOR,
    "本科以上": Education.BACHELOR,
}
_PLACES = (("feed", 40), ("county", 22), ("prefecture", 10), ("province", 13), ("coast", 15))
_NEAR = ("530302", "530381", "530324", "530300")
_PROVINCE = ("530100", "530112", "530181", "530402", "530600")
_COAST = ("441900", "440300", "440100", "330200", "330100", "320500", "350500")
_AT_HOME = (
    ("乡村保洁员", PostingKind.PUBLIC_WELFARE),
    ("护林员", PostingKind.PUBLIC_WELFARE),
    ("公路养护员", PostingKind.PUBLIC_WELFARE),
    ("缝纫工", PostingKind.WORKSHOP),
    ("手套包装工", PostingKind.WORKSHOP),
    ("土豆分拣工", PostingKind.WORKSHOP),
    ("沟渠修复小工", PostingKind.WORK_RELIEF),
)
_ORIGIN = "籍"
_MENDED = (
    "What made a reader laugh, and is mended: a lorry driver sent to be the general manager's",
    "assistant, a girl of a farm to lead a warehouse (who leads others must have done the",
    "work); people near sixty sent to factories a thousand kilometres away (the older and the",
    "frail are looked after near home first); somebody who looks after children made a guard",
    "in the county town (workshops and public posts come first for them); a lorry driver sent",
    "to a front desk, a maid to a beauty parlour, a new guard to lead guards (work that",
    "nobody takes unasked goes to who does the like); farm hands sent to write customs papers",
    "(so does that); a posting called 测试职位名称 praised as work in electronics (a",
    'placeholder names nothing); cleaning of villages called "akin to cleaning"; "looks after',
    'the family" said of every workshop, "no nights" of every one with two days off (a reason',
    "tells only what the posting says). Outside of this sheet, 208 notes of village cadres",
    "were read the same way: somebody with a motorcycle is no mechanic, somebody whose",
    "husband is ill no nurse, who may work anywhere (工地也行) keeps their trade. What still",
    "makes one smile: nobody in this feed looks for maids, so who wants to be one is offered",
    "inns, shops and tills; two posts of the same kind in one town read alike; one very well",
    "paid posting is first for many who said little, and once for somebody who asked for",
    "other factory work.",
)
_WANTED = {
    Willingness.ANYWHERE: "哪里都行",
    Willingness.IN_COUNTY: "县内",
    Willingness.OUT_OF_COUNTY: "县外",
    Willingness.OUT_OF_COUNTY_IN_PROVINCE: "县外省内",
    Willingness.OUT_OF_PROVINCE: "省外",
}


class Shapes:
    """Draws values as often as real postings had them."""

    def __init__(self, shapes: Mapping[str, Mapping[str, int]], random: Random) -> None:
        self._shapes, self._random = shapes, random

    def draw(self, field: str) -> str:
        """Return one value of a field."""
        values = self._shapes[field]
        drawn = self._random.choices(list(values), list(values.values()))[0]
        # A title that shuts people out by where they were born is held before it is offered.
        usable = field != "title" or (drawn.strip() and _ORIGIN not in drawn)
        return drawn if usable else self.draw(field)

    def phrase(self, field: str, share: float) -> str:
        """Return a phrase of free text with figures filled in, or nothing, by ``share``."""
        if self._random.random() >= share:
            return ""
        return re.sub("#", lambda _: str(self._random.randint(1, 9)), self.draw(field))


def vacancies(shapes: Shapes, toolkit: Toolkit, random: Random) -> list[Vacancy]:
    """Return the postings, read as those of the database are."""
    return [_vacancy(number, shapes, toolkit, random) for number in range(POSTINGS)]


def _vacancy(number: int, shapes: Shapes, toolkit: Toolkit, random: Random) -> Vacancy:
    where = pick(random, _PLACES)
    title, kind, place = shapes.draw("title"), PostingKind.ORDINARY, _place(where, shapes, random)
    if where == "county" and random.random() < 1 / 3:
        title, kind = random.choice(_AT_HOME)
    low, high = _range(shapes.draw("wage"))
    age_low, age_high = _ages(shapes.draw("age"))
    at = datetime(2026, 11, random.randint(1, 22), tzinfo=SHANGHAI)
    home = kind is not PostingKind.ORDINARY
    board = "" if home else shapes.phrase("board", 0.3)
    posting = Posting(
        id=UUID(int=SEED << 32 | number),
        employer_id=UUID(int=number % 600 + 1),
        county_code=COUNTY,
        source="sheet",
        fingerprint=str(number),
        content_hash=str(number),
        title=title,
        kind=kind,
        place_code=place,
        place_text=None,
        sex=None if home else _SEX.get(shapes.draw("sex")),
        age_low=None if home else age_low,
        age_high=65 if home else age_high,
        education_min=None if home else _EDUCATION.get(shapes.draw("education")),
        wage_low_fen=_fen(1200 if home else low),
        wage_high_fen=_fen(2600 if home else high),
        food="吃" in board or "食" in board or "餐" in board or None,
        lodging="住" in board or "宿" in board or None,
        headcount_left=int(shapes.draw("headcount")) or None,
        benefits=board or None,
        description="，".join(
            part for part in (shapes.phrase("shift", 0.3), shapes.phrase("fee", 0.05)) if part
        ),
        state=PostingState.OPEN,
        created_at=at,
        updated_at=at,
        published_at=at,
    )
    name = f"第{number % 600 + 1}号单位"
    return to_vacancy(posting, name, toolkit.reader, toolkit.gazetteer, ON)


def _place(where: str, shapes: Shapes, random: Random) -> str | None:
    match where:
        case "county":
            return random.choice([COUNTY, *TOWNS])
        case "prefecture":
            return random.choice(_NEAR)
        case "province":
            return random.choice(_PROVINCE)
        case "coast":
            return random.choice(_COAST)
        case _:
            found = Gazetteer.load().resolve(shapes.draw("district"))
            return found.code if found is not None else None


def _range(text: str) -> tuple[int | None, int | None]:
    figures = [int(each) for each in re.findall(r"\d+", text.replace("1万", "10000"))]
    if not figures or (len(figures) == 2 and figures[1] < figures[0]):
        return None, None
    return figures[0], figures[1] if len(figures) == 2 else None


def _ages(text: str) -> tuple[int | None, int | None]:
    low, _, high = text.partition("-")
    ages = [int(each) if each.isdigit() and int(each) >= 16 else None for each in (low, high)]
    return ages[0], ages[1]


def _fen(yuan: int | None) -> int | None:
    return None if yuan is None else yuan * FEN_PER_YUAN


def sheet(shapes: Mapping[str, Any], folder: Path) -> str:
    """Return the sheet as Markdown; the demo county is loaded into ``folder``."""
    random = Random(SEED)
    context = AppContext(
        Settings(data_dir=folder), now=datetime(ON.year, ON.month, ON.day, 9, tzinfo=SHANGHAI)
    )
    load_demo(context)
    toolkit = Toolkit.load(context.gazetteer)
    offered = vacancies(Shapes(shapes, random), toolkit, random)
    with context.db.read() as session:
        people = load_people(session, toolkit, COUNTY, ON)
        rows = {row.id: row for row in session.exec(select(Labourer))}
    feed = Feed(offered, toolkit.scorer, ON)
    choices = engine.match(feed, people, toolkit.weights)
    context.close()
    told = sorted(random.sample(range(len(people)), SHOWN))
    lines = [
        "# Fifty people with their three",
        "",
        f"{POSTINGS} postings made from the shapes of real ones, {len(people)} people of the demo "
        "roster, all invented. Made by `python -m benchmarks.matching_sheet`; read by hand.",
        "",
        *_MENDED,
    ]
    for number, at in enumerate(told, start=1):
        choice = choices[at]
        lines += ["", f"**{number}. {_told(choice.person, rows[choice.person.id], toolkit)}**", ""]
        for place, chosen in enumerate(choice.picks, start=1):
            reasons = "，".join(toolkit.reasons.why(choice.person, chosen.vacancy))
            lines.append(f"{place}. {_line(chosen.vacancy)} — {reasons}")
    return "\n".join(lines) + "\n"


def _told(person: Person, row: Labourer, toolkit: Toolkit) -> str:
    said = [
        masked_name(row.name),
        "女" if person.sex is Sex.FEMALE else "男",
        f"{person.age}岁",
        _schooling(person.education),
        toolkit.gazetteer.name(person.home) if toolkit.gazetteer.exists(person.home) else "",
        f"愿去{_WANTED.get(person.willingness, '')}",
        f"“{row.services_wanted or row.wishes or '没说'}”",
    ]
    return "，".join(part for part in said if part)


def _schooling(level: Education | None) -> str:
    names = {
        Education.NONE: "不识字",
        Education.PRIMARY: "小学",
        Education.JUNIOR: "初中",
        Education.SENIOR: "高中",
        Education.COLLEGE: "大专",
        Education.BACHELOR: "本科",
    }
    return "学历没登记" if level is None else names.get(level, level.value)


def _line(vacancy: Vacancy) -> str:
    low, high = vacancy.wage_low, vacancy.wage_high
    wage = f"{low}-{high}元" if low and high else f"{low}元以上" if low else "工资没写"
    return f"{vacancy.title}，{vacancy.place_name or '地点没写'}，{wage}"


def main(path: Path) -> None:
    """Print the sheet."""
    shapes = json.loads(path.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(sheet(shapes, Path(folder)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
