"""Links to the page where somebody says who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messaging.identity_links import LIFE, BadIdentityLinkError, IdentityLinks
from policy_faq.claims.claim import Claim
from policy_faq.claims.links import ClaimLinks, Sheet
from storage.clock import SetClock
from storage.ids import new_id

KEY = b"k" * 32


def test_a_link_stands_for_its_account(clock: SetClock) -> None:
    contact = new_id()
    token = IdentityLinks(KEY).token(contact, clock)
    clock.advance(LIFE)
    assert IdentityLinks(KEY).read(token, clock) == contact
    assert token.replace("-", "").replace("_", "").replace(".", "").isalnum()


def test_a_link_grows_old(clock: SetClock) -> None:
    token = IdentityLinks(KEY).token(new_id(), clock)
    clock.advance(LIFE + timedelta(seconds=1))
    with pytest.raises(BadIdentityLinkError):
        IdentityLinks(KEY).read(token, clock)


def test_no_other_text_opens_anything(clock: SetClock) -> None:
    token = IdentityLinks(KEY).token(new_id(), clock)
    other_account = IdentityLinks(KEY).token(new_id(), clock)
    head, tail = token.split(".", 1)[0], other_account.split(".", 1)[1]
    strange = ("", ".", "a" * 500, token[:-2], token[1:], f"{head}.{tail}", "号码", "a.b.c")
    for text in strange:
        with pytest.raises(BadIdentityLinkError):
            IdentityLinks(KEY).read(text, clock)
    with pytest.raises(BadIdentityLinkError):
        IdentityLinks(b"o" * 32).read(token, clock)


def test_a_link_of_another_kind_opens_nothing(clock: SetClock) -> None:
    claims = ClaimLinks(KEY)

    token = claims.token(Sheet(Claim("530326")), clock)
    with pytest.raises(BadIdentityLinkError):
        IdentityLinks(KEY).read(token, clock)
