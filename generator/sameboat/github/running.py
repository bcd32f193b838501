"""A run of the gate or of the owners' record, from what a workflow gives it: options and the environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..checking import Community, check_community, shown_path
from ..history import arrivals, movements
from ..problems import Problem
from ..reports import one_line
from ..schema import read_schema
from .api import TIMEOUT, Api, ApiError
from .choosing import due, with_heads
from .gate import Gate, Rules, Said
from .owners import record_owners
from .places import Places
from .repository import Repository
from .settings import SETTINGS_FILE, read_settings
from .stale import keep_issue, unconfirmed
from .voice import Voice
from .words import QUEUED


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for."""

    repository: str
    api: str
    heads: Sequence[str]
    """Hashes; without any, whatever is due."""
    members: Path
    schema: Path
    is_queued: bool = False
    merges: bool = False
    is_dry: bool = False


def run_gate(request: Request, environment: Mapping[str, str], *, timeout: float = TIMEOUT) -> Said:
    """Decide, say and merge, as asked; what went wrong is in what comes back, never raised."""
    rules, problems = _rules(request)
    if rules is None:
        broken = "The gate cannot judge by rules that have mistakes, so nothing was decided."
        return Said((broken, *map(one_line, problems)), has_failed=True)
    try:
        with closing(_api(request.api, environment, timeout)) as api:
            return _run(Repository(api, request.repository), rules, request, environment)
    except (ApiError, ValueError) as error:
        return Said((f"Nothing was decided. {error}",), has_failed=True)


def _run(repository: Repository, rules: Rules, request: Request, environment: Mapping[str, str]) -> Said:
    if request.is_queued:
        for head in request.heads:
            repository.set_status(head, QUEUED)
        return Said(tuple(f"{head}: was decided on before it joined the queue." for head in request.heads))
    heads = request.heads
    pulls = with_heads(repository, heads) if heads else due(repository, datetime.now(UTC))
    if not pulls:
        return Said(("There is nothing to decide: no open pull request has this as its newest commit.",))
    address = _run_address(environment)
    voice = Voice(repository, address, is_silent=request.is_dry, repeats=not heads)
    return Gate(repository, rules, voice).run(pulls, merges=request.merges)


def run_owners(repository: str, api: str, members: Path, environment: Mapping[str, str]) -> Said:
    """Bring the record of owners up to date."""
    try:
        with closing(_api(api, environment, TIMEOUT)) as spoken_to:
            return Said(tuple(record_owners(Repository(spoken_to, repository), _places(members))))
    except (ApiError, ValueError) as error:
        return Said((f"The record of owners stays as it was. {error}",), has_failed=True)


def run_stale(repository: str, api: str, members: Path, schema: Path, environment: Mapping[str, str]) -> Said:
    """Keep the issue about profiles that nobody has confirmed for a year."""
    community = Community.at(members, schema, Path())
    checked = check_community(community)
    try:
        today = datetime.now(UTC).date()
        found = unconfirmed(checked.profiles, arrivals(movements(members, today)), today)
        with closing(_api(api, environment, TIMEOUT)) as spoken_to:
            return Said((keep_issue(Repository(spoken_to, repository), found),))
    except (ApiError, ValueError) as error:
        return Said((f"The issue stays as it was. {error}",), has_failed=True)


def _api(address: str, environment: Mapping[str, str], timeout: float) -> Api:
    return Api(address, environment.get("GITHUB_TOKEN", ""), timeout=timeout)


def _places(members: Path, schema: Path = Path("schema")) -> Places:
    return Places(shown_path(members, Path()), shown_path(schema, Path()))


def _rules(request: Request) -> tuple[Rules | None, Sequence[Problem]]:
    settings, problems = read_settings(Path(SETTINGS_FILE))
    places = _places(request.members, request.schema)
    schema, wrong = read_schema(request.schema, places.schema)
    if settings is None or schema is None:
        return None, (*problems, *wrong)
    return Rules(settings, places, schema, request.members), ()


def _run_address(environment: Mapping[str, str]) -> str:
    """Where this run can be read; empty outside a workflow."""
    parts = [
        environment.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    ]
    return f"{parts[0]}/{parts[1]}/actions/runs/{parts[2]}" if all(parts) else ""
