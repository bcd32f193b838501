"""Problems in SARIF 2.1.0, the format in which tools hand their findings to other tools."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from . import __version__
from .codes import Code, all_codes
from .guide import code_as_markdown, explain_code, guide_link
from .problems import Problem
from .reports import said

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_report(problems: Iterable[Problem], manual_url: str = "") -> str:
    """A log with one run: a rule for every code there is, a result for every problem."""
    rules = {code: place for place, code in enumerate(all_codes())}
    run = {
        "tool": {
            "driver": {
                "name": "Sameboat",
                "semanticVersion": __version__,
                "rules": [_rule(code, manual_url) for code in all_codes().values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules) for problem in sorted(problems)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: Code, manual_url: str) -> dict[str, Any]:
    link = guide_link(manual_url, code.id)
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.reason.strip()},
        "help": {"text": explain_code(code), "markdown": code_as_markdown(code)},
        "defaultConfiguration": {"level": code.severity},
        **({"helpUri": link} if link else {}),
    }


def _result(problem: Problem, rules: Mapping[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(problem.path),
            "region": {
                "startLine": problem.line,
                "startColumn": problem.column,
                "endLine": problem.end_line,
                "endColumn": problem.end_column,
            },
        }
    }
    if problem.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.pointer}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rules[problem.code],
        "level": problem.severity,
        "message": {"text": _message(said(problem))},
        "locations": [location],
    }


def _artifact(path: str) -> dict[str, str]:
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> str:
    """`text` where SARIF would see placeholders in braces and links in "[…](…)"."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
