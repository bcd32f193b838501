"""What stands in the changed files: checked with the base branch's code and schema, from bytes fetched by their hash."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from .. import documents, photos
from ..across import across
from ..bios import bio_html
from ..portraits import PhotoPath, check_photos, photo_name
from ..problems import Problem, errors
from ..profiles import (
    Checked,
    MemberPath,
    Profile,
    check_member,
    handle_of,
    member_paths,
)
from ..schema import MemberSchema
from .answers import Entry
from .judging import FILE, Reason
from .places import Places
from .settings import Settings, is_among
from .trees import Change

MOST_FILES = 20
"""Past so many profiles and photos a person is asked in any case, and the check has a report on all of them."""
_SUSPECT = frozenset({"similar-handle", "similar-name", "same-say-hi", "unusual-host", "unusual-text"})
"""Warnings that only a person can answer: is this somebody pretending to be somebody else?"""

ReadBlob = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Base:
    """What the base branch has, as far as it is needed to look at a change."""

    schema: MemberSchema
    everybody: Callable[[], Sequence[Checked]]
    """All profiles as they are checked out; what a new profile is compared with."""
    names: Collection[str]
    """The names in the members' folder at this moment."""
    photos: Mapping[str, Entry]
    """The photos at this moment, by name."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What looking into the files gave."""

    reasons: tuple[Reason, ...]
    problems: tuple[Problem, ...]
    """All of them, also those that keep nobody out."""


def inspect(
    changes: Sequence[Change], base: Base, read: ReadBlob, settings: Settings, places: Places
) -> Inspected:
    """Look into the profiles and photos among `changes`. Raises ApiError where they cannot be had."""
    ours = [
        change
        for change in changes
        if change.after is not None
        and change.after.mode == FILE
        and (places.profile_of(change.path) or places.photo_of(change.path))
    ]
    if len(ours) > MOST_FILES:
        return Inspected((Reason("look", "It changes so many profiles that the gate has not read them"),), ())
    if too_big := [
        Reason("wrong", "It is too large", each.path) for each in ours if _is_too_big(each, places)
    ]:
        return Inspected(tuple(too_big), ())
    with TemporaryDirectory(prefix="sameboat-gate-") as folder:
        return _inspect_in(Path(folder), changes, ours, base, read, settings, places)


def _is_too_big(change: Change, places: Places) -> bool:
    limit = documents.MAX_BYTES if places.profile_of(change.path) else photos.MAX_BYTES
    return change.after is not None and change.after.size > limit


def _inspect_in(  # noqa: PLR0913, PLR0917 - the folder, and what `inspect` was given
    folder: Path,
    changes: Sequence[Change],
    ours: Sequence[Change],
    base: Base,
    read: ReadBlob,
    settings: Settings,
    places: Places,
) -> Inspected:
    profiles = [change for change in ours if places.profile_of(change.path)]
    before, after = folder / "before", folder / "after"
    for change in ours:
        _put(after, change, change.after, read, places)
    for change in profiles:
        _put(before, change, change.before, read, places)
    checked = _check(after, profiles, changes, base, places)
    _put_named_photos(after, checked, ours, base, read, places)
    problems = _problems(after, checked, ours, changes, base, places)
    reasons = [Reason("wrong", "Something is to be mended", _said(problem)) for problem in errors(problems)]
    suspect = [problem for problem in problems if problem.code in _SUSPECT]
    reasons += [Reason("look", "Something is to be looked at", _said(problem)) for problem in suspect]
    for each in checked:
        if each.profile is not None:
            old = _merged_profile(before, each.member, base.schema)
            reasons += _of_links(each, old, base.schema, settings)
            reasons += _of_photo(each.profile, each.member.name)
    return Inspected(tuple(reasons), tuple(problems))


def _said(problem: Problem) -> str:
    return f"{problem.path}, line {problem.line}: {problem.message} {problem.hint}".rstrip()


def _put(root: Path, change: Change, entry: Entry | None, read: ReadBlob, places: Places) -> None:
    """Write one version of a changed file below `root`; only names that `places` has vouched for come here."""
    if entry is None or entry.mode != FILE:
        return
    target = root / PurePosixPath(change.path).relative_to(places.members)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(read(entry.sha))


