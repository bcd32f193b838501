"""Who came when, as a small repository made here remembers it."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest

from sameboat.history import Movement, arrivals, movements

DAY = 86_400
START = 1_700_000_000
TODAY = date(2023, 12, 31)
"""Some weeks after START."""


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Runs git in a repository of its own, on the day that is given; nothing of this machine's settings is in it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    root = tmp_path / "repository"
    (root / "members").mkdir(parents=True)

    def git(*arguments, day=0, cwd=root):
        date = f"{START + day * DAY} +0000"
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(tmp_path),
            "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@a.example",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@a.example",
        }  # fmt: skip
        done = subprocess.run(
            ["git", *arguments], cwd=cwd, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    git("init", "--quiet", "--initial-branch=main")
    git.root = root
    return git


@pytest.fixture
def commit(git):
    """Writes and removes files (None), and commits that on a day."""

    def commit(day, **files):
        for handle, content in files.items():
            path = git.root / "members" / f"{handle.replace('_', '-')}.yml"
            if content is None:
                path.unlink()
            else:
                path.write_text(content, encoding="utf-8")
        git("add", "--all")
        git("commit", "--quiet", "--allow-empty", "--message", "Change", day=day)

    return commit


def days(folder, today=TODAY):
    return {handle: (time - START) / DAY for handle, time in arrivals(movements(folder, today)).items()}


def test_everybody_came_with_the_commit_that_added_them(git, commit):
    commit(1, ada="name: Ada", bo="name: Bo")
    commit(2, grace="name: Grace")
    commit(3, ada="name: Ada L.")
    assert days(git.root / "members") == {"ada": 1, "bo": 1, "grace": 2}


def test_who_left_and_came_back_came_when_they_came_back(git, commit):
    commit(1, ada="name: Ada")
    commit(2, ada=None)
    commit(5, ada="name: Ada")
    assert days(git.root / "members")["ada"] == 5


def test_a_new_name_for_the_same_file_is_an_arrival(git, commit):
    commit(1, ada="name: Ada Kowalska of the long and quiet river")
    commit(4, ada=None, ada_k="name: Ada Kowalska of the long and quiet river")
    assert days(git.root / "members")["ada-k"] == 4


def test_names_in_any_letters_and_other_files_do_not_matter(git, commit):
    (git.root / "members" / "photos").mkdir()
    (git.root / "members" / "photos" / "x.yml").write_text("a")
    (git.root / "members" / "README.md").write_text("a")
    (git.root / "outside.yml").write_text("a")
    (git.root / "members" / "zoë ü.yml").write_text("a")
    commit(1, ada="name: Ada")
    assert days(git.root / "members") == {"ada": 1, "zoë ü": 1}


def test_a_line_break_in_a_file_name_makes_nobody_newer(git, commit):
    (git.root / "members" / f"a\n{START + 99 * DAY}\nb.yml").write_text("a")
    commit(1, ada="name: Ada", zoe="name: Zoe")
    assert days(git.root / "members")["ada"] == days(git.root / "members")["zoe"] == 1


def test_what_is_not_committed_has_not_arrived(git, commit):
    commit(1, ada="name: Ada")
    (git.root / "members" / "bo.yml").write_text("name: Bo")
    assert days(git.root / "members") == {"ada": 1}


def test_a_shallow_copy_remembers_nothing(git, commit, tmp_path):
    commit(1, ada="name: Ada")
    commit(2, bo="name: Bo")
    git("clone", "--quiet", "--depth=1", f"file://{git.root}", str(tmp_path / "copy"), cwd=tmp_path)
    assert movements(tmp_path / "copy" / "members", TODAY) == ()
    assert days(git.root / "members") == {"ada": 1, "bo": 2}


def test_a_repository_without_a_commit_remembers_nothing(git):
    assert movements(git.root / "members", TODAY) == ()


def test_a_folder_outside_of_any_repository_remembers_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "members").mkdir()
    assert movements(tmp_path / "members", TODAY) == ()


def test_a_machine_without_git_remembers_nothing(git, commit, monkeypatch, tmp_path):
    commit(1, ada="name: Ada")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert movements(git.root / "members", TODAY) == ()


def test_the_times_of_files_are_never_asked(git, commit):
    commit(1, ada="name: Ada")
    os.utime(git.root / "members" / "ada.yml", (0, 0))
    assert days(git.root / "members") == {"ada": 1}


def test_who_came_and_who_left_is_told_from_the_oldest_to_the_newest(git, commit):
    commit(1, ada="name: Ada", bo="name: Bo")
    commit(2, grace="name: Grace", ada=None)
    commit(5, ada="name: Ada", bo="name: Bo B.")
    told = [
        (each.handle, each.came, (each.time - START) / DAY) for each in movements(git.root / "members", TODAY)
    ]
    assert sorted(told[:2]) == [("ada", True, 1), ("bo", True, 1)]
    assert sorted(told[2:4]) == [("ada", False, 2), ("grace", True, 2)]
    assert told[4:] == [("ada", True, 5)]


def test_commits_of_one_second_are_told_in_the_order_in_which_they_were_made(git, commit):
    commit(1, ada="name: Ada")
    commit(1, ada=None)
    commit(1, ada="name: Ada")
    assert [each.came for each in movements(git.root / "members", TODAY)] == [True, False, True]


def test_an_arrival_is_the_last_one():
    moved = [Movement(1, "ada", came=True), Movement(2, "ada", came=False), Movement(3, "ada", came=True)]
    assert arrivals(moved) == {"ada": 3}


def test_who_came_with_a_merge_came_when_it_was_merged(git, commit):
    commit(1, ada="name: Ada")
    git("switch", "--quiet", "--create", "wish")
    commit(99, bo="name: Bo")
    git("switch", "--quiet", "main")
    commit(2, cy="name: Cy")
    git("merge", "--quiet", "--no-ff", "--message", "Merge", "wish", day=3)
    assert days(git.root / "members") == {"ada": 1, "bo": 3, "cy": 2}


def day_of(number):
    """The date of a day after START."""
    return datetime.fromtimestamp(START, UTC).date() + timedelta(days=number)


def test_who_came_with_a_clock_that_was_wrong_did_not_come_after_today(git, commit):
    commit(1, ada="name: Ada")
    commit(9_000, bo="name: Bo")
    came = days(git.root / "members", day_of(2))
    assert came["ada"] == 1
    assert 2 < came["bo"] < 3
    assert datetime.fromtimestamp(START + came["bo"] * DAY, UTC).date() == day_of(2)


def test_who_came_with_a_clock_that_was_wrong_is_not_the_newest_for_ever(git, commit):
    commit(1, ada="name: Ada")
    commit(9_000, bo="name: Bo")
    commit(3, grace="name: Grace")
    commit(4, cy="name: Cy")
    assert days(git.root / "members", day_of(5)) == {"ada": 1, "bo": 3, "grace": 3, "cy": 4}
    assert [each.handle for each in movements(git.root / "members", day_of(5))] == [
        "ada",
        "bo",
        "grace",
        "cy",
    ]


def test_who_came_late_today_came_when_they_came(git, commit):
    commit(2, ada="name: Ada")
    assert days(git.root / "members", day_of(2)) == {"ada": 2}
