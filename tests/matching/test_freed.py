"""Memory that is given back."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_BLOCKS = """
import ctypes
from matching.freed import give_back, keep_large_apart

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd",
        "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
libc.mallinfo2.restype = Info
# Once a block of 16 MB was freed, glibc puts blocks of up to that size among the small ones.
libc.free(libc.malloc(16 << 20))
{told}
before = libc.mallinfo2().hblks
block = libc.malloc(4 << 20)
print(libc.mallinfo2().hblks - before)
libc.free(block)
give_back()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of other C libraries not known")
@pytest.mark.parametrize(("told", "apart"), [("", "0"), ("keep_large_apart()", "1")])
def test_large_blocks_lie_apart(told: str, apart: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _BLOCKS.format(told=told)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.strip() == apart
