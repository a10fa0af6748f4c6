"""Making accounts, checking passwords, changing them."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session, select

from storage.clock import Clock
from web.accounts import passwords
from web.accounts.tables import Account, Role

_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")
_SCOPE = re.compile(r"\d{6}|\d{9}|\d{12}")
_SEEN_EVERY = timedelta(minutes=5)


class AccountError(Exception):
    """An account could not be made or changed; the text is Chinese and says what to do."""


def create_account(
    session: Session,
    clock: Clock,
    *,
    user_name: str,
    display_name: str,
    role: Role,
    password: str,
    scope_code: str | None = None,
    employer_id: UUID | None = None,
) -> Account:
    """Add an account in the caller's transaction and return it.

    A caseworker needs ``scope_code`` (6, 9 or 12 digits), an employer ``employer_id``. Raises
    AccountError when something is missing, the name is taken or the password is too weak.
    """
    name = user_name.strip().lower()
    if not _USER_NAME.fullmatch(name):
        raise AccountError(
            "用户名要 3 到 32 个字符：小写字母、数字、点、横线、下划线，以字母或数字开头"
        )
    if role is Role.CASEWORKER and not (scope_code and _SCOPE.fullmatch(scope_code)):
        raise AccountError("工作人员账号要写明管辖范围：6 位区划代码、9 位乡镇代码或 12 位村代码")
    if role is Role.EMPLOYER and employer_id is None:
        raise AccountError("用人单位账号要指明是哪个单位")
    problem = passwords.problem_of(password, name)
    if problem:
        raise AccountError(problem)
    if account_named(session, name) is not None:
        raise AccountError(f"用户名 {name} 已经有人用了")
    account = Account(
        user_name=name,
        display_name=display_name.strip() or name,
        role=role,
        password_hash=passwords.hash_of(password),
        scope_code=scope_code if role is Role.CASEWORKER else None,
        employer_id=employer_id if role is Role.EMPLOYER else None,
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    return account


def account_named(session: Session, user_name: str) -> Account | None:
    """Return the account with this user name, or None."""
    wanted = user_name.strip().lower()
    return session.exec(select(Account).where(Account.user_name == wanted)).first()


def check_password(session: Session, user_name: str, password: str) -> Account | None:
    """Return the active account that this name and password belong to, or None.

    Takes as long for an unknown name as for a wrong password.
    """
    account = account_named(session, user_name)
    if account is None:
        passwords.spend_the_same_time(password)
        return None
    right = passwords.verifies(account.password_hash, password)
    return account if right and account.active else None


def change_password(session: Session, user_name: str, new_password: str) -> Account:
    """Set a new password in the caller's transaction; all sessions of the account end.

    Raises AccountError for an unknown name or a password that is too weak.
    """
    account = account_named(session, user_name)
    if account is None:
        raise AccountError(f"没有叫 {user_name} 的账号")
    problem = passwords.problem_of(new_password, account.user_name)
    if problem:
        raise AccountError(problem)
    account.password_hash = passwords.hash_of(new_password)
    session.add(account)
    return account


def set_active(session: Session, user_name: str, active: bool) -> Account:
    """Switch an account on or off; switched off, its sessions end. Raises AccountError."""
    account = account_named(session, user_name)
    if account is None:
        raise AccountError(f"没有叫 {user_name} 的账号")
    account.active = active
    session.add(account)
    return account


def session_mark(account: Account) -> str:
    """Return the part of a session that a new password makes invalid (16 hex digits)."""
    return sha256(account.password_hash.encode()).hexdigest()[:16]


def seen_is_stale(account: Account, clock: Clock) -> bool:
    """Tell whether ``last_seen_at`` is old enough to be written again."""
    return account.last_seen_at is None or clock.now() - account.last_seen_at >= _SEEN_EVERY
