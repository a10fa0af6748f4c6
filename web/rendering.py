"""What every template can use: words, formats, addresses, the menu."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for

from jobs_feed.pay import as_stated
from jobs_feed.tables import Posting, WageBasis
from storage.places import COUNTY_DIGITS
from web import formatting, labels
from web.accounts.signin import caller, landing_of
from web.accounts.tables import Role
from web.i18n import gettext as _
from web.i18n import language
from web.services import services

_CONSOLE_MENU = "gangxin_console_counts"
_ANSWERS = ("console.questions", "console.drafts", "console.new_draft", "console.create_draft")
_EMPLOYERS = ("console.employer", "console.set_employer_status")
_MATCHING = (
    "console.matching",
    "console.set_exposure",
    "console.trainings",
    "console.add_training",
)
_MESSAGES = (
    "console.message",
    "console.send_once_more",
    "console.operations",
    "console.stuck",
    "console.decide_message",
    "console.sms_templates",
    "console.import_sms_templates",
)
_BARE_FIGURES = re.compile(r"[\d\s.,~～\-–—至到]+")


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the menu."""

    url: str
    word: str
    current: bool
    count: int = 0


def here(**changes: Any) -> str:
    """Return the address of this page with some query parameters changed; None drops one."""
    if request.endpoint is None or request.method != "GET":
        query = {key: value for key, value in changes.items() if key == "lang"}
        return "?" + "&".join(f"{key}={value}" for key, value in query.items())
    values: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {})}
    if "page" not in changes:
        values.pop("page", None)
    values |= changes
    kept = {key: value for key, value in values.items() if value not in (None, "")}
    return url_for(request.endpoint, **kept)


def home_url() -> str:
    """Return where the brand in the header leads."""
    account = caller()
    return landing_of(account.role) if account else url_for("front.front")


def set_menu_counts(**counts: int) -> None:
    """Note the numbers the console's menu shows on this request."""
    setattr(g, _CONSOLE_MENU, counts)


def nav_links() -> list[NavLink]:
    """Return the menu of whoever is signed in."""
    account = caller()
    if account is None:
        return []
    if account.role is Role.EMPLOYER or account.scope is None:
        return _links(
            ("employer.postings", _("我的岗位"), ("employer.posting",)),
            ("employer.new_posting", _("发布岗位"), ("employer.post",)),
        )
    counts: dict[str, int] = getattr(g, _CONSOLE_MENU, {})
    whole = account.scope.whole_county
    return _links(
        ("console.coverage", _("311 覆盖"), ("console.notices",)),
        ("console.people", _("人员"), ("console.person",)),
        ("console.handoffs", _("转人工"), (), counts.get("handoffs", 0)),
        ("console.guidance", _("指导和培训"), _MATCHING, counts.get("guidance", 0)),
        *(
            (
                ("console.review", _("岗位审核"), (), counts.get("held", 0)),
                ("console.employers", _("用人单位"), _EMPLOYERS),
            )
            if whole
            else ()
        ),
        ("console.messages", _("消息"), _MESSAGES),
        (
            "console.library",
            _("政策文件"),
            ("console.library_document", "console.library_import", "console.import_document"),
        ),
        *(
            (
                ("console.answers", _("政策问答"), _ANSWERS, counts.get("answers", 0)),
                ("console.imports", _("导入记录"), ()),
            )
            if whole
            else ()
        ),
    )


def _links(*entries: Any) -> list[NavLink]:
    links = []
    for endpoint, word, below, *count in entries:
        current = request.endpoint in (endpoint, *below)
        links.append(NavLink(url_for(endpoint), word, current, count[0] if count else 0))
    return links


def place_name(code: str | None) -> str:
    """Return the name of a place, or its code when the list does not know it.

    A town that only the office knows is told by its county's name.
    """
    if code is None:
        return formatting.NOT_STATED
    gazetteer = services().gazetteer
    known = next((each for each in (code, code[:COUNTY_DIGITS]) if gazetteer.exists(each)), None)
    return code if known is None else gazetteer.name(known)


def wage_text(posting: Posting) -> str:
    """Return a posting's wage: what the employer wrote, or the range in yuan by its own unit.

    Bare figures (5500-7000) say neither of what nor for how long, so the range is shown for them.
    """
    low, high, per = as_stated(posting.wage_low_fen, posting.wage_high_fen, posting.wage_basis)
    written = posting.wage_text or ""
    if (written and not _BARE_FIGURES.fullmatch(written)) or (low is None and high is None):
        return written or formatting.NOT_STATED
    bounds = [formatting.yuan(bound) for bound in dict.fromkeys((low, high)) if bound is not None]
    figures = "–".join(bounds)
    match per:
        case WageBasis.DAILY:
            return _("%(range)s 元/天", range=figures)
        case WageBasis.HOURLY:
            return _("%(range)s 元/小时", range=figures)
        case WageBasis.YEARLY:
            return _("%(range)s 元/年", range=figures)
        case _:
            return _("%(range)s 元/月", range=figures)


def init_rendering(app: Flask) -> None:
    """Give templates of ``app`` their globals."""
    helpers: dict[str, Callable[..., Any]] = {
        "here": here,
        "home_url": home_url,
        "language": language,
        "label_of": labels.label_of,
        "word_of": labels.word_of,
        "channel_word": labels.channel_word,
        "source_word": labels.source_word,
        "by_word": labels.by_word,
        "hold_word": labels.hold_word,
        "place_name": place_name,
        "wage": wage_text,
        "day": formatting.day_text,
        "moment": formatting.moment_text,
        "count": formatting.count_text,
        "percent": formatting.percent_text,
        "share": formatting.share,
        "yuan": formatting.yuan,
        "yuan_and_fen": formatting.yuan_and_fen,
        "same": lambda values: [(value, value) for value in values],
        "places_of": lambda places: [(place.code, place.name) for place in places],
        "words_of": lambda kinds: [(kind.value, labels.word_of(kind)) for kind in kinds],
    }
    app.jinja_env.globals.update(helpers)
    app.jinja_env.filters["place_name"] = place_name
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def common() -> dict[str, Any]:
        given = services()
        return {
            "settings": given.settings,
            "account": caller(),
            "nav_links": nav_links(),
            "now": given.clock.now(),
            "age": lambda birth: formatting.age_on(birth, given.clock.today()),
            "short_moment": lambda moment: formatting.short_moment(moment, given.clock.now()),
        }
