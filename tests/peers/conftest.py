"""Gives the tests of this folder their peers."""

from __future__ import annotations

from tests.peers.plugin import doors, kannel_peer, platform, platform_crypto, telegram_peer

__all__ = ["doors", "kannel_peer", "platform", "platform_crypto", "telegram_peer"]
