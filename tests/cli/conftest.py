"""The command as somebody runs it in the folder of their community."""

import pytest
from click.testing import CliRunner

from sameboat.cli import main


@pytest.fixture
def community(make_community, monkeypatch):
    """Makes a community and stands in its folder."""

    def make(members=None, **parts):
        made = make_community(members, **parts)
        monkeypatch.chdir(made.root)
        return made

    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return make


@pytest.fixture
def run():
    """Runs the command; the result has exit_code, stdout and stderr."""
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])
