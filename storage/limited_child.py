"""Takes limits upon its own process, then runs a script in it.

Run by file name, never imported by the service. Arguments: memory bytes, seconds, output bytes,
the script, then the script's own.
"""

from __future__ import annotations

import resource
import runpy
import sys


def main(arguments: list[str]) -> None:
    """Run the script named in ``arguments`` under the limits named there."""
    memory, seconds, output, script, *rest = arguments
    _limit(resource.RLIMIT_AS, int(memory))
    _limit(resource.RLIMIT_CPU, int(seconds))
    _limit(resource.RLIMIT_FSIZE, int(output))
    _limit(resource.RLIMIT_CORE, 0)
    sys.argv = [script, *rest]
    runpy.run_path(script, run_name="__main__")


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(sys.argv[1:])
