"""What is kept for the next build: found again as it was, or not at all."""

import os
import time

import pytest

from sameboat import cache
from sameboat.cache import NO_CACHE, Cache, digest, digest_files, digest_of

VALUE = {b"key": [("members/ada.html", 5, 1_767_268_800_000_000_001)], "none": None, "Łukasz": True}


@pytest.fixture
def kept(tmp_path):
    return Cache.at(tmp_path)


def file_of(kept, name):
    return kept.folder / name


def test_what_was_kept_is_found_again(kept):
    kept.save("deep/name", VALUE)
    assert kept.load("deep/name") == VALUE
    assert kept.load("other") is None


@pytest.mark.parametrize("length", [0, 1, 10, 26, 27, 42, 43, 60])
def test_a_file_that_was_cut_off_counts_as_none(kept, length):
    kept.save("name", VALUE)
    path = file_of(kept, "name")
    path.write_bytes(path.read_bytes()[:length])
    assert kept.load("name") is None


def test_a_file_with_one_wrong_byte_counts_as_none(kept):
    kept.save("name", VALUE)
    path = file_of(kept, "name")
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert kept.load("name") is None


def test_what_other_code_kept_counts_as_none(kept, monkeypatch):
    kept.save("name", VALUE)
    monkeypatch.setattr(cache, "code_digest", lambda: b"another version  ")
    assert kept.load("name") is None


def test_what_was_kept_under_another_name_counts_as_none(kept):
    kept.save("name", VALUE)
    file_of(kept, "name").rename(file_of(kept, "other"))
    assert kept.load("other") is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_harms_nobody(tmp_path):
    (tmp_path / ".cache").write_text("in the way")
    kept = Cache.at(tmp_path)
    kept.save("name", VALUE)
    assert kept.load("name") is None
    kept.tidy()


def test_without_a_folder_nothing_is_kept():
    NO_CACHE.save("name", VALUE)
    assert NO_CACHE.load("name") is None
    NO_CACHE.tidy()


def test_nothing_half_written_is_ever_seen(kept, monkeypatch):
    kept.save("name", 1)

    def fail(*_):
        raise OSError

    monkeypatch.setattr(cache.Path, "replace", fail)
    kept.save("name", 2)
    assert kept.load("name") == 1
    assert [path.name for path in kept.folder.iterdir()] == ["name"]


def test_what_nobody_asked_for_in_a_month_is_removed(kept):
    for name in ("old", "asked for", "new"):
        kept.save(f"deep/{name}", name)
    long_ago = time.time() - 31 * 86_400
    for name in ("old", "asked for"):
        os.utime(file_of(kept, f"deep/{name}"), (long_ago, long_ago))
    assert kept.load("deep/asked for") == "asked for"
    kept.tidy()
    assert sorted(path.name for path in (kept.folder / "deep").iterdir()) == ["asked for", "new"]


def test_a_digest_tells_apart_where_one_part_ends_and_the_next_begins():
    assert digest(b"ab", b"c") != digest(b"a", b"bc") != digest(b"abc")
    assert digest_of(["a", ["b"]]) != digest_of([["a"], "b"])


def test_a_digest_of_equal_values_is_equal_whoever_else_holds_them():
    three = 3  # so that Python makes the strings anew
    shared = ["x" * three]
    one = {"name": ["x" * three] * 2, "a": shared, "b": shared}
    other = {"name": ["xxx", "xxx"], "a": ["x" * three], "b": ["xxx"]}
    assert digest_of(one) == digest_of(other)
    assert digest_of({"a": True}) != digest_of({"a": "True"}) != digest_of({"a": "true"})


def test_a_digest_of_a_folder_is_about_names_and_contents_wherever_it_stands(tmp_path):
    digests = []
    for place in ("one", "two/deep"):
        folder = tmp_path / place
        (folder / "b").mkdir(parents=True)
        (folder / "b/file").write_text("content")
        (folder / "a").write_text("")
        digests.append(digest_files(folder))
    assert digests[0] == digests[1]
    (tmp_path / "one/a").rename(tmp_path / "one/c")
    assert digest_files(tmp_path / "one") != digests[0]
    assert digest_files(tmp_path / "nowhere") == digest_files(tmp_path / "nowhere either")
