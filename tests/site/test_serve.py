"""`mkdocs serve`, started for real: what is saved is shown, and a mistake takes nothing down."""

import pytest

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("serve")]


@pytest.fixture(scope="module")
def serving(make_community, profile, repository, serve):
    community = make_community(
        {"ada": profile(tagline="A line"), "bob": profile("Bob")},
        schema={"values.yml": (repository / "schema/values.yml").read_text(encoding="utf-8")},
    )
    with serve(community) as server:
        yield server


def test_the_server_shows_stamped_pages(serving):
    assert "Ada Kowalska" in serving.page("members/ada.html")
    assert "../members/ada.html" in serving.page("values/curiosity.html")
    assert '"slug":"curiosity"' in serving.page("find/index.json")


def test_an_edited_profile_is_shown(serving, profile):
    serving.save("members/ada.yml", profile(tagline="The second line"))
    assert "The second line" in serving.page("members/ada.html")
    assert "The second line" in serving.page("values/curiosity.html")


def test_a_new_profile_is_shown_and_a_removed_one_is_not(serving, profile):
    serving.save("members/cy.yml", profile("Cy"))
    assert "<h1" in serving.page("members/cy.html")
    (serving.community.root / "members/cy.yml").unlink()
    serving.save("members/bob.yml", profile("Bob", tagline="Still here"))
    assert serving.page("members/cy.html") == "404"


def test_a_label_changed_in_a_vocabulary_is_shown(serving):
    path = serving.community.root / "schema/values.yml"
    changed = path.read_text(encoding="utf-8").replace("label: Curiosity", "label: Asking why")
    serving.save("schema/values.yml", changed)
    assert "Asking why" in serving.page("members/ada.html")
    assert "People who value Asking why" in serving.page("values/curiosity.html")


def test_a_broken_profile_is_told_with_its_place_and_the_last_good_page_stays_up(serving, profile):
    serving.save("members/ada.yml", profile(tagline="A good line"))
    said = serving.save(
        "members/ada.yml", "name: Ada\nvalues: [curiousity]\ncan_help_with:\n  - topic: cv-feedback\n"
    )
    assert "members/ada.yml:2:10" in said
    assert "stay as they were until this is mended" in said
    assert "A good line" in serving.page("members/ada.html")
    assert "Traceback" not in said
    serving.save("members/ada.yml", profile(tagline="Mended"))
    assert "Mended" in serving.page("members/ada.html")


def test_a_broken_vocabulary_is_told_and_the_last_good_site_stays_up(serving):
    path = serving.community.root / "schema/values.yml"
    good = path.read_text(encoding="utf-8")
    said = serving.save("schema/values.yml", good + "\nbroken: [\n")
    assert "schema/values.yml:" in said
    assert "<h1" in serving.page("members/ada.html")
    serving.save("schema/values.yml", good.replace("label: Kindness", "label: Being kind"))
    assert "Being kind" in serving.page("schema/member.schema.json")


def test_a_page_of_the_community_is_shown_when_it_changes(serving):
    serving.save("docs/index.md", "# Home\n\nWelcome, all of you.\n\n<!-- sameboat:common-values -->\n")
    page = serving.page("index.html")
    assert "Welcome, all of you." in page
    assert "values/curiosity.html" in page


def test_a_strict_server_goes_on_with_the_last_good_site_while_a_profile_is_broken(
    make_community, profile, serve
):
    with serve(make_community({"ada": profile(), "bob": profile("Bob")}), "--strict") as serving:
        said = serving.save("members/ada.yml", profile(values=["curiousity"], tagline="Broken"))
        assert "members/ada.yml:" in said
        assert "Aborted" not in said
        assert "Ada Kowalska" in serving.page("members/ada.html")
        serving.save("members/ada.yml", profile(tagline="Mended"))
        assert "Mended" in serving.page("members/ada.html")
