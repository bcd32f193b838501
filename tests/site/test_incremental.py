"""What a build takes from the last one: always the same bytes as a clean build makes, and nothing made twice."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from PIL import Image

pytestmark = pytest.mark.site

PEOPLE = 30


class Kept:
    """A community that is built again and again, beside clean copies of itself."""

    def __init__(self, community, profile, git, tmp_path_factory):
        self.community = community
        self.profile = profile
        self.git = git
        self.root = community.root
        self._folders = tmp_path_factory
        self.environment = {"SOURCE_DATE_EPOCH": "1767268800"}

    def build(self, root=None, *arguments):
        """Build strictly; what the terminal said."""
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments],
            cwd=root or self.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **self.environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    def made(self, *arguments):
        """Build; how many stamped files were made, and how many are those of the last site."""
        said = re.search(r"members, (\d+) files \((\d+) as before\)", self.build(None, *arguments))
        return int(said[1]) - int(said[2]), int(said[2])

    def clean(self):
        """What a build makes that knows of no other."""
        copy = self._folders.mktemp("clean") / "c"
        shutil.copytree(self.root, copy, ignore=shutil.ignore_patterns("site", ".cache"))
        self.build(copy)
        return files(copy / "site")

    def site(self):
        """What stands there."""
        return files(self.root / "site")

    def edit(self, name, old, new):
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def photo(path, colour):
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (400, 400), colour).save(path)


@pytest.fixture(scope="module")
def kept(make_community, profile, repository, git, tmp_path_factory):
    people = {
        f"p-{number}": profile(f"Person {number}", want_help_with=[{"topic": "first-talk"}])
        for number in range(PEOPLE)
    }
    people["ada"] = profile(friends=["bob"], photo="ada.jpg", tagline="A line", languages=["pl"])
    people["bob"] = profile("Bob", friends=["ada"], values=["kindness"])
    schema = {name: (repository / "schema" / name).read_text(encoding="utf-8")
              for name in ("member.schema.json", "values.yml", "topics.yml", "situations.yml")}  # fmt: skip
    community = make_community(
        people,
        schema=schema,
        docs={"index.md": "# Home\n\n<!-- sameboat:newest -->\n"},
        config={
            "site_url": "https://boat.example.org/",
            "theme": {"name": "material", "font": False, "language": "en", "custom_dir": "overrides"},
        },
    )
    photo(community.root / "members/photos/ada.jpg", "red")
    community.write("overrides/note.html", "no template")
    community.write(".gitignore", "/site\n/.cache\n")
    git(community.root, "init", "--quiet")
    git(community.root, "add", "--all")
    git(community.root, "commit", "--quiet", "--message", "Everybody")
    kept = Kept(community, profile, git, tmp_path_factory)
    kept.build()
    return kept


def edit_profile(kept):
    kept.edit("members/p-3.yml", "name: Person 3", "name: Person three")


def rename_a_friend(kept):
    kept.edit("members/bob.yml", "name: Bob", "name: Robert")


def drop_a_friend(kept):
    kept.community.write("members/bob.yml", kept.profile("Robert", values=["kindness"]))


def comment_in_a_profile(kept):
    kept.edit("members/p-4.yml", "name: ", "# just a word to myself\nname: ")


def relabel_a_value(kept):
    kept.edit("schema/values.yml", "label: Curiosity", "label: Asking why")


def another_word_for_a_topic(kept):
    path = kept.root / "schema/topics.yml"
    topics = yaml.safe_load(path.read_text(encoding="utf-8"))
    topics["cv-feedback"]["aliases"] = ["a-look-at-my-life-on-paper"]
    kept.community.write("schema/topics.yml", topics)


def retitle_a_field(kept):
    path = kept.root / "schema/member.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["properties"]["values"]["title"] = "What I care about most"
    path.write_text(json.dumps(schema), encoding="utf-8")


def override_a_template(kept):
    kept.community.write(
        "overrides/sameboat/card.html",
        '<li><a href="{{ root }}members/{{ handle }}.html">{{ name }}!</a></li>',
    )


def override_a_template_of_the_theme(kept):
    kept.community.write(
        "overrides/main.html", '{% extends "base.html" %}{% block announce %}Hello{% endblock %}'
    )


def rename_the_site(kept):
    kept.edit("mkdocs.yml", "A test of a boat", "Another boat")


def say_where_it_is_kept(kept):
    kept.edit("mkdocs.yml", "site_name:", "repo_url: https://github.com/some/boat\nsite_name:")


def move_the_site(kept):
    kept.edit("mkdocs.yml", "boat.example.org", "ship.example.org/deep")


def speak_spanish(kept):
    kept.edit("mkdocs.yml", "language: en", "language: es")


def another_photo(kept):
    photo(kept.root / "members/photos/ada.jpg", "blue")


def a_page_of_the_community(kept):
    kept.community.write("docs/about.md", "# About us\n")


def a_page_in_the_place_of_ours(kept):
    kept.community.write("docs/robots.txt", "User-agent: *\n")


def another_day(kept):
    kept.environment = {"SOURCE_DATE_EPOCH": "1769860800"}


def a_commit(kept):
    kept.git(kept.root, "add", "--all", day="2026-02-02")
    kept.git(kept.root, "commit", "--quiet", "--message", "Changes", day="2026-02-02")


def somebody_joins(kept):
    kept.community.write(
        "members/aaa.yml", kept.profile("First of all", can_help_with=[{"topic": "first-talk"}])
    )


def somebody_joins_with_a_commit(kept):
    kept.community.write("members/zoe.yml", kept.profile("Zoe"))
    a_commit(kept)


def somebody_leaves(kept):
    (kept.root / "members/p-7.yml").unlink()


def somebody_hides(kept):
    kept.community.write("members/p-8.yml", kept.profile("Person 8", visibility={"search_engines": False}))


def a_stranger_edits_the_site(kept):
    (kept.root / "site/members/p-9.html").write_text("not what we stamped")
    (kept.root / "site/members/p-10.html").unlink()


def the_cache_is_cut_off(kept):
    for path in (kept.root / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-7])


def the_cache_is_rubbish(kept):
    for path in (kept.root / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rubbish")


def the_cache_is_gone(kept):
    shutil.rmtree(kept.root / ".cache")


def put_back(kept, folder, number):
    """Let `folder` be what it was before the last build, which somebody's new name was in."""
    old = kept.root.with_name("older")
    shutil.copytree(kept.root / folder, old)
    kept.edit(f"members/p-{number}.yml", f"name: Person {number}", "name: Person renamed")
    kept.build()
    shutil.rmtree(kept.root / folder)
    old.rename(kept.root / folder)


