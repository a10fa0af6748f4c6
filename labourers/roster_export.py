"""Writes a county's roster in the form it is imported in (YN100 Annex 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from labourers.profiles import status_records, willingness_records
from labourers.roster import RosterError, require_county
from labourers.roster_changes import stated_since
from labourers.roster_columns import EXPORTED, form_columns
from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    Education,
    EmploymentStatus,
    Health,
    Labourer,
    Sex,
    StatusRecord,
    Willingness,
    WillingnessRecord,
    WorkAbility,
)
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.places import place_names
from storage.sheets import Sheet, write_csv, write_workbook
from storage.vault import Sealed, Vault, masked_id_number, masked_phone

TITLE = "农村贫困劳动力就业信息表"
MASKED_NOTE = "证件号码和联系方式已遮盖。这份表不能再导入；需要完整号码时，请有权限的人另外导出。"
SEX = {Sex.MALE: "男", Sex.FEMALE: "女"}
EDUCATION = {
    Education.NONE: "文盲",
    Education.PRIMARY: "小学",
    Education.JUNIOR: "初中",
    Education.SENIOR: "高中",
    Education.COLLEGE: "大专",
    Education.BACHELOR: "本科",
}
HEALTH = {
    Health.HEALTHY: "健康",
    Health.CHRONIC: "长期慢性病",
    Health.SERIOUS: "患有大病",
    Health.DISABLED: "残疾",
}
WORK_ABILITY = {
    WorkAbility.SKILLED: "技能劳动力",
    WorkAbility.ORDINARY: "普通劳动力",
    WorkAbility.WEAK: "弱劳动力",
    WorkAbility.NONE: "无劳动力",
}
STATUS = {
    EmploymentStatus.EMPLOYED: "是",
    EmploymentStatus.UNEMPLOYED: "否",
    EmploymentStatus.UNABLE: "无法就业",
    EmploymentStatus.RETIRED: "退休",
    EmploymentStatus.LEFT: "迁出",
}
WILLINGNESS = {
    Willingness.ANYWHERE: "县内外均可",
    Willingness.IN_COUNTY: "县内",
    Willingness.OUT_OF_COUNTY: "县外",
    Willingness.OUT_OF_COUNTY_IN_PROVINCE: "县外省内",
    Willingness.OUT_OF_PROVINCE: "省外",
    Willingness.NOT_NOW: "不愿意",
}


def export_roster(
    db: Database,
    vault: Vault,
    clock: Clock,
    target: Path,
    *,
    county: str,
    include_full_numbers: bool = False,
    gazetteer: Gazetteer | None = None,
) -> int:
    """Write the roster of ``county`` to ``target`` (.xlsx or .csv) and return the number of people.

    Status and willingness are those of today. ID numbers and phones are masked, and the sheet says
    so, unless ``include_full_numbers``. Only a full file can be imported again, every row of it
    being unchanged then; when it is new, its owner alone may read it. Raises RosterError for an
    unknown county or another kind of file, OSError when it cannot be written.
    """
    if target.suffix.lower() not in {".xlsx", ".csv"}:
        raise RosterError("导出文件的名字要以 .xlsx 或 .csv 结尾。")
    places = gazetteer or Gazetteer.load()
    require_county(places, county)
    with db.read() as session:
        rows = list(_rows(session, vault, clock.today(), county, places, include_full_numbers))
    if include_full_numbers:
        target.touch(mode=0o600)
    notes = () if include_full_numbers else (MASKED_NOTE,)
    columns = form_columns()
    if target.suffix.lower() == ".xlsx":
        sheet = Sheet("就业信息表", columns, rows, f"{places.name(county)}{TITLE}", notes)
        write_workbook(target, [sheet], created=clock.now())
    else:
        first, *rest = [*([note] for note in notes), [column.title for column in columns]]
        write_csv(target, first, [*rest, *rows])
    return len(rows)


def _rows(
    session: Session, vault: Vault, today: date, county: str, places: Gazetteer, full: bool
) -> Iterable[list[str]]:
    names = place_names(session, county)
    statuses = status_records(session, county, today)
    wishes = willingness_records(session, county, today)
    people = session.exec(
        select(Labourer)
        .where(Labourer.county_code == county, col(Labourer.erased_at).is_(None))
        .order_by(col(Labourer.town_code), col(Labourer.village_code), col(Labourer.id))
    )
    for person in people:
        cells = {
            **_person(person, names),
            **_numbers(person, vault, full),
            **_work(statuses.get(person.id), places),
            "wish": _wish(wishes.get(person.id), places),
        }
        yield [cells.get(field) or "" for field in EXPORTED]


def _person(person: Labourer, names: dict[str, str]) -> dict[str, str | None]:
    return {
        "external_id": person.external_id,
        "town": names.get(person.town_code or ""),
        "village": names.get(person.village_code or ""),
        "name": person.name,
        "sex": SEX[person.sex],
        "ethnicity": person.ethnicity,
        "political_status": person.political_status,
        "education": EDUCATION[person.education] if person.education else None,
        "health": HEALTH[person.health] if person.health else None,
        "work_ability": WORK_ABILITY[person.work_ability] if person.work_ability else None,
        "services_wanted": person.services_wanted,
        "skills": person.skills,
        "monitored": "是" if person.monitored else None,
    }


def _numbers(person: Labourer, vault: Vault, full: bool) -> dict[str, str]:
    def opened(field: str, sealed: Sealed | None, mask: Callable[[str], str]) -> str:
        text = vault.open(field, sealed) if sealed is not None else ""
        return text if full or not text else mask(text)

    phones = (
        opened(PHONE_FIELD, sealed, masked_phone)
        for sealed in (person.phone_sealed, person.second_phone_sealed)
    )
    return {
        "id_number": opened(ID_NUMBER_FIELD, person.id_number_sealed, masked_id_number),
        "phone": "/".join(phone for phone in phones if phone),
    }


def _work(record: StatusRecord | None, places: Gazetteer) -> dict[str, str | None]:
    if record is None:
        return {}
    cells: dict[str, str | None] = {"employed": STATUS[record.status]}
    if record.status is EmploymentStatus.EMPLOYED:
        code = record.place_code
        known = code is not None and places.exists(code)
        cells["place"] = record.place_text or (places.full_name(code) if known and code else None)
        cells["employer"] = record.employer_name
        cells["since"] = stated_since(record).isoformat()
    return cells


def _wish(record: WillingnessRecord | None, places: Gazetteer) -> str | None:
    if record is None:
        return None
    said = WILLINGNESS[record.willingness]
    named = [places.full_name(code) for code in record.places if places.exists(code)]
    stays = record.willingness in {Willingness.IN_COUNTY, Willingness.NOT_NOW}
    return f"{said}：{'、'.join(named)}" if named and not stays else said
