"""Faults that an operator can understand, told in Chinese; all others keep their traceback."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from app.keys import KeyProblem
from bot.channels.cloud_sms import SdkMissingError
from policy_faq.unavailable import SemanticUnavailableError
from storage.vault import VaultError

BAD_INPUT, FAULT = 2, 1


@dataclass(frozen=True)
class Explained:
    """What to print on stderr and with which exit code to end."""

    text: str
    exit_code: int


def explained(error: BaseException) -> Explained | None:
    """Return the message for ``error``, or None when it is a fault of the program."""
    match error:
        case KeyProblem():
            return Explained(str(error), BAD_INPUT)
        case VaultError():
            return Explained(
                "有一条个人信息打不开：当初用的密钥不在，或者这一条坏了。请检查 GANGXIN_DATA_KEY、"
                "GANGXIN_OLD_DATA_KEYS(或 keys.json)是不是这个数据库的；都对，就从备份恢复。",
                BAD_INPUT,
            )
        case ValidationError() if error.title == "Settings":
            lines = [
                f"  {'GANGXIN_' + str(part['loc'][0]).upper() if part['loc'] else '设置'}: "
                f"{part['msg'].removeprefix('Value error, ')}"
                for part in error.errors(include_input=False, include_url=False)
            ]
            return Explained("设置有错，没有启动：\n" + "\n".join(lines), BAD_INPUT)
        case OperationalError():
            return Explained(f"连不上数据库或数据库出错：{error.orig}", FAULT)
        case SdkMissingError() | SemanticUnavailableError():
            return Explained(str(error), BAD_INPUT)
        case BrokenPipeError():
            return Explained("", FAULT)
        case _:
            return None
