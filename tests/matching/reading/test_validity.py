"""Until when licences are valid, by what people write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from labourers.tables import Labourer
from matching.history import History
from matching.reading.people import to_person
from matching.reading.text import clean
from matching.reading.validity import LAPSED, ends_in, may_end, still_held
from matching.roster import listed, seekers_of
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY

CASES = {
    "叉车证已过期": {"forklift": LAPSED},
    "叉车证2024年到期": {"forklift": date(2024, 12, 31)},
    "有叉车证,2024年到期": {"forklift": date(2024, 12, 31)},
    "有叉车证(24年6月到期)": {"forklift": date(2024, 6, 30)},
    "特种作业证有效期至2025-06": {"special_work": date(2025, 6, 30)},
    "B2驾照2025.6.3到期": {"B2": date(2025, 6, 3)},
    "有B2驾照,驾驶证有效期至2024-08-01": {"B2": date(2024, 8, 1)},
    "焊工证 有效期2020年3月至2026年3月": {"welder": date(2026, 3, 31)},
    "有叉车证,电工证过期了": {"electrician": LAPSED},
    "叉车证有效、电工证过期": {"electrician": LAPSED},
    "叉车证、电工证2024年到期": {
        "forklift": date(2024, 12, 31),
        "electrician": date(2024, 12, 31),
    },
    "有叉车证和电工证,都过期了": {"forklift": LAPSED, "electrician": LAPSED},
    "证已过期,以前有叉车证": {"forklift": LAPSED},
    "叉车证到期没复审": {"forklift": LAPSED},
    "叉车证未年审": {"forklift": LAPSED},
    "叉车证去年到期": {"forklift": LAPSED},
    "叉车证过了期": {"forklift": LAPSED},
    "叉车证复审没过": {"forklift": LAPSED},
    "叉车证下次复审2027年3月": {"forklift": date(2027, 3, 31)},
    "叉车证应复审日期2025年8月": {"forklift": date(2025, 8, 31)},
    "叉车证二〇二四年到期": {"forklift": date(2024, 12, 31)},
    "电工证(2024到期)、焊工证(2028到期)": {
        "electrician": date(2024, 12, 31),
        "welder": date(2028, 12, 31),
    },
    "C1驾照有效期至2030年5月,叉车证2024年到期": {
        "C1": date(2030, 5, 31),
        "forklift": date(2024, 12, 31),
    },
    "叉车证没过期": {},
    "叉车证快到期了": {},
    "叉车证长期有效": {},
    "叉车证2022年过期,已换证": {},
    "叉车证过期,刚复审过": {},
    "身份证2030年到期,有叉车证": {},
    "没有叉车证,合同2027年到期": {},
    "2024年做过叉车工": {},
}


@pytest.mark.parametrize("text", CASES)
def test_when_a_licence_ends(text: str) -> None:
    assert ends_in(clean(text)) == CASES[text]
    assert may_end(text) or not CASES[text]


def test_the_last_day_still_counts() -> None:
    ends = {"forklift": date(2026, 11, 23)}
    assert still_held({"forklift", "C1"}, ends, date(2026, 11, 23)) == {"forklift", "C1"}
    assert still_held({"forklift", "C1"}, ends, date(2026, 11, 24)) == {"C1"}


@pytest.mark.parametrize(
    ("told", "held", "lapsed"),
    [
        ({"skills": "有叉车证，2024年到期"}, set(), {"forklift"}),
        ({"services_wanted": "叉车证已过期，想开叉车"}, set(), {"forklift"}),
        ({"wishes": "特种作业证有效期至2027-06"}, {"special_work"}, set()),
        ({"licences": ["叉车证（2025年3月到期）", "驾照C1"]}, {"C1"}, {"forklift"}),
        ({"skills": "叉车证没过期"}, {"forklift"}, set()),
    ],
)
def test_an_expired_licence_is_not_held_and_the_trade_stays_learnt(
    db: Database,
    vault: Vault,
    clock: SetClock,
    toolkit: Toolkit,
    told: dict[str, object],
    held: set[str],
    lapsed: set[str],
) -> None:
    with db.write() as session:
        row: Labourer = County(vault, clock).labourer(session, **told)
    person = to_person(row, None, toolkit.reader, clock.today())
    assert (person.licences, person.lapsed) == (held, lapsed)
    if "forklift" in lapsed:
        assert "forklift" in {term.key for term in person.wishes.skills}


def test_who_is_remembered_loses_a_licence_on_the_day_after_its_last(
    db: Database, vault: Vault, clock: SetClock, toolkit: Toolkit
) -> None:
    with db.write() as session:
        County(vault, clock).labourer(session, skills="有叉车证，有效期至2026年11月23日")
    today, known, held, marks = clock.today(), None, [], []
    for on in (today, today + timedelta(days=1)):
        with db.read() as session:
            lines, history = listed(session, COUNTY, on), History.read(session, COUNTY)
        crowd, known = seekers_of(toolkit, lines, on, history, known).crowd()
        held.append(set(crowd.people[0].licences))
        marks.append([each.tolist() for each in known.marks])
    assert held == [{"forklift"}, set()]
    assert marks[0] != marks[1]
