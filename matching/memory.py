"""What matching remembers of a county between two days: shortlists, and texts understood."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from matching import state_file
from matching.freed import give_back
from matching.id_column import Ids
from matching.known_people import KnownPeople, People
from matching.model import Vacancy
from matching.profile_book import ProfileBook
from matching.standing import KEPT, Standing
from matching.turnover import NO_POSTING, Rows

_log = logging.getLogger(__name__)
_ROW_VALUES = ("postings", "scores", "words")
_VACANCY = TypeAdapter(tuple[str, Vacancy])


@dataclass(frozen=True)
class KeptRows:
    """Rows that stay in their file until they are asked for; ``count`` is how many there are."""

    people: Ids
    postings: Ids
    count: int
    arrays: state_file.KeptArrays

    def __len__(self) -> int:
        return self.count

    def read(self) -> Rows:
        """Return the rows; raises OSError when the disk refuses."""
        texts = self.arrays["row_texts"].tobytes().decode().split("\n")
        what, scores, words = (self.arrays[f"row_{each}"] for each in _ROW_VALUES)
        return Rows(self.people, self.postings, self.arrays["row_ids"], what, scores, words, texts)


@dataclass(frozen=True)
class Memory:
    """What is kept of a county; empty when nothing is known.

    ``run`` is the run that stored ``rows`` and chose from ``standing``, both for the ``people``
    known. ``vacancies`` are by posting with a digest of what was read of it.
    """

    run: UUID | None = None
    standing: Standing | None = None
    people: KnownPeople | None = None
    vacancies: dict[UUID, tuple[str, Vacancy]] = field(default_factory=dict)
    rows: Rows | KeptRows | None = None

    @classmethod
    def load(cls, path: Path) -> Memory:
        """Return what ``path`` holds; an empty memory when it holds nothing to trust."""
        arrays = state_file.load(path)
        if arrays is None:
            return cls()
        try:
            return _from_arrays(arrays)
        except (KeyError, OSError, ValueError, ValidationError):
            _log.warning("the matching state is not what it should be; all is found anew")
            return cls()

    def save(self, path: Path) -> None:
        """Write everything to ``path``; a disk that refuses costs the next run its warm start."""
        with keeping(path) as kept:
            if self.standing is not None:
                kept.add(self.standing)
            kept.add(self)
            kept.keep()


class Keeping:
    """A memory being written beside the one before it, while its owner does something else."""

    def __init__(self, path: Path | None, pool: Executor) -> None:
        self._path, self._pool = path, pool
        self._draft: state_file.Draft | None = None
        self._written: list[Future[None]] = []
        self._kept = False

    def add(self, part: Standing | Memory) -> None:
        """Write a standing, or a memory but for its standing; once written it is let go of."""
        self._written.append(self._pool.submit(self._add, [part]))

    def wait(self) -> None:
        """Wait until all that was added is written."""
        for each in self._written:
            each.result()

    def keep(self) -> None:
        """Let what was added take the place of what was kept before."""
        self._kept = True

    def end(self) -> None:
        """Finish what was written, which is dropped unless it is to be kept."""
        self.wait()
        if self._draft is not None:
            with self._warned():
                (self._draft.keep if self._kept else self._draft.drop)()

    def _add(self, parts: list[Standing | Memory]) -> None:
        # Taken out, or the pool would hold it for a moment longer than it takes.
        part = parts.pop()
        if self._path is None:
            return
        with self._warned():
            self._draft = self._draft or state_file.Draft(self._path)
            self._draft.add(_of_standing(part) if isinstance(part, Standing) else _of_rest(part))
        del part
        give_back()

    @contextmanager
    def _warned(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            self._path = self._draft = None
            _log.warning("the matching state could not be kept: %s", problem.strerror)


@contextmanager
def keeping(path: Path | None) -> Iterator[Keeping]:
    """Yield what a memory is written to ``path`` with; nothing is written for None."""
    with ThreadPoolExecutor(1) as pool:
        kept = Keeping(path, pool)
        try:
            yield kept
        finally:
            kept.end()


def file_of(folder: Path, county: str) -> Path:
    """Return where a county's memory is kept."""
    return folder / f"{county}.matching"


def _of_standing(standing: Standing) -> dict[str, npt.NDArray[Any]]:
    return {
        "people": _bytes(standing.people.raw),
        "postings": _bytes(standing.postings.raw),
        "person_marks": standing.person_marks,
        "posting_marks": standing.posting_marks,
        "lists": standing.lists[:],
        "floors": standing.floors,
        "met": standing.met,
    }


