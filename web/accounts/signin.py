"""Sessions of those who sign in: the adapter to flask-login, and the brake on guessing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

import flask_login
from flask import Flask, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from web.accounts.scope import Scope
from web.accounts.service import seen_is_stale, session_mark
from web.accounts.tables import Account, Role
from web.accounts.tries import Tries
from web.services import services

_LIMITER = "gangxin_limiter"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account behind a request, as it was when the request came."""

    id: UUID
    user_name: str
    display_name: str
    role: Role
    scope: Scope | None
    employer_id: UUID | None
    mark: str
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @classmethod
    def of(cls, account: Account) -> SignedIn:
        """Return the signed-in form of an account."""
        return cls(
            id=account.id,
            user_name=account.user_name,
            display_name=account.display_name,
            role=account.role,
            scope=Scope(account.scope_code) if account.scope_code else None,
            employer_id=account.employer_id,
            mark=session_mark(account),
        )

    def get_id(self) -> str:
        """Return what the session keeps: the account, and a mark that a new password changes."""
        return f"{self.id}.{self.mark}"


def caller() -> SignedIn | None:
    """Return who is signed in on this request, or None."""
    user = flask_login.current_user
    return cast(SignedIn, user._get_current_object()) if user.is_authenticated else None


def caseworker() -> tuple[SignedIn, Scope]:
    """Return the signed-in caseworker and what may be seen; aborts with 403 for anybody else."""
    account = caller()
    return (account, account.scope) if account and account.scope else abort(403)


def employer() -> tuple[SignedIn, UUID]:
    """Return the signed-in employer's account and its employer; aborts with 403 for others."""
    account = caller()
    return (account, account.employer_id) if account and account.employer_id else abort(403)


def sign_in(account: Account) -> None:
    """Begin a session of ``account`` on this browser, with nothing left of an earlier one."""
    session.clear()
    session.permanent = True
    flask_login.login_user(SignedIn.of(account))


def sign_out() -> None:
    """End the session of this browser."""
    flask_login.logout_user()
    session.clear()


def landing_of(role: Role) -> str:
    """Return the page an account begins on."""
    return url_for("console.coverage" if role is Role.CASEWORKER else "employer.postings")


def safe_next(target: str | None) -> str | None:
    """Return ``target`` when it is a path of this service, so that nobody is sent elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    parts = urlsplit(target)
    printable = target.isprintable() and "\\" not in target
    return target if printable and not parts.scheme and not parts.netloc else None


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a page's reader to the sign-in form and back; answer 401 to everything else."""
    if request.path.startswith("/api/") or request.method != "GET":
        abort(401)
    target = request.full_path if request.query_string else request.path
    return redirect(url_for("accounts.sign_in_form", next=target))


def limiter_of(app: Flask) -> Limiter:
    """Return the counter of requests of an application."""
    return cast(Limiter, app.extensions[_LIMITER])


def begin_try(user_name: str) -> UUID:
    """Count a try to sign in from this request; aborts with 429 when too many have failed."""
    try_id = _tries().begin(user_name, get_remote_address())
    return try_id if try_id is not None else abort(429)


def forget_try(try_id: UUID) -> None:
    """Take back a counted try that succeeded."""
    _tries().forget(try_id)


def _tries() -> Tries:
    given = services()
    return Tries(given.db, given.vault, given.clock)


def init_sessions(app: Flask, limiter: Limiter) -> None:
    """Give ``app`` its sessions."""
    app.extensions[_LIMITER] = limiter
    manager = flask_login.LoginManager()
    manager.session_protection = "basic"
    manager.init_app(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(session_id: str) -> SignedIn | None:
        account_id, _, mark = session_id.partition(".")
        try:
            key = UUID(account_id)
        except ValueError:
            return None
        return _load(key, mark)


def _load(account_id: UUID, mark: str) -> SignedIn | None:
    with services().db.read() as rows:
        account = rows.get(Account, account_id)
    if account is None or not account.active or session_mark(account) != mark:
        return None
    if seen_is_stale(account, services().clock):
        _note_seen(account_id)
    return SignedIn.of(account)


def _note_seen(account_id: UUID) -> None:
    with services().db.write() as rows:
        account = rows.get(Account, account_id)
        if account is not None:
            account.last_seen_at = services().clock.now()
            rows.add(account)
