"""Sameboat in the terminal: each command hands over to a function that knows nothing of terminals."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__
from .cli_jobs import JOBS
from .cli_jobs import MEMBERS as _MEMBERS
from .cli_jobs import SCHEMA as _SCHEMA
from .cli_joining import JOINING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .checking import CheckedCommunity, Community
    from .problems import Problem
    from .schema import MemberSchema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sameboat")
def main() -> None:
    """A folder of small YAML profiles becomes a directory where people find their peers."""


for job in (*JOBS, *JOINING):
    main.add_command(job)


def _web_address(context: click.Context, option: click.Parameter, value: str) -> str:  # noqa: ARG001 - click has it so
    if value and not re.fullmatch(r"https?://[^\s<>]+", value):
        message = "An address starts with https://."
        raise click.BadParameter(message)
    return value


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json", "sarif"]),
    default="text",
    show_default=True,
    help="For a person, for a job of GitHub's, or for a program.",
)
@click.option(
    "--fix", is_flag=True, help="Mend what is beyond doubt in the files themselves, and say what was done."
)
@click.option(
    "--manual-url",
    default="",
    callback=_web_address,
    help="Where the manual is published; github and sarif then link each code to its page.",
)
@_MEMBERS
@_SCHEMA
def check(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: tuple[Path, ...],
    form: str,
    fix: bool,  # noqa: FBT001 - click passes it by name
    manual_url: str,
    members: Path,
    schema: Path,
) -> None:
    """Check profiles: the files PATHS, or the whole community.

    Exit status: 0 when all is well, 1 when something is wrong, 2 when the command was used wrongly.
    """
    from .checking import Community, check_community

    named = [_existing(path) for path in paths]
    community = Community.at(members, schema, Path())
    done = _fix(community, named, form) if fix else check_community(community, named)
    _say(_report(done, form, manual_url))
    if form == "github":
        _add_to_job_summary(done, manual_url)
    sys.exit(1 if done.has_errors else 0)


def _fix(community: Community, named: Sequence[Path], form: str) -> CheckedCommunity:
    from .fixing import fix_community
    from .reports import mended_report

    mended, left = fix_community(community, named)
    # Whoever asked for a report for a program gets nothing else on standard output.
    click.echo(mended_report(mended), nl=False, err=form != "text")
    return left


def _report(done: CheckedCommunity, form: str, manual_url: str) -> str:
    if form == "json":
        from .reports import json_report

        return json_report(done.problems, done.checked)
    if form == "sarif":
        from .sarif import sarif_report

        return sarif_report(done.problems, manual_url)
    if form == "github":
        from .annotations import workflow_commands

        return workflow_commands(done.problems, done.checked)
    return _text(done.problems, done.checked, done.schema)


def _text(problems: Iterable[Problem], checked: int, schema: MemberSchema | None) -> str:
    from shutil import get_terminal_size

    from .reports import lists_in_question, text_report, unstyled

    return text_report(
        problems,
        checked,
        _SourceLines(),
        _style if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else unstyled,
        width=get_terminal_size((100, 24)).columns,
        lists=lists_in_question(problems, schema),
    )


def _say(text: str) -> None:
    # Where a terminal lacks a letter of somebody's name, it shows another sign; the report goes on.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    click.echo(text, nl=False)


def _add_to_job_summary(done: CheckedCommunity, manual_url: str) -> None:
    from .annotations import SUMMARY_BYTES, job_summary

    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    with Path(name).open("a", encoding="utf-8", errors="replace") as file:
        room = SUMMARY_BYTES - file.tell()
        file.write(job_summary(done.problems, done.checked, manual_url, room))


def _existing(path: Path) -> Path:
    if not path.exists() and not path.is_symlink():
        from .columns import printable

        message = f"There is no file {printable(str(path))}."
        raise click.UsageError(message)
    # A folder that is called like a profile is a mistake to report; any other was meant as "everybody in it".
    if path.is_dir() and path.suffix.lower() not in (".yml", ".yaml"):
        message = (
            "A folder is not a file. Name files, or nothing for everybody; --members names another folder."
        )
        raise click.UsageError(message)
    return path


class _SourceLines:
    """The lines that problems stand on, each file read once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def __call__(self, problem: Problem) -> str | None:
        lines = self._files.get(problem.path)
        if lines is None:
            from .documents import source_lines

            lines = self._files[problem.path] = source_lines(Path(problem.path))
        return lines[problem.line - 1] if problem.line <= len(lines) else None


