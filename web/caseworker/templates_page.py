"""短信模板: which messages an SMS cloud lets us send, what its templates say, and what is missing.

Templates come in as the file that ``gangxin templates import`` takes, read and kept the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
import structlog
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from messaging import outbox
from messaging.tables import MessageKind, OutboxMessage
from messaging.templates import (
    NO_TEMPLATE,
    PROVIDERS,
    PURPOSES,
    Purpose,
    Template,
    TemplateState,
)
from messaging.templates_file import TemplateFileError, read_templates
from messaging.templates_registry import Imported, approved, save, templates
from storage.places import within
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.caseworker.area import Area, current_area
from web.caseworker.figures import count_menu
from web.caseworker.operations_page import whole_county
from web.i18n import gettext as _
from web.i18n import lazy_gettext as _l
from web.parsing import posted
from web.services import services

log = structlog.get_logger(__name__)
MOST_BYTES: Final = 256 * 1024
"""What one file may have: some thousand templates."""
_NATION: Final = Scope("000000")
_NAMES: Final[Mapping[str, str]] = {"aliyun": _l("阿里云"), "tencent": _l("腾讯云")}
_VALUES: Final[Mapping[str, str]] = {"text": _l("整条内容"), "name": _l("姓名")}


@dataclass(frozen=True, slots=True)
class Slot:
    """A variable of a template: what fills it, and at most how many characters of that."""

    variable: str
    value: str
    limit: int
    shortened: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A template as the page shows it; ``used`` when messages of this county may go by it."""

    template: Template
    note: str
    slots: tuple[Slot, ...]
    used: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One purpose: whether anything of it can be sent, by which templates, and how many wait.

    ``instead`` when it goes by the template of another purpose.
    """

    purpose: MessageKind | Purpose
    covered: bool
    instead: MessageKind | Purpose | None
    known: tuple[Known, ...]
    held: int


@open_to(Audience.CASEWORKER)
def templates_page() -> ResponseReturnValue:
    """Show for each kind of message whether an approved template covers it in one county."""
    return _page((), 200)


@open_to(Audience.CASEWORKER)
def import_templates() -> ResponseReturnValue:
    """Keep the templates of the posted file, or only say whether it could be kept."""
    account, scope = whole_county()
    given = services()
    try:
        read = read_templates(_file())
        with given.db.read() as rows:
            _refuse_others(rows, scope, [template for template, _note in read])
    except TemplateFileError as error:
        return _page(error.problems, 422)
    if posted("only", 8) == "check":
        flash(_("%(number)s 个模板，没有错。还没有登记。", number=len(read)), "ok")
    else:
        with given.db.write() as rows:
            done = save(rows, given.clock, read)
        log.info("sms_templates_kept", by=account.user_name, added=done.added, changed=done.changed)
        _tell(done)
    return redirect(url_for("console.sms_templates", provider=read[0][0].provider))


def _file() -> bytes:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise TemplateFileError([_("请选一个 .toml 文件。")])
    content = sent.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TemplateFileError([_("文件太大。")])
    return content


def _refuse_others(rows: Session, scope: Scope, given: Sequence[Template]) -> None:
    """Refuse templates that would serve counties outside the account's own; TemplateFileError."""
    alone = all(scope.covers(county) for county in _NATION.counties(rows))
    strange = [
        template.code
        for template in given
        if not (scope.covers(template.scope) if template.scope else alone)
    ]
    if strange:
        codes = "、".join(strange)
        raise TemplateFileError([_("这些模板不归您的地区，请写上 county：%(codes)s", codes=codes)])


def _tell(done: Imported) -> None:
    flash(
        _(
            "登记好了：新增 %(added)s 个，更新 %(changed)s 个，没变 %(unchanged)s 个。",
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
        ),
        "ok",
    )


def _page(problems: Sequence[str], status: int) -> ResponseReturnValue:
    _account, scope = whole_county()
    in_use = services().settings.templates_of
    provider = request.args.get("provider") or in_use or next(iter(PROVIDERS))
    if provider not in PROVIDERS:
        abort(404)
    with services().db.read() as rows:
        area = current_area(rows, scope)
        count_menu(rows, scope)
        shown = _rows(rows, provider, area)
    body = render_template(
        "console/sms_templates.html",
        area=area,
        provider=provider,
        providers=[(key, str(_NAMES.get(key, key))) for key in PROVIDERS],
        in_use=in_use,
        rows=shown,
        missing=[row.purpose for row in shown if not row.covered],
        problems=problems,
    )
    return body, status


def _rows(rows: Session, provider: str, area: Area) -> list[Row]:
    county = area.county.code
    here = [
        (template, note)
        for template, note in templates(rows, provider)
        if not template.scope or within(county, template.scope)
    ]
    held = _held(rows, county)
    return [_row(rows, provider, county, name, here, held.get(name, 0)) for name in PURPOSES]


def _row(
    rows: Session,
    provider: str,
    county: str,
    name: str,
    here: Collection[tuple[Template, str]],
    held: int,
) -> Row:
    going = approved(rows, provider, name, county)
    own = any(template.purpose == name for template in going)
    return Row(
        purpose=_purpose(name),
        covered=bool(going),
        instead=_purpose(going[0].purpose) if going and not own else None,
        known=tuple(
            Known(
                template=template,
                note=note,
                slots=tuple(_slot(template, variable) for variable in template.variables),
                used=template.state is TemplateState.APPROVED,
            )
            for template, note in here
            if template.purpose == name
        ),
        held=held,
    )


def _purpose(name: str) -> MessageKind | Purpose:
    return MessageKind(name) if name in list(MessageKind) else Purpose(name)


def _slot(template: Template, variable: str) -> Slot:
    value = template.value_of(variable)
    number = value.removeprefix("job")
    word = (
        _("第 %(number)s 个岗位", number=number) if number != value else _VALUES.get(value, value)
    )
    return Slot(variable, str(word), template.limit_of(variable), variable in template.may_shorten)


def _held(rows: Session, county: str) -> dict[str, int]:
    """Return how many messages of a county wait for want of a template, by purpose."""
    query = (
        select(OutboxMessage.code, sa.func.count())
        .where(
            outbox.OPEN,
            OutboxMessage.county_code == county,
            col(OutboxMessage.code).startswith(f"{NO_TEMPLATE}:"),
        )
        .group_by(col(OutboxMessage.code))
    )
    return {(code or "").partition(":")[2]: number for code, number in rows.exec(query)}


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/sms-templates", "sms_templates", templates_page, "GET"),
    ("/sms-templates", "import_sms_templates", import_templates, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
