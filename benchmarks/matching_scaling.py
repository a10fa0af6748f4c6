"""What matching costs when people or postings double, and how much memory it takes.

``python -m benchmarks.matching_scaling [--runs 3]`` runs each size in a process of its own and
prints the best of its runs, by the clock and by the processor (all threads). The people and
postings of ``benchmarks.matching_data`` are read once for a few thousand, then repeated with ids,
ages and wages of their own until there are enough: reading texts is measured by
``benchmarks.matching_throughput``. Memory is resident memory: of the interpreter alone; what the
program takes before anybody is known (modules, numba with its compiler and the loops of machine
code, dictionaries); people and postings; and at the highest while matching.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

_SIZES = ((20_000, 2_000), (40_000, 2_000), (20_000, 4_000), (100_000, 10_000))
_READ_PEOPLE, _READ_POSTINGS = 3_000, 1_500


def resident() -> float:
    """Return the resident memory of this process in MB."""
    return _status("VmRSS")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def measure(people: int, postings: int, seed: int, runs: int) -> dict[str, float]:
    """Match once or more in this process and return seconds and MB."""
    bare = resident()
    import gc  # noqa: PLC0415 - the interpreter is measured before anything is imported
    from dataclasses import replace  # noqa: PLC0415
    from random import Random  # noqa: PLC0415
    from uuid import UUID  # noqa: PLC0415

    from benchmarks import matching_data  # noqa: PLC0415
    from benchmarks.matching_places import DAY  # noqa: PLC0415
    from matching import engine  # noqa: PLC0415
    from matching.__main__ import run_every_loop  # noqa: PLC0415
    from matching.feed import Feed  # noqa: PLC0415

    modules = resident()
    toolkit = matching_data.toolkit()
    before = resident()
    run_every_loop(toolkit)
    loops = resident() - before
    few = matching_data.market(1, 1, seed)
    few.people(toolkit), few.vacancies(toolkit)
    words = resident() - before - loops
    market = matching_data.market(_READ_PEOPLE, _READ_POSTINGS, seed)
    random = Random(seed)
    read, offered = market.people(toolkit), market.vacancies(toolkit)

    def new_id() -> UUID:
        return UUID(int=random.getrandbits(128))

    persons = [
        replace(read[at % len(read)], id=new_id(), age=random.randrange(18, 60))
        for at in range(people)
    ]
    vacancies = [
        replace(offered[at % len(offered)], id=new_id(), age_days=random.randrange(60))
        for at in range(postings)
    ]
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    loaded, seconds, worked = resident(), [], []
    for _ in range(runs):
        started, processor = perf_counter(), process_time()
        engine.match(Feed(vacancies, toolkit.scorer, DAY), persons, toolkit.weights)
        seconds.append(perf_counter() - started)
        worked.append(process_time() - processor)
    return {
        "seconds": min(seconds),
        "processor": min(worked),
        "bare": bare,
        "modules": modules - bare,
        "loops": loops,
        "words": words,
        "people": loaded - before - loops - words,
        "loaded": loaded,
        "peak": _status("VmHWM"),
    }


def main() -> None:
    """Measure every size, each in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs=2, type=int, metavar=("PEOPLE", "POSTINGS"))
    given = parser.parse_args()
    if given.only:
        print(json.dumps(measure(given.only[0], given.only[1], given.seed, given.runs)))
        return
    found = {}
    for people, postings in _SIZES:
        command = [sys.executable, "-m", "benchmarks.matching_scaling", "--only"]
        options = [str(people), str(postings), "--seed", str(given.seed), "--runs", str(given.runs)]
        done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
        found[people, postings] = each = json.loads(done.stdout)
        print(
            f"{people:7} x {postings:6}: {each['seconds']:6.2f} s,"
            f" processor {each['processor']:6.2f} s,"
            f" {people / each['seconds']:8.0f} people/s; memory: the program"
            f" (modules {each['modules']:.0f}, loops {each['loops']:.0f},"
            f" words {each['words']:.0f} MB), above it people and postings"
            f" {each['people']:.0f} MB, matching {each['peak'] - each['loaded']:.0f} MB,"
            f" together {each['people'] + each['peak'] - each['loaded']:.0f} MB;"
            f" all {each['peak'] - each['bare']:.0f} MB above the bare interpreter"
        )
    small, more_people, more_postings = (found[size] for size in _SIZES[:3])
    for name, more in (("people", more_people), ("postings", more_postings)):
        clock, processor = (more[each] / small[each] for each in ("seconds", "processor"))
        print(f"twice the {name} costs {clock:.2f} x the time (processor {processor:.2f} x)")


if __name__ == "__main__":
    main()
