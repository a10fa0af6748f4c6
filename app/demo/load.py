"""Loads the demo county through the real importers, and makes its sign-ins."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
import xlsxwriter
from sqlmodel import col, func, select, update

from app.context import AppContext
from app.demo.people import COLUMNS as ROSTER_COLUMNS
from app.demo.people import COUNTY, TOWNS, demo_people
from app.demo.postings import COLUMNS as POSTING_COLUMNS
from app.demo.postings import demo_postings
from app.demo.refusals import add_refusals
from app.demo.trainings import add_trainings
from app.signins import SignIn, keep_sign_ins, random_password
from app.standing_data import load_standing_data
from app.tables import metadata
from jobs_feed.imports import import_postings
from jobs_feed.tables import Employer, Posting
from labourers.roster import import_roster
from labourers.tables import Labourer
from storage.clock import SHANGHAI, Clock, SetClock
from storage.migrations import upgrade
from storage.places import PlaceLevel, ensure_place
from web.accounts.service import create_account
from web.accounts.tables import Role

SEED = 311
BY = "演示"
SOURCE = "演示"


class DemoProblem(Exception):
    """The demo cannot be loaded; the message (Chinese) says why and what to do."""


@dataclass(frozen=True)
class DemoResult:
    """What there is after loading; ``loaded`` is False when it was there before."""

    loaded: bool
    labourers: int
    employers: int
    postings: int


def load_demo(context: AppContext, *, reset: bool = False) -> DemoResult:
    """Load the demo county unless it is there; ``reset`` empties a demo database first.

    Raises DemoProblem in production mode, or when a database to be emptied holds real people.
    """
    if context.settings.production:
        raise DemoProblem("正式(production)模式不能载入演示数据。")
    if reset:
        _empty(context)
    with context.db.read() as session:
        there = session.exec(select(func.count()).select_from(Labourer)).one() > 0
    if not there:
        _load(context)
    return _result(context, loaded=not there)


def _load(context: AppContext) -> None:
    today = context.clock.today()
    load_standing_data(context)
    with context.db.write() as session:
        for code, name in TOWNS.items():
            ensure_place(session, COUNTY, name, PlaceLevel.TOWN, code)
    people = demo_people(SEED, today)
    unemployed = [row for row in people if row["是否已就业"] == "否"]
    last_year = SetClock(datetime(today.year - 1, 12, 20, 9, tzinfo=SHANGHAI))
    with tempfile.TemporaryDirectory() as folder:
        postings = Path(folder, "postings.xlsx")
        _write(postings, POSTING_COLUMNS, demo_postings(SEED, today))
        # most were on last year's roster already, so that both rules of who counts show people
        _import_people(context, folder, last_year, unemployed[: len(unemployed) * 2 // 3])
        _import_people(context, folder, context.clock, people)
        import_postings(
            context.db,
            context.vault,
            context.clock,
            context.gazetteer,
            postings,
            source=SOURCE,
            county=COUNTY,
            by=BY,
            vouch=True,
        )
    with context.db.write() as session:
        for table in (Labourer, Employer, Posting):
            session.exec(update(table).values(is_demo=True))
        add_trainings(session, context.clock, BY)
        add_refusals(session, context.clock)
    _make_sign_ins(context)


def _import_people(
    context: AppContext, folder: str, clock: Clock, people: Sequence[dict[str, str]]
) -> None:
    roster = Path(folder, "roster.xlsx")
    _write(roster, ROSTER_COLUMNS, people)
    import_roster(
        context.db,
        context.vault,
        clock,
        roster,
        county=COUNTY,
        by=BY,
        gazetteer=context.gazetteer,
    )


def _write(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [row[column] for column in columns])


def _make_sign_ins(context: AppContext) -> None:
    town, town_name = next(iter(TOWNS.items()))
    with context.db.write() as session:
        employer = session.exec(
            select(Employer).where(col(Employer.verified_at).is_not(None)).order_by(Employer.name)
        ).first()
        if employer is None:
            raise DemoProblem("演示用人单位没有载入成功。")
        accounts = (
            ("/console", "会泽县工作人员", "demo-county", Role.CASEWORKER, COUNTY, None),
            ("/console", f"{town_name}工作人员", "demo-town", Role.CASEWORKER, town, None),
            ("/employer", employer.name, "demo-employer", Role.EMPLOYER, None, employer.id),
        )
        sign_ins = []
        for page, who, user_name, role, scope, employer_id in accounts:
            password = random_password()
            create_account(
                session,
                context.clock,
                user_name=user_name,
                display_name=who,
                role=role,
                password=password,
                scope_code=scope,
                employer_id=employer_id,
            )
            sign_ins.append(SignIn(page, who, user_name, password))
    keep_sign_ins(context.sign_ins, sign_ins)


def _empty(context: AppContext) -> None:
    with context.db.read() as session:
        real = select(func.count()).select_from(Labourer).where(col(Labourer.is_demo).is_(False))
        if session.exec(real).one():
            raise DemoProblem("数据库里有真实人员，不能清空。演示请另用一个数据文件夹。")
    engine = context.db.engine
    with engine.connect() as connection:
        if context.db.is_sqlite:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        metadata.drop_all(connection)
        sa.Table("alembic_version", sa.MetaData()).drop(connection, checkfirst=True)
        connection.commit()
    upgrade(context.db, metadata)
    context.checkpoints.unlink(missing_ok=True)
    context.sign_ins.unlink(missing_ok=True)


def _result(context: AppContext, *, loaded: bool) -> DemoResult:
    with context.db.read() as session:
        counts = [
            session.exec(select(func.count()).select_from(table)).one()
            for table in (Labourer, Employer, Posting)
        ]
    return DemoResult(loaded, *counts)
