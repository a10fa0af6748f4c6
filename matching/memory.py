"""What matching remembers of a county between two days: shortlists, and texts understood."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from matching import state_file
from matching.id_column import Ids
from matching.known_people import KnownPeople, People
from matching.model import Vacancy
from matching.profile_book import ProfileBook
from matching.standing import KEPT, Standing
from matching.turnover import Rows

_log = logging.getLogger(__name__)
_VACANCIES = TypeAdapter(list[tuple[str, Vacancy]])


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
    rows: Rows | None = None

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
        with written_beside(path, self) as keep:
            keep()


def file_of(folder: Path, county: str) -> Path:
    """Return where a county's memory is kept."""
    return folder / f"{county}.matching"


@contextmanager
def written_beside(path: Path | None, memory: Memory) -> Iterator[Callable[[], None]]:
    """Write a memory beside ``path`` while the caller does something else, and let go of it.

    It takes the place of ``path`` when the caller has called what is yielded, else it is dropped.
    Nothing is written for None.
    """
    kept = []
    with ThreadPoolExecutor(1) as pool:
        draft = None if path is None else pool.submit(_draft, path, memory)
        del memory
        try:
            yield lambda: kept.append(True)
        finally:
            written = None if draft is None else draft.result()
            if written is not None:
                with _warned():
                    (written.keep if kept else written.drop)()


def _draft(path: Path, memory: Memory) -> state_file.Draft | None:
    with _warned():
        return state_file.Draft(path, _to_arrays(memory))
    return None


@contextmanager
def _warned() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        _log.warning("the matching state could not be kept: %s", problem.strerror)


def _to_arrays(memory: Memory) -> dict[str, npt.NDArray[Any]]:
    arrays = {} if memory.people is None else _of_people(memory.people)
    arrays["vacancies"] = _bytes(_VACANCIES.dump_json(list(memory.vacancies.values())))
    if memory.run is not None:
        arrays["run"] = _bytes(memory.run.bytes)
    standing = memory.standing
    if standing is not None:
        arrays |= {
            "people": _bytes(standing.people.raw),
            "postings": _bytes(standing.postings.raw),
            "person_marks": standing.person_marks,
            "posting_marks": standing.posting_marks,
            "lists": standing.lists[:],
            "floors": standing.floors,
            "met": standing.met,
        }
    rows = memory.rows
    if rows is not None:
        arrays |= {
            "row_ids": rows.ids,
            "row_postings": rows.what,
            "row_scores": rows.scores,
            "row_words": rows.words,
            "row_texts": _bytes("\n".join(rows.texts).encode()),
        }
    return arrays


def _from_arrays(arrays: state_file.KeptArrays) -> Memory:
    read = _VACANCIES.validate_json(arrays["vacancies"].tobytes())
    vacancies = {vacancy.id: (digest, vacancy) for digest, vacancy in read}
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
        "profile_of": people.profiles,
        "kinds": _bytes(b"\n".join(known.kinds)),
        "profile_digests": _bytes(digests.raw),
        "profile_line_of": line_of,
        "profile_lines": _bytes(b"\n".join(lines)),
        "key_numbers": known.numbers,
        "key_counts": np.array(sizes, dtype=np.int32),
        "key_marks": np.concatenate(known.marks),
        "key_firsts": np.concatenate(known.firsts),
    }


def _people(arrays: state_file.Arrays) -> KnownPeople:
    columns = (arrays[name] for name in ("ages", "kind_of", "profile_of"))
    people = People(_ids(arrays["person_ids"]), _ids(arrays["digests"]), *columns)
    lines = arrays["profile_lines"].tobytes().split(b"\n")
    book = ProfileBook(_ids(arrays["profile_digests"]), arrays["profile_line_of"], lines)
    ends = np.cumsum(arrays["key_counts"])[:-1]
    return KnownPeople(
        people,
        tuple(arrays["kinds"].tobytes().split(b"\n")),
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


def _rows(arrays: state_file.Arrays, standing: Standing) -> Rows:
    """Return the rows of the people and postings of ``standing``."""
    ids, texts = arrays["row_ids"], arrays["row_texts"].tobytes().decode().split("\n")
    what, scores, words = (arrays[f"row_{name}"] for name in ("postings", "scores", "words"))
    if len(ids) != len(standing.people) or not ids.shape == what.shape == scores.shape:
        raise ValueError("rows and people do not go together")
    return Rows(standing.people, standing.postings, ids, what, scores, words, texts)


def _bytes(data: bytes) -> npt.NDArray[np.uint8]:
    return np.frombuffer(data, dtype=np.uint8)


def _ids(array: npt.NDArray[Any]) -> Ids:
    return Ids(array.tobytes())
