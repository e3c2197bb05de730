"""A file from outside is read whole within a limit, or refused in one sentence."""

from pathlib import Path

import pytest

from duiding.errors import InputError
from duiding.files import read_bytes


def test_a_file_as_large_as_the_limit_is_read_whole(tmp_path: Path):
    path = tmp_path / "tabel.csv"
    path.write_bytes(b"x" * 2_000_000)
    assert read_bytes(path, limit=2_000_000) == b"x" * 2_000_000


def test_one_byte_more_is_refused(tmp_path: Path):
    path = tmp_path / "tabel.csv"
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(InputError, match="groter dan 2 MB"):
        read_bytes(path, limit=2_000_000)


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path):
    with pytest.raises(InputError, match="map, geen bestand"):
        read_bytes(tmp_path, limit=1)
    with pytest.raises(InputError, match="nergens"):
        read_bytes(tmp_path / "nergens.csv", limit=1)
