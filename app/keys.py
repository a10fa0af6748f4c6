"""The secret keys: from the environment, or made at the first start and kept beside the database.

There is no default key. Production takes all keys from the environment and refuses to start
without; the embedded mode makes random ones in ``keys.json`` (mode 600) in the data folder.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from app.settings import Settings
from storage.vault import KEY_BYTES, Vault

_NAMES = ("data_key", "index_key", "ledger_key", "web_key")


class KeyProblem(Exception):
    """A key is missing or malformed; the message names the setting and never the key."""


@dataclass(frozen=True, repr=False)
class Keys:
    """The keys in use, 32 bytes each; each has one purpose."""

    data: dict[int, bytes]
    active: int
    index: bytes
    ledger: bytes
    web: bytes

    def vault(self) -> Vault:
        """Return the vault that seals with these keys."""
        return Vault(self.data, self.active, self.index)


def load_keys(settings: Settings) -> Keys:
    """Return the keys in use; raises KeyProblem when one is missing or malformed."""
    given = {name: getattr(settings, name) for name in _NAMES}
    missing = [name for name, value in given.items() if value is None]
    if missing and (settings.production or len(missing) < len(_NAMES)):
        names = ", ".join(f"GANGXIN_{name.upper()}" for name in missing)
        raise KeyProblem(f"缺少密钥 {names}: 每个都是 32 个随机字节的 base64 文本")
    texts = _kept(settings.data_dir / "keys.json") if missing else _plain(given)
    keys = {name: _bytes_of(name, text) for name, text in texts.items()}
    old = {
        number: _bytes_of(f"old_data_keys[{number}]", secret.get_secret_value())
        for number, secret in settings.old_data_keys.items()
    }
    number = settings.data_key_number
    return Keys(
        data={**old, number: keys["data_key"]},
        active=number,
        index=keys["index_key"],
        ledger=keys["ledger_key"],
        web=keys["web_key"],
    )


def _plain(given: dict[str, SecretStr]) -> dict[str, str]:
    return {name: secret.get_secret_value() for name, secret in given.items()}


def _kept(path: Path) -> dict[str, str]:
    """Return the keys of the file, made when it is not there yet.

    Two processes that start together agree: the file is written whole beside its place and
    linked there, which only the first of them can.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = {name: base64.b64encode(os.urandom(KEY_BYTES)).decode() for name in _NAMES}
        descriptor, name = tempfile.mkstemp(dir=path.parent)  # mode 600 from the start
        draft = Path(name)
        with os.fdopen(descriptor, "w") as file:
            json.dump(fresh, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # the other process was first; its keys are the keys
        finally:
            draft.unlink()
    if path.stat().st_mode & 0o077:
        raise KeyProblem(f"密钥文件 {path.name} 别人也能读：请运行 chmod 600 {path}")
    texts = json.loads(path.read_text())
    if not isinstance(texts, dict) or set(texts) != set(_NAMES):
        raise KeyProblem(f"密钥文件 {path.name} 不完整：请从备份恢复，不要删除重建")
    return {str(name): str(text) for name, text in texts.items()}


def _bytes_of(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise KeyProblem(f"密钥 {name} 不是 base64 文本") from error
    if len(key) != KEY_BYTES:
        raise KeyProblem(f"密钥 {name} 应为 {KEY_BYTES} 个字节，现在是 {len(key)} 个")
    return key
