"""The process that reads files nobody vouches for: what it may take, and how it ends."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest

from storage.limited import Bounds, Fault, LimitedError, check_archive, run_limited

MIB = 1024 * 1024
BOUNDS = Bounds(memory_bytes=512 * MIB, seconds=20, output_bytes=MIB)


def run(tmp_path: Path, script: str, bounds: Bounds = BOUNDS, *arguments: str) -> bytes:
    path = tmp_path / "reader.py"
    path.write_text(script, "utf-8")
    with tempfile.TemporaryFile() as out:
        run_limited(path, arguments, bounds, out)
        out.seek(0)
        return out.read()


def test_a_script_gets_its_arguments_and_its_output_comes_back(tmp_path: Path) -> None:
    script = "import sys\nif __name__ == '__main__':\n    print(sys.argv[1:])"
    assert run(tmp_path, script, BOUNDS, "甲", "b c") == "['甲', 'b c']\n".encode()


def test_the_folder_of_the_caller_is_not_searched_for_modules(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", "utf-8")
    assert run(tmp_path, "import json\nprint(json.dumps(1))") == b"1\n"


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("bytearray(600 * 2**20)", Fault.BROKEN),
        ("print('x' * 2**21, flush=True)", Fault.BROKEN),
        ("raise SystemExit(3)", Fault.BROKEN),
        ("import os\nos.abort()", Fault.TOO_LARGE),
    ],
)
def test_limits(tmp_path: Path, script: str, fault: Fault) -> None:
    with pytest.raises(LimitedError) as caught:
        run(tmp_path, script)
    assert caught.value.fault is fault


def test_endless_work_is_ended(tmp_path: Path) -> None:
    with pytest.raises(LimitedError) as caught:
        run(tmp_path, "while True: pass", Bounds(512 * MIB, 1, MIB))
    assert caught.value.fault in {Fault.TOO_SLOW, Fault.TOO_LARGE}


def test_archives_are_looked_at_before_they_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b" " * MIB)
    check_archive(path, MIB)
    with pytest.raises(LimitedError) as caught:
        check_archive(path, MIB - 1)
    assert caught.value.fault is Fault.TOO_LARGE
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2001):
            archive.writestr(str(number), b"")
    with pytest.raises(LimitedError):
        check_archive(path, MIB)


def test_other_files_pass_the_look(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲", "utf-8")
    check_archive(path, 0)
