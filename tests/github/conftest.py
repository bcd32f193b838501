"""A harbour: a small community on a GitHub of our own, and the gate in front of it."""

import subprocess

import pytest

from sameboat.checking import Community
from sameboat.github.api import Api
from sameboat.github.gate import Gate, Rules
from sameboat.github.owners import record_owners
from sameboat.github.places import Places
from sameboat.github.repository import Repository
from sameboat.github.settings import Settings
from sameboat.github.voice import Voice
from sameboat.schema import packaged_schema, read_schema

from .hub import NAME, TOKEN, Hub, Person, serving

ADA = Person(5, "Ada-K")
BEN = Person(6, "ben")
MALLORY = Person(66, "mallory")


def profile(name="Ada Kowalska", more=""):
    return f"name: {name}\nvalues: [curiosity]\ncan_help_with:\n  - topic: cv-feedback\n{more}"


WHOLE = {
    "members/ada-k.yml": profile(),
    "members/ben.yml": profile("Ben"),
    "members/carol.yml": profile("Carol"),
    "schema/values.yml": "curiosity: {label: Curiosity}\n",
    "generator/sameboat/checking.py": "print('all well')\n",
    ".github/workflows/check.yml": "on: pull_request\n",
    "docs/index.md": "# Home\n",
}


@pytest.fixture(scope="session")
def schema():
    found, _ = read_schema(packaged_schema(), "schema")
    return found


@pytest.fixture
def hub(tmp_path):
    """A repository with three members: Ada and Ben are on record, Carol is not."""
    git = tmp_path / "hub.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", git], check=True)
    made = Hub(git)
    made.commit(WHOLE, branch="main")
    made.own(ada_k=ADA.id, ben=BEN.id)
    with serving(made):
        yield made


@pytest.fixture
def patience():
    """Seconds to wait for an answer: longer than any machine needs, unless a test is about waiting."""
    return 60.0


@pytest.fixture
def repository(hub, patience):
    """The repository as the gate reads it."""
    api = Api(hub.address, TOKEN, timeout=patience, pause=lambda _: None)
    yield Repository(api, NAME)
    api.close()


@pytest.fixture
def look(hub, schema, tmp_path, repository):
    """Runs the gate on all open pull requests, or on some, over a fresh checkout of main."""

    def look(*pulls, self_merge="all", merges=True, settings=None, **details):
        checkout = tmp_path / "checkout"
        hub.run("worktree", "prune")
        if not checkout.exists():
            hub.run("worktree", "add", "--quiet", "--detach", str(checkout), "main")
        subprocess.run(["git", "-C", checkout, "checkout", "--quiet", "--detach", hub.tip()], check=True)
        community = Community.at(checkout / "members", checkout / "schema", checkout)
        rules = Rules(settings or Settings(self_merge), Places(), schema, community.members)
        wanted = {pull.number for pull in pulls}
        asked = [pull for pull in repository.open_pulls() if not wanted or pull.number in wanted]
        return Gate(repository, rules, Voice(repository, **details)).run(asked, merges=merges)

    return look


@pytest.fixture
def record(repository):
    """Runs the job that writes the record of owners."""
    return lambda: record_owners(repository, Places())


@pytest.fixture
def is_refused(hub, look):
    """Looks at a pull request and says whether it was refused, for a reason that holds these words."""

    def is_refused(pull, *words):
        before = hub.tip()
        look(pull)
        assert hub.tip() == before, "it was merged"
        assert hub.status(pull)["state"] == "failure", hub.status(pull)
        for word in words:
            assert word in hub.said(pull)
        return True

    return is_refused


@pytest.fixture
def needs_reviewer(hub, look):
    """Looks at a pull request and says whether a person has to, for a reason that holds these words."""

    def needs_reviewer(pull, *words):
        before = hub.tip()
        look(pull)
        assert hub.tip() == before, "it was merged"
        assert hub.status(pull)["state"] == "success", hub.status(pull)
        assert "A person decides" in hub.status(pull)["description"]
        for word in words:
            assert word in (
                hub.said(pull) if hub.comments.get(pull.number) else hub.status(pull)["description"]
            )
        return True

    return needs_reviewer


@pytest.fixture
def is_merged(look):
    """Looks at a pull request and says whether it was merged without a person."""

    def is_merged(pull, **settings):
        said = look(pull, **settings)
        assert not said.has_failed, said.lines
        return pull.merged_at is not None

    return is_merged


@pytest.fixture(scope="session")
def picture():
    """Makes a small PNG."""

    def picture():
        from io import BytesIO

        from PIL import Image

        file = BytesIO()
        Image.new("RGB", (120, 120), "teal").save(file, "PNG")
        return file.getvalue()

    return picture
