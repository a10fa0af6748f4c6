"""What the settings of WeChat and WeCom must have to fit together."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

if TYPE_CHECKING:
    from app.settings import Settings

AES_KEY_LENGTH = 43


class NoticeForm(BaseModel):
    """One notice of the official account.

    ``one_time`` is true for a subscription notice (订阅通知), which needs a permit of the person,
    and false for a template message (模板消息). ``fields`` says what fills each of its fields
    (``messaging.notices``).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    template: str = Field(min_length=1, max_length=64)
    one_time: bool = True
    fields: dict[str, str] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_filled(self) -> Self:
        from messaging.notices import SOURCES, is_source

        strangers = [
            f"{name}={source}" for name, source in self.fields.items() if not is_source(source)
        ]
        if strangers:
            known = "、".join(sorted(SOURCES))
            raise ValueError(
                f"微信通知的字段 {'、'.join(strangers)} 不认识，可写 {known}，或用 = 开头写固定的字"
            )
        return self


def wechat_problem(settings: Settings) -> str | None:
    """Return in Chinese what is missing for the official account, None when nothing is."""
    given = {
        "wechat_secret": settings.wechat_secret,
        "wechat_token": settings.wechat_token,
    }
    if not settings.wechat_app_id:
        if any(given.values()) or settings.wechat_aes_key or settings.wechat_notices:
            return "设了微信公众号的其他设置，还要设 GANGXIN_WECHAT_APP_ID"
        return None
    missing = _missing(given)
    if missing:
        return f"用微信公众号还要设 {missing}"
    if settings.production and not settings.wechat_aes_key:
        return (
            "正式使用微信公众号要用安全模式，请设 GANGXIN_WECHAT_AES_KEY，"
            "就是公众平台里的 EncodingAESKey"
        )
    return _aes_problem("wechat_aes_key", settings.wechat_aes_key)


def wecom_problem(settings: Settings) -> str | None:
    """Return in Chinese what is missing for the application in WeCom, None when nothing is."""
    if not settings.wecom_corp_id:
        if settings.wecom_secret or settings.wecom_agent_id or settings.wecom_users:
            return "设了企业微信的其他设置，还要设 GANGXIN_WECOM_CORP_ID"
        return None
    missing = _missing(
        {"wecom_agent_id": settings.wecom_agent_id, "wecom_secret": settings.wecom_secret}
    )
    if missing:
        return f"用企业微信还要设 {missing}"
    if bool(settings.wecom_token) != bool(settings.wecom_aes_key):
        return "企业微信回调要同时设 GANGXIN_WECOM_TOKEN、GANGXIN_WECOM_AES_KEY"
    return _aes_problem("wecom_aes_key", settings.wecom_aes_key)


def _missing(given: Mapping[str, SecretStr | int | None]) -> str:
    return "、".join(f"GANGXIN_{name.upper()}" for name, value in given.items() if not value)


def _aes_problem(name: str, secret: SecretStr | None) -> str | None:
    if not secret:
        return None
    key = secret.get_secret_value()
    try:
        right = len(key) == AES_KEY_LENGTH and bool(base64.b64decode(f"{key}=", validate=True))
    except ValueError:
        right = False
    return None if right else f"GANGXIN_{name.upper()} 应是 43 个字母和数字"
