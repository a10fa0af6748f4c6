"""The channels in use: one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.settings import Settings, SmsGateway

if TYPE_CHECKING:
    from app.context import AppContext
    from messaging.contract import Channel


def build_channels(context: AppContext) -> Mapping[str, Channel]:
    """Return the configured channels by name."""
    makers: tuple[Callable[[Settings], Channel | None], ...] = (_sms, _telegram, _web_chat)
    made = [make(context.settings) for make in makers]
    return {channel.name: channel for channel in made if channel is not None}


def _sms(settings: Settings) -> Channel:
    if settings.sms_gateway is SmsGateway.KANNEL:
        from bot.channels.kannel import Kannel, KannelConfig

        return Kannel(
            KannelConfig(
                url=settings.kannel_url,
                user=settings.kannel_user,
                password=settings.kannel_password.get_secret_value(),
                sender=settings.kannel_sender,
                secret=settings.kannel_secret.get_secret_value(),
                base_url=settings.base_url,
                signature=settings.sms_signature,
            )
        )
    from bot.channels.demo_phone import DemoPhone

    return DemoPhone(signature=settings.sms_signature, production=settings.production)


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
