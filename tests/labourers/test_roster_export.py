"""Giving the roster out: the same form, and back again without a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from labourers.profiles import record_status, record_willingness
from labourers.roster import RosterError, RosterResult, import_roster
from labourers.roster_columns import EXPORTED, title_of
from labourers.roster_export import export_roster
from labourers.tables import EmploymentStatus, Labourer, Source, Willingness
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.sheets import read_table
from storage.vault import Vault
from tests.labourers.files import COUNTY, id_number, person, write_xlsx

PEOPLE = [
    person(1, 外部编号="A-1", 村="向阳村", 联系方式="13908741234/0874-5120155", 民族="苗"),
    person(2, 政治面貌="群众", 文化程度="大专", 健康状况="残疾", 劳动能力="弱劳动力"),
    person(
        3, 是否已就业="是", 就业意向="", 就业地点="浙江/义乌", 就业单位名称="=厂", 就业时间="2025.3"
    ),
    person(4, 劳动能力="无", 就业意向="", 联系方式=""),
    person(5, 就业意向="县内外均可，广东、昆明也行", 就业服务需求="@学技术，+1 个孩子要照看"),
    person(6, 就业意向="不愿意", 乡镇=""),
    person(7, 是否已就业="退休", 就业意向=""),
    person(8, 是否已就业="", 就业意向="县内"),
    person(9, 是否已就业="", 就业意向=""),
]


class Office:
    """A county's roster with its importer and exporter."""

    def __init__(
        self, db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, folder: Path
    ) -> None:
        self.db, self.vault, self.clock = db, vault, clock
        self.gazetteer, self.folder = gazetteer, folder

    def take(self, path: Path) -> RosterResult:
        parts = (self.db, self.vault, self.clock, path)
        return import_roster(*parts, county=COUNTY, by="测试", gazetteer=self.gazetteer)

    def give(self, name: str, *, full: bool) -> Path:
        target = self.folder / name
        export_roster(
            self.db,
            self.vault,
            self.clock,
            target,
            county=COUNTY,
            include_full_numbers=full,
            gazetteer=self.gazetteer,
        )
        return target


@pytest.fixture
def office(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, tmp_path: Path
) -> Office:
    office = Office(db, vault, clock, gazetteer, tmp_path)
    assert not office.take(write_xlsx(tmp_path / "in.xlsx", PEOPLE)).rejected
    return office


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_a_full_export_imports_as_unchanged(office: Office, name: str) -> None:
    result = office.take(office.give(name, full=True))
    assert (result.rows, result.accepted, result.unchanged) == (9, 0, 9)
    assert not result.rejected


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_a_full_export_fills_an_empty_database_alike(
    office: Office, name: str, vault: Vault, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = office.give(name, full=True)
    other = tmp_path / "other.db"
    other.write_bytes(request.getfixturevalue("_empty_sqlite").read_bytes())
    second = Office(Database(f"sqlite:///{other}"), vault, office.clock, office.gazetteer, tmp_path)
    assert second.take(path).accepted == 9
    again = second.give(f"again-{name}", full=True)
    assert sorted(texts(again)) == sorted(texts(path))
    second.db.close()


def texts(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_table(path).rows]


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_numbers_are_masked_unless_asked_for(office: Office, name: str) -> None:
    rows = texts(office.give(name, full=False))
    told = "\n".join("|".join(row) for row in rows)
    assert "已遮盖" in told
    assert id_number(1) not in told
    assert "13908741234" not in told
    assert "5303************1X" in told
    assert "139****1234/087****0155" in told
    result = office.take(office.give(f"m-{name}", full=False))
    assert (result.accepted, len(result.rejected)) == (0, 9)


def test_the_form_has_its_columns_in_two_header_rows(office: Office) -> None:
    rows = texts(office.give("out.xlsx", full=True))
    assert rows[0][0] == "会泽县农村贫困劳动力就业信息表"
    assert rows[2] == [title_of(field) for field in EXPORTED]
    assert rows[1][rows[2].index("就业地点")] == "已就业人员就业信息"


def test_erased_people_are_not_exported(office: Office) -> None:
    with office.db.write() as session:
        for each in session.exec(select(Labourer).limit(4)):
            each.erased_at = office.clock.now()
    assert len(texts(office.give("out.csv", full=True))) == 1 + 5


def test_records_of_other_sources_come_back_unchanged(office: Office) -> None:
    with office.db.write() as session:
        for number, each in enumerate(session.exec(select(Labourer))):
            status = list(EmploymentStatus)[number % len(EmploymentStatus)]
            if each.work_ability is None:
                record_status(
                    session,
                    office.clock,
                    each.id,
                    status,
                    source=Source.CASEWORKER,
                    by="测试",
                    place_code="441900" if status is EmploymentStatus.EMPLOYED else None,
                )
            record_willingness(
                session,
                office.clock,
                each.id,
                list(Willingness)[number % len(Willingness)],
                source=Source.LABOURER,
                by="本人",
                places=["440000", "530100"],
            )
    result = office.take(office.give("out.xlsx", full=True))
    assert (result.unchanged, result.rejected) == (9, ())


@given(text=st.text(min_size=1, max_size=60), fields=st.sampled_from(["就业服务需求", "村"]))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None
)
def test_free_text_survives_the_round_trip(office: Office, text: str, fields: str) -> None:
    office.take(write_xlsx(office.folder / "in.xlsx", [person(1, **{fields: text})]))
    for name in ("out.xlsx", "out.csv"):
        result = office.take(office.give(name, full=True))
        assert (result.accepted, result.rejected) == (0, ())


@pytest.mark.parametrize("name", ["out.doc", "out", "out.xls"])
def test_only_files_that_can_be_written(office: Office, name: str) -> None:
    with pytest.raises(RosterError, match=r"\.xlsx"):
        office.give(name, full=True)


def test_an_unknown_county(office: Office) -> None:
    with pytest.raises(RosterError, match="没有代码"):
        export_roster(
            office.db, office.vault, office.clock, office.folder / "a.csv", county="530399"
        )
