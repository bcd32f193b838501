"""Whole communities of other people's making: everybody has a page and is found by name."""

import pytest
import yaml
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Types each name and reads the first cards once they are there, in one go.
FIND_ALL = """
async (members) => {
  const page = document.getElementById("sb-find");
  const field = document.getElementById("sb-find-q");
  const found = [];
  for (const [handle, name] of members) {
    field.value = name;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (page.dataset.state === "busy") await new Promise((resolve) => setTimeout(resolve));
    const cards = [...document.querySelectorAll("#sb-find-cards a")];
    found.push([handle, cards.map((card) => decodeURI(card.getAttribute("href")).replace(/^members\\/(.*)\\.html$/, "$1"))]);
  }
  return found;
}
"""


@pytest.fixture(scope="module", params=["thirty", "biodrop"])
def community(request, repository, once, make_community):
    """A folder of profiles with vocabularies of its own, and the site built of them."""
    folders = {
        "thirty": repository / "tests/fixtures/thirty",
        "biodrop": repository.parent / "shared/corpora/biodrop-community",
    }
    folder = folders[request.param]
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}: a corpus that stands beside this repository on some machines")

    def make(_):
        options = {"members": str(folder / "members"), "schema": str(folder / "schema")}
        return make_community(options=options).build("--strict")

    built = once(request.param, make)
    assert built.code == 0, built.log
    return folder, built


@pytest.fixture(scope="module")
def members(community):
    """Handle → name of everybody in the folder."""
    folder, _ = community
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)["name"]  # noqa: S506 - strings only
        for path in sorted((folder / "members").glob("*.yml"))
    }


def test_it_builds_strictly_and_without_a_warning(community):
    _, built = community
    assert not built.warnings


def test_everybody_has_a_page_with_their_name(community, members):
    _, built = community
    for handle, name in members.items():
        assert " ".join(name.split()) in built.page(f"members/{handle}.html").text_in("h1"), handle


def test_everybody_is_in_the_index_and_in_the_api(community, members):
    _, built = community
    assert [member["handle"] for member in built.members] == sorted(members)
    assert built.json("api/v1/members.json")["count"] == len(members)
    assert sorted(built.search.handles) == sorted(members)


def test_everybody_is_found_by_their_name(community, members, page, served):
    _, built = community
    page.goto(f"{served(built.site)}find.html")
    expect(page.locator("#sb-find")).to_have_attribute("data-state", "ready")
    found = page.evaluate(FIND_ALL, list(members.items()))
    namesakes = {
        handle: {other for other, name in members.items() if name.casefold() == members[handle].casefold()}
        for handle in members
    }
    not_first = [handle for handle, cards in found if handle not in cards[: len(namesakes[handle])]]
    assert not_first == []
