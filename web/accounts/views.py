"""Pages for signing in, signing out and changing one's password."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import Audience, open_to
from web.accounts.service import AccountError, change_password, check_password
from web.accounts.signin import (
    begin_try,
    caller,
    forget_try,
    landing_of,
    safe_next,
    sign_in,
    sign_out,
)
from web.i18n import gettext as _
from web.services import services

_MAX_FIELD = 200


def accounts_blueprint() -> Blueprint:
    """Return the routes of this module."""
    pages = Blueprint("accounts", __name__)
    pages.add_url_rule("/sign-in", view_func=sign_in_form)
    pages.add_url_rule("/sign-in", view_func=sign_in_now, methods=["POST"])
    pages.add_url_rule("/sign-out", view_func=sign_out_now, methods=["POST"])
    pages.add_url_rule("/account", view_func=account_form)
    pages.add_url_rule("/account", view_func=new_password, methods=["POST"])
    return pages


@open_to(Audience.EVERYBODY)
def sign_in_form() -> ResponseReturnValue:
    """Show the sign-in form, or go on when somebody is signed in."""
    account = caller()
    if account is not None:
        return redirect(safe_next(request.args.get("next")) or landing_of(account.role))
    return render_template("accounts/sign_in.html", user_name="", error=None)


@open_to(Audience.EVERYBODY)
def sign_in_now() -> ResponseReturnValue:
    """Check name and password and begin a session."""
    user_name = request.form.get("user_name", "")[:_MAX_FIELD].replace("\0", "")
    password = request.form.get("password", "")[:_MAX_FIELD]
    try_id = begin_try(user_name)
    with services().db.read() as rows:
        account = check_password(rows, user_name, password)
    if account is None:
        error = _("用户名或密码不对。忘了密码请找本单位的系统管理员重设。")
        page = render_template("accounts/sign_in.html", user_name=user_name, error=error)
        return page, 401
    forget_try(try_id)
    sign_in(account)
    return redirect(safe_next(request.form.get("next")) or landing_of(account.role))


@open_to(Audience.EVERYBODY)
def sign_out_now() -> ResponseReturnValue:
    """End the session."""
    sign_out()
    flash(_("已退出登录。"), "ok")
    return redirect(url_for("accounts.sign_in_form"))


@open_to(Audience.SIGNED_IN)
def account_form() -> ResponseReturnValue:
    """Show the signed-in account and the form for a new password."""
    return render_template("accounts/account.html", errors={})


@open_to(Audience.SIGNED_IN)
def new_password() -> ResponseReturnValue:
    """Set a new password after checking the present one."""
    account = caller() or abort(401)
    present, wanted, again = (
        request.form.get(name, "")[:_MAX_FIELD] for name in ("present", "wanted", "again")
    )
    try_id = begin_try(account.user_name)
    errors: dict[str, str] = {}
    with services().db.read() as rows:
        right = check_password(rows, account.user_name, present) is not None
    if right:
        forget_try(try_id)
    else:
        errors["present"] = _("现在的密码不对")
    if wanted != again:
        errors["again"] = _("两次输入的新密码不一样")
    if not errors:
        try:
            with services().db.write() as rows:
                changed = change_password(rows, account.user_name, wanted)
        except AccountError as error:
            errors["wanted"] = _(str(error))
        else:
            sign_in(changed)
            flash(_("密码已修改。其他地方的登录都已失效。"), "ok")
            return redirect(url_for("accounts.account_form"))
    return render_template("accounts/account.html", errors=errors), 422
