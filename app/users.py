"""Making accounts from the command line."""

from __future__ import annotations

from sqlmodel import select

from app.context import AppContext
from jobs_feed.tables import Employer
from web.accounts.service import AccountError, create_account
from web.accounts.tables import Role


class UserProblem(Exception):
    """The account cannot be made; the message (Chinese) says why."""


def add_account(
    context: AppContext,
    *,
    user_name: str,
    display_name: str,
    password: str,
    scope: str | None,
    credit_code: str | None,
) -> None:
    """Make a caseworker's account (``scope``) or an employer's (``credit_code``).

    Raises UserProblem when neither or both are given, the employer is unknown, or the name or
    password is refused.
    """
    if (scope is None) == (credit_code is None):
        raise UserProblem("请给 --scope(工作人员)或 --employer(用人单位), 二选一。")
    with context.db.write() as session:
        employer = None
        if credit_code is not None:
            employer = session.exec(
                select(Employer).where(Employer.credit_code == credit_code)
            ).first()
            if employer is None:
                raise UserProblem("没有这个统一社会信用代码的用人单位，请先导入或登记该单位。")
        elif scope is not None and not context.gazetteer.exists(scope[:6]):
            raise UserProblem(f"没有代码为“{scope}”的地方。")
        try:
            create_account(
                session,
                context.clock,
                user_name=user_name,
                display_name=display_name,
                role=Role.EMPLOYER if employer else Role.CASEWORKER,
                password=password,
                scope_code=scope,
                employer_id=employer.id if employer else None,
            )
        except AccountError as problem:
            raise UserProblem(str(problem)) from problem
