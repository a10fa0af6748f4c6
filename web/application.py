"""Makes the web application out of its services; every part of it is registered here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from apiflask import APIFlask
from flask import Blueprint
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from web import access, front, operations
from web.access import Audience
from web.accounts.signin import ask_to_sign_in, caller, init_sessions
from web.accounts.views import accounts_blueprint
from web.api.views import api_blueprint
from web.caseworker.views import console_blueprint
from web.chat.views import chat_blueprint
from web.claims.views import claims_blueprint
from web.demo.views import demo_blueprint
from web.employer.views import employer_blueprint
from web.errors import init_errors
from web.headers import init_headers
from web.i18n import init_languages
from web.identity.views import identity_blueprint
from web.rendering import init_rendering
from web.services import EXTENSION, WebServices
from web.static_files import init_static

MAX_BODY_BYTES = 16 * 1024 * 1024
_MAX_FORM_BYTES = 256 * 1024
_SESSION_LIFE = timedelta(hours=10)
_OPENAPI = "/api/v1/openapi.json"


def create_web(services: WebServices, listeners: Iterable[Blueprint] = ()) -> APIFlask:
    """Return the application.

    ``listeners`` are blueprints of the conversation (webhooks, the web chat's form): they prove
    their caller themselves, so the pages' CSRF check does not apply to them. Raises
    web.access.UndeclaredRouteError when a route does not say who may call it.
    """
    settings = services.settings
    app = APIFlask(
        "web",
        title="岗信 API",
        version="1",
        spec_path=_OPENAPI,
        docs_path=None,
        json_errors=False,
        static_folder=None,  # type: ignore[arg-type]  # whitenoise serves them
        template_folder=str(Path(__file__).parent / "templates"),
    )
    app.config |= {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
        "MAX_FORM_MEMORY_SIZE": _MAX_FORM_BYTES,
        "SESSION_COOKIE_NAME": "gx_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": _SESSION_LIFE,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session lives
        "WTF_CSRF_SSL_STRICT": settings.secure_cookies,
        "AUTO_404_RESPONSE": False,
    }
    app.extensions[EXTENSION] = services
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    init_sessions(
        app,
        Limiter(
            get_remote_address,
            app=app,
            storage_uri=settings.limits_storage,
            strategy="moving-window",
        ),
    )
    access.enforce(
        app,
        demo=settings.demo,
        role_of_caller=_role_of_caller,
        ask_to_sign_in=ask_to_sign_in,
    )
    csrf = CSRFProtect(app)
    init_languages(app, secure=settings.secure_cookies)
    init_headers(app, tls=settings.secure_cookies)
    init_errors(app)
    init_rendering(app)
    for blueprint in (
        front.front_blueprint(),
        accounts_blueprint(),
        chat_blueprint(),
        claims_blueprint(),
        identity_blueprint(),
        demo_blueprint(),
        console_blueprint(),
        employer_blueprint(),
        api_blueprint(),
        operations.operations_blueprint(),
    ):
        app.register_blueprint(blueprint)
    for blueprint in listeners:
        # providers' addresses are no part of the described API; APIFlask asks every blueprint
        setattr(blueprint, "enable_openapi", False)  # noqa: B010 - Flask's type lacks it
        app.register_blueprint(blueprint)
        csrf.exempt(blueprint)
        access.declare_blueprint(app, blueprint, Audience.PROVIDER)
    access.declare_endpoints(app, ["openapi.spec"], Audience.EVERYBODY)
    access.check_declared(app)
    operations.init_metrics(app)
    init_static(app)
    return app


def _role_of_caller() -> str | None:
    account = caller()
    return account.role.value if account is not None else None
