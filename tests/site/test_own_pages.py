"""Pages that a community writes itself, beside or in place of ours."""

import shutil

import pytest

pytestmark = pytest.mark.site


def test_a_page_of_the_community_stands_in_for_ours(make_community, profile):
    built = make_community(
        {"ada": profile()},
        docs={"values.md": "# What we hold dear\n\nChoose one.\n\n<!-- sameboat:overview values -->\n"},
    ).built()
    page = built.page("values.html")
    assert "What we hold dear" in page.text
    assert "Choose one." in page.text
    assert "values/curiosity.html" in page.links


def test_a_marker_works_on_a_page_in_a_folder(make_community, profile):
    built = make_community(
        {"ada": profile()},
        docs={"more/here.md": "# Here\n\n<!-- sameboat:overview topics -->\n\n<!-- sameboat:find -->\n"},
    ).built()
    page = built.page("more/here.html")
    assert "../topics/cv-feedback.html" in page.links
    assert 'data-index="../find/index.json"' in page.html


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ("sameboat:nesest", "newest"),
        ("sameboat:overview vallues", "values"),
        ("sameboat:overview", "values"),
        ("sameboat:common-values vallues", "values"),
    ],
)
def test_an_unknown_marker_is_a_warning_that_names_the_page_and_those_there_are(
    make_community, profile, marker, words
):
    community = make_community({"ada": profile()}, docs={"mine.md": f"# Mine\n\n<!-- {marker} -->\n"})
    built = community.build()
    assert built.code == 0
    (warning,) = built.warnings
    assert "mine.md" in warning
    assert marker in warning
    assert words in warning.partition("There are:")[2]


def test_a_strict_build_fails_for_an_unknown_marker(make_community, profile):
    community = make_community({"ada": profile()}, docs={"mine.md": "# Mine\n\n<!-- sameboat:nothing -->\n"})
    assert community.build("--strict").code != 0


def test_the_manual_can_be_removed(repository, tmp_path, build):
    for name in ("docs", "members", "schema"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copy(repository / "mkdocs.yml", tmp_path)
    shutil.rmtree(tmp_path / "docs/manual")
    built = build(tmp_path, "--strict")
    assert built.code == 0, built.log
    assert not [address for address in built.files if address.startswith("manual/")]


def test_the_members_folder_can_have_another_name_and_place(make_community, profile):
    community = make_community(
        options={"members": "data/people", "schema": "data/rules"}, schema={}, members={"ignored": "x: ["}
    )
    community.write("data/people/ada.yml", profile(values=["tea"]))
    community.write("data/rules/values.yml", {"tea": {"label": "Tea"}})
    built = community.built()
    assert [member["handle"] for member in built.members] == ["ada"]
    assert built.has("values/tea.html")
    community.write("data/people/bob.yml", "name: [")
    assert "data/people/bob.yml:1:8" in community.build().log


def test_a_community_without_a_schema_gets_the_packaged_one(make_community, profile):
    community = make_community({"ada": profile()})
    assert not (community.root / "schema").exists()
    assert community.built().has("values/curiosity.html")


def test_a_vocabulary_of_ones_own_is_enough(make_community, profile):
    built = make_community(
        {"ada": profile(values=["tea"])}, schema={"values.yml": {"tea": {"label": "Tea & biscuits"}}}
    ).built()
    assert "People who value Tea & biscuits" in built.page("values/tea.html").text_in("h1")


def test_the_site_can_be_built_from_another_folder(make_community, profile, build, tmp_path):
    community = make_community({"ada": profile()})
    built = build(tmp_path, "--strict", "--config-file", str(community.root / "mkdocs.yml"))
    assert built.code == 0, built.log
    assert (community.root / "site/members/ada.html").is_file()


def test_a_template_of_the_community_stands_in_for_ours(make_community, profile):
    community = make_community(
        {"ada": profile()}, config={"theme": {"name": "material", "font": False, "custom_dir": "overrides"}}
    )
    community.write(
        "overrides/sameboat/card.html",
        "<li>Card of {{ name }} <a href='{{ root }}members/{{ handle }}.html'></a></li>",
    )
    assert "Card of Ada Kowalska" in community.built().page("values/curiosity.html").text


def test_the_themes_own_search_can_stay(make_community, profile):
    built = make_community({"ada": profile()}, config={"plugins": ["search", "sameboat"]}).built()
    assert built.has("search/search_index.json")
    assert "Ada" not in built.read("search/search_index.json")


def test_pages_are_files_whatever_the_configuration_says(make_community, profile):
    built = make_community(
        {"ada": profile()}, docs={"more.md": "# More\n"}, config={"use_directory_urls": True}
    ).built()
    assert built.has("more.html")
    assert built.has("values.html")
