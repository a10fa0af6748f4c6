"""Rows for page tests: one county with people, services, messages, postings; made in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from jobs_feed.credit_code import check_character
from jobs_feed.tables import (
    Application,
    ApplicationState,
    Employer,
    Posting,
    PostingKind,
    PostingsImport,
    PostingState,
)
from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    ContactLink,
    Education,
    EmploymentStatus,
    Labourer,
    RosterImport,
    Sex,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
)
from matching.tables import Match, MatchRun
from messaging.contacts import contact_for
from messaging.handoffs import open_handoff
from messaging.outbox import Draft, enqueue, raise_state
from messaging.tables import BODY_FIELD, HandoffReason, InboundMessage, MessageKind, MessageState
from service_ledger.entries import Ledger, record_delivery
from service_ledger.kinds import ServiceKind
from service_ledger.own_entries import record_own_entry
from service_ledger.standards import load_standards
from storage.clock import SetClock
from storage.database import Database
from storage.money import to_fen
from storage.places import PlaceLevel, ensure_place
from storage.vault import Vault
from web.accounts.service import create_account
from web.accounts.tables import Role

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


@dataclass(frozen=True)
class Seeded:
    """Ids of what was made."""

    people: tuple[UUID, ...]
    stranger: UUID
    employer: UUID
    other_employer: UUID
    postings: tuple[UUID, ...]
    held: UUID
    handoff: UUID
    applicant: UUID
    message: UUID
    phones: tuple[UUID, ...]


def seed(db: Database, vault: Vault, clock: SetClock, ledger: Ledger, people: int = 60) -> Seeded:
    """Fill an empty database."""
    with db.write() as rows:
        load_standards(rows)
        for code, name in TOWNS.items():
            ensure_place(rows, COUNTY, name, PlaceLevel.TOWN, code)
            for number in (1, 2, 3):
                village = f"{code}{number:03d}"
                ensure_place(rows, code, f"{name[:2]}{number}村", PlaceLevel.VILLAGE, village)
        made = [_person(rows, vault, clock, number) for number in range(people)]
        stranger = _person(rows, vault, clock, 900, county=OTHER_COUNTY)
        employers, postings, held = _postings(rows, vault, clock)
        run = MatchRun(county_code=COUNTY, day=clock.today(), started_at=clock.now(), people=people)
        rows.add(run)
        rows.flush()
        message, phones = _services(rows, vault, clock, ledger, made, postings, run)
        applicant = _applications(rows, clock, made, postings)
        handoff = _questions(rows, vault, clock, made, phones)
        _imports(rows, clock)
        for name, scope in (
            ("li", COUNTY),
            ("wang", "530326101"),
            ("zhou", OTHER_COUNTY),
            ("sheng", "530000"),
        ):
            create_account(
                rows,
                clock,
                user_name=f"{name}.gz",
                display_name=f"{name}工作人员",
                role=Role.CASEWORKER,
                password=PASSWORD,
                scope_code=scope,
            )
        for name, employer in (("factory", employers[0]), ("rival", employers[1])):
            create_account(
                rows,
                clock,
                user_name=name,
                display_name="厂方",
                role=Role.EMPLOYER,
                password=PASSWORD,
                employer_id=employer.id,
            )
        return Seeded(
            people=tuple(person.id for person in made),
            stranger=stranger.id,
            employer=employers[0].id,
            other_employer=employers[1].id,
            postings=tuple(posting.id for posting in postings),
            held=held.id,
            handoff=handoff,
            applicant=applicant,
            message=message,
            phones=tuple(phones),
        )


def _person(
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


def _postings(
    rows: Session, vault: Vault, clock: SetClock
) -> tuple[list[Employer], list[Posting], Posting]:
    employers = [
        Employer(
            county_code=COUNTY,
            name=name,
            credit_code=code,
            verified_at=verified,
            verified_by="li.gz" if verified else None,
            is_demo=True,
            created_at=clock.now(),
        )
        for name, code, verified in (
            ("会泽演示制衣帮扶车间", credit_code("91530326MA6K00001"), clock.now()),
            ("东莞演示电子有限公司", credit_code("91441900MA4W00002"), clock.now()),
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


def _services(
    rows: Session,
    vault: Vault,
    clock: SetClock,
    ledger: Ledger,
    people: list[Labourer],
    postings: list[Posting],
    run: MatchRun,
) -> tuple[UUID, list[UUID]]:
    first_message, phones = None, []
    open_ids = [str(posting.id) for posting in postings[:3]]
    for number, person in enumerate(people):
        contact = contact_for(
            rows, vault, clock, "sms", f"1990000{number:04d}", COUNTY, is_demo=True
        )
        phones.append(contact.id)
        rows.add(
            ContactLink(
                contact_id=contact.id,
                labourer_id=person.id,
                method="roster",
                verified_at=clock.now(),
            )
        )
        for place, posting in enumerate(postings[:3], 1):
            rows.add(
                Match(
                    run_id=run.id,
                    labourer_id=person.id,
                    posting_id=posting.id,
                    place=place,
                    score=930 - 120 * place,
                    reasons=["年龄符合", "包吃住", "离家近"],
                )
            )
        for push in range(number % 5):
            message = enqueue(
                rows,
                vault,
                clock,
                Draft(
                    key=f"push:{person.id}:{push}",
                    contact_id=contact.id,
                    channel="sms",
                    kind=MessageKind.JOB_PUSH,
                    person_id=person.id,
                    county_code=COUNTY,
                    text="【会泽人社】给您找到3个活:1缝纫工3000-4500元 2电子厂普工5000-6500元 "
                    "3包装工180元/天。回复数字看详情,退订回T",
                    proves={"kind": "job_info", "postings": open_ids},
                ),
            )
            assert message is not None
            first_message = first_message or message.id
            if push == 3:
                continue
            at = clock.now() - timedelta(days=1)
            raise_state(rows, message, MessageState.SENT, at, source="sender")
            if push == 2 and number % 2:
                raise_state(
                    rows,
                    message,
                    MessageState.FAILED,
                    at,
                    source="report",
                    code="UNDELIV",
                    fault="permanent",
                )
                continue
            raise_state(rows, message, MessageState.DELIVERED, at, source="report")
            record_delivery(
                rows,
                ledger,
                clock,
                county_code=COUNTY,
                person_ref=person.ledger_ref,
                proves={"kind": "job_info", "postings": open_ids},
                delivered_on=clock.today(),
                message_id=message.id,
            )
        if number % 4 == 0:
            for kind in (ServiceKind.TRAINING_INFO, ServiceKind.CAREER_GUIDANCE):
                record_own_entry(
                    rows,
                    ledger,
                    clock,
                    county_code=COUNTY,
                    person_ref=person.ledger_ref,
                    kind=kind,
                    occurred_on=clock.today() - timedelta(days=7),
                    evidence_text=f"上门登记表第{number}号,本人签字",
                    by="li.gz",
                )
    assert first_message is not None
    return first_message, phones


def _applications(
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


def _questions(
    rows: Session, vault: Vault, clock: SetClock, people: list[Labourer], phones: list[UUID]
) -> UUID:
    first = None
    for number, reason, question in (
        (3, HandoffReason.URGENT, "老板三个月没发工资,人找不到了,怎么办"),
        (4, HandoffReason.UNSURE, "我家娃在外地读技校,学费补贴还有没有"),
    ):
        contact = contact_for(rows, vault, clock, "sms", f"1990000{number:04d}")
        handoff = open_handoff(
            rows,
            vault,
            clock,
            contact=contact,
            person_id=people[number].id,
            county_code=COUNTY,
            reason=reason,
            question=question,
        )
        first = first or handoff.id
        rows.add(
            InboundMessage(
                channel="sms",
                event_id=f"q{number}",
                contact_id=phones[number],
                body_sealed=vault.seal(BODY_FIELD, question),
                occurred_at=clock.now(),
                received_at=clock.now(),
            )
        )
    visitor = contact_for(rows, vault, clock, "webchat", "visitor-of-nobody", COUNTY)
    open_handoff(
        rows,
        vault,
        clock,
        contact=visitor,
        person_id=None,
        county_code=COUNTY,
        reason=HandoffReason.ASKED,
        question="转人工",
    )
    assert first is not None
    return first


def _imports(rows: Session, clock: SetClock) -> None:
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
