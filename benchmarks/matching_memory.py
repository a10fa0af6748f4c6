"""How much memory a county's matching takes, from the database to stored matches.

``python -m benchmarks.matching_memory [--only 20000 2000]`` fills a SQLite database with the market
of ``benchmarks.matching_data`` and matches it on the first day (every text is read) and on a usual
one (as ``benchmarks.matching_throughput`` has it), each in a process of its own. Memory is resident
memory in MB: of the interpreter alone, then what comes on top with the modules, with the loops of
machine code and what runs them, with the words that texts are read by, and last the most that the
whole pipeline has on top of all these at any moment (``VmHWM``, set back before it begins). Beside
each stands how much of it is this process's own: the rest are pages of files (``RssFile``), above
all of LLVM, which the system shares between processes and takes back when it wants room.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

_SIZES = ((20_000, 2_000), (100_000, 10_000))
_PUSHED = 1 / 7
_SEED = 1
_STEPS = ("interpreter", "modules", "loops", "words", "pipeline")


def _now(resident: str = "VmRSS") -> tuple[float, float]:
    """Return how much is resident, and how much of that is no page of a file."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    megabytes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if " kB" in line}
    return megabytes[resident], megabytes[resident] - megabytes["RssFile"]


def measure(folder: Path) -> dict[str, Any]:
    """Match the county that is in ``folder`` once, in this process.

    Returns what each of ``_STEPS`` adds, in MB (resident, own), and the seconds of processor time.
    """
    found = [_now()]
    # An office does not install it (it comes with what we compare with); numba would load it.
    sys.modules["scipy"] = None  # type: ignore[assignment]
    import gc  # noqa: PLC0415 - the interpreter is measured before anything is imported

    from benchmarks import matching_data  # noqa: PLC0415
    from benchmarks.matching_places import DAY, HOMES  # noqa: PLC0415
    from matching.__main__ import run_every_loop  # noqa: PLC0415
    from matching.run import match_county  # noqa: PLC0415
    from storage.clock import SetClock  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415

    found.append(_now())
    toolkit = matching_data.toolkit()
    run_every_loop(toolkit)
    found.append(_now())
    # A wording that nobody listed has all tables looked up: words, sounds, rare characters.
    toolkit.reader.read("想找个筛石英砂的活路", home=HOMES[0], on=DAY)
    gc.collect()
    found.append(_now())
    db = Database(f"sqlite:///{folder / 'county.db'}")
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    worked = process_time()
    done = match_county(
        *(db, SetClock(matching_data.NOW), toolkit.gazetteer, HOMES[0], DAY),
        toolkit=toolkit,
        memory=folder,
    )
    worked = process_time() - worked
    found.append(_now("VmHWM"))
    db.close()
    added = zip(found, [(0.0, 0.0), *found], strict=False)
    steps = [[now - before for now, before in zip(*each, strict=True)] for each in added]
    counts = {"people": done.people, "postings": done.postings, "matches": done.matches}
    return {**counts, "processor": worked, **dict(zip(_STEPS, steps, strict=True))}


def prepare(folder: Path, people: int, postings: int) -> None:
    """Fill a county's database; where it is there, let a day happen to it."""
    from random import Random  # noqa: PLC0415 - nothing of this is in a process that is measured

    from benchmarks import matching_data  # noqa: PLC0415
    from benchmarks.matching_places import HOMES  # noqa: PLC0415
    from benchmarks.matching_throughput import fill, make_news  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415

    path = folder / "county.db"
    if path.exists():
        make_news(path, Random(_SEED), _PUSHED)
        return
    db = Database(f"sqlite:///{path}")
    fill(db, matching_data.market(people, postings, _SEED, homes=HOMES[:1]))
    db.close()


def main() -> None:
    """Measure both days of every size, each in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs=2, type=int, metavar=("PEOPLE", "POSTINGS"))
    parser.add_argument("--step", choices=("prepare", "measure"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step == "prepare":
        prepare(given.folder, *given.only)
    elif given.step == "measure":
        print(json.dumps(measure(given.folder)))
    else:
        for size in [tuple(given.only)] if given.only else _SIZES:
            _both_days(*size)


def _both_days(people: int, postings: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for day in ("first day", "usual day"):
            _step("prepare", folder, people, postings)
            found = json.loads(_step("measure", folder, people, postings))
            told = ", ".join(f"{each} {_told(*found[each])}" for each in _STEPS)
            every = _told(*(sum(found[each][at] for each in _STEPS[1:]) for at in (0, 1)))
            print(
                f"{people:7} x {postings:6} {day:9}: {told} MB (of which own);"
                f" above the interpreter {every} MB;"
                f" {found['matches']} matches, processor {found['processor']:.1f} s",
                flush=True,
            )


def _told(resident: float, own: float) -> str:
    return f"{resident:+.0f} ({own:+.0f})"


def _step(step: str, folder: str, people: int, postings: int) -> str:
    command = [sys.executable, "-m", "benchmarks.matching_memory", "--step", step]
    options = ["--folder", folder, "--only", str(people), str(postings)]
    return subprocess.run([*command, *options], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
