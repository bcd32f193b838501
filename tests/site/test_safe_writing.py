"""Whole builds that are killed, run out of disk or fail: the site that stands stays whole, and the next build is fine."""

import os
import resource
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.site

STRIKES = Path(__file__).parent / "strikes.py"
PEOPLE = 45
"""With pieces of five, enough for the work to be shared out to children."""


class Struck:
    """A community whose builds can be struck down at a moment that the test names."""

    def __init__(self, community):
        self.community = community
        self.site = community.root / "site"

    def build(self, moment="", *arguments, limit=None):
        """Run `mkdocs build`, struck at `moment`; what it said."""
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", *arguments],
            cwd=self.community.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "STRIKE": moment},
            capture_output=True,
            encoding="utf-8",
            check=False,
            preexec_fn=limit and (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))),
        )

    def files(self):
        """Address → content of everything on the site but marks that a kill may leave."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in self.site.rglob("*")
            if path.is_file() and path.name != ".sameboat-building"
        }

    def beside(self):
        """What stands in the community's folder that looks like a site."""
        return sorted(path.name for path in self.community.root.glob("site*"))


def with_changes_waiting(make_community, profile, tmp_path_factory):
    people = {f"p-{number}": profile(f"Person {number}") for number in range(PEOPLE)}
    community = make_community(people, config={"hooks": ["strikes.py"], "site_url": "https://b.example/"})
    shutil.copy(STRIKES, community.root)
    struck = Struck(community)
    assert struck.build().returncode == 0
    before = struck.files()
    community.write("members/p-0.yml", profile("Somebody new"))
    community.write("docs/index.md", "# A new home\n")
    # What should stand there in the end comes from a clean copy of the same.
    copy = tmp_path_factory.mktemp("clean") / "c"
    shutil.copytree(community.root, copy, ignore=shutil.ignore_patterns("site*", ".cache"))
    clean = Struck(type(community)(copy))
    assert clean.build().returncode == 0
    return struck, before, clean.files()


@pytest.fixture(scope="module")
def changed(make_community, profile, tmp_path_factory):
    """A site that stands, changes waiting to be built, and the files of both."""
    return with_changes_waiting(make_community, profile, tmp_path_factory)


@pytest.fixture
def struck(changed):
    """The same for every test: the old site stands."""
    struck, before, after = changed
    for name in struck.beside():
        shutil.rmtree(struck.community.root / name)
    for address, content in before.items():
        path = struck.site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (struck.site / ".git").write_text("gitdir: elsewhere")
    dotted = {".git": b"gitdir: elsewhere"}
    return struck, before | dotted, after | dotted


