"""Files onto the disk."""

import os

from sameboat import disk
from sameboat.outputs.output_file import OutputFile


def test_folders_are_made_as_they_are_needed(tmp_path):
    written = disk.write(tmp_path, [OutputFile("a/b/c.html", b"hello"), OutputFile("d.txt", b"")])
    assert (tmp_path / "a/b/c.html").read_bytes() == b"hello"
    assert (tmp_path / "d.txt").read_bytes() == b""
    assert written == (2, 5)


def test_a_file_that_holds_the_same_bytes_is_left_alone(tmp_path):
    same = tmp_path / "same.html"
    same.write_bytes(b"hello")
    os.utime(same, (1, 1))
    disk.write(tmp_path, [OutputFile("same.html", b"hello")])
    assert same.stat().st_mtime == 1


def test_a_file_that_holds_other_bytes_is_written_anew(tmp_path):
    for before in (b"world", b"a longer text", b""):
        (tmp_path / "other.html").write_bytes(before)
        disk.write(tmp_path, [OutputFile("other.html", b"hello")])
        assert (tmp_path / "other.html").read_bytes() == b"hello"


def test_a_new_file_can_be_read_by_whom_the_machine_lets_read(tmp_path):
    disk.write(tmp_path, [OutputFile("new.html", b"hello")])
    (tmp_path / "usual.html").write_bytes(b"hello")
    assert (tmp_path / "new.html").stat().st_mode == (tmp_path / "usual.html").stat().st_mode
