"""Tells the caseworkers of a county what happens to the documents their answers rest on.

A document is announced 30 days before its last day and once more when that day has come. Each
notice is written once for a version and a county, however often and wherever this runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlmodel import Session

from messaging.staff_notices import notify
from policy_faq.library.changes import Changes
from policy_faq.library.expiry import NOTICE_DAYS, losing_ground
from policy_faq.library.store import current_documents
from policy_faq.local_cards import day_in_words
from policy_faq.models import Card, applies
from policy_faq.tables import PolicyDocument
from storage.clock import Clock, in_shanghai

ENDING, ENDED, CHANGED, WITHDRAWN = (
    "policy-ending",
    "policy-ended",
    "policy-changed",
    "policy-withdrawn",
)
LINK = "/console/library/"
_LATE_DAYS = 30
"""So long after its end a document is still announced; one imported later was past already."""


def note_endings(
    session: Session, clock: Clock, counties: Sequence[str], cards: Iterable[Card]
) -> int:
    """Write the notices that are due today; returns how many were new.

    The first names the cards that will lose their ground; the second is due from the last day on,
    so that a process that was down on that day catches up.
    """
    today, known = clock.today(), tuple(cards)
    written = 0
    for document in current_documents(session):
        kind = _due(document, today)
        if kind is None or document.valid_until is None:
            continue
        resting = losing_ground(known, document.key, document.valid_until)
        for county in counties:
            if applies(document.place_code, county):
                subject, text = _told(document, document.valid_until, kind, resting)
                written += _written(session, clock, document, county, kind, subject, text)
    return written


def note_changes(
    session: Session,
    clock: Clock,
    document: PolicyDocument,
    changes: Changes,
    counties: Sequence[str],
) -> int:
    """Tell which clauses a new version changed and which cards to look at; returns how many."""
    if not changes:
        return 0
    lines = []
    for kind, word in (("changed", "改动"), ("added", "新增"), ("removed", "删去")):
        paths = [change.path for change in changes.clauses if change.kind == kind]
        if paths:
            lines.append(f"{word} {len(paths)} 条：{'、'.join(paths)}。")
    if changes.until_changed:
        lines.append(f"有效期：{_until(changes.until_before)} 改为 {_until(changes.until_after)}。")
    if changes.cards:
        lines.append(f"请核对这 {len(changes.cards)} 张卡片：{_titles(changes.cards)}。")
    subject = f"《{document.title}》有了第 {document.version} 版"
    return sum(
        _written(session, clock, document, county, CHANGED, subject, "\n".join(lines))
        for county in counties
        if applies(document.place_code, county)
    )


def note_withdrawal(
    session: Session,
    clock: Clock,
    document: PolicyDocument,
    replaced: PolicyDocument | None,
    counties: Sequence[str],
) -> int:
    """Tell that an import was taken back and what holds now; returns how many were told."""
    now = "现在没有导入的原文，按系统自带的期限回答。"
    if replaced is not None:
        now = f"现在用第 {replaced.version} 版。"
    subject = f"《{document.title}》第 {document.version} 版已撤回"
    return sum(
        _written(session, clock, document, county, WITHDRAWN, subject, now)
        for county in counties
        if applies(document.place_code, county)
    )


def _due(document: PolicyDocument, today: date) -> str | None:
    end = document.valid_until
    imported = in_shanghai(document.imported_at).date()
    if end is None or end < imported - timedelta(days=_LATE_DAYS) or today < document.valid_from:
        return None
    if today >= end:
        return ENDED
    return ENDING if (end - today).days <= NOTICE_DAYS else None


def _told(document: PolicyDocument, end: date, kind: str, cards: Sequence[Card]) -> tuple[str, str]:
    cited = f"《{document.title}》（{document.number}）"
    named = f"靠它的 {len(cards)} 张卡片：{_titles(cards)}。" if cards else "没有卡片靠它。"
    if kind == ENDING:
        return (
            f"《{document.title}》{day_in_words(end)}到期",
            f"{cited}的最后一天是{day_in_words(end)}，第二天起只作为“当时的规定”来说。\n{named}\n"
            "请找接续的文件：延期了就带新的截止日期再导入一次，有新文件就导入新文件。",
        )
    return (
        f"《{document.title}》到期了",
        f"{cited}到{day_in_words(end)}为止，第二天起机器人先说它已经到期，不再照它算钱。\n{named}",
    )


def _titles(cards: Sequence[Card]) -> str:
    return "、".join(card.title for card in cards)


def _until(end: date | None) -> str:
    return day_in_words(end) if end else "没写期限"


def _written(
    session: Session,
    clock: Clock,
    document: PolicyDocument,
    county: str,
    kind: str,
    subject: str,
    text: str,
) -> bool:
    notice = notify(
        session,
        clock,
        key=f"{kind}:{document.id}",
        county_code=county,
        kind=kind,
        subject=subject,
        text=text,
        link=f"{LINK}{document.id}",
    )
    return notice is not None
