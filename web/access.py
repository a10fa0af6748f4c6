"""Who may call a route: every view says so, and one that does not cannot be served.

Fail closed: an application with an undeclared route does not start, and a request whose caller is
not of the declared audience never reaches the view. Which rows a caseworker may see is decided
further in, by ``web.accounts.scope``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, request
from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "gangxin_audience"
_DECLARED = "gangxin_declared_routes"


class Audience(StrEnum):
    """Who a route is for."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed_in"
    CASEWORKER = "caseworker"
    EMPLOYER = "employer"
    PROVIDER = "provider"
    """A gateway or a browser; the route checks its proof (signature, secret address, cookie)."""
    OPERATOR = "operator"
    """Monitoring: this machine, or the holder of the metrics token; the route checks."""
    DEMO = "demo"
    """Everybody, where the service runs as a demo; nobody elsewhere."""


class UndeclaredRouteError(Exception):
    """A route does not say who may call it."""


def open_to(audience: Audience) -> Callable[[View], View]:
    """Mark a view as meant for ``audience``; apply it closest to the function."""

    def mark(view: View) -> View:
        setattr(view, _MARK, audience)
        return view

    return mark


def declare_blueprint(app: Flask, blueprint: Blueprint, audience: Audience) -> None:
    """Declare every route of a blueprint that was registered from outside this package."""
    prefix = f"{blueprint.name}."
    for endpoint in app.view_functions:
        if endpoint.startswith(prefix):
            app.extensions.setdefault(_DECLARED, {})[endpoint] = audience


def declare_endpoints(app: Flask, endpoints: Iterable[str], audience: Audience) -> None:
    """Declare routes that a library made."""
    for endpoint in endpoints:
        app.extensions.setdefault(_DECLARED, {})[endpoint] = audience


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Return who may call ``endpoint``, or None when nobody has said."""
    declared = app.extensions.get(_DECLARED, {}).get(endpoint)
    if declared is None:
        declared = getattr(app.view_functions.get(endpoint), _MARK, None)
    return declared if isinstance(declared, Audience) else None


def check_declared(app: Flask) -> None:
    """Raise UndeclaredRouteError when a route of ``app`` does not say who may call it."""
    silent = sorted(
        {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if audience_of(app, rule.endpoint) is None
        }
    )
    if silent:
        raise UndeclaredRouteError(f"who may call these routes? {', '.join(silent)}")


def enforce(
    app: Flask,
    *,
    demo: bool,
    role_of_caller: Callable[[], str | None],
    ask_to_sign_in: Callable[[], ResponseReturnValue],
) -> None:
    """Check the caller of every request before its view runs.

    ``role_of_caller`` returns the role of the signed-in account or None; ``ask_to_sign_in`` makes
    the answer for somebody who has to sign in first.
    """

    @app.before_request
    def check() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        audience = audience_of(app, request.endpoint)
        match audience:
            case Audience.EVERYBODY | Audience.PROVIDER | Audience.OPERATOR:
                return None
            case Audience.DEMO:
                return None if demo else abort(404)
            case Audience.SIGNED_IN | Audience.CASEWORKER | Audience.EMPLOYER:
                role = role_of_caller()
                if role is None:
                    return ask_to_sign_in()
                if audience is not Audience.SIGNED_IN and role != audience.value:
                    abort(403)
                return None
            case None:
                return abort(500)
