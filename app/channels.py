"""The channels in use: one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.channels_sms import sms_channel
from app.settings import Settings

if TYPE_CHECKING:
    from app.context import AppContext
    from messaging.contract import Channel


def build_channels(context: AppContext) -> Mapping[str, Channel]:
    """Return the configured channels by name."""
    makers: tuple[Callable[[Settings], Channel | None], ...] = (_telegram, _web_chat)
    made: list[Channel | None] = [sms_channel(context.settings, context.clock)]
    made += [make(context.settings) for make in makers]
    return {channel.name: channel for channel in made if channel is not None}


def _telegram(settings: Settings) -> Channel | None:
    if settings.telegram_token is None:
        return None
    from bot.channels.telegram import Telegram, TelegramConfig

    secret = settings.telegram_secret
    return Telegram(
        TelegramConfig(
            token=settings.telegram_token.get_secret_value(),
            secret=secret.get_secret_value() if secret else "",
            api=settings.telegram_api,
        )
    )


def _web_chat(_settings: Settings) -> Channel:
    from bot.channels.webchat import WebChat

    return WebChat()
