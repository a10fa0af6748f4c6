"""Invented employers, postings, applications and imports for page tests."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Session

from jobs_feed.credit_code import check_character
from jobs_feed.tables import (
    Application,
    ApplicationState,
    Employer,
    EmployerStatus,
    Posting,
    PostingKind,
    PostingsImport,
    PostingState,
)
from labourers.tables import (
    Labourer,
    RosterImport,
)
from storage.clock import SetClock
from storage.money import to_fen
from storage.vault import Vault
from tests.web.seed_people import COUNTY


def add_postings(
    rows: Session, vault: Vault, clock: SetClock
) -> tuple[list[Employer], list[Posting], Posting]:
    employers = [
        Employer(
            county_code=COUNTY,
            name=name,
            credit_code=code,
            verified_at=clock.now() if is_verified else None,
            verified_by="演示" if is_verified else None,
            status=EmployerStatus.VERIFIED if is_verified else EmployerStatus.UNVERIFIED,
            is_demo=True,
            created_at=clock.now(),
        )
        for name, code, is_verified in (
            ("会泽演示制衣帮扶车间", credit_code("91530326MA6K00001"), True),
            ("东莞演示电子有限公司", credit_code("91441900MA4W00002"), False),
        )
    ]
    rows.add_all(employers)
    rows.flush()
    postings = []
    for number, (title, place, code, wage, state) in enumerate(
        (
            ("缝纫工", "会泽县古城街道", COUNTY, "3000-4500", PostingState.OPEN),
            ("电子厂普工", "广东省东莞市长安镇", "441900", "5000-6500元/月", PostingState.OPEN),
            ("包装工", "广东省东莞市", "441900", "180元/天", PostingState.OPEN),
            ("保洁员", "会泽县", COUNTY, None, PostingState.HELD),
            ("仓库管理员", "云南省昆明市", "530100", "面议", PostingState.CLOSED),
        )
    ):
        postings.append(
            Posting(
                employer_id=employers[0 if number in (0, 3, 4) else 1].id,
                county_code=COUNTY,
                source="演示",
                fingerprint=f"f{number}",
                content_hash=f"h{number}",
                title=title,
                kind=PostingKind.WORKSHOP if number == 0 else PostingKind.ORDINARY,
                place_code=code,
                place_text=place,
                headcount=10 + number,
                headcount_left=10,
                wage_low_fen=to_fen(3000),
                wage_high_fen=to_fen(4500),
                wage_text=wage,
                age_low=18,
                age_high=50,
                food=True,
                lodging=number != 0,
                description="计件,月结。不收押金。" if number != 3 else "入职交服装费 200 元",
                deadline=date(2026, 12, 31),
                state=state,
                hold_reasons=[
                    {"code": "worker_pays", "text": "交服装费", "field": "岗位描述"},
                    {"code": "employer_unverified", "text": "", "field": "用人单位"},
                ]
                if state is PostingState.HELD
                else [],
                is_demo=True,
                created_at=clock.now(),
                updated_at=clock.now(),
                published_at=clock.now() if state is PostingState.OPEN else None,
            )
        )
    rows.add_all(postings)
    rows.flush()
    return employers, postings, postings[3]


def add_applications(
    rows: Session, clock: SetClock, people: list[Labourer], postings: list[Posting]
) -> UUID:
    for person, state in (
        (people[1], ApplicationState.APPLIED),
        (people[2], ApplicationState.CONTACTED),
    ):
        rows.add(
            Application(
                labourer_id=person.id,
                posting_id=postings[0].id,
                county_code=COUNTY,
                channel="sms",
                state=state,
                applied_at=clock.now(),
                state_at=clock.now(),
            )
        )
    return people[1].id


def add_imports(rows: Session, clock: SetClock) -> None:
    rows.add(
        RosterImport(
            county_code=COUNTY,
            file_name="会泽县农村劳动力就业信息表.xlsx",
            file_sha256="0" * 64,
            rows=303,
            accepted=300,
            unchanged=0,
            imported_by="演示",
            imported_at=clock.now(),
            rejected=[
                {
                    "row": 17,
                    "column": "证件号码",
                    "value_masked": "5303**********12",
                    "problem": "身份证号最后一位不对",
                    "mend": "对照身份证原件改正",
                },
                {
                    "row": 44,
                    "column": "联系方式",
                    "value_masked": "138****12",
                    "problem": "手机号不是 11 位",
                    "mend": "补全号码",
                },
                {
                    "row": 91,
                    "column": "姓名",
                    "value_masked": "",
                    "problem": "没有填",
                    "mend": "补上姓名",
                },
            ],
        )
    )
    rows.add(
        PostingsImport(
            county_code=COUNTY,
            source="演示",
            file_name="岗位.csv",
            file_sha256="0" * 64,
            vouched=True,
            rows=200,
            accepted=190,
            updated=4,
            unchanged=0,
            imported_by="演示",
            held=[{"row": 3, "reasons": []}],
            rejected=[],
            imported_at=clock.now(),
        )
    )


def credit_code(first: str) -> str:
    """Return the 18 characters of a 统一社会信用代码 that begins with 17 given ones."""
    return first + check_character(first)