def _style(text: str, kind: str) -> str:
    if kind in {"path", "error", "warning"}:
        return click.style(text, fg={"error": "red", "warning": "yellow"}.get(kind), bold=True)
    return click.style(text, fg="red") if kind == "mark" else click.style(text, dim=True)


@main.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option(
    "--manual",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the manual's page about all codes to FILE.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="With --manual: say whether FILE is fresh; write nothing."
)
def explain(codes: tuple[str, ...], manual: Path | None, *, only_check: bool) -> None:
    """Say what a problem's CODE means, with a wrong and a right example; without a CODE, list them all."""
    from .codes import all_codes
    from .guide import explain_code, list_codes, manual_page
    from .suggestions import closest

    if manual is not None and not codes:
        _refresh(manual, manual_page(), f"sameboat explain --manual {manual}", only_check=only_check)
        return
    if manual is not None or only_check:
        message = "--manual stands without a CODE, --check with --manual."
        raise click.UsageError(message)
    known = all_codes()
    for code in codes:
        if code not in known:
            meant = closest(code, list(known))
            message = f'There is no code "{code}". {f"Did you mean {meant}?" if meant else "sameboat explain lists all."}'
            raise click.UsageError(message)
    _say("\n\n".join(explain_code(known[code]) for code in codes) if codes else list_codes())


@main.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Say whether the generated file is fresh; write nothing."
)
@_SCHEMA
def schema(schema: Path, *, only_check: bool) -> None:
    """Write schema/generated/member.json: the member schema with the vocabularies in it, for editors and the site."""
    from .checking import shown_path
    from .schema import GENERATED_FILE, read_schema

    found, problems = read_schema(schema, shown_path(schema, Path()))
    if found is None:
        _say(_text(problems, 0, None))
        sys.exit(1)
    _refresh(schema / GENERATED_FILE, found.generated(), "sameboat schema", only_check=only_check)


def _refresh(target: Path, fresh: str, command: str, *, only_check: bool) -> None:
    """Write what is generated, or say whether it is as it would be written."""
    if target.is_file() and target.read_text(encoding="utf-8") == fresh:
        click.echo(f"{target} is fresh.")
    elif only_check:
        click.echo(f"{target} is out of date. Run: {command}")
        sys.exit(1)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(fresh, encoding="utf-8")
        click.echo(f"Wrote {target}.")


@main.command()
@click.argument("handle")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person or for a program.",
)
@_MEMBERS
@_SCHEMA
def match(handle: str, form: str, members: Path, schema: Path) -> None:
    """Say who is in HANDLE's boat, whom they could help, who could help them, and in which rings they are.

    Members with mistakes are left out. Exit status: 0, or 1 when there is nobody to answer for.
    """
    from .checking import Community, check_community
    from .directory import Directory
    from .introductions import json_introductions, text_introductions
    from .loading import today
    from .matching import Matching

    done = check_community(Community.at(members, schema, Path()))
    if done.schema is None:
        _say(_text(done.problems, 0, None))
        sys.exit(1)
    directory = Directory.of(done.profiles, done.schema)
    matching = Matching.of(directory, today())
    if handle not in matching.crowd.seats:
        raise click.ClickException(_nobody_to_match(handle, [each.handle for each in directory.profiles]))
    answer = (
        json_introductions(matching, handle)
        if form == "json"
        else text_introductions(matching, directory, handle)
    )
    _say(answer)


def _nobody_to_match(handle: str, known: Sequence[str]) -> str:
    from .columns import printable
    from .suggestions import closest

    if handle in known:
        return f"{handle} is taking a pause, so nobody is matched with them."
    meant = closest(handle, known)
    return f"There is no member {printable(handle)}, or their file has a mistake." + (
        f" Did you mean {meant}?" if meant else ""
    )


@main.command()
@click.argument("count", type=click.IntRange(min=1), metavar="N")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people.")
@_SCHEMA
def demo(count: int, folder: Path, seed: int, schema: Path) -> None:
    """Invent a community of N members in DIR/members, every one marked as a sample."""
    from .checking import shown_path
    from .demo import generate, write
    from .schema import read_schema

    found, problems = read_schema(schema, shown_path(schema, Path()))
    if found is None:
        raise click.ClickException(problems[0].message)
    vocabularies = {name: list(vocabulary.terms) for name, vocabulary in found.vocabularies.items()}
    write(generate(count, seed, vocabularies), folder)
    click.echo(f"Invented {count} members in {folder / 'members'}.")
