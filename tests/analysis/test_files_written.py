"""Files that the program writes are whole or absent, and never replace another unasked."""

import os
import stat
from pathlib import Path

import pytest

from duiding.errors import DiskFull, InputError, Refused
from duiding.files import write_new


def hello(path: Path) -> None:
    path.write_text("nieuw", encoding="utf-8")


def test_a_new_file_is_written_with_usual_permissions(tmp_path: Path) -> None:
    write_new(tmp_path / "tabel.csv", hello)
    hello(tmp_path / "gewoon.csv")
    assert (tmp_path / "tabel.csv").read_text() == "nieuw"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_the_writer_gets_a_file_with_the_same_suffix(tmp_path: Path) -> None:
    seen: list[str] = []
    write_new(tmp_path / "tabel.xlsx", lambda path: seen.append(path.suffix))
    assert seen == [".xlsx"]


def test_an_existing_file_is_left_alone_unless_asked(tmp_path: Path) -> None:
    target = tmp_path / "tabel.csv"
    target.write_text("oud")
    target.chmod(0o640)
    with pytest.raises(Refused, match=r"tabel\.csv .*--force"):
        write_new(target, hello)
    assert target.read_text() == "oud"
    write_new(target, hello, overwrite=True)
    assert target.read_text() == "nieuw"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_file_that_appears_meanwhile_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "tabel.csv"

    def slow(path: Path) -> None:
        target.write_text("van een ander")
        hello(path)

    with pytest.raises(Refused):
        write_new(target, slow)
    assert target.read_text() == "van een ander"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_system_without_hard_links_works_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path / "a.csv", hello)
    with pytest.raises(Refused):
        write_new(tmp_path / "a.csv", hello)
    assert (tmp_path / "a.csv").read_text() == "nieuw"


@pytest.mark.parametrize(("errno", "told"), [(5, InputError), (28, DiskFull)])
def test_a_failure_half_way_leaves_the_old_file_whole(
    tmp_path: Path, errno: int, told: type[Exception]
) -> None:
    target = tmp_path / "tabel.csv"
    target.write_text("oud")

    def fails(path: Path) -> None:
        path.write_text("half")
        raise OSError(errno, "kapot")

    with pytest.raises(told, match="tabel"):
        write_new(target, fails, overwrite=True)
    assert target.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "echt.csv").write_text("oud")
    link = tmp_path / "link.csv"
    link.symlink_to("echt.csv")
    write_new(link, hello, overwrite=True)
    assert link.is_symlink()
    assert (tmp_path / "echt.csv").read_text() == "nieuw"


def test_impossible_places_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is een map"):
        write_new(tmp_path, hello)
    with pytest.raises(InputError, match="nergens"):
        write_new(tmp_path / "nergens" / "tabel.csv", hello)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(InputError, match=r"tabel\.csv"):
            write_new(tmp_path / "tabel.csv", hello)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be flushed there")
def test_the_content_is_on_the_disk_before_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, link = os.fsync, os.link

    def flushed(handle: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "content")
        fsync(handle)

    def placed(source: Path, target: Path) -> None:
        order.append("name")
        link(source, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "link", placed)
    write_new(tmp_path / "tabel.csv", hello)
    assert order == ["content", "name", "folder"]
