"""Rules for passwords, and their hashes (argon2id)."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.i18n import marked

MIN_LENGTH, MAX_LENGTH = 10, 128
_MIN_KINDS = 2
_MIN_DIFFERENT = 5
_GUESSED_FIRST = ("password", "qwerty", "admin", "123456", "654321", "111111", "abc123", "iloveyou")


def normalised(password: str) -> str:
    """Return the password as it is hashed: NFKC, so that full-width typing still signs in."""
    return unicodedata.normalize("NFKC", password)


def problem_of(password: str, user_name: str) -> str | None:
    """Return what is wrong with a new password, in Chinese, or None when it will do.

    At least ten characters of two kinds (letters, digits, other), without the user name and
    without the runs of characters that are guessed first.
    """
    text = normalised(password)
    folded = text.casefold()
    if len(text) < MIN_LENGTH:
        return marked("密码至少要 10 个字符")
    if len(text) > MAX_LENGTH:
        return marked("密码最多 128 个字符")
    if _kinds(text) < _MIN_KINDS:
        return marked("密码要包含字母、数字、符号中的至少两种")
    if len(set(folded)) < _MIN_DIFFERENT:
        return marked("密码里至少要有 5 个不同的字符")
    if user_name.casefold() in folded:
        return marked("密码里不能有用户名")
    if any(guess in folded for guess in _GUESSED_FIRST):
        return marked("这个密码太常见，容易被猜到，请换一个")
    return None


def _kinds(text: str) -> int:
    return sum(
        (
            any(character.isalpha() for character in text),
            any(character.isdigit() for character in text),
            any(not character.isalnum() for character in text),
        )
    )


def hasher() -> PasswordHasher:
    """Return the hasher: argon2id with the library's parameters (RFC 9106, low memory)."""
    return PasswordHasher()


def hash_of(password: str) -> str:
    """Return the argon2id hash of a password."""
    return hasher().hash(normalised(password))


def verifies(password_hash: str, password: str) -> bool:
    """Tell whether ``password`` is the one that was hashed."""
    try:
        return hasher().verify(password_hash, normalised(password))
    except (VerificationError, InvalidHashError):
        return False


def spend_the_same_time(password: str) -> None:
    """Hash for nothing, so that an unknown user name answers as slowly as a known one."""
    hasher().hash(normalised(password))
