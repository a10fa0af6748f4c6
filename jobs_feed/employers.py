"""用人单位: found again by credit code or name, and what screening must know of them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from jobs_feed.identity import same_name
from jobs_feed.publish import drop_reason
from jobs_feed.screening import EmployerFacts, HoldCode, looks_like_agency
from jobs_feed.tables import (
    Employer,
    EmployerKind,
    EmployerStatus,
    Posting,
    PostingKind,
    PostingState,
)
from storage.clock import Clock


class EmployerNotFoundError(LookupError):
    """There is no such employer."""


class EmployerBook:
    """The employers of one county, for looking up many of them.

    A credit code decides. Without one the name does: first an employer that has no code either,
    then the only one of that name. ``added`` holds the employers that were made; the caller puts
    them into its session, or does not.
    """

    def __init__(self, session: Session, county: str) -> None:
        self._county = county
        self.added: list[Employer] = []
        self._by_code: dict[str, Employer] = {}
        self._by_name: dict[str, list[Employer]] = {}
        for employer in session.exec(select(Employer).where(Employer.county_code == county)):
            self._remember(employer)

    def find(self, name: str, credit_code: str | None) -> Employer | None:
        """Return the employer, or None when it is not known (or its name is not unique)."""
        if credit_code is not None and credit_code in self._by_code:
            return self._by_code[credit_code]
        namesakes = self._by_name.get(same_name(name), [])
        uncoded = [employer for employer in namesakes if employer.credit_code is None]
        if uncoded:
            return uncoded[0]
        return namesakes[0] if credit_code is None and len(namesakes) == 1 else None

    def find_or_create(
        self, name: str, credit_code: str | None, kind: PostingKind, clock: Clock
    ) -> Employer:
        """Return the employer, made when it is new; a known one gets the code it lacked."""
        employer = self.find(name, credit_code)
        if employer is None:
            employer = Employer(
                county_code=self._county,
                name=name,
                credit_code=credit_code,
                kind=employer_kind(name, kind),
                created_at=clock.now(),
            )
            self.added.append(employer)
            self._remember(employer)
        elif employer.credit_code is None and credit_code is not None:
            employer.credit_code = credit_code
            self._by_code[credit_code] = employer
        return employer

    def has_barred_namesake(self, employer: Employer) -> bool:
        """Tell whether another employer of this name may hire nobody.

        Who was barred may come back under a new code; a person has to look at that.
        """
        namesakes = self._by_name.get(same_name(employer.name), [])
        return any(each.is_barred for each in namesakes if each is not employer)

    def _remember(self, employer: Employer) -> None:
        if employer.credit_code is not None:
            self._by_code[employer.credit_code] = employer
        self._by_name.setdefault(same_name(employer.name), []).append(employer)


def employer_kind(name: str, posting: PostingKind = PostingKind.ORDINARY) -> EmployerKind:
    """Return the kind of employer that a name, or the kind of its posting, tells."""
    if looks_like_agency(name):
        return EmployerKind.AGENCY
    if posting is PostingKind.WORKSHOP or "帮扶车间" in name or "扶贫车间" in name:
        return EmployerKind.WORKSHOP
    if "合作社" in name:
        return EmployerKind.COOPERATIVE
    if name.endswith(("人民政府", "局", "村民委员会", "村委会", "街道办事处", "办事处")):
        return EmployerKind.PUBLIC_BODY
    return EmployerKind.ENTERPRISE


def find_or_create_employer(
    session: Session, clock: Clock, county: str, name: str, credit_code: str | None
) -> Employer:
    """Return one employer of ``county`` by credit code or name, made when it is new."""
    book = EmployerBook(session, county)
    employer = book.find_or_create(name, credit_code, PostingKind.ORDINARY, clock)
    session.add_all(book.added)
    session.flush()
    return employer


def facts_of(employer: Employer) -> EmployerFacts:
    """Return what screening needs to know of an employer."""
    return EmployerFacts(
        name=employer.name,
        is_verified=employer.status is EmployerStatus.VERIFIED,
        is_agency=employer.kind is EmployerKind.AGENCY,
        agency_licence=employer.agency_licence,
        is_barred=employer.is_barred,
    )


def vouch_for(employers: Iterable[Employer], clock: Clock, by: str) -> None:
    """Note that the office (``by``) vouches for ``employers``; who was verified before stays so.

    A barred employer stays barred: that ends only on its own page, with a reason.
    """
    for employer in employers:
        if employer.status is EmployerStatus.UNVERIFIED:
            employer.status, employer.status_since = EmployerStatus.VERIFIED, clock.today()
            employer.verified_at, employer.verified_by = clock.now(), by


def get_employer(session: Session, employer_id: UUID) -> Employer:
    """Return an employer; raises EmployerNotFoundError."""
    employer = session.get(Employer, employer_id)
    if employer is None:
        raise EmployerNotFoundError(str(employer_id))
    return employer


def note_agency_licence(session: Session, clock: Clock, employer_id: UUID, licence: str) -> int:
    """Keep an agency's 人力资源服务许可证 number; returns how many postings this opened.

    Raises EmployerNotFoundError.
    """
    employer = get_employer(session, employer_id)
    employer.agency_licence = licence
    return _drop_from_held(session, clock, employer, HoldCode.AGENCY_UNLICENSED)


def _drop_from_held(session: Session, clock: Clock, employer: Employer, code: HoldCode) -> int:
    held = session.exec(
        select(Posting).where(
            Posting.employer_id == employer.id, col(Posting.state) == PostingState.HELD
        )
    ).all()
    return sum(drop_reason(posting, clock, code) for posting in held)
