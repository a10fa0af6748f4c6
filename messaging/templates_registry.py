"""The registry of SMS templates: kept in the database, asked at the moment of sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from messaging.tables import MessageKind
from messaging.tables_templates import SmsTemplate
from messaging.templates import (
    PURPOSES,
    Prepared,
    Refusal,
    Template,
    TemplateState,
    asked_for,
    prepare,
)
from storage.clock import Clock


@dataclass(frozen=True, slots=True)
class Imported:
    """How many templates were new, changed or as before."""

    added: int
    changed: int
    unchanged: int


def save(session: Session, clock: Clock, templates: Sequence[tuple[Template, str]]) -> Imported:
    """Add or change templates with their notes; the same file twice changes nothing."""
    added = changed = 0
    for template, note in templates:
        row = session.exec(
            select(SmsTemplate).where(
                SmsTemplate.provider == template.provider,
                SmsTemplate.purpose == template.purpose,
                SmsTemplate.scope == template.scope,
                SmsTemplate.code == template.code,
            )
        ).first()
        values = _values(template, note)
        if row is None:
            session.add(SmsTemplate(**values, updated_at=clock.now()))
            added += 1
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.updated_at = clock.now()
            session.add(row)
            changed += 1
    session.flush()
    return Imported(added, changed, len(templates) - added - changed)


def templates(session: Session, provider: str | None = None) -> list[tuple[Template, str]]:
    """Return all templates with their notes, of one provider where it is named."""
    query = select(SmsTemplate).order_by(
        col(SmsTemplate.provider),
        col(SmsTemplate.purpose),
        col(SmsTemplate.scope),
        col(SmsTemplate.code),
    )
    if provider is not None:
        query = query.where(SmsTemplate.provider == provider)
    return [(_template(row), row.note) for row in session.exec(query)]


def approved(
    session: Session, provider: str, purpose: str, county_code: str | None
) -> list[Template]:
    """Return the approved templates for a purpose in a county, the preferred first.

    One made for exactly this purpose goes before one for replies in general, and one of the county
    before one of its prefecture, its province and the whole country.
    """
    purposes = asked_for(purpose)
    code = county_code or ""
    scopes = ["", *((f"{code[:2]}0000", f"{code[:4]}00", code) if len(code) == 6 else ())]
    rows = session.exec(
        select(SmsTemplate).where(
            SmsTemplate.provider == provider,
            SmsTemplate.state == TemplateState.APPROVED,
            col(SmsTemplate.purpose).in_(purposes),
            col(SmsTemplate.scope).in_(scopes),
        )
    ).all()
    ordered = sorted(
        rows,
        key=lambda row: (
            purposes.index(row.purpose),
            -scopes.index(row.scope),
            row.code,
        ),
    )
    return [_template(row) for row in ordered]


def resolve(
    session: Session,
    provider: str,
    *,
    purpose: str,
    county_code: str | None,
    params: Mapping[str, str],
    text: str,
) -> Prepared | Refusal:
    """Return the message filled into an approved template, or why it cannot be."""
    found = approved(session, provider, purpose, county_code)
    return prepare(found, purpose, params, text)


def uncovered(session: Session, provider: str, county_code: str | None) -> list[str]:
    """Return the purposes of which nothing can be sent, because no template is approved."""
    kinds = [purpose for purpose in PURPOSES if purpose in list(MessageKind)]
    return [kind for kind in kinds if not approved(session, provider, kind, county_code)]


def _values(template: Template, note: str) -> dict[str, Any]:
    return {
        "provider": template.provider,
        "purpose": template.purpose,
        "scope": template.scope,
        "code": template.code,
        "signature": template.signature,
        "wording": template.wording,
        "parameters": dict(template.parameters),
        "limits": dict(template.limits),
        "may_shorten": sorted(template.may_shorten),
        "suffix": template.suffix,
        "state": template.state,
        "note": note,
    }


def _template(row: SmsTemplate) -> Template:
    return Template(
        provider=row.provider,
        purpose=row.purpose,
        code=row.code,
        signature=row.signature,
        wording=row.wording,
        scope=row.scope,
        parameters={str(key): str(value) for key, value in row.parameters.items()},
        limits={str(key): int(value) for key, value in row.limits.items()},
        may_shorten=frozenset(map(str, row.may_shorten)),
        suffix=row.suffix,
        state=row.state,
    )
