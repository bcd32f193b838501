"""The commands by which people join: asked in the terminal, or from what they wrote into the form on GitHub."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_jobs import MEMBERS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .documents import Value
    from .joining import Newcomer
    from .questions import Question
    from .schema import MemberSchema


def _read(schema: Path) -> MemberSchema:
    from .checking import shown_path
    from .reports import said
    from .schema import read_schema

    found, problems = read_schema(schema, shown_path(schema, Path()))
    if found is None:
        raise click.ClickException("\n".join(f"{each.path}: {said(each)}" for each in problems))
    return found


def _refuse_rival(handle: str, members: Path) -> None:
    from .joining import rival_of

    if rival := rival_of(handle, members):
        message = f"{members / rival} is there already. To change it, open it; nothing is overwritten."
        raise click.ClickException(message)


def _write(newcomer: Newcomer, members: Path) -> None:
    from .joining import write_newcomer

    try:
        path = write_newcomer(newcomer, members)
    except FileExistsError as error:
        message = f"{members / newcomer.handle}.yml is there already; nothing is overwritten."
        raise click.ClickException(message) from error
    click.echo(f"Wrote {path}.")


def _tell(newcomer: Newcomer) -> None:
    """Say what is wrong, each with its place in the file as it would be."""
    from .problems import split_lines
    from .reports import text_report

    lines = split_lines(newcomer.content.decode("utf-8", "replace"))
    report = text_report(
        newcomer.problems, 1, lambda problem: lines[problem.line - 1] if problem.line <= len(lines) else None
    )
    click.echo(report, nl=False)


@click.command()
@click.argument("handle", default="", metavar="[HANDLE]")
@click.option(
    "--from",
    "source",
    type=click.File("rb"),
    metavar="FILE",
    help="Take the profile from FILE (YAML or JSON; - for standard input) and ask nothing.",
)
@MEMBERS
@SCHEMA
def new(handle: str, source: Any, members: Path, schema: Path) -> None:
    """Make a profile: asks for what it needs, and writes members/HANDLE.yml where there is none.

    The Tab key completes what there is to choose. Exit status: 1 when something is wrong or was there already.
    """
    found = _read(schema)
    asked = handle or (click.prompt("Your handle, which is your GitHub username") if source is None else "")
    handle = asked.strip().removeprefix("@").lower()
    if not handle:
        message = "With --from, name the HANDLE that the file is for."
        raise click.UsageError(message)
    _refuse_rival(handle, members)
    newcomer = _from_file(handle, source, found) if source else _asked(handle, found)
    if newcomer.problems:
        _tell(newcomer)
    if not newcomer.is_welcome:
        sys.exit(1)
    if not source:
        click.echo(f"\n{newcomer.content.decode()}")
        click.confirm(f"Write {members / handle}.yml?", default=True, abort=True)
    _write(newcomer, members)


def _from_file(handle: str, source: Any, schema: MemberSchema) -> Newcomer:
    from .documents import MAX_BYTES, SourceFile, read_document
    from .joining import check_newcomer, make_newcomer

    content = source.read(MAX_BYTES + 1)
    data = read_document(SourceFile(f"members/{handle}.yml", content)).data
    # What the form on the site gave away stays as it is; other data, such as JSON, becomes a file that people can edit.
    if not isinstance(data, dict) or not content.lstrip().startswith(b"{"):
        return check_newcomer(handle, content, schema, "members")
    return make_newcomer(handle, data, schema, "members")


def _asked(handle: str, schema: MemberSchema) -> Newcomer:
    from .joining import make_newcomer
    from .questions import questions

    for problem in make_newcomer(handle, {}, schema, "members").problems:
        if problem.code == "bad-file-name":
            raise click.ClickException(problem.message)
    fields: dict[str, Value] = {}
    asked = questions(schema)
    for question in (each for each in asked if each.is_required):
        _fill(question, fields, schema)
    others = {question.title: question for question in asked if not question.is_required}
    while others:
        click.echo(f"\nIf you feel like more: {', '.join(others)}.")
        title = _prompt("Which one? (Enter to finish)", [(each, ()) for each in others])
        if not title:
            break
        chosen = next((each for each in others if each.casefold() == title.casefold()), None)
        if chosen is None:
            click.echo("That is none of them. The Tab key completes.")
            continue
        _fill(others.pop(chosen), fields, schema)
    return make_newcomer(handle, fields, schema, "members")


def _fill(question: Question, fields: dict[str, Value], schema: MemberSchema) -> None:
    """Ask until the answer is one that the check takes; nothing is an answer where nothing is needed."""
    from .questions import put

    click.echo(f"\n{click.style(question.title, bold=True)}\n{question.description}")
    while True:
        value = _ask_entries(question) if question.kind == "entries" else _ask(question)
        if value is None or value == []:
            if not question.is_required:
                return
            click.echo(f"A profile needs {question.path[0]}.")
            continue
        trial = dict(fields)
        put(trial, question.path, value)
        complaints = _complaints(question, trial, schema)
        if not complaints:
            put(fields, question.path, value)
            return
        click.echo("\n".join(complaints))


def _complaints(question: Question, fields: dict[str, Value], schema: MemberSchema) -> Sequence[str]:
    from .joining import make_newcomer
    from .reports import said

    start = f"/{question.path[0]}"
    problems = make_newcomer("you", fields, schema, "members").problems
    about = (
        each for each in problems if each.severity == "error" and f"{each.pointer}/".startswith(f"{start}/")
    )
    # A group is asked for part by part; what it still needs comes next.
    return [said(each) for each in about if not (len(question.path) > 1 and each.code == "missing-key")]


def _ask(question: Question) -> Value | None:
    from .questions import answer

    several = question.kind in ("choices", "lines")
    words = [(option.value, (option.label, *option.also)) for option in question.options]
    if not several:
        return answer(question, _prompt(question.title, words))
    texts: list[str] = []
    most = question.node.get("maxItems", 100)
    while len(texts) < most:
        text = _prompt(f"{question.title} {len(texts) + 1}, Enter to go on", words)
        if not text:
            break
        texts.append(text)
    return answer(question, "\n".join(texts))


def _ask_entries(question: Question) -> Value | None:
    entries: list[Value] = []
    while len(entries) < question.node.get("maxItems", 100):
        entry: dict[str, Value] = {}
        lead, *others = question.parts
        value = _ask_part(lead, f"{lead.title} {len(entries) + 1} (Enter to go on)")
        if value is None:
            break
        entry[lead.path[-1]] = value
        for part in others:
            value = _ask_part(part, f"  {part.title}")
            if value is not None:
                entry[part.path[-1]] = value
        entries.append(entry)
    return entries


def _ask_part(part: Question, label: str) -> Value | None:
    from .questions import answer

    return answer(
        part, _prompt(label, [(option.value, (option.label, *option.also)) for option in part.options])
    )


def _prompt(label: str, words: Sequence[tuple[str, Sequence[str]]]) -> str:
    with _Completion(words):
        return str(click.prompt(label, default="", show_default=False)).strip()


class _Completion:
    """While it is open, the Tab key completes words; where there is no readline, nothing happens."""

    def __init__(self, words: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._complete = completer(words)

    def __enter__(self) -> None:
        try:
            import readline
        except ImportError:
            return
        # A word may have spaces and hyphens in it: the whole line is one.
        readline.set_completer_delims("\n")
        readline.set_completer(self._complete)
        readline.parse_and_bind("tab: complete")

    def __exit__(self, *_: object) -> None:
        if "readline" in sys.modules:
            sys.modules["readline"].set_completer(None)


def completer(words: Sequence[tuple[str, Sequence[str]]]) -> Callable[[str, int], str | None]:
    """Completes the beginning of a word, or of another name for it, as readline asks: the n-th one that fits."""

    def complete(text: str, place: int) -> str | None:
        start = text.strip().casefold()
        fits = [
            word for word, also in words if any(each.casefold().startswith(start) for each in (word, *also))
        ]
        return fits[place] if place < len(fits) else None

    return complete


@click.command("from-issue")
@click.argument("source", type=click.File("rb"), metavar="FILE")
@click.option(
    "--handle", required=True, envvar="SAMEBOAT_LOGIN", help="The GitHub username of whoever wrote it."
)
@click.option(
    "--reply",
    "answer_to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Write what to answer to OUT, as Markdown, and no profile; nothing where FILE is not from the form.",
)
@click.option(
    "--repo-url", default="", envvar="SAMEBOAT_REPO_URL", help="The repository, for links in the answer."
)
@click.option("--branch", default="main", show_default=True, envvar="SAMEBOAT_BRANCH", help="Its branch.")
@MEMBERS
@SCHEMA
def from_issue(  # noqa: PLR0913, PLR0917 - one argument an option
    source: Any, handle: str, answer_to: Path | None, repo_url: str, branch: str, members: Path, schema: Path
) -> None:
    """Make a profile of FILE, the text of an issue that was written with the form (- for standard input).

    It is checked like any other and never takes another's place. Exit status: 1 when something is wrong with it.
    """
    from .checking import shown_path
    from .forge import Forge
    from .github.issue_form import MOST_CHARACTERS, read_issue, reply
    from .joining import make_newcomer, rival_of

    found = _read(schema)
    text = source.read(4 * MOST_CHARACTERS).decode("utf-8", "replace")
    fields = read_issue(text, found)
    handle = handle.strip().removeprefix("@").lower()
    shown = shown_path(members, Path())
    if answer_to is not None:
        said = ""
        if fields is not None:
            newcomer = make_newcomer(handle, fields, found, shown)
            said = reply(newcomer, Forge.of(repo_url, branch, shown), rival_of(handle, members))
        answer_to.write_text(said, encoding="utf-8")
        return
    if fields is None:
        message = "This text was not written with the form: none of its headings is one of the form's."
        raise click.ClickException(message)
    _refuse_rival(handle, members)
    newcomer = make_newcomer(handle, fields, found, shown)
    if newcomer.problems:
        _tell(newcomer)
    if not newcomer.is_welcome:
        sys.exit(1)
    _write(newcomer, members)


@click.command("issue-form")
@click.argument(
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    default=".github/ISSUE_TEMPLATE/join.yml",
    metavar="[FILE]",
)
@click.option("--check", "only_check", is_flag=True, help="Say whether the file is fresh; write nothing.")
@SCHEMA
def issue_form(target: Path, schema: Path, *, only_check: bool) -> None:
    """Write .github/ISSUE_TEMPLATE/join.yml: the form on GitHub, made from the schema and the vocabularies."""
    from .github.issue_form import issue_form as make

    fresh = make(_read(schema))
    if target.is_file() and target.read_text(encoding="utf-8") == fresh:
        click.echo(f"{target} is fresh.")
    elif only_check:
        click.echo(f"{target} is out of date. Run: sameboat issue-form")
        sys.exit(1)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(fresh, encoding="utf-8")
        click.echo(f"Wrote {target}.")


JOINING = (new, from_issue, issue_form)
