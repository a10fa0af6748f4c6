"""Keeping what a county's matching learnt in a file, so that the next day's run starts warm.

One file per county: a mark with the format's version, the SHA-256 of the rest, then arrays without
pickled objects. It is replaced as a whole. A file that is damaged, of another version or made by
other code or data is as good as none: everything in it can be found anew.
"""

from __future__ import annotations

import hmac
import io
import os
import zipfile
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_MARK = b"gangxin matching state 1\n"
_DIGEST = 32
Arrays = Mapping[str, npt.NDArray[Any]]


@cache
def made_by() -> bytes:
    """Return a digest of this package's code and data: other code may find other things."""
    digest = sha256()
    pending = [resources.files("matching")]
    while pending:
        for entry in sorted(pending.pop().iterdir(), key=lambda each: each.name):
            if entry.is_dir():
                pending += [entry] if entry.name == "data" else []
            elif entry.name.endswith((".py", ".toml", ".txt", ".tsv")):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.digest()


def save(path: Path, arrays: Arrays) -> None:
    """Write ``arrays`` to ``path`` in one step; its folder is made when it is not there."""
    body = io.BytesIO()
    np.savez(body, allow_pickle=False, **arrays)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(_MARK)
            file.write(_digest(body.getbuffer()))
            file.write(body.getbuffer())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load(path: Path) -> dict[str, npt.NDArray[Any]] | None:
    """Return what ``save`` wrote to ``path``, or None when there is nothing to trust."""
    try:
        whole = memoryview(path.read_bytes())
    except OSError:
        return None
    begin = len(_MARK) + _DIGEST
    mark, digest, body = whole[: len(_MARK)], whole[len(_MARK) : begin], whole[begin:]
    if mark != _MARK or not hmac.compare_digest(bytes(digest), _digest(body)):
        return None
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as found:
            return {name: found[name] for name in found.files}
    except (ValueError, OSError, zipfile.BadZipFile):
        return None


def _digest(body: memoryview) -> bytes:
    return sha256(made_by() + body).digest()
