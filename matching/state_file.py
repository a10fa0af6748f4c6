"""Keeping what a county's matching learnt in a file, so that the next day's run starts warm.

One file per county: a mark with the format's version, the SHA-256 of the rest, a list of the arrays
as JSON, then the arrays as they lie in memory. It is replaced as a whole. A file that is damaged,
of another version or made by other code or data is as good as none: everything in it can be found
anew.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_MARK = b"gangxin matching state 2\n"
_DIGEST, _LENGTH, _ALIGNED = 32, 8, 16
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


class Draft:
    """A file written beside the one it is to replace, once that is decided."""

    def __init__(self, path: Path, arrays: Arrays) -> None:
        """Write ``arrays`` beside ``path``; its folder is made when it is not there.

        Raises OSError when the disk refuses; then nothing is left behind.
        """
        self._path = path
        self._beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear(path)
        try:
            with self._beside.open("wb") as file:
                os.fchmod(file.fileno(), 0o600)
                parts = _parts(arrays)
                file.write(_MARK)
                file.write(_digest(parts))
                file.writelines(parts)
        except OSError:
            self.drop()
            raise

    def keep(self) -> None:
        """Put the file in its place, in one step."""
        self._beside.replace(self._path)

    def drop(self) -> None:
        """Leave everything as it was."""
        self._beside.unlink(missing_ok=True)


def save(path: Path, arrays: Arrays) -> None:
    """Write ``arrays`` to ``path`` in one step."""
    Draft(path, arrays).keep()


def load(path: Path) -> dict[str, npt.NDArray[Any]] | None:
    """Return what was saved to ``path``, or None when there is nothing to trust.

    The arrays cannot be written to: they lie in what was read.
    """
    try:
        whole = memoryview(path.read_bytes())
    except OSError:
        return None
    begin = len(_MARK) + _DIGEST
    mark, digest, body = whole[: len(_MARK)], whole[len(_MARK) : begin], whole[begin:]
    if mark != _MARK or not hmac.compare_digest(bytes(digest), _digest([body])):
        return None
    try:
        return _arrays(body)
    except (TypeError, ValueError):
        return None


def _arrays(body: memoryview) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays that ``_parts`` made; raises TypeError or ValueError for anything else."""
    found, at = {}, _LENGTH + int.from_bytes(body[:_LENGTH], "little")
    for name, kind, shape in json.loads(bytes(body[_LENGTH:at])):
        values = np.ndarray(shape, dtype=np.dtype(kind), buffer=body, offset=at)
        found[name] = values
        at += values.nbytes + _padding(values.nbytes)
    return found


def _clear(path: Path) -> None:
    """Remove drafts that processes left behind which ended in the middle."""
    for each in path.parent.glob(f"{path.name}.*.new"):
        process = each.name.removeprefix(f"{path.name}.").removesuffix(".new")
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            each.unlink(missing_ok=True)
        except (PermissionError, ValueError):
            continue


def _parts(arrays: Arrays) -> list[bytes | memoryview]:
    """Return the list of the arrays and the arrays, each beginning where it is quick to read."""
    listed = [(name, each.dtype.str, each.shape) for name, each in arrays.items()]
    head = json.dumps(listed).encode()
    head += b" " * _padding(len(_MARK) + _DIGEST + _LENGTH + len(head))
    parts: list[bytes | memoryview] = [len(head).to_bytes(_LENGTH, "little"), head]
    for each in arrays.values():
        parts.append(np.ascontiguousarray(each).reshape(-1).view(np.uint8).data)
        parts.append(bytes(_padding(each.nbytes)))
    return parts


def _padding(size: int) -> int:
    return -size % _ALIGNED


def _digest(parts: Iterable[bytes | memoryview]) -> bytes:
    digest = sha256(made_by())
    for part in parts:
        digest.update(part)
    return digest.digest()
