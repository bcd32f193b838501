"""What stands in the changed files: checked with the base branch's code and schema, from bytes fetched by their hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    ENDING,
    Checked,
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
    files: Mapping[str, Entry]
    """What is in the members' folder at this moment, by name."""
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
    profiles, pictures = _to_read(changes, base, places)
    if len(profiles) + len(pictures) > MOST_FILES:
        return Inspected((Reason("look", "It changes so many profiles that the gate has not read them"),), ())
    limits = [
        *((each, documents.MAX_BYTES) for each in profiles),
        *((each, photos.MAX_BYTES) for each in pictures),
    ]
    if too_big := [
        Reason("wrong", "It is too large", each.path)
        for each, limit in limits
        if each.after and each.after.size > limit
    ]:
        return Inspected(tuple(too_big), ())
    with TemporaryDirectory(prefix="sameboat-gate-") as folder:
        look = _Look(Path(folder), changes, profiles, pictures, base, read, places)
        return look.inspect(settings)


def _to_read(changes: Sequence[Change], base: Base, places: Places) -> tuple[list[Change], list[Change]]:
    """The profiles and the photos to be read: those that change, and the profile whose photo changes or goes."""
    kept = [change for change in changes if change.after is not None and change.after.mode == FILE]
    profiles = [change for change in kept if places.profile_of(change.path)]
    changed = {change.path for change in changes}
    for handle in sorted({places.photo_of(change.path) for change in changes} - {""}):
        name = f"{handle}{ENDING}"
        entry = base.files.get(name)
        path = f"{places.members}/{name}"
        if entry is not None and entry.mode == FILE and path not in changed:
            profiles.append(Change(path, entry, entry))
    return profiles, [change for change in kept if places.photo_of(change.path)]


@dataclass(frozen=True, slots=True)
class _Look:
    """One look into the files of a pull request, written below a folder that is gone afterwards."""

    folder: Path
    changes: Sequence[Change]
    profiles: Sequence[Change]
    pictures: Sequence[Change]
    base: Base
    read: ReadBlob
    places: Places

    def inspect(self, settings: Settings) -> Inspected:
        for change in (*self.profiles, *self.pictures):
            self._put("after", change.path, change.after)
        for change in self.profiles:
            self._put("before", change.path, change.before)
        checked, old = self._check("after"), self._check("before")
        self._put_named_photos(checked)
        others = self._others()
        beside = self._beside(checked, others)
        problems = sorted(
            [*(each for one in checked for each in one.problems), *beside, *self._of_pictures(checked)]
        )
        reasons = [
            Reason("wrong", "Something in it needs mending", _said(problem)) for problem in errors(problems)
        ]
        if suspect := [problem for problem in problems if problem.code in _SUSPECT]:
            # What a person has let through once need not be asked about again.
            known = {*(each for one in old for each in one.problems), *self._beside(old, others)}
            seen = {(problem.path, problem.code, problem.message) for problem in known}
            reasons += [
                Reason("look", "Something in it may not be what it seems", _said(problem))
                for problem in suspect
                if (problem.path, problem.code, problem.message) not in seen
            ]
        merged = {each.member.name: each.profile for each in old}
        for each in checked:
            if each.profile is not None:
                reasons += _of_links(each, merged.get(each.member.name), self.base.schema, settings)
                reasons += _of_photo(each.profile)
        return Inspected((*reasons, *self._of_borrowers(others)), tuple(problems))

    def _put(self, version: str, path: str, entry: Entry | None) -> None:
        """Write one version of a file; only paths that `places` has vouched for, and names of a tree, come here."""
        if entry is None or entry.mode != FILE:
            return
        target = self.folder / version / PurePosixPath(path).relative_to(self.places.members)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.read(entry.sha))

    def _check(self, version: str) -> list[Checked]:
        folder = self.folder / version
        wanted = {PurePosixPath(each.path).name for each in self.profiles}
        there = {name for name in wanted if (folder / name).is_file()}
        members = member_paths(folder, self.places.members, self._names_after(), there)
        return [check_member(member, self.base.schema) for member in members]

    def _names_after(self) -> list[str]:
        """The names that claim to be members once the change is in."""
        names = set(self.base.files)
        for change in self.changes:
            folder, _, name = change.path.rpartition("/")
            if folder == self.places.members:
                (names.discard if change.after is None else names.add)(name)
        return sorted(name for name in names if name.lower().endswith((ENDING, ".yaml")) and name[0] != ".")

    def _put_named_photos(self, checked: Sequence[Checked]) -> None:
        """Fetch the photos that profiles name, and that are in the repository and stay there as they are."""
        changed = {change.path for change in self.changes}
        for each in checked:
            name = photo_name(each.profile) if each.profile else None
            entry = self.base.photos.get(name or "")
            path = f"{self.places.members}/{photos.FOLDER}/{name}"
            if entry is not None and path not in changed and entry.size <= photos.MAX_BYTES:
                self._put("after", path, entry)

    def _others(self) -> list[Checked]:
        """Everybody else, as they are checked out: a newcomer may look like one of them."""
        if not (self.profiles or self._gone()):
            return []
        looked_at = {change.path for change in (*self.changes, *self.profiles)}
        return [each for each in self.base.everybody() if each.member.name not in looked_at]

    def _beside(self, checked: Sequence[Checked], others: Sequence[Checked]) -> list[Problem]:
        """What is wrong with `checked` in the company of all others."""
        if not checked:
            return []
        handles = [handle_of(name) for name in self._names_after()]
        paths = {each.member.name for each in checked}
        return [each for each in across([*others, *checked], handles, is_whole=True) if each.path in paths]

    def _of_pictures(self, checked: Sequence[Checked]) -> Sequence[Problem]:
        folder = self.folder / "after" / photos.FOLDER
        pictures = [PhotoPath(folder / PurePosixPath(each.path).name, each.path) for each in self.pictures]
        return check_photos(checked, pictures, 1).problems

    def _gone(self) -> set[str]:
        """The names of photos that are taken away."""
        paths = [change.path for change in self.changes if change.after is None]
        return {PurePosixPath(path).name for path in paths if self.places.photo_of(path)}

    def _of_borrowers(self, others: Sequence[Checked]) -> Iterator[Reason]:
        """Whose photo goes may show it on somebody else's page as well, which would be left without."""
        gone = self._gone()
        for each in others if gone else ():
            name = photo_name(each.profile) if each.profile else None
            if name in gone:
                yield Reason(
                    "look", "Another profile shows a photo that is taken away here", each.member.name
                )


def _said(problem: Problem) -> str:
    return f"{problem.path}, line {problem.line}: {problem.message} {problem.hint}".rstrip()


def _of_links(
    each: Checked, old: Profile | None, schema: MemberSchema, settings: Settings
) -> Iterator[Reason]:
    merged = set(hosts_of(old, schema)) if old else set()
    for host in sorted(set(hosts_of(each.profile, schema)) - merged) if each.profile else ():
        if not settings.knows(host) and not is_among(host, merged):
            yield Reason("look", "A link leads to a place that nobody here has looked at", host)


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


def _of_photo(profile: Profile) -> Iterator[Reason]:
    name = photo_name(profile)
    if name is not None and PurePosixPath(name).stem != profile.handle:
        yield Reason("look", "It shows a photo that is not named after its owner", name)
