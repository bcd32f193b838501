"""Sameboat in the terminal: each command hands over to a function that knows nothing of terminals."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__

if TYPE_CHECKING:
    from .problems import Problem

_MEMBERS = click.option(
    "--members",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="members",
    show_default=True,
    help="The folder of the profiles.",
)
_SCHEMA = click.option(
    "--schema",
    type=click.Path(file_okay=False, path_type=Path),
    default="schema",
    show_default=True,
    help="The folder of the member schema and the vocabularies.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sameboat")
def main() -> None:
    """A folder of small YAML profiles becomes a directory where people find their peers."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_MEMBERS
@_SCHEMA
def check(paths: tuple[Path, ...], form: str, members: Path, schema: Path) -> None:
    """Check profiles: the files PATHS, or the whole community.

    Exit status: 0 when all is well, 1 when something is wrong, 2 when the command was used wrongly.
    """
    from .checking import Community, check_community
    from .reports import json_report, text_report

    named = [_existing(path) for path in paths]
    done = check_community(Community.at(members, schema, Path()), named)
    if form == "json":
        click.echo(json_report(done.problems, done.checked), nl=False)
    else:
        click.echo(text_report(done.problems, done.checked, _SourceLines(), _style), nl=False)
    sys.exit(1 if done.has_errors else 0)


def _existing(path: Path) -> Path:
    if not path.exists() and not path.is_symlink():
        message = f"There is no file {path}."
        raise click.UsageError(message)
    return path


class _SourceLines:
    """The lines that problems stand on, each file read once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def __call__(self, problem: Problem) -> str | None:
        from .photos import ENDINGS

        if problem.path.endswith(tuple(ENDINGS)):
            return None  # a picture has no lines
        lines = self._files.get(problem.path)
        if lines is None:
            from .documents import printable_lines

            lines = self._files[problem.path] = printable_lines(Path(problem.path))
        return lines[problem.line - 1] if problem.line <= len(lines) else None


def _style(text: str, kind: str) -> str:
    colours = {"error": "red", "warning": "yellow", "caret": "red"}
    if kind in colours:
        return click.style(text, fg=colours[kind], bold=kind != "caret")
    return click.style(text, bold=True) if kind == "path" else text


@main.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Say whether the generated file is fresh; write nothing."
)
@_SCHEMA
def schema(schema: Path, *, only_check: bool) -> None:
    """Write schema/generated/member.json: the member schema with the vocabularies in it, for editors and the site."""
    from .checking import shown_path
    from .reports import text_report
    from .schema import GENERATED_FILE, read_schema

    found, problems = read_schema(schema, shown_path(schema, Path()))
    if found is None:
        click.echo(text_report(problems, 0, _SourceLines(), _style), nl=False)
        sys.exit(1)
    target = schema / GENERATED_FILE
    fresh = found.generated()
    if target.is_file() and target.read_text(encoding="utf-8") == fresh:
        click.echo(f"{target} is fresh.")
    elif only_check:
        click.echo(f"{target} is out of date. Run: sameboat schema")
        sys.exit(1)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(fresh, encoding="utf-8")
        click.echo(f"Wrote {target}.")


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
