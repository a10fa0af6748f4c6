"""A peer that is not installed: skipped with a line that helps, or a failure where it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers import REQUIRE, absent, kannel
from tests.peers.kannel import KannelPeer


def test_a_missing_peer_skips_and_says_what_enables_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRE, raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install kannel"):
        absent("Kannel", kannel.ENABLE)


def test_a_missing_peer_fails_where_peers_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REQUIRE, "1")
    with pytest.raises(pytest.fail.Exception, match="apt-get install kannel"):
        absent("Kannel", kannel.ENABLE)


def test_a_gateway_without_its_phone_network_counts_as_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(REQUIRE, raising=False)
    monkeypatch.setattr(kannel, "FAKESMSC", tmp_path / "fakesmsc")
    with pytest.raises(pytest.skip.Exception):
        KannelPeer(tmp_path, "http://127.0.0.1:1/")
