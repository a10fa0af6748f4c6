"""Reading of files that nobody vouches for, in a process of its own with little time and memory.

A hostile workbook, Word file or PDF can make its parser take all memory or abort; then only that
process dies. Whoever reads a kind of file has a script for it, which is run by file name and
prints what it read.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import IO

_LAUNCHER = Path(__file__).with_name("limited_child.py")
_MAX_MEMBERS = 2000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one run may take: memory and output in bytes; seconds of work and of waiting."""

    memory_bytes: int
    seconds: int
    output_bytes: int


class Fault(Enum):
    """Why a file was not read."""

    TOO_SLOW = auto()
    TOO_LARGE = auto()
    PASSWORD = auto()
    BROKEN = auto()


class LimitedError(Exception):
    """A file that could not be read within its bounds."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


def run_limited(script: Path, arguments: Sequence[str], bounds: Bounds, out: IO[bytes]) -> None:
    """Run ``script`` within ``bounds``; what it prints goes to ``out``.

    Raises LimitedError: TOO_SLOW after ``bounds.seconds``, TOO_LARGE when a limit killed it, BROKEN
    when it failed.
    """
    limits = (bounds.memory_bytes, bounds.seconds, bounds.output_bytes)
    command = [sys.executable, "-I", str(_LAUNCHER), *map(str, limits), str(script), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  our own script, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            timeout=bounds.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitedError(Fault.TOO_SLOW) from error
    if done.returncode != 0:
        raise LimitedError(Fault.TOO_LARGE if done.returncode < 0 else Fault.BROKEN)


def check_archive(path: Path, unpacked_bytes: int) -> None:
    """Look at a zip file's table of contents before anything is unpacked; other files pass.

    Raises LimitedError: TOO_LARGE when it would unpack to more than ``unpacked_bytes`` or has too
    many members, PASSWORD, BROKEN.
    """
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise LimitedError(Fault.BROKEN) from error
    if len(members) > _MAX_MEMBERS or sum(m.file_size for m in members) > unpacked_bytes:
        raise LimitedError(Fault.TOO_LARGE)
    if any(member.flag_bits & 1 for member in members):
        raise LimitedError(Fault.PASSWORD)
