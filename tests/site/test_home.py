"""The home page: who is new, and what people care about."""

import os

import pytest

pytestmark = pytest.mark.site

HOME = "# Home\n\n<!-- sameboat:newest -->\n\n<!-- sameboat:common-values -->\n"
NOBODY_KNOWS = "this copy has none"


def cards(page):
    return [link.rpartition("/")[2].removesuffix(".html") for link in page.links if "members/" in link]


@pytest.fixture(scope="module")
def with_history(make_community, profile, git):
    """Eight members who joined one a month, in an order that is not the alphabet's; the first has edited since."""
    community = make_community(docs={"index.md": HOME})
    git(community.root, "init", "--quiet", "--initial-branch=main")
    for month, name in enumerate("dcbahgfe", start=1):
        community.write(f"members/{name}.yml", profile(name.upper()))
        git(community.root, "add", "members")
        git(community.root, "commit", "--quiet", "--message", f"{name} joins", day=f"2026-{month:02}-01")
    community.write("members/d.yml", profile("D", tagline="Still here"))
    git(community.root, "commit", "--quiet", "--all", "--message", "An edit", day="2026-11-01")
    return community


def test_the_newest_members_stand_on_the_home_page(with_history):
    page = with_history.built().page("index.html")
    assert cards(page) == ["e", "f", "g", "h", "a", "b"]


def test_an_edit_makes_nobody_new(with_history):
    assert "d" not in cards(with_history.built().page("index.html"))


def test_who_left_and_came_back_is_new(make_community, profile, git):
    community = make_community(docs={"index.md": HOME})
    git(community.root, "init", "--quiet", "--initial-branch=main")
    steps = [("ada", True), ("bob", True), ("ada", False), ("ada", True)]
    for month, (handle, is_joining) in enumerate(steps, start=1):
        path = community.root / f"members/{handle}.yml"
        if is_joining:
            community.write(f"members/{handle}.yml", profile(handle))
        else:
            path.unlink()
        git(community.root, "add", "--all", "members")
        git(community.root, "commit", "--quiet", "--message", "A step", day=f"2026-{month:02}-01")
    assert cards(community.built().page("index.html")) == ["ada", "bob"]


def test_who_has_not_been_committed_yet_is_not_among_the_newest(make_community, profile, git):
    community = make_community({"ada": profile()}, docs={"index.md": HOME})
    git(community.root, "init", "--quiet", "--initial-branch=main")
    git(community.root, "add", "members")
    git(community.root, "commit", "--quiet", "--message", "First")
    community.write("members/bob.yml", profile("Bob"))
    built = community.built()
    assert cards(built.page("index.html")) == ["ada"]
    assert built.has("members/bob.html")


def test_a_community_below_the_root_of_its_repository_has_a_history_too(make_community, profile, git):
    community = make_community({"ada": profile()}, docs={"index.md": HOME})
    git(community.root.parent, "init", "--quiet", "--initial-branch=main")
    git(community.root.parent, "add", "c/members")
    git(community.root.parent, "commit", "--quiet", "--message", "First")
    assert cards(community.built().page("index.html")) == ["ada"]


def test_without_a_history_the_home_page_says_so_and_leads_to_the_names(make_community, profile):
    page = make_community({"ada": profile()}, docs={"index.md": HOME}).built().page("index.html")
    assert NOBODY_KNOWS in page.text
    assert "names.html" in page.links
    assert cards(page) == []


def test_a_shallow_copy_has_no_history(with_history, tmp_path, build, git):
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{with_history.root}", "shallow")
    for name in ("docs", "mkdocs.yml"):
        (tmp_path / "shallow" / name).symlink_to(with_history.root / name)
    built = build(tmp_path / "shallow", "--strict")
    assert built.code == 0, built.log
    assert NOBODY_KNOWS in built.page("index.html").text


def test_times_of_files_make_nobody_new(make_community, profile):
    community = make_community({"ada": profile()}, docs={"index.md": HOME})
    os.utime(community.root / "members/ada.yml", (2_000_000_000, 2_000_000_000))
    assert NOBODY_KNOWS in community.built().page("index.html").text


def test_the_commonest_values_stand_on_the_home_page(make_community, profile):
    values = [["craft", "play"], ["craft", "play"], ["craft", "care"]]
    page = (
        make_community(
            {f"m-{number}": profile(f"M {number}", values=slugs) for number, slugs in enumerate(values)},
            docs={"index.md": HOME},
        )
        .built()
        .page("index.html")
    )
    assert [link for link in page.links if link.startswith("values/")] == [
        "values/craft.html",
        "values/play.html",
        "values/care.html",
    ]


def test_the_home_page_of_the_sample_community_leads_to_find(sample_site):
    page = sample_site.page("index.html")
    assert 'action="find.html"' in page.html
    assert "values.html" in page.links
