"""The channel ``sms`` through the gateway the office has chosen: one branch each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.settings import Settings, SmsGateway

if TYPE_CHECKING:
    from messaging.contract import Channel
    from storage.clock import Clock


def sms_channel(settings: Settings, clock: Clock) -> Channel:
    """Return the SMS channel; raises bot.channels.cloud_sms.SdkMissingError."""
    match settings.sms_gateway:
        case SmsGateway.KANNEL:
            return _kannel(settings)
        case SmsGateway.ALIYUN:
            return _aliyun(settings, clock)
        case SmsGateway.TENCENT:
            return _tencent(settings, clock)
        case SmsGateway.GAMMU:
            return _gammu(settings)
        case SmsGateway.DEMO_PHONE:
            from bot.channels.demo_phone import DemoPhone

            return DemoPhone(signature=settings.sms_signature, production=settings.production)


def _kannel(settings: Settings) -> Channel:
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


def _gammu(settings: Settings) -> Channel:
    from bot.channels.gammu import Gammu, GammuConfig

    return Gammu(
        GammuConfig(
            database=settings.gammu_database or settings.data_dir / "modem" / "smsd.db",
            signature=settings.sms_signature,
            prefix=settings.gammu_prefix,
            fen_per_segment=settings.gammu_fen,
        )
    )


def _aliyun(settings: Settings, clock: Clock) -> Channel:
    from bot.channels.aliyun_sms import AliyunConfig, AliyunSms

    address = urlsplit(settings.aliyun_api)
    return AliyunSms(
        AliyunConfig(
            key_id=settings.aliyun_key_id,
            key_secret=settings.aliyun_key_secret.get_secret_value(),
            secret=settings.aliyun_callback_secret.get_secret_value(),
            signature=settings.sms_signature,
            endpoint=address.netloc,
            protocol=address.scheme.upper(),
        ),
        clock,
    )


def _tencent(settings: Settings, clock: Clock) -> Channel:
    from bot.channels.tencent_sms import TencentConfig, TencentSms

    address = urlsplit(settings.tencent_api)
    return TencentSms(
        TencentConfig(
            secret_id=settings.tencent_secret_id,
            secret_key=settings.tencent_secret_key.get_secret_value(),
            app_id=settings.tencent_app_id,
            secret=settings.tencent_callback_secret.get_secret_value(),
            signature=settings.sms_signature,
            lookup=settings.tencent_lookup,
            endpoint=address.netloc,
            protocol=address.scheme,
        ),
        clock,
    )
