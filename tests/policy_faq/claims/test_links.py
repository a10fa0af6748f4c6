"""Links to a form: they come back as they were, expire, and say nothing to whoever reads them."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import date, timedelta
from decimal import Decimal
from string import ascii_lowercase, ascii_uppercase, digits
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy_faq.claims.claim import Claim
from policy_faq.claims.links import LIFE, LONGEST, BadLinkError, ClaimLinks, Sheet
from policy_faq.places import Distance
from storage.clock import SetClock

KEY = b"k" * 32
PERSON = uuid4()
SHEET = Sheet(
    Claim(
        "530326",
        "320500",
        Distance.OUT_OF_PROVINCE,
        Decimal("380.50"),
        round_trip=True,
        claimed=False,
        months=None,
        since=date(2026, 11, 5),
        organised=False,
    ),
    PERSON,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Claim,
        county=st.just("530326"),
        place=st.none() | st.sampled_from(["110105", "990000"]),
        distance=st.none() | st.sampled_from(Distance),
        fare=st.none() | st.decimals(0, 20_000, places=2),
        fare_open=st.booleans(),
        round_trip=st.booleans(),
        claimed=st.none() | st.booleans(),
        months=st.none() | st.integers(0, 254),
        since=st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        organised=st.none() | st.booleans(),
        registered=st.none() | st.booleans(),
    ),
    st.none() | st.uuids(),
)
def test_a_link_comes_back_as_it_was(clock: SetClock, claim: Claim, person: UUID | None) -> None:
    links = ClaimLinks(KEY)
    token = links.token(Sheet(claim, person), clock)
    assert len(token) <= LONGEST
    assert links.read(token, clock) == Sheet(claim, person)


def test_nobody_can_read_it(clock: SetClock) -> None:
    token = ClaimLinks(KEY).token(SHEET, clock)
    content = token.split(".")[0]
    opened = urlsafe_b64decode(content + "=" * (-len(content) % 4))
    assert PERSON.bytes not in opened
    assert (530326).to_bytes(4, "big") not in opened
    assert ClaimLinks(KEY).token(SHEET, clock) != token, "the same claim twice looks different"


def test_it_expires(clock: SetClock) -> None:
    links = ClaimLinks(KEY)
    token = links.token(SHEET, clock)
    clock.advance(LIFE - timedelta(seconds=1))
    assert links.read(token, clock) == SHEET
    clock.advance(timedelta(seconds=2))
    with pytest.raises(BadLinkError):
        links.read(token, clock)


@pytest.mark.parametrize("other", ["", "x", "a.b.c", "字" * 30, "A" * 500, "..", "a" * 60 + ".b.c"])
def test_another_text_is_no_link(clock: SetClock, other: str) -> None:
    with pytest.raises(BadLinkError):
        ClaimLinks(KEY).read(other, clock)


def test_a_changed_or_foreign_link_is_none(clock: SetClock) -> None:
    token = ClaimLinks(KEY).token(SHEET, clock)
    letters = ascii_uppercase + ascii_lowercase + digits + "-_"
    for at in range(0, len(token), 7):
        # The highest bit of a letter: the lowest ones of the last letter stand for nothing.
        other = letters[letters.index(token[at]) ^ 32] if token[at] in letters else "A"
        changed = token[:at] + other + token[at + 1 :]
        with pytest.raises(BadLinkError):
            ClaimLinks(KEY).read(changed, clock)
    with pytest.raises(BadLinkError):
        ClaimLinks(b"j" * 32).read(token, clock)
