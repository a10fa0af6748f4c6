"""What takes seconds to make of files, kept as plain arrays until one of the files changes.

A file of arrays holds no code, so reading one can give wrong figures but never run anything; it
lies in a private folder of the caller's, beside the bytecode of the package, where only those write
who could change the package itself, or else in the user's own cache folder. A file that is stale,
damaged or not there is made anew, and where none can be written everything is made at every start.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

Array = NDArray[np.generic]

_BESIDE_BYTECODE = Path(__file__).parent / "__pycache__"
_IN_HOME = ".cache/gangxin"
_DIGEST = "digest"
_DATA = frozenset({".py", ".toml", ".txt", ".tsv", ".json"})


def digest(parts: Iterable[bytes]) -> bytes:
    """Return a digest of parts, each with its length, so that none runs into the next."""
    found = blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


def files_of(*packages: str) -> Iterable[bytes]:
    """Yield path and content of all code and data in packages that lie beside this one."""
    root = Path(__file__).parent.parent
    for package in packages:
        for file in sorted((root / package).rglob("*")):
            if file.suffix in _DATA:
                yield file.relative_to(root).as_posix().encode()
                yield file.read_bytes()


def kept(
    folder: Path | None, name: str, of: bytes, make: Callable[[], Mapping[str, Array]]
) -> Mapping[str, Array]:
    """Return the arrays that ``make`` makes, from a file in ``folder`` when it holds those ``of``.

    ``of`` is the digest of all that they are made of. Without a folder they are kept beside the
    bytecode or, where that cannot be written, in the user's cache folder.
    """
    file = (folder or _own_folder()) / f"{name}.npz"
    found = _read(file, of)
    if found is None:
        found = make()
        with suppress(OSError):
            _write(file, of, found)
    return found


def _own_folder() -> Path:
    beside = _BESIDE_BYTECODE if _BESIDE_BYTECODE.exists() else _BESIDE_BYTECODE.parent
    if os.access(beside, os.W_OK):
        return _BESIDE_BYTECODE
    try:
        return Path.home() / _IN_HOME
    except RuntimeError:  # a user without a home
        return _BESIDE_BYTECODE


def _read(file: Path, of: bytes) -> Mapping[str, Array] | None:
    # Reading a member to its end checks its sum, so damage is noticed before it is used.
    try:
        with file.open("rb") as source:
            stored = np.load(source, allow_pickle=False)
            if not isinstance(stored, NpzFile) or stored[_DIGEST].tobytes() != of:
                return None
            return {name: stored[name] for name in stored.files if name != _DIGEST}
    except (OSError, EOFError, KeyError, ValueError, BadZipFile, zlib.error):
        return None


def _write(file: Path, of: bytes, arrays: Mapping[str, Array]) -> None:
    """Write a file in one step: another process may be reading it, or writing the same."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as target:
            np.savez(target, allow_pickle=False, **{**arrays, _DIGEST: np.frombuffer(of, np.uint8)})
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