def _check(
    folder: Path, profiles: Sequence[Change], changes: Sequence[Change], base: Base, places: Places
) -> list[Checked]:
    wanted = {PurePosixPath(change.path).name for change in profiles}
    members = member_paths(folder, places.members, sorted(_names_after(base, changes, places)), wanted)
    return [check_member(member, base.schema) for member in members]


def _names_after(base: Base, changes: Sequence[Change], places: Places) -> set[str]:
    """The names that claim to be members once the change is in."""
    names = {name for name in base.names if name.lower().endswith((".yml", ".yaml")) and name[0] != "."}
    for change in changes:
        folder, _, name = change.path.rpartition("/")
        if folder == places.members and name.lower().endswith((".yml", ".yaml")):
            (names.discard if change.after is None else names.add)(name)
    return names


def _put_named_photos(  # noqa: PLR0913, PLR0917 - whose, and where from
    folder: Path,
    checked: Sequence[Checked],
    ours: Sequence[Change],
    base: Base,
    read: ReadBlob,
    places: Places,
) -> None:
    """Fetch the photos that profiles name and that are in the repository already."""
    changed = {change.path for change in ours}
    for each in checked:
        name = photo_name(each.profile) if each.profile else None
        entry = base.photos.get(name or "")
        path = f"{places.members}/{photos.FOLDER}/{name}"
        if name and entry is not None and path not in changed and entry.size <= photos.MAX_BYTES:
            _put(folder, Change(path, None, entry), entry, read, places)


def _problems(  # noqa: PLR0913, PLR0917 - a change and its surroundings
    folder: Path,
    checked: Sequence[Checked],
    ours: Sequence[Change],
    changes: Sequence[Change],
    base: Base,
    places: Places,
) -> list[Problem]:
    handles = [handle_of(name) for name in sorted(_names_after(base, changes, places))]
    others = _others(checked, base, changes)
    paths = {change.path for change in ours}
    among = [each for each in across([*others, *checked], handles, is_whole=True) if each.path in paths]
    new_photos = [
        PhotoPath(folder / photos.FOLDER / PurePosixPath(change.path).name, change.path)
        for change in ours
        if places.photo_of(change.path)
    ]
    found = [problem for each in checked for problem in each.problems]
    return sorted([*found, *among, *check_photos(checked, new_photos, 1).problems])


def _others(checked: Sequence[Checked], base: Base, changes: Sequence[Change]) -> list[Checked]:
    """Everybody else, as they are checked out: a newcomer may look like one of them."""
    if not checked:
        return []
    changed = {change.path for change in changes}
    return [each for each in base.everybody() if each.member.name not in changed]


def _merged_profile(folder: Path, member: MemberPath, schema: MemberSchema) -> Profile | None:
    """The same member's profile as it is on the base branch."""
    path = folder / member.path.name
    return check_member(MemberPath(path, member.name), schema).profile if path.is_file() else None


def _of_links(
    each: Checked, old: Profile | None, schema: MemberSchema, settings: Settings
) -> Iterator[Reason]:
    assert each.profile is not None  # noqa: S101 - the caller has looked
    merged = set(hosts_of(old, schema)) if old else set()
    for host in sorted(set(hosts_of(each.profile, schema))):
        if not settings.knows(host) and not is_among(host, merged):
            yield Reason("look", f"{each.member.name} leads to a place that nobody here has looked at", host)


def hosts_of(profile: Profile, schema: MemberSchema) -> Iterator[str]:
    """The host of every link that a profile puts on its page; of a mail address, what stands after the @."""
    for _, url in schema.urls(profile.fields):
        yield _host(url)
    for each in schema.properties:
        for leaf in each.leaves:
            if leaf.role == "markdown" and each.name in profile.fields:
                for text in leaf.values(profile.fields[each.name]):
                    yield from map(_host, _Links.of(bio_html(text)))


def _host(url: str) -> str:
    parts = urlsplit(url)
    return (parts.hostname or "") if parts.netloc else parts.path.rpartition("@")[2].lower()


class _Links(HTMLParser):
    """Collects where a piece of HTML leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @staticmethod
    def of(html: str) -> list[str]:
        links = _Links()
        links.feed(html)
        links.close()
        return links.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def _of_photo(profile: Profile, path: str) -> Iterator[Reason]:
    name = photo_name(profile)
    if name is not None and PurePosixPath(name).stem != profile.handle:
        yield Reason("look", f"{path} shows a photo that is not named after its owner", name)