def _of_rest(memory: Memory) -> dict[str, npt.NDArray[Any]]:
    arrays = {} if memory.people is None else _of_people(memory.people)
    # Line by line: all as one text would take five times the room to read.
    arrays["vacancies"] = _bytes(b"\n".join(map(_VACANCY.dump_json, memory.vacancies.values())))
    if memory.run is not None:
        arrays["run"] = _bytes(memory.run.bytes)
    if memory.rows is not None:
        rows = memory.rows.read()
        arrays |= {
            "row_ids": rows.ids,
            "row_postings": rows.what,
            "row_scores": rows.scores,
            "row_words": rows.words,
            "row_texts": _bytes("\n".join(rows.texts).encode()),
        }
    return arrays


def _from_arrays(arrays: state_file.KeptArrays) -> Memory:
    lines = arrays["vacancies"].tobytes().split(b"\n")
    vacancies = {each[1].id: each for each in map(_VACANCY.validate_json, filter(None, lines))}
    standing = _standing(arrays) if "lists" in arrays else None
    return Memory(
        UUID(bytes=arrays["run"].tobytes()) if "run" in arrays else None,
        standing,
        _people(arrays) if "digests" in arrays else None,
        vacancies,
        _rows(arrays, standing) if standing is not None and "row_ids" in arrays else None,
    )


def _of_people(known: KnownPeople) -> dict[str, npt.NDArray[Any]]:
    people, sizes = known.people, [len(each) for each in known.marks]
    digests, line_of, lines = known.book.columns()
    return {
        "person_ids": _bytes(people.ids.raw),
        "digests": _bytes(people.digests.raw),
        "ages": people.ages,
        "kind_of": people.kinds,
        "village_of": people.villages,
        "profile_of": people.profiles,
        "kinds": _bytes(b"\n".join(known.kinds)),
        "villages": _bytes(json.dumps(known.villages).encode()),
        "profile_digests": _bytes(digests.raw),
        "profile_line_of": line_of,
        "profile_lines": _bytes(b"\n".join(lines)),
        "key_numbers": known.numbers,
        "key_counts": np.array(sizes, dtype=np.int32),
        "key_marks": np.concatenate(known.marks),
        "key_firsts": np.concatenate(known.firsts),
    }


def _people(arrays: state_file.Arrays) -> KnownPeople:
    columns = (arrays[name] for name in ("ages", "kind_of", "village_of", "profile_of"))
    people = People(_ids(arrays["person_ids"]), _ids(arrays["digests"]), *columns)
    lines = arrays["profile_lines"].tobytes().split(b"\n")
    book = ProfileBook(_ids(arrays["profile_digests"]), arrays["profile_line_of"], lines)
    ends = np.cumsum(arrays["key_counts"])[:-1]
    return KnownPeople(
        people,
        tuple(arrays["kinds"].tobytes().split(b"\n")),
        tuple(json.loads(arrays["villages"].tobytes())),
        book,
        arrays["key_numbers"],
        tuple(np.split(arrays["key_marks"], ends)),
        tuple(np.split(arrays["key_firsts"], ends)),
    )


def _standing(arrays: state_file.KeptArrays) -> Standing:
    people, postings = (_ids(arrays[name]) for name in ("people", "postings"))
    marks, lists, met = arrays["person_marks"], arrays.kept["lists"], arrays["met"]
    if lists.shape != (len(people), KEPT) or len(marks) != len(people):
        raise ValueError("lists and people do not go together")
    return Standing(people, marks, postings, arrays["posting_marks"], lists, arrays["floors"], met)


def _rows(arrays: state_file.KeptArrays, standing: Standing) -> KeptRows:
    shapes = {arrays.kept[f"row_{each}"].shape for each in ("ids", *_ROW_VALUES)}
    if len(shapes) > 1 or len(arrays.kept["row_ids"]) != len(standing.people):
        raise ValueError("rows and people do not go together")
    count = int(np.count_nonzero(arrays["row_postings"] != NO_POSTING))
    return KeptRows(standing.people, standing.postings, count, arrays)


def _bytes(data: bytes) -> npt.NDArray[np.uint8]:
    return np.frombuffer(data, dtype=np.uint8)


def _ids(array: npt.NDArray[Any]) -> Ids:
    return Ids(array.tobytes())
