"""The hook that other repositories can take from this one."""

import re
import tomllib

import yaml

from sameboat.cli import main


def test_the_hook_runs_a_command_that_exists(repository):
    (hook,) = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    script, command = hook["entry"].split()
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"][script] == "sameboat.cli:main"
    assert command in main.commands
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("sameboat-check", "python", True)
    assert "additional_dependencies" not in hook


def test_the_hook_looks_at_members_and_the_schema_and_nothing_else(repository):
    (hook,) = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    files = [
        "members/ada.yml",
        "members/photos/ada.jpg",
        "schema/topics.yml",
        "docs/members/x.yml",
        "mkdocs.yml",
    ]
    assert [name for name in files if re.search(hook["files"], name)] == files[:3]


def test_what_the_hook_hands_over_is_understood(community, run, profile):
    community({"ada": profile(), "eve": "name: ["})
    assert run("check", "members/ada.yml").exit_code == 0
    assert run("check", "members/ada.yml", "members/eve.yml").exit_code == 1
