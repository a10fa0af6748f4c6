"""Loops over arrays as machine code, made by numba when they are first run and kept.

The code lies beside the bytecode of the module, or in the user's cache folder where that cannot be
written; without either it is made at every start. What is kept is made anew when its own module
changes, so a compiled function calls only those of its module. Its arguments are arrays and numbers
alone: numba would keep any type of ours by name with the code, and fail when the name is gone.

Importing this module loads numba (half a second and some 70 MB), which commands that ask nothing do
without.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])
_NUMBA: Any = import_module("numba")


def compiled(function: _F) -> _F:
    """Return a function that runs as machine code."""
    return _made(function, nogil=False)


def compiled_for_threads(function: _F) -> _F:
    """Return a function that runs as machine code while other threads of Python go on."""
    return _made(function, nogil=True)


def _made(function: _F, *, nogil: bool) -> _F:
    given: dict[str, Any] = {"error_model": "numpy", "nogil": nogil}
    try:
        made: _F = _NUMBA.njit(function, cache=True, **given)
    except RuntimeError:  # no folder for the machine code can be written
        made = _NUMBA.njit(function, **given)
    return made
