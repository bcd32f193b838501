"""Hypothesis for all unit tests: no clock in a verdict, and in CI the same examples every time; a small directory."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from sameboat.directory import Directory
from sameboat.profiles import Profile
from sameboat.schema import MemberSchema, packaged_schema, read_schema

settings.register_profile(
    "sameboat",
    deadline=None,
    # tools/mutate.py runs the tests a thousand times.
    max_examples=25 if "MUTANT_UNDER_TEST" in os.environ else 100,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("sameboat")


@pytest.fixture(scope="session")
def packaged() -> MemberSchema:
    """The schema that a community without one of its own gets."""
    schema, _ = read_schema(packaged_schema(), "schema")
    assert schema is not None
    return schema


@pytest.fixture(scope="session")
def gather(packaged: MemberSchema) -> Callable[..., Directory]:
    """Puts members together: by handle their fields, and by handle when they came."""

    def gather(
        members: Mapping[str, Mapping[str, Any]], arrivals: Mapping[str, int] | None = None
    ) -> Directory:
        needed = {"values": ["curiosity"], "can_help_with": [{"topic": "cv-feedback"}]}
        profiles = [
            Profile(handle, {"name": handle.title(), **needed, **fields})
            for handle, fields in members.items()
        ]
        return Directory.of(profiles, packaged, arrivals)

    return gather