def an_older_cache_is_put_back(kept):
    put_back(kept, ".cache", 5)


def an_older_site_is_put_back(kept):
    put_back(kept, "site", 6)


def files_of_the_cache_change_names(kept):
    folder = kept.root / ".cache"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in files]
    assert len(files) > 2
    for path, content in zip(files, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(content)


def the_cache_is_of_another_version(kept):
    """Everything in it is whole, and was kept by a generator that is not this one."""
    code = (
        "from pathlib import Path; from sameboat import cache; real = cache.code_digest();"
        "cache.code_digest = lambda: real; kept = cache.Cache.at(Path());"
        "names = [p.relative_to(kept.folder).as_posix() for p in kept.folder.rglob('*') if p.is_file()];"
        "values = {name: kept.load(name) for name in names}; assert None not in values.values();"
        "cache.code_digest = lambda: b'of another version';"
        "[kept.save(name, None if name.startswith('sites/') else 'of another shape') for name in values]"
    )
    subprocess.run([sys.executable, "-c", code], cwd=kept.root, check=True)


def the_site_is_gone(kept):
    shutil.rmtree(kept.root / "site")


def the_cache_is_a_file(kept):
    shutil.rmtree(kept.root / ".cache")
    (kept.root / ".cache").write_text("in the way")


EDITS = [
    edit_profile, rename_a_friend, drop_a_friend, comment_in_a_profile, relabel_a_value, another_word_for_a_topic,
    retitle_a_field, override_a_template, override_a_template_of_the_theme, rename_the_site, say_where_it_is_kept,
    move_the_site, speak_spanish, another_photo, a_page_of_the_community, a_page_in_the_place_of_ours, another_day,
    a_commit, somebody_joins, somebody_joins_with_a_commit, somebody_leaves, somebody_hides,
    a_stranger_edits_the_site, the_cache_is_cut_off, the_cache_is_rubbish, the_cache_is_gone, an_older_cache_is_put_back,
    an_older_site_is_put_back, files_of_the_cache_change_names, the_cache_is_of_another_version, the_site_is_gone,
    the_cache_is_a_file,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_build_after_any_edit_is_a_clean_build_byte_for_byte(kept, edit):
    edit(kept)
    kept.build()
    site, clean = kept.site(), kept.clean()
    assert site.keys() == clean.keys()
    assert [address for address in site if site[address] != clean[address]] == []
