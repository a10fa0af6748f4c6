"""The people of an area measured by the service standard: what each got and still lacks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from labourers.tables import ID_NUMBER_FIELD, PHONE_FIELD, Labourer
from service_ledger.assessment import Assessment, CoverageError, Judged, assess
from service_ledger.counting import Membership
from service_ledger.kinds import ServiceKind
from service_ledger.roll import as_uuid
from service_ledger.standards import StandardError
from storage.places import place_names
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import Area, current_area
from web.caseworker.coverage_page import standard_asked, year_asked, years
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.paging import Page, sliced
from web.parsing import one_of
from web.services import services

_LONGEST_NAME = 40
_NUMBER = re.compile(r"[\dXx\s\-+]{7,}")


class Show(StrEnum):
    """Which people a list holds."""

    LACKING = "lacking"
    MET = "met"
    ALL = "all"


_KEEPS: Mapping[Show, Callable[[Judged], bool]] = {
    Show.LACKING: lambda one: one.membership.counts and not one.met,
    Show.MET: lambda one: one.membership.counts and one.met,
    Show.ALL: lambda _one: True,
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list."""

    labourer: Labourer
    town: str
    village: str
    membership: Membership
    given: Counter[ServiceKind]
    lacking: Mapping[ServiceKind, int]


@open_to(Audience.CASEWORKER)
def people_page() -> ResponseReturnValue:
    """List people: below the standard by default, those who lack most first."""
    _account, scope = caseworker()
    given = services()
    show = one_of(Show, request.args.get("show")) or Show.LACKING
    kind = one_of(ServiceKind, request.args.get("kind"))
    name = _name_asked()
    if request.args.get("q") and not name:
        return redirect(url_for("console.people"))
    found: Assessment | None = None
    page: Page[PersonRow] = sliced([])
    problem = ""
    with given.db.read() as rows:
        area = current_area(rows, scope)
        count_menu(rows, scope)
        standard, codes = standard_asked(rows, area.county.code)
        town = area.inside(request.args.get("town"))
        try:
            found = assess(
                rows,
                area.county.code,
                year_asked(),
                given.clock.today(),
                standard_code=standard,
                scope=town or area.code,
            )
        except (CoverageError, StandardError) as error:
            problem = str(error)
        if found is not None:
            kept = _kept(found.people, show, kind, _named(rows, area.scope, name))
            page = _page_of(rows, area, kept)
    return render_template(
        "console/people.html",
        area=area,
        town=town,
        found=found,
        page=page,
        problem=problem,
        shows=_shows(),
        show=show,
        kind=kind,
        kinds=[line.kind for line in found.lines] if found else [],
        name=name,
        year=year_asked(),
        years=years(),
        standard=found.standard.code if found else standard,
        codes=codes,
    )


@open_to(Audience.CASEWORKER)
def find_person() -> ResponseReturnValue:
    """Look somebody up by name, ID number or phone; numbers never get into an address."""
    _account, scope = caseworker()
    asked = unicodedata.normalize("NFKC", request.form.get("q", "")).replace("\0", "").strip()
    kept: dict[str, Any] = {
        key: request.form.get(key) for key in ("county", "town", "year", "standard", "show")
    }
    if not _NUMBER.fullmatch(asked):
        return redirect(url_for("console.people", q=asked[:_LONGEST_NAME] or None, **kept))
    number = re.sub(r"[\s\-+]", "", asked).upper()
    with services().db.read() as rows:
        people = _by_number(rows, scope, number)
    if len(people) == 1:
        return redirect(url_for("console.person", labourer_id=people[0].id))
    if people:
        names = "、".join(person.name for person in people)
        flash(_("这个号码是几个人共用的：%(names)s。请按姓名查。", names=names), "info")
    else:
        flash(_("管辖范围里没有这个号码。"), "warn")
    return redirect(url_for("console.people", **kept))


def _by_number(rows: Session, scope: Scope, number: str) -> list[Labourer]:
    vault = services().vault
    phone = vault.blind_index(PHONE_FIELD, number)
    return list(
        rows.exec(
            scope.labourers().where(
                sa.or_(
                    col(Labourer.id_number_index) == vault.blind_index(ID_NUMBER_FIELD, number),
                    col(Labourer.phone_index) == phone,
                    col(Labourer.second_phone_index) == phone,
                )
            )
        )
    )


def _name_asked() -> str:
    """Return the name part that was searched for; a number in the address is not looked at."""
    name = unicodedata.normalize("NFKC", request.args.get("q", "")).replace("\0", "").strip()
    return "" if _NUMBER.search(name) else name[:_LONGEST_NAME]


def _named(rows: Session, scope: Scope, name: str) -> set[UUID] | None:
    """Return who bears the name, or None when none was asked for."""
    if not name:
        return None
    query = select(Labourer.id).where(
        scope.people(), col(Labourer.name).contains(name, autoescape=True)
    )
    return set(rows.exec(query))


def _kept(
    people: Iterable[Judged], show: Show, kind: ServiceKind | None, named: set[UUID] | None
) -> list[Judged]:
    kept = [
        one
        for one in people
        if _KEEPS[show](one)
        and (kind is None or kind in one.lacking)
        and (named is None or as_uuid(one.member.labourer) in named)
    ]
    return sorted(kept, key=_need)


def _need(one: Judged) -> tuple[int, str, str, str]:
    member = one.member
    lacks = sum(one.lacking.values()) if one.membership.counts else 0
    return -lacks, member.town_code or "", member.village_code or "", str(member.labourer)


def _page_of(rows: Session, area: Area, kept: list[Judged]) -> Page[PersonRow]:
    page = sliced(kept)
    shown = [(as_uuid(one.member.labourer), one) for one in page.rows]
    people = {
        person.id: person
        for person in rows.exec(
            area.scope.labourers().where(col(Labourer.id).in_([key for key, _one in shown]))
        )
    }
    places = place_names(rows, area.county.code)
    listed = [
        PersonRow(
            labourer=people[key],
            town=places.get(one.member.town_code or "", ""),
            village=places.get(one.member.village_code or "", ""),
            membership=one.membership,
            given=one.given,
            lacking=one.lacking,
        )
        for key, one in shown
        if key in people
    ]
    return Page(rows=listed, number=page.number, total=page.total, size=page.size)


def _shows() -> list[tuple[str, str]]:
    return [
        (Show.LACKING.value, _("还缺服务的")),
        (Show.MET.value, _("已达标的")),
        (Show.ALL.value, _("名册上所有人")),
    ]
