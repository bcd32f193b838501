"""The same files give the same site, byte for byte: on any machine, in any order, with any number of processes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sameboat.demo import generate, write
from sameboat.schema import packaged_schema, read_schema

pytestmark = pytest.mark.site

BACKWARDS = Path(__file__).parent / "backwards.py"
DAY = "2026-03-01"


@pytest.fixture(scope="module")
def crowd_of_a_thousand():
    """Enough members that reading and stamping are both shared out."""
    schema, _ = read_schema(packaged_schema(), "schema")
    return list(generate(1_000, 1, {name: list(each.terms) for name, each in schema.vocabularies.items()}))


def with_members(make_community, members, **options):
    community = make_community(options=options, config={"site_url": "https://boat.example.org/"})
    write(members, community.root)
    return community


def differences(one, other):
    """The addresses that only one has, or that hold something else."""
    return sorted(address for address in one.keys() | other.keys() if one.get(address) != other.get(address))


def test_one_process_and_two_and_three_give_the_same_site(make_community, crowd_of_a_thousand):
    one, two, three = (
        with_members(make_community, crowd_of_a_thousand, processes=number).built(day=DAY).files
        for number in (1, 2, 3)
    )
    assert len(one) > 2_000
    assert differences(one, two) == []
    assert differences(one, three) == []


def test_the_order_in_which_files_were_made_does_not_show(make_community, crowd_of_a_thousand):
    some = crowd_of_a_thousand[:60]
    forth, back = (with_members(make_community, members).built(day=DAY) for members in (some, some[::-1]))
    assert forth.files == back.files


def test_building_again_changes_nothing(make_community, crowd_of_a_thousand):
    community = with_members(make_community, crowd_of_a_thousand[:20])
    first = dict(community.built(day=DAY).files)
    assert community.built(day=DAY).files == first


class Machines:
    """One community with a history, taken to one machine after the other."""

    def __init__(self, community, folders):
        self._community, self._folders = community, folders

    def build(self, *, folder="c", config="mkdocs.yml", umask=-1, **variables):
        """The site that a clean build makes there."""
        root = self._folders.mktemp("machine") / folder
        root.with_name("link").symlink_to(root)
        shutil.copytree(
            self._community.root, root, ignore=shutil.ignore_patterns("site", ".cache"), symlinks=True
        )
        known = {
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))
        }
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", config],
            cwd=root,
            env={**known, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1772359200", **variables},
            umask=umask,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        site = root / "site"
        return {
            path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
        }


@pytest.fixture(scope="module")
def machines(make_community, crowd_of_a_thousand, git, tmp_path_factory):
    community = make_community(
        options={"processes": 2},
        docs={"index.md": "# Home\n\n<!-- sameboat:newest -->\n\n<!-- sameboat:common-values -->\n"},
        config={"site_url": "https://boat.example.org/", "repo_url": "https://github.com/some/boat"},
    )
    git(community.root, "init", "--quiet")
    for part, day in (
        (crowd_of_a_thousand[:120], "2026-01-01"),
        (crowd_of_a_thousand[120:240], "2026-02-01"),
    ):
        write(part, community.root)
        git(community.root, "add", "--all", day=day)
        git(community.root, "commit", "--quiet", "--message", "More", day=day)
    return Machines(community, tmp_path_factory)


@pytest.fixture(scope="module")
def usual(machines):
    """The site, built where text is UTF-8 and the clock is that of Greenwich."""
    site = machines.build(LC_ALL="C.UTF-8", TZ="UTC", PYTHONHASHSEED="0")
    assert len(site) > 500
    return site


ELSEWHERE = {
    "other hashes, the first to see a new day, for nobody else to read": {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "umask": 0o077,
    },
    "hashes by chance, the last to see a new day, for everybody to write": {
        "PYTHONHASHSEED": "random",
        "TZ": "Etc/GMT+12",
        "umask": 0o000,
    },
    "as POSIX has it": {"LC_ALL": "POSIX"},
    "where text is ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a language that is not installed": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "in a folder with a name of its own, called by a link": {
        "folder": "Ünsere Böte & more",
        "config": "../link/mkdocs.yml",
    },
    "called by a path with dots": {"config": "../c/mkdocs.yml"},
}


@pytest.mark.parametrize("there", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_another_machine_makes_the_same_bytes(machines, usual, there):
    assert differences(machines.build(**there), usual) == []


def test_a_disk_that_lists_files_in_another_order_makes_the_same_bytes(machines, usual, tmp_path):
    shutil.copy(BACKWARDS, tmp_path / "sitecustomize.py")
    for name in ("a", "b"):
        (tmp_path / name).touch()
    shown = subprocess.run(
        [sys.executable, "-c", "import os; print(*os.listdir(), *(each.name for each in os.scandir()))"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()
    assert shown == ["sitecustomize.py", "b", "a"] * 2, "it is not in force"
    assert differences(machines.build(PYTHONPATH=str(tmp_path)), usual) == []


def test_another_day_makes_another_site(machines, usual):
    assert differences(machines.build(SOURCE_DATE_EPOCH="1774951200"), usual) != []
