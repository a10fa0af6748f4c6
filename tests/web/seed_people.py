"""Invented people for page tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlmodel import Session

from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    Education,
    EmploymentStatus,
    Labourer,
    Sex,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
)
from storage.clock import SetClock
from storage.money import to_fen
from storage.vault import Vault

COUNTY, OTHER_COUNTY = "530326", "530381"
TOWNS = {
    "530326001": "古城街道",
    "530326002": "宝云街道",
    "530326100": "娜姑镇",
    "530326101": "者海镇",
    "530326102": "迤车镇",
    "530326103": "矿山镇",
}
PASSWORD = "correct-horse-8"
_SURNAMES = "杨李王张赵陈马周吴徐"
_GIVEN = ("朝云", "秀兰", "建国", "小燕", "正华", "丽琼", "云飞", "桂芬", "家富", "文英")


def add_person(
    rows: Session, vault: Vault, clock: SetClock, number: int, county: str = COUNTY
) -> Labourer:
    town = list(TOWNS)[number % len(TOWNS)] if county == COUNTY else None
    phone, id_number = f"1990000{number:04d}", f"5303261988010{number:04d}X"
    person = Labourer(
        county_code=county,
        town_code=town,
        village_code=f"{town}{1 + number % 3:03d}" if town else None,
        name=_SURNAMES[number % 10] + _GIVEN[number // 10 % 10],
        sex=(Sex.MALE, Sex.FEMALE)[number % 2],
        birth_date=date(1970 + number % 30, 1 + number % 12, 5),
        ethnicity="汉族",
        education=(Education.PRIMARY, Education.JUNIOR, Education.SENIOR)[number % 3],
        id_number_sealed=vault.seal(ID_NUMBER_FIELD, id_number),
        id_number_index=vault.blind_index(ID_NUMBER_FIELD, id_number),
        phone_sealed=vault.seal(PHONE_FIELD, phone),
        phone_index=vault.blind_index(PHONE_FIELD, phone),
        skills="会缝纫" if number % 4 == 0 else None,
        wishes="想找包吃住的活",
        wage_expected_fen=to_fen(Decimal(4500)),
        is_demo=True,
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    rows.add(person)
    rows.flush()
    began = date(2025, 12, 1) if number % 3 else date(2026, 6, 1)
    employed = number % 11 == 10
    rows.add(
        StatusRecord(
            labourer_id=person.id,
            status=EmploymentStatus.UNEMPLOYED,
            since=began,
            source=Source.ROSTER,
            recorded_by="系统",
            recorded_at=clock.now(),
        )
    )
    if employed:
        rows.add(
            StatusRecord(
                labourer_id=person.id,
                status=EmploymentStatus.EMPLOYED,
                since=date(2026, 9, 1),
                place_text="广东省东莞市",
                employer_name="东莞演示电子厂",
                income_fen=to_fen(5200),
                source=Source.LABOURER,
                recorded_by="本人",
                recorded_at=clock.now(),
            )
        )
    rows.add(
        WillingnessRecord(
            labourer_id=person.id,
            willingness=(Willingness.ANYWHERE, Willingness.IN_COUNTY, Willingness.OUT_OF_COUNTY)[
                number % 3
            ],
            since=began,
            source=Source.ROSTER,
            recorded_by="系统",
            recorded_at=clock.now(),
        )
    )
    return person
