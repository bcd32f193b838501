"""What the workflows may do, and what they never do."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / ".github/workflows"
WORKFLOWS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yml"))}
PARSED = {name: yaml.load(text, yaml.BaseLoader) for name, text in WORKFLOWS.items()}  # noqa: S506 - strings only
JOBS = [(name, job) for name, workflow in PARSED.items() for job in workflow["jobs"]]


def steps_of(name, job):
    return PARSED[name]["jobs"][job]["steps"]


def test_pull_request_target_is_not_used():
    assert not any("pull_request_target" in text for text in WORKFLOWS.values())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_has_no_rights_but_those_its_jobs_name(name):
    assert PARSED[name]["permissions"] == {}
    for job in PARSED[name]["jobs"].values():
        assert isinstance(job["permissions"], dict)
        assert job["timeout-minutes"]


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_job_that_may_write_checks_out_the_default_branch_and_nothing_else(name, job):
    if "write" not in PARSED[name]["jobs"][job]["permissions"].values():
        return
    assert "pull_request" not in PARSED[name]["on"], "whoever proposes could change this file"
    for step in steps_of(name, job):
        if step.get("uses", "").startswith("actions/checkout@"):
            ref = step.get("with", {}).get("ref", "")
            assert ref in ("", "${{ github.event.repository.default_branch }}")
        assert not step.get("uses", "").startswith(("actions/download-artifact", "actions/cache"))


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_no_word_of_a_stranger_comes_into_a_shell(name, job):
    for step in steps_of(name, job):
        assert "${{" not in step.get("run", ""), "values travel by the environment"


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_checkout_leaves_no_token_behind(name, job):
    for step in steps_of(name, job):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_its_hash_with_the_version_beside_it(name):
    for line in WORKFLOWS[name].splitlines():
        if re.match(r"\s*(- )?uses:", line):
            assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_only_the_second_job_of_the_gate_may_change_the_repository_and_only_when_there_is_something_to_merge():
    jobs = PARSED["gate"]["jobs"]

    assert jobs["decide"]["permissions"] == {
        "contents": "read",
        "pull-requests": "write",
        "statuses": "write",
    }
    assert jobs["merge"]["if"] == "needs.decide.outputs.heads != ''"
    assert [name for name, job in jobs.items() if job["permissions"]["contents"] == "write"] == ["merge"]


def test_the_check_may_only_read_and_runs_what_the_base_branch_has():
    job = PARSED["check"]["jobs"]["check"]

    assert job["permissions"] == {"contents": "read"}
    assert set(PARSED["check"]["on"]) == {"pull_request", "merge_group"}
    assert "GITHUB_TOKEN" not in WORKFLOWS["check"]
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert not any("proposed/" in run for run in runs)


def test_the_gate_waits_for_the_check_by_its_name():
    assert PARSED["gate"]["on"]["workflow_run"]["workflows"] == [PARSED["check"]["name"]]


def test_what_the_gate_starts_after_a_merge_can_be_started():
    from sameboat.github.settings import Settings

    for workflow in Settings().after_merge:
        assert "workflow_dispatch" in PARSED[workflow.removesuffix(".yml")]["on"]


def test_the_site_is_made_anew_on_every_push_every_day_and_by_hand():
    deploy = PARSED["deploy"]

    assert deploy["on"]["schedule"] == [{"cron": "10 0 * * *"}]
    assert set(deploy["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert deploy["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["jobs"]["publish"]["needs"] == "build"
    assert "--strict" in WORKFLOWS["deploy"]


def test_everything_the_workflows_install_is_pinned_by_hash_and_fresh_enough():
    text = (REPOSITORY / ".github/requirements.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^ ]+) \\$", text, re.MULTILINE))
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        Requirement(each)
        for each in (*project["project"]["dependencies"], *project["build-system"]["requires"])
    ]

    for requirement in wanted:
        assert requirement.name in pinned, (
            f"{requirement.name} is not in .github/requirements.txt; see its first lines"
        )
        assert requirement.specifier.contains(pinned[requirement.name])
    assert text.count("--hash=sha256:") >= len(pinned)
    for name, workflow in WORKFLOWS.items():
        for line in workflow.splitlines():
            if "pip install" in line:
                assert "--require-hashes" in line or "--no-deps --no-build-isolation" in line, (name, line)
