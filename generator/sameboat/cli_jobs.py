"""The commands that GitHub's workflows run: the gate, the record of owners, the check's review, the yearly question."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

MEMBERS = click.option(
    "--members",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="members",
    show_default=True,
    help="The folder of the profiles.",
)
SCHEMA = click.option(
    "--schema",
    type=click.Path(file_okay=False, path_type=Path),
    default="schema",
    show_default=True,
    help="The folder of the member schema and the vocabularies.",
)
_REPOSITORY = click.option(
    "--repository", envvar="GITHUB_REPOSITORY", required=True, metavar="OWNER/NAME", help="Whose gate it is."
)
_API = click.option(
    "--api", envvar="GITHUB_API_URL", default="https://api.github.com", metavar="URL", show_default=True
)
_MEMBERS_NAME = click.option(
    "--members", default="members", show_default=True, help="The folder of the profiles."
)
_SCHEMA_NAME = click.option("--schema", default="schema", show_default=True, help="The folder of the schema.")
_HEADS = click.option(
    "--head",
    "heads",
    multiple=True,
    envvar="SAMEBOAT_HEADS",
    callback=lambda _, __, given: _hashes(given),
    help="Decide on the pull requests with this newest commit; without it, on all that are due.",
)


def _hashes(given: Sequence[str]) -> Sequence[str]:
    for each in given:
        if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", each):
            message = "A commit is named by its whole hash."
            raise click.BadParameter(message)
    return given


@click.command()
@_REPOSITORY
@_API
@_HEADS
@click.option(
    "--queued",
    is_flag=True,
    envvar="SAMEBOAT_QUEUED",
    help="The heads stand in a merge queue; say that they were decided on before.",
)
@click.option(
    "--merge", "merges", is_flag=True, help="Merge what .github/sameboat.yml lets go through by itself."
)
@click.option("--dry-run", is_flag=True, help="Decide, and say it here only.")
@MEMBERS
@SCHEMA
def gate(  # noqa: PLR0913, PLR0917 - one argument an option
    repository: str,
    api: str,
    heads: Sequence[str],
    queued: bool,  # noqa: FBT001 - click passes it by name
    merges: bool,  # noqa: FBT001 - likewise
    dry_run: bool,  # noqa: FBT001 - likewise
    members: Path,
    schema: Path,
) -> None:
    """Decide on pull requests: whose own profile it is, and whether all is well with it.

    Run in a checkout of the default branch, with a token in GITHUB_TOKEN. Exit status: 1 when something could not be
    decided or done.
    """
    from .github.running import Request, run_gate

    said = run_gate(Request(repository, api, heads, members, schema, queued, merges, dry_run), os.environ)
    _say(said.lines)
    _add_output("heads", " ".join(said.heads))
    sys.exit(1 if said.has_failed else 0)


def _add_output(name: str, value: str) -> None:
    """Give a later job of the workflow a value; nothing but hashes comes here."""
    if target := os.environ.get("GITHUB_OUTPUT"):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(f"{name}={value}\n")


@click.command()
@_REPOSITORY
@_API
@MEMBERS
def owners(repository: str, api: str, members: Path) -> None:
    """Write down which account brought which profile, from what was merged since the last time.

    Run in a checkout of the default branch, with a token in GITHUB_TOKEN.
    """
    from .github.running import run_owners

    said = run_owners(repository, api, members, os.environ)
    _say(said.lines)
    sys.exit(1 if said.has_failed else 0)


@click.command()
@click.argument("base", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("proposed", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_MEMBERS_NAME
@_SCHEMA_NAME
def review(base: Path, proposed: Path, members: str, schema: str) -> None:
    """Say what is wrong with what differs between two checkouts, BASE and PROPOSED, for a job of GitHub's.

    The rules are those of BASE; of PROPOSED everything is data. Exit status: 1 when something is wrong.
    """
    from .annotations import SUMMARY_BYTES
    from .github.review import review_changes

    found = review_changes(base, proposed, members, schema)
    click.echo(found.log, nl=False)
    if name := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(name).open("a", encoding="utf-8", errors="replace") as file:
            file.write(found.summary(SUMMARY_BYTES - file.tell()))
    sys.exit(1 if found.has_errors else 0)


@click.command()
@_REPOSITORY
@_API
@MEMBERS
@SCHEMA
def stale(repository: str, api: str, members: Path, schema: Path) -> None:
    """Keep one issue that lists the profiles nobody has confirmed for a year; it removes nobody."""
    from .github.running import run_stale

    said = run_stale(repository, api, members, schema, os.environ)
    _say(said.lines)
    sys.exit(1 if said.has_failed else 0)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        # GitHub's log obeys lines that start with "::"; of ours none does, and a stranger's words never start one.
        click.echo(line)


JOBS = (gate, owners, review, stale)
