"""The channels in use: one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pydantic import SecretStr

from app.channels_sms import sms_channel
from app.settings import Settings

if TYPE_CHECKING:
    from app.context import AppContext
    from messaging.contract import Channel
    from storage.clock import Clock


def build_channels(context: AppContext) -> Mapping[str, Channel]:
    """Return the configured channels by name."""
    makers: tuple[Callable[[Settings], Channel | None], ...] = (_telegram, _web_chat)
    timed: tuple[Callable[[Settings, Clock], Channel | None], ...] = (_wechat, _wecom)
    made: list[Channel | None] = [sms_channel(context.settings, context.clock)]
    made += [make(context.settings) for make in makers]
    made += [make(context.settings, context.clock) for make in timed]
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


def _wechat(settings: Settings, clock: Clock) -> Channel | None:
    if not settings.wechat_app_id:
        return None
    from bot.channels.wechat import WeChat, WeChatConfig
    from messaging.contract import Notice

    return WeChat(
        WeChatConfig(
            app_id=settings.wechat_app_id,
            secret=_secret(settings.wechat_secret),
            token=_secret(settings.wechat_token),
            aes_key=_secret(settings.wechat_aes_key),
            api=settings.wechat_api,
            notices={
                kind: Notice(form.template, form.one_time, tuple(form.fields.items()))
                for kind, form in settings.wechat_notices.items()
            },
            page=f"{settings.base_url}/chat",
        ),
        clock,
    )


def _wecom(settings: Settings, clock: Clock) -> Channel | None:
    if not settings.wecom_corp_id:
        return None
    from bot.channels.wecom import WeCom, WeComConfig

    return WeCom(
        WeComConfig(
            corp_id=settings.wecom_corp_id,
            agent_id=settings.wecom_agent_id,
            secret=_secret(settings.wecom_secret),
            users=tuple(each.strip() for each in settings.wecom_users.split(",") if each.strip()),
            token=_secret(settings.wecom_token),
            aes_key=_secret(settings.wecom_aes_key),
            api=settings.wecom_api,
        ),
        clock,
    )


def _secret(given: SecretStr | None) -> str:
    return given.get_secret_value() if given is not None else ""


def _web_chat(_settings: Settings) -> Channel:
    from bot.channels.webchat import WebChat

    return WebChat()
