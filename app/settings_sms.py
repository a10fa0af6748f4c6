"""What the settings of an SMS gateway must have to fit together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:
    from app.settings import Settings

NEEDED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "kannel": ("Kannel", ("kannel_user", "kannel_password", "kannel_sender", "kannel_secret")),
    "aliyun": ("阿里云", ("aliyun_key_id", "aliyun_key_secret", "aliyun_callback_secret")),
    "tencent": (
        "腾讯云",
        ("tencent_secret_id", "tencent_secret_key", "tencent_app_id", "tencent_callback_secret"),
    ),
}
"""The Chinese name of each gateway and the settings it cannot do without."""

SHORTEST_SECRET = 16
"""Characters of the secret part of an address: what stands there is all that proves the caller."""


def sms_problem(settings: Settings) -> str | None:
    """Return in Chinese what is missing for the chosen gateway, None when nothing is."""
    if settings.sms_gateway not in NEEDED:
        return None
    gateway, names = NEEDED[settings.sms_gateway]
    missing = [f"GANGXIN_{name.upper()}" for name in names if not _text(getattr(settings, name))]
    if missing:
        return f"用 {gateway} 网关还要设 {'、'.join(missing)}"
    for name in names:
        secret = _text(getattr(settings, name))
        if name.endswith("_callback_secret") and not _fits_an_address(secret):
            return (
                f"GANGXIN_{name.upper()} 要有 {SHORTEST_SECRET} 个以上的字母或数字，"
                "它是回调地址里唯一的凭证"
            )
    return None


def _fits_an_address(secret: str) -> bool:
    return len(secret) >= SHORTEST_SECRET and all(
        char.isascii() and (char.isalnum() or char in "-_") for char in secret
    )


def _text(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
