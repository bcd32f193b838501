"""Files onto the disk."""

import os

import pytest

from sameboat import disk
from sameboat.disk import NO_SITE, LastSite, Unit
from sameboat.outputs.output_file import OutputFile


def test_folders_are_made_as_they_are_needed(tmp_path):
    written = disk.write(tmp_path, [OutputFile("a/b/c.html", b"hello"), OutputFile("d.txt", b"")])
    assert (tmp_path / "a/b/c.html").read_bytes() == b"hello"
    assert (tmp_path / "d.txt").read_bytes() == b""
    assert (written.files, written.bytes, written.linked) == (2, 5, 0)


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


def test_a_second_name_of_a_file_keeps_its_content_when_the_first_is_written_anew(tmp_path):
    (tmp_path / "page.html").write_bytes(b"old")
    (tmp_path / "second-name.html").hardlink_to(tmp_path / "page.html")
    disk.write(tmp_path, [OutputFile("page.html", b"new")])
    assert (tmp_path / "second-name.html").read_bytes() == b"old"


def test_a_new_file_can_be_read_by_whom_the_machine_lets_read(tmp_path):
    disk.write(tmp_path, [OutputFile("new.html", b"hello")])
    (tmp_path / "usual.html").write_bytes(b"hello")
    assert (tmp_path / "new.html").stat().st_mode == (tmp_path / "usual.html").stat().st_mode


@pytest.fixture
def sites(tmp_path):
    """Two folders, and the pages of a unit in the first of them as the last build left it."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    _, told = disk.put(old, [unit(b"key")], NO_SITE)
    return old, new, LastSite.of(old, [told])


def unit(key, *, content=b"hello"):
    return Unit(key, lambda: [OutputFile("a/page.html", content), OutputFile("card.vcf", content)])


def never():
    raise AssertionError("made, although it is there")


def test_what_did_not_change_is_the_same_file_in_both_sites(sites):
    old, new, last = sites
    written, told = disk.put(new, [Unit(b"key", never)], last)
    assert (new / "a/page.html").samefile(old / "a/page.html")
    assert (written.files, written.bytes, written.linked) == (2, 0, 2)
    assert LastSite.of(new, [told]).made == last.made


def test_another_key_makes_the_files_anew(sites):
    _, new, last = sites
    written, _ = disk.put(new, [unit(b"another key", content=b"other")], last)
    assert (new / "card.vcf").read_bytes() == b"other"
    assert written.linked == 0


@pytest.mark.parametrize("name", ["a/page.html", "card.vcf"])
@pytest.mark.parametrize("what", ["written into", "written to the same length", "removed", "a link"])
def test_a_file_that_somebody_touched_is_made_anew_and_so_are_those_made_with_it(sites, name, what):
    old, new, last = sites
    path = old / name
    if what == "removed":
        path.unlink()
    elif what == "a link":
        path.rename(old / "elsewhere")
        path.symlink_to(old / "elsewhere")
    else:
        path.write_bytes(b"HELLO" if what == "written to the same length" else b"no")
        os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    written, _ = disk.put(new, [unit(b"key")], last)
    assert (new / "a/page.html").read_bytes() == (new / "card.vcf").read_bytes() == b"hello"
    assert written.linked == 0


def test_a_file_of_mkdocs_with_the_same_address_gives_way(sites):
    _, new, last = sites
    (new / "card.vcf").write_bytes(b"from docs/")
    disk.put(new, [Unit(b"key", never)], last)
    assert (new / "card.vcf").read_bytes() == b"hello"


def test_where_files_cannot_have_two_names_they_are_made_anew(sites, monkeypatch):
    _, new, last = sites

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(disk.os, "link", refuse)
    written, _ = disk.put(new, [unit(b"key")], last)
    assert (new / "a/page.html").read_bytes() == b"hello"
    assert written.linked == 0
