"""`mkdocs serve` with so many members that a saved profile is shown before a whole build; strict, which ends nothing."""

import re

import pytest
import yaml

from sameboat.serving import QUICK_FROM, UNTIL_MENDED

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("serve")]

SHOWN = "the page is new"
BUILT = "Reloading browsers"


@pytest.fixture(scope="module")
def serving(make_community, profile, repository, serve):
    people = {f"p-{number:03}": profile(f"Person {number}") for number in range(QUICK_FROM)}
    people |= {"ada": profile(friends=["bob"]), "bob": profile("Bob", friends=["ada"])}
    schema = {
        name: (repository / "schema" / name).read_text(encoding="utf-8")
        for name in ("member.schema.json", "values.yml", "topics.yml", "situations.yml")
    }
    with serve(make_community(people, schema=schema), "--strict") as server:
        yield server


def test_an_edit_is_shown_without_a_build_and_the_terminal_says_what_waits(serving, profile):
    epoch = serving.epoch()
    said = serving.save_until(
        SHOWN, "members/ada.yml", profile("Ada", tagline="The second line", friends=["bob"])
    )
    assert "ada: the page is new. Lists, search and the matches of others follow" in said
    assert "Building documentation" not in said
    assert "The second line" in serving.page("members/ada.html")
    assert "Ada Kowalska" not in serving.page("members/bob.html"), "a friend's page names her anew"
    assert "The second line" in serving.page("api/v1/members-1.json")
    assert serving.epoch() > epoch, "browsers load the page again"


def test_lists_follow_with_a_whole_build(serving, profile):
    serving.save_until(SHOWN, "members/p-001.yml", profile("A second name"))
    assert "A second name" in serving.page("members/p-001.html")
    assert "A second name" not in serving.page("values/curiosity.html")
    serving.save_until(BUILT, "docs/index.md", "# Home\n\nAnother word.\n")
    assert "A second name" in serving.page("members/p-001.html")
    assert "A second name" in serving.page("values/curiosity.html")


def test_a_mistake_is_told_with_its_place_and_the_last_good_page_stays_up(serving, profile):
    serving.save_until(SHOWN, "members/p-002.yml", profile("Person 2", tagline="A good line"))
    said = serving.save_until(
        UNTIL_MENDED,
        "members/p-002.yml",
        "name: P\nvalues: [curiousity]\ncan_help_with:\n  - topic: cv-feedback\n",
    )
    assert "members/p-002.yml:2:10" in said
    assert "A good line" in serving.page("members/p-002.html")
    # A strict server must not end the next whole build for it: every request would hang from then on.
    said = serving.save_until(BUILT, "docs/index.md", "# Home\n\nA third word.\n")
    assert "members/p-002.yml:2:10" in said
    assert "Aborted" not in said
    assert "A third word" in serving.page("index.html")
    assert "A good line" in serving.page("members/p-002.html")
    serving.save_until(SHOWN, "members/p-002.yml", profile("Person 2", tagline="Mended"))
    assert "Mended" in serving.page("members/p-002.html")


def test_somebody_new_and_somebody_gone_make_a_whole_build(serving, profile):
    serving.save_until(BUILT, "members/cy.yml", profile("Cy"))
    assert "<h1" in serving.page("members/cy.html")
    assert "../members/cy.html" in serving.page("names/c.html")
    serving.remove_until(BUILT, "members/cy.yml")
    assert serving.page("members/cy.html") == "404"
    assert serving.page("names/c.html") == "404"


def test_a_file_saved_by_a_rename_is_shown(serving, profile):
    start = serving.said
    draft = serving.community.write("members/.p-003.yml.swp", "")
    serving.community.write(
        "members/.p-003.yml.swp", yaml.safe_dump(profile("Person 3", tagline="Of a careful editor"))
    )
    draft.replace(serving.community.root / "members/p-003.yml")
    serving.heard(SHOWN, start)
    assert "Of a careful editor" in serving.page("members/p-003.html")


def test_a_vocabulary_and_the_schema_make_a_whole_build(serving):
    values = (serving.community.root / "schema/values.yml").read_text(encoding="utf-8")
    serving.save_until(BUILT, "schema/values.yml", values.replace("label: Curiosity", "label: Asking why"))
    assert "Asking why" in serving.page("members/p-004.html")
    schema = (serving.community.root / "schema/member.schema.json").read_text(encoding="utf-8")
    retitled = re.sub(r'("tagline": \{\s*"title": )"[^"]*"', r'\1"In a nutshell"', schema)
    assert retitled != schema
    serving.save_until(BUILT, "schema/member.schema.json", retitled)
    assert "In a nutshell" in serving.page("schema/member.schema.json")


def test_a_broken_vocabulary_is_told_and_the_last_good_site_stays_up(serving, profile):
    path = serving.community.root / "schema/topics.yml"
    good = path.read_text(encoding="utf-8")
    said = serving.save_until(BUILT, "schema/topics.yml", good + "\nbroken: [\n")
    assert "schema/topics.yml:" in said
    assert UNTIL_MENDED in said
    assert "<h1" in serving.page("members/p-005.html")
    said = serving.save_until(UNTIL_MENDED, "members/p-005.yml", profile("Person 5", tagline="Not yet"))
    assert "schema/topics.yml:" in said
    assert "Not yet" not in serving.page("members/p-005.html")
    serving.save_until(BUILT, "schema/topics.yml", good)
    assert "Not yet" in serving.page("members/p-005.html")
