"""The words of the bot: templates by language and form, filled with values.

The sentences stand in ``zh.toml`` and ``en.toml`` beside this module, one table per message, with
``chat`` and, where an SMS needs fewer characters, ``sms``.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

CHINESE: Final = "zh"
LANGUAGES: Final = (CHINESE, "en")


class Form(StrEnum):
    """How much room there is: a chat window, or an SMS that is billed by length."""

    CHAT = "chat"
    SMS = "sms"


class Wording:
    """Says things in one language and one form.

    A language that is not there is answered in Chinese.
    """

    def __init__(self, language: str, form: Form) -> None:
        self.language = language if language in LANGUAGES else CHINESE
        self.form = form
        self._templates = templates(self.language)

    def in_language(self, language: str) -> Wording:
        """Return the same form in another language."""
        return Wording(language, self.form)

    @property
    def is_sms(self) -> bool:
        """Whether every character costs money."""
        return self.form is Form.SMS

    def say(self, name: str, **values: object) -> str:
        """Return the message ``name`` with its values; raises KeyError for an unknown name."""
        entry = self._templates[name]
        template = entry.get(self.form) or entry[Form.CHAT]
        return template.strip("\n").format(**values)

    def word(self, kind: str, key: str) -> str:
        """Return the word for ``key`` among the words of ``kind`` (a table such as ``education``).

        Raises KeyError for an unknown one.
        """
        return self._templates[kind][key]


@cache
def templates(language: str) -> dict[str, dict[str, str]]:
    """Return all templates of a language, as the file has them."""
    file = resources.files("bot.replies").joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
