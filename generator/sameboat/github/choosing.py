"""Which pull requests a run of the gate is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from .answers import Pull
from .repository import Repository
from .words import CONTEXT

STALE_AFTER = timedelta(hours=6)
"""What was decided so long ago is decided again: owners, settings and the main branch move on."""
MOST_AT_ONCE = 25
"""A decision takes some twenty requests, and a workflow has a thousand an hour."""


def with_heads(repository: Repository, heads: Collection[str]) -> list[Pull]:
    """The open pull requests whose newest commit is one of `heads`. Raises ApiError."""
    return [pull for pull in repository.open_pulls() if pull.head in heads]


def due(repository: Repository, now: datetime) -> list[Pull]:
    """The open pull requests that nobody has decided on, or not lately, the longest waiting first. Raises ApiError.

    A push after which no check ran (a first contribution waits for a person to let it run) is found this way.
    """
    limit = (now - STALE_AFTER).strftime("%Y-%m-%dT%H:%M:%SZ")
    waiting = [(_decided_at(repository, pull), pull.number, pull) for pull in repository.open_pulls()]
    return [pull for when, _, pull in sorted(waiting, key=lambda each: each[:2]) if when < limit][
        :MOST_AT_ONCE
    ]


def _decided_at(repository: Repository, pull: Pull) -> str:
    """When the gate last decided on a pull request's head, as GitHub writes it; empty where it has not."""
    last = next((each for each in repository.statuses(pull.head) if each.context == CONTEXT), None)
    return last.created_at if last and last.state in ("success", "failure") else ""
