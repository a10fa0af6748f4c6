"""Arrays kept between starts: made anew when stale, damaged or not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from policy_faq.bm25 import Array
from policy_faq.tokens import Tokenizer
from storage.kept import digest, kept

ONE, OTHER = digest([b"one"]), digest([b"other"])


class Maker:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> dict[str, Array]:
        self.asked += 1
        return {"numbers": np.arange(1000), "one": np.array(0.5)}


@pytest.fixture
def maker() -> Maker:
    return Maker()


def test_what_is_kept_is_not_made_again(tmp_path: Path, maker: Maker) -> None:
    kept(tmp_path / "new", "index", ONE, maker)
    again = kept(tmp_path / "new", "index", ONE, maker)
    assert maker.asked == 1
    assert again["numbers"].tolist() == list(range(1000))
    assert again["one"].item() == 0.5
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["index.npz"]


def test_what_is_of_other_files_is_made_anew(tmp_path: Path, maker: Maker) -> None:
    kept(tmp_path, "index", ONE, maker)
    kept(tmp_path, "index", OTHER, maker)
    kept(tmp_path, "index", OTHER, maker)
    assert maker.asked == 2


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1000])


def _flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(b"numbers.npy") + 2000] ^= 1
    file.write_bytes(content)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _pickle(file: Path) -> None:
    np.savez(file, digest=np.array([{"a": 1}], dtype=object))


@pytest.mark.parametrize("damage", [_cut_short, _flip_a_bit, _empty, _pickle])
def test_damage_is_noticed(tmp_path: Path, maker: Maker, damage: Callable[[Path], None]) -> None:
    kept(tmp_path, "index", ONE, maker)
    damage(tmp_path / "index.npz")
    assert kept(tmp_path, "index", ONE, maker)["numbers"].tolist() == list(range(1000))
    assert maker.asked == 2
    kept(tmp_path, "index", ONE, maker)
    assert maker.asked == 2


def test_where_nothing_can_be_written_all_is_made_at_every_start(
    tmp_path: Path, maker: Maker
) -> None:
    (tmp_path / "file").write_bytes(b"")
    for _ in range(2):
        assert kept(tmp_path / "file", "index", ONE, maker)["one"].item() == 0.5
    assert maker.asked == 2


def test_parts_do_not_run_into_each_other() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])


def test_a_dictionary_is_read_from_its_kept_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "拖欠农民工工资怎么办"
    words = Tokenizer(cache=tmp_path).words(asked)
    monkeypatch.setattr(Tokenizer, "loaded", None)
    assert Tokenizer(cache=tmp_path).words(asked) == words


def test_a_package_that_cannot_be_written_keeps_in_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, maker: Maker
) -> None:
    monkeypatch.setattr("storage.kept._BESIDE_BYTECODE", tmp_path / "package" / "__pycache__")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for _ in range(2):
        kept(None, "index", ONE, maker)
    assert maker.asked == 1
    folder = tmp_path / ".cache" / "gangxin"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "index.npz").exists()
