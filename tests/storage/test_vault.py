"""Sealing: what is sealed opens only with its key and for its field."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.vault import Sealed, Vault, VaultError, masked_id_number, masked_phone

KEY, OTHER, INDEX = os.urandom(32), os.urandom(32), os.urandom(32)
VAULT = Vault({1: KEY}, 1, INDEX)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens(text: str) -> None:
    assert VAULT.open("f", VAULT.seal("f", text)) == text


def test_sealing_twice_gives_different_bytes_but_one_index() -> None:
    assert VAULT.seal("f", "13800000001") != VAULT.seal("f", "13800000001")
    assert VAULT.blind_index("f", "13800000001") == VAULT.blind_index("f", "13800000001")


def test_another_field_does_not_open_or_match() -> None:
    with pytest.raises(VaultError):
        VAULT.open("g", VAULT.seal("f", "x"))
    assert VAULT.blind_index("f", "x") != VAULT.blind_index("g", "x")


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01\x01" + b"0" * 40, b"\x09\x01" + b"0" * 40])
def test_damaged_bytes_do_not_open(data: bytes) -> None:
    with pytest.raises(VaultError):
        VAULT.open("f", Sealed(data))


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    old = VAULT.seal("f", "x")
    turned = Vault({1: KEY, 2: OTHER}, 2, INDEX)
    assert turned.open("f", old) == "x"
    assert turned.seal("f", "x").data[1] == 2
    with pytest.raises(VaultError):
        Vault({2: OTHER}, 2, INDEX).open("f", old)


def test_bad_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault({1: b"short"}, 1, INDEX)
    with pytest.raises(ValueError, match="number 3"):
        Vault({1: KEY}, 3, INDEX)


def test_sealed_text_does_not_show_itself() -> None:
    assert "138" not in f"{VAULT.seal('f', '13800000001')!r} {VAULT.seal('f', '13800000001')}"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("530326199001011238", "5303************38"), ("12345", "******"), ("", "******")],
)
def test_masked_id_number(number: str, shown: str) -> None:
    assert masked_id_number(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800000001", "138****0001"), ("12333", "*******"), ("0874-5120155", "087*****0155")],
)
def test_masked_phone(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown
