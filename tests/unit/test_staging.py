"""A site built beside the one that stands: what each moment leaves behind, and what the next build makes of it."""

import errno
import os

import pytest

from sameboat import staging
from sameboat.staging import MARKER, BusyError, CannotStageError, Staging


def tree(folder):
    """Name → content of everything in `folder`; a folder is an entry by itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def fill(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.html").write_text(content)


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    fill(folder, index="old", left="only in the old one")
    return folder


@pytest.fixture(params=["in one step", "in two steps"])
def way(request, monkeypatch):
    """How two folders change places; not every system and disk has the single step."""
    if request.param == "in two steps":
        monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    return request.param


def neighbours(site):
    return sorted(path.name for path in site.parent.iterdir())


@pytest.mark.usefixtures("way")
def test_the_new_site_takes_the_place_of_the_old_one_and_nothing_else_is_left(site):
    begun = Staging.begin(site)
    fill(begun.folder, index="new")
    assert tree(site) == {"index.html": "old", "left.html": "only in the old one"}
    assert begun.finish()
    assert tree(site) == {"index.html": "new"}
    assert neighbours(site) == ["site"]


def test_the_first_site_of_all_needs_no_old_one(tmp_path):
    begun = Staging.begin(tmp_path / "out/of/the/way/site")
    fill(begun.folder, index="new")
    begun.finish()
    assert tree(tmp_path / "out/of/the/way") == {"site": None, "site/index.html": "new"}


@pytest.mark.usefixtures("way")
def test_what_starts_with_a_dot_is_carried_over_as_it_is(site):
    (site / ".git/objects").mkdir(parents=True)
    (site / ".git/HEAD").write_text("ref: refs/heads/gh-pages")
    (site / ".git/HEAD").chmod(0o600)
    (site / ".nojekyll").touch()
    (site / ".link").symlink_to("nowhere")
    (site / ".well-known").mkdir()
    (site / ".well-known/of-old").write_text("kept")
    (site / ".well-known/both").write_text("old")
    begun = Staging.begin(site)
    fill(begun.folder, index="new")
    (begun.folder / ".well-known").mkdir()
    (begun.folder / ".well-known/both").write_text("new")
    begun.finish()
    assert tree(site) == {
        "index.html": "new",
        ".git": None, ".git/HEAD": "ref: refs/heads/gh-pages", ".git/objects": None,
        ".link": None, ".nojekyll": "",
        ".well-known": None, ".well-known/both": "new", ".well-known/of-old": "kept",
    }  # fmt: skip
    assert (site / ".git/HEAD").stat().st_mode & 0o777 == 0o600
    assert (site / ".link").readlink().name == "nowhere"


@pytest.mark.usefixtures("way")
def test_who_may_read_the_folder_stays_the_same(site):
    site.chmod(0o2750)
    Staging.begin(site).finish()
    assert site.stat().st_mode & 0o7777 == 0o2750


def test_a_link_to_the_site_stays_a_link(site, tmp_path):
    link = tmp_path / "public"
    link.symlink_to(site)
    begun = Staging.begin(link)
    fill(begun.folder, index="new")
    begun.finish()
    assert link.is_symlink()
    assert tree(site) == {"index.html": "new"}
    assert neighbours(site) == ["public", "site"]


def test_after_a_mistake_the_site_is_as_it_was(site):
    begun = Staging.begin(site)
    fill(begun.folder, index="half")
    begun.discard()
    assert tree(site)["index.html"] == "old"
    assert neighbours(site) == ["site"]


STEPS = ("_carry_over", "_wait_for_lock", "_swap", "_remove", "_empty")


def die_while_finishing(site, monkeypatch, step, when):
    """Build a new site in a process of its own that is gone around a `step` of putting it in its place."""
    process = os.fork()
    if process:
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 9
        return
    try:
        begun = Staging.begin(site)
        fill(begun.folder, index="new")
        real = getattr(staging, step)

        def die(*arguments, **options):
            if when == "after":
                real(*arguments, **options)
            if when == "halfway":
                site.rename(site.with_name("site.old"))
            os._exit(9)

        monkeypatch.setattr(staging, step, die)
        begun.finish()
    finally:
        os._exit(1)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_around_any_step_leaves_one_whole_site_for_the_next_build_to_tidy(
    site, monkeypatch, step, when
):
    (site / ".git").write_text("kept")
    old = tree(site)
    die_while_finishing(site, monkeypatch, step, when)
    shown = tree(site)
    shown.pop(MARKER, None)
    assert shown in (old, {"index.html": "new", ".git": "kept"})
    second = Staging.begin(site)
    assert tree(second.folder).keys() == {MARKER}
    fill(second.folder, index="newer")
    second.finish()
    assert tree(site) == {"index.html": "newer", ".git": "kept"}
    assert neighbours(site) == ["site"]


def test_a_kill_between_the_two_steps_of_a_swap_is_mended_by_the_next_build(site, monkeypatch):
    die_while_finishing(site, monkeypatch, "_swap", "halfway")
    assert not site.exists()
    Staging.begin(site).discard()
    assert tree(site) == {"index.html": "old", "left.html": "only in the old one"}
    assert neighbours(site) == ["site"]


def test_a_folder_that_looks_like_ours_and_is_not_is_never_built_in(site):
    fill(site.with_name("site.next"), dear="to me")
    with pytest.raises(CannotStageError, match=r"site\.next"):
        Staging.begin(site)
    assert tree(site.with_name("site.next")) == {"dear.html": "to me"}


def test_a_folder_that_looks_like_ours_and_is_not_is_never_removed(site, monkeypatch):
    monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    fill(site.with_name("site.old"), dear="to me")
    begun = Staging.begin(site)
    fill(begun.folder, index="new")
    assert not begun.finish()
    assert tree(site) == {"index.html": "new"}
    assert tree(site.with_name("site.old")) == {"dear.html": "to me"}


def test_where_the_site_cannot_be_renamed_the_new_one_is_copied_there(site, monkeypatch):
    def busy(*_):
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(staging, "_exchange", busy)
    (site / ".git").write_text("kept")
    (site / "folder").mkdir()
    inode = site.stat().st_ino
    begun = Staging.begin(site)
    fill(begun.folder, index="new")
    (begun.folder / "members").mkdir()
    (begun.folder / "members/ada.html").write_text("Ada")
    assert not begun.finish()
    assert tree(site) == {"index.html": "new", "members": None, "members/ada.html": "Ada", ".git": "kept"}
    assert site.stat().st_ino == inode
    assert neighbours(site) == ["site"]


def test_a_mount_point_is_built_where_it_stands(site, monkeypatch):
    monkeypatch.setattr(staging.os.path, "ismount", lambda path: path == site)
    with pytest.raises(CannotStageError, match="mount point"):
        Staging.begin(site)
    assert neighbours(site) == ["site"]


def test_a_parent_that_takes_no_folder_means_building_where_the_site_stands(site, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(staging.Path, "mkdir", refuse)
    with pytest.raises(CannotStageError, match="Permission denied"):
        Staging.begin(site)


def test_two_builds_of_one_site_do_not_meet(site):
    begun = Staging.begin(site)
    fill(begun.folder, index="first")
    with pytest.raises(BusyError):
        Staging.begin(site, patience=0)
    begun.finish()
    second = Staging.begin(site, patience=0)
    assert tree(second.folder).keys() == {MARKER}
    second.discard()
    assert tree(site) == {"index.html": "first"}