MOMENTS = {
    "when it has read everything": "config",
    "while pages are read": "page_content",
    "while files are copied": "copy",
    "while pages are written": "post_page",
    "while members are stamped": "stamp",
    "while files of the last site are taken": "link",
    "before the swap": "post_build",
    "after the swap": "remove",
    "between two renames": "half",
    "before anything of it is kept": "keep",
    "when all is done": "end",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_killed_build_leaves_a_whole_site_and_the_next_build_repairs_the_rest(struck, moment):
    struck, before, after = struck
    killed = struck.build(f"kill {moment}")
    assert killed.returncode == -9, killed.stdout + killed.stderr
    if moment == "half":
        assert not struck.site.exists()
        assert "site.old" in struck.beside()
    else:
        assert struck.files() == (after if moment in {"remove", "keep", "end"} else before)
    repaired = struck.build()
    assert repaired.returncode == 0, repaired.stderr
    assert struck.files() == after
    assert struck.beside() == ["site"]


@pytest.mark.parametrize("moment", ["config", "post_page", "stamp", "post_build"])
def test_where_no_site_stood_a_killed_build_leaves_none_and_the_next_build_makes_it(struck, moment):
    struck, _, after = struck
    shutil.rmtree(struck.site)
    assert struck.build(f"kill {moment}").returncode == -9
    assert not struck.site.exists()
    assert struck.build().returncode == 0
    assert struck.files() == {address: after[address] for address in after if address != ".git"}
    assert struck.beside() == ["site"]


def test_two_kills_one_after_the_other_are_repaired_like_one(struck):
    struck, before, after = struck
    for moment in ("stamp", "post_build"):
        assert struck.build(f"kill {moment}").returncode == -9
        assert struck.files() == before
    assert struck.build("kill remove").returncode == -9
    assert struck.build("kill copy").returncode == -9
    assert struck.build().returncode == 0
    assert struck.files() == after
    assert struck.beside() == ["site"]


@pytest.mark.parametrize("moment", ["config", "copy", "post_page", "stamp", "post_build"])
def test_a_full_disk_leaves_the_site_as_it_was(struck, moment):
    struck, before, after = struck
    failed = struck.build(f"full {moment}")
    assert failed.returncode == 1
    assert "No space left on device" in failed.stdout + failed.stderr
    assert "stays as it was" in failed.stderr
    assert struck.files() == before
    assert struck.beside() == ["site"]
    assert struck.build().returncode == 0
    assert struck.files() == after


def test_a_full_disk_under_a_stamped_page_is_told_in_a_sentence(struck):
    failed = struck[0].build("full stamp")
    assert "Traceback" not in failed.stderr
    assert "cannot be written: No space left on device" in failed.stderr


@pytest.mark.parametrize("limit", [4_000, 60_000], ids=lambda limit: f"{limit} bytes")
def test_a_file_larger_than_may_be_written_leaves_the_site_as_it_was(struck, limit):
    struck, before, _ = struck
    failed = struck.build(limit=limit)
    assert failed.returncode == 1
    assert "File too large" in failed.stdout + failed.stderr
    assert struck.files() == before
    assert struck.beside() == ["site"]


def test_a_disk_that_is_really_full_leaves_the_site_as_it_was(struck, tmp_path):
    struck, _, _ = struck
    build = f"{shlex.quote(sys.executable)} -m mkdocs build -q"
    script = f"""
        mount -t tmpfs -o size=8m tmpfs {tmp_path} || exit 77
        cp -r {struck.community.root}/* {tmp_path}; cd {tmp_path}; rm -rf site*
        {build} || exit 10
        cp -r site /dev/shm/$$
        echo "# Another home" > docs/index.md
        head -c 8m /dev/zero > filler 2>/dev/null; truncate -s -600K filler
        {build} && exit 11
        diff -r site /dev/shm/$$ || exit 12
        rm -r /dev/shm/$$; test -e site.next && exit 13
        rm filler; {build} || exit 14
        grep -q "Another home" site/index.html || exit 15
    """
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode in (1, 77):
        pytest.skip("a small disk cannot be made here without an administrator")
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("moment", ["config", "page_content", "post_page", "post_build"])
def test_an_error_leaves_the_site_as_it_was(struck, moment):
    struck, before, _ = struck
    assert struck.build(f"error {moment}").returncode == 1
    assert struck.files() == before
    assert struck.beside() == ["site"]


def test_a_strict_build_with_a_warning_leaves_the_site_as_it_was(struck):
    struck, before, after = struck
    assert struck.build("warn post_page", "--strict").returncode == 1
    assert struck.files() == before
    assert struck.beside() == ["site"]
    assert struck.build("warn post_page").returncode == 0
    assert struck.files() == after


def test_other_plugins_and_hooks_find_the_new_site_where_mkdocs_says(struck):
    struck, _, after = struck
    assert struck.build("write post_build").returncode == 0
    assert struck.files() == after | {"by-a-hook.txt": b"hello"}


def test_a_dirty_build_goes_into_the_site_as_it_stands(struck):
    struck, _, _ = struck
    (struck.site / "mine.txt").write_text("mine")
    assert struck.build("", "--dirty").returncode == 0
    assert struck.files()["mine.txt"] == b"mine"
    assert struck.beside() == ["site"]


def test_a_site_that_cannot_be_staged_is_built_where_it_stands_and_told(struck):
    struck, _, after = struck
    theirs = struck.community.root / "site.next"
    theirs.mkdir()
    (theirs / "dear").write_text("to me")
    done = struck.build()
    assert done.returncode == 0
    assert "so the site is built where it stands" in done.stderr
    assert struck.files() == after
    assert (theirs / "dear").read_text() == "to me"
