"""The two languages of the pages: Chinese is written in the source, English comes from a catalogue.

The catalogue is read from its ``.po`` file when the application is made, so that there is nothing
to compile and nothing to forget. The one module that touches flask-babel.
"""

from __future__ import annotations

from importlib import resources
from io import BytesIO
from typing import Any

import flask_babel  # type: ignore[import-untyped]
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, has_request_context, request

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = {CHINESE: "中文", ENGLISH: "English"}
COOKIE = "gx_language"
_COOKIE_SECONDS = 365 * 24 * 3600


class _Catalogues(flask_babel.Domain):  # type: ignore[misc]
    """Holds the translations of every language in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._by_language: dict[str, NullTranslations] = {
            CHINESE: NullTranslations(),
            ENGLISH: _read(ENGLISH),
        }

    def get_translations(self) -> NullTranslations:
        """Return the translations of the language of this request."""
        return self._by_language[language()]


def _read(code: str) -> Translations:
    source = resources.files("web").joinpath("translations", code, "LC_MESSAGES", "messages.po")
    compiled = BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=code))
    compiled.seek(0)
    return Translations(compiled)


def language() -> str:
    """Return the language code of this request: ``?lang=``, then the cookie, then Chinese."""
    if not has_request_context():
        return CHINESE
    asked = request.args.get("lang") or request.cookies.get(COOKIE)
    return asked if asked in LANGUAGES else CHINESE


def gettext(text: str, **values: Any) -> str:
    """Return ``text`` in the language of this request, with ``%(name)s`` filled in."""
    return str(flask_babel.gettext(text, **values))


def lazy_gettext(text: str) -> str:
    """Return something that becomes ``text`` in the reader's language when it is shown.

    It is typed as text because every place that shows it treats it so.
    """
    lazy: str = flask_babel.lazy_gettext(text)
    return lazy


def marked(text: str) -> str:
    """Return ``text`` unchanged; marks it as one to translate where it is shown."""
    return text


def init_languages(app: Flask, *, secure: bool) -> None:
    """Give ``app`` its catalogues, the choice of language, and the cookie that remembers it."""
    babel = flask_babel.Babel()
    babel.init_app(app, default_locale=CHINESE, locale_selector=language)
    babel.domain_instance = _Catalogues()

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get("lang")
        if asked in LANGUAGES:
            response.set_cookie(
                COOKIE,
                asked,
                max_age=_COOKIE_SECONDS,
                secure=secure,
                httponly=True,
                samesite="Lax",
            )
        return response
