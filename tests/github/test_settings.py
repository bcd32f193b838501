"""What the gate may do without a person, as a community writes it down."""

from pathlib import Path

import pytest

from sameboat.github.settings import KNOWN_HOSTS, Settings, is_among, read_settings

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "sameboat.yml"
        path.write_text(text, encoding="utf-8")
        return read_settings(path)

    return read


def test_without_a_file_a_person_merges_everything(tmp_path):
    assert read_settings(tmp_path / "none.yml") == (Settings("off"), ())


def test_the_file_of_this_repository_lets_nothing_through_by_itself():
    settings, problems = read_settings(REPOSITORY / ".github/sameboat.yml")

    assert (settings, problems) == (Settings("off"), ())


def test_every_key_is_read(read):
    settings, _ = read(
        "self_merge: all\nknown_hosts: [blog.example.org, '*.example.net']\nmerge_method: squash\nafter_merge: [x.yml]\n"
    )

    assert settings.self_merge == "all"
    assert settings.known_hosts == (*KNOWN_HOSTS, "blog.example.org", "*.example.net")
    assert (settings.merge_method, settings.after_merge) == ("squash", ("x.yml",))


@pytest.mark.parametrize(
    "text",
    [
        "self_merge: yes\n",
        "self_merge: true\n",
        "self-merge: all\n",
        "known_hosts: github.com\n",
        "known_hosts: ['*']\n",
        "known_hosts: ['*.']\n",
        "known_hosts: [com]\n",
        "known_hosts: ['https://github.com']\n",
        "known_hosts: ['github.com/x']\n",
        "known_hosts: ['*github.com']\n",
        "after_merge: ['../x.yml']\n",
        "merge_method: rebase\n",
        "[all]\n",
        "self_merge: all\nself_merge: all\n",
        "a: [\n",
    ],
)
def test_a_file_with_mistakes_is_refused_with_their_place(read, text):
    settings, problems = read(text)

    assert settings is None
    assert problems[0].path == ".github/sameboat.yml"


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("github.com", True),
        ("www.github.com", True),
        ("gist.github.com", False),
        ("github.com.example.org", False),
        ("notgithub.com", False),
        ("en.wikipedia.org", True),
        ("a.b.wikipedia.org", True),
        ("wikipedia.org.example.org", False),
        ("xwikipedia.org", False),
        ("", False),
    ],
)
def test_a_host_is_known_as_a_whole(host, known):
    assert Settings().knows(host) is known


def test_a_star_stands_for_at_least_one_name():
    assert not is_among("example.org", ["*.example.org"])


def test_the_manual_names_every_known_host_and_setting():
    manual = (REPOSITORY / "docs/manual/gate.md").read_text(encoding="utf-8")

    assert all(
        f"`{word}`" in manual
        for word in (*KNOWN_HOSTS, "self_merge", "known_hosts", "merge_method", "after_merge")
    )
