"""The demo's sign-ins: made at random, kept in the data folder, printed at every start."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

_OWNER_ONLY = 0o600
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class SignIn:
    """One demo account: who it is for, and how to sign in."""

    page: str
    who: str
    user_name: str
    password: str


def random_password() -> str:
    """Return twelve random signs that are easy to tell apart and to type."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))


def keep_sign_ins(path: Path, sign_ins: list[SignIn]) -> None:
    """Write the sign-ins to ``path``, readable by the owner only."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w") as file:
        json.dump([vars(one) for one in sign_ins], file, ensure_ascii=False, indent=1)


def kept_sign_ins(path: Path) -> list[SignIn]:
    """Return the sign-ins kept at ``path``; none when there is no such file."""
    if not path.exists():
        return []
    return [SignIn(**one) for one in json.loads(path.read_text())]
