"""A folder that is watched: what is told of it, and how often it is looked at."""

import os
import shutil
import threading

import pytest

from sameboat.watching import Watch, look, pause_after


class Watched:
    """A folder with two profiles, and what a watch has told of it."""

    def __init__(self, folder):
        self.folder = folder
        self.told = []
        for name in ("ada.yml", "bob.yml"):
            self.write(name)
        self.watch = Watch(folder, ".yml", lambda changed, gone: self.told.append((changed, gone)))

    def write(self, name, content="name: A\n"):
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_text(content)

    def look(self):
        """Take one look; what was told since the last."""
        self.told.clear()
        self.watch.check()
        return list(self.told)


@pytest.fixture
def watched(tmp_path):
    return Watched(tmp_path / "members")


def test_a_folder_that_stays_as_it_was_is_no_news(watched):
    assert watched.look() == []


def test_a_longer_file_is_told_once(watched):
    watched.write("ada.yml", "name: Ada Kowalska\n")
    assert watched.look() == [({"ada.yml"}, set())]
    assert watched.look() == []


def test_a_file_of_the_same_length_is_told_by_its_time(watched):
    path = watched.folder / "ada.yml"
    before = path.stat()
    watched.write("ada.yml", "name: B\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert watched.look() == [({"ada.yml"}, set())]


def test_a_file_put_in_the_place_of_another_is_told_though_its_time_and_length_are_the_same(watched):
    path, draft = watched.folder / "ada.yml", watched.folder / "draft"
    before = path.stat()
    draft.write_text("name: B\n")
    os.utime(draft, ns=(before.st_atime_ns, before.st_mtime_ns))
    draft.replace(path)
    assert watched.look() == [({"ada.yml"}, set())]


def test_who_comes_and_who_goes_is_told_apart(watched):
    watched.write("cy.yml")
    (watched.folder / "bob.yml").unlink()
    assert watched.look() == [({"cy.yml"}, {"bob.yml"})]


def test_drafts_of_editors_and_other_files_are_nobodys(watched):
    for name in (".ada.yml.swp", ".#ada.yml", "ada.yml~", "notes.txt", ".hidden.yml"):
        watched.write(name)
    assert watched.look() == []
    assert set(look(watched.folder, ".yml")) == {"ada.yml", "bob.yml"}


def test_a_folder_that_is_away_for_a_moment_loses_nobody(watched, tmp_path):
    away = tmp_path / "away"
    watched.folder.rename(away)
    assert watched.look() == []
    away.rename(watched.folder)
    assert watched.look() == []


def test_a_folder_that_comes_back_with_others_is_compared_with_what_it_was(watched):
    shutil.rmtree(watched.folder)
    assert watched.look() == []
    watched.write("zoe.yml")
    assert watched.look() == [({"zoe.yml"}, {"ada.yml", "bob.yml"})]


def test_a_started_watch_tells_by_itself_until_it_is_stopped(tmp_path):
    told = threading.Event()
    watch = Watch(tmp_path, ".yml", lambda *_: told.set())
    watch.start()
    try:
        (tmp_path / "ada.yml").write_text("name: A\n")
        assert told.wait(30)
    finally:
        watch.stop()
    assert not any(thread.name == "sameboat-watch" for thread in threading.enumerate())


def test_however_large_the_folder_looking_keeps_a_processor_busy_for_a_tenth_of_the_time():
    assert pause_after(0) == pause_after(0.001) > 0
    for work in (0.05, 0.5, 5):
        assert work / (work + pause_after(work)) <= 0.1
