"""A peer that is not installed: skipped with a line that helps, or a failure where it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers import REQUIRE, absent, gammu, kannel, smpp_centre
from tests.peers.gammu import GammuPeer
from tests.peers.kannel import KannelPeer
from tests.peers.smpp_centre import SmppCentre


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


def test_a_modem_without_its_daemon_and_a_centre_without_its_parts_count_as_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(REQUIRE, "1")
    monkeypatch.setattr(gammu, "which", lambda _name: None)
    with pytest.raises(pytest.fail.Exception, match="apt-get install gammu-smsd"):
        GammuPeer(tmp_path, tmp_path / "smsd.db")
    monkeypatch.setattr(smpp_centre, "HERE", tmp_path)
    with pytest.raises(pytest.fail.Exception, match="npm ci --prefix tests/peers/smpp"):
        SmppCentre(tmp_path)
