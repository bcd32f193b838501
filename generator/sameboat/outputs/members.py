"""A page for each member."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup

from .. import addresses
from ..bios import bio_html
from ..directory import Directory, hub_slug, language_name
from ..matching import Matching
from ..profiles import Profile
from ..properties import ITEMS, Leaf, Property
from ..rendering import Labels, Rendering, link, marked, plain
from ..shells import Shells
from .boats import draw_boat
from .friends import FRIENDS, Friends
from .linked_data import LinkedData
from .matches import MatchSections
from .open_graph import OpenGraph
from .output_file import OutputFile
from .photos import PhotoFiles
from .site import Site
from .starters import Starters
from .visibility import is_listed, member_tags

OFFERS = "can_help_with"


class MemberPages:
    """Everything that member pages share, worked out once; each page is then one template and one join."""

    def __init__(  # noqa: PLR0913, PLR0917 - one argument for each room it takes from
        self,
        directory: Directory,
        matching: Callable[[], Matching],
        rendering: Rendering,
        shells: Shells,
        photos: PhotoFiles,
        site: Site,
    ) -> None:
        self._directory = directory
        self._linked_data = LinkedData(directory, site)
        self._open_graph = OpenGraph(site)
        self._matches = MatchSections(directory, matching, rendering)
        self._friends = Friends(directory, self._matches.link)
        self._starters = Starters(directory)
        self._photos = photos
        self._shell = shells.member()
        self._forge = site.forge
        self._template = rendering.template("member")
        self._rendering = rendering
        self._root = addresses.root(addresses.member("any"))
        self._labels = property_labels(directory, self._root)
        self._titles = {each.name: each.title for each in directory.schema.properties}
        self._nothing = dict.fromkeys(rendering.placed)
        """What a template finds where a member wrote nothing."""
        self._rest = [
            each
            for each in directory.schema.properties
            if not each.hidden and each.name not in rendering.placed
        ]

    def read_beside(self, profile: Profile) -> Sequence[str]:
        """The handles of everybody else whose profile decides what stands on the page of `profile`."""
        return self._friends.named_by(profile)

    def prepare(self) -> None:
        """Make what all pages share and no page needs that is as it was; this waits for who is matched with whom."""
        self._matches.prepare()
        self._friends.prepare()

    def matches_of(self, profile: Profile) -> str:
        """All that the page of `profile` says of whom they are matched with."""
        return self._matches.of(profile.handle).told()

    def build(self, profiles: Sequence[Profile]) -> Iterator[OutputFile]:
        """The pages of `profiles`."""
        for profile in profiles:
            address = addresses.member(profile.handle)
            fields = profile.fields
            portrait = self._photos.addresses_of(profile)
            content = self._template.render(
                {**self._nothing, **fields},
                handle=profile.handle,
                labels=self._labels,
                titles=self._titles,
                root=self._root,
                friends=self._friends[profile.handle] if FRIENDS in fields else (),
                matches=self._matches.of(profile.handle),
                starters=self._starters.of(profile),
                portrait=portrait,
                boat=draw_boat(profile.handle),
                forge_profile=self._forge_profile(profile),
                tell=self._forge.tell_address(profile.handle),
                rest=[
                    self._rest_field(each, fields[each.name]) for each in self._rest if each.name in fields
                ],
            )
            yield OutputFile(
                address,
                self._shell.stamp(
                    address,
                    str(fields["name"]),
                    str(fields.get("tagline", "")) or self._offers_line(profile),
                    marked(content),  # autoescape made it
                    self._head(profile, portrait),
                ),
            )

    def _head(self, profile: Profile, portrait: Mapping[int, str]) -> Markup:
        address = addresses.member(profile.handle)
        linked_data = ""
        # Who gathers linked data are search engines; the page itself still says everything.
        if is_listed(profile):
            picture = portrait[max(portrait)] if portrait else ""
            linked_data = self._linked_data.of(profile, picture)
        open_graph = self._open_graph.tags(address, str(profile.fields["name"]), "profile")
        return marked(f"{member_tags(profile)}{open_graph}{linked_data}")  # Markup, all of it

    def _forge_profile(self, profile: Profile) -> str:
        people = self._forge.people
        return f"{people}{profile.handle}" if people and not profile.fields.get("sample") else ""

    def _offers_line(self, profile: Profile) -> str:
        if OFFERS not in profile.fields:
            return ""
        leaf = self._offers
        topics = [leaf_words(self._directory, leaf, value) for value in leaf.values(profile.fields[OFFERS])]
        words = self._rendering.words
        return words.titled(self._titles[OFFERS], words.join(topics))

    @cached_property
    def _offers(self) -> Leaf:
        return next(each.main_leaf for each in self._directory.schema.properties if each.name == OFFERS)

    def _rest_field(self, each: Property, value: Any) -> Markup:
        shown = shown_value(each, value, self._labels)
        return self._rendering.render("any", {"title": each.title, "name": each.name, "value": shown})


def property_labels(directory: Directory, root: str) -> Mapping[str, Mapping[str, Markup]]:
    """The name of a leaf ("property", "property.key") → value → HTML."""
    return {
        leaf_name(each, leaf): _leaf_labels(directory, each, leaf, root)
        for each in directory.schema.properties
        for leaf in each.leaves
    }


def leaf_name(each: Property, leaf: Leaf) -> str:
    """What templates call the labels of `leaf`: "values", "can_help_with.topic"."""
    return ".".join((each.name, *(step for step in leaf.path if step != ITEMS)))


def _leaf_labels(directory: Directory, each: Property, leaf: Leaf, root: str) -> Mapping[str, Markup]:
    def make(value: str) -> Markup:
        hub, words = each.hub, leaf_words(directory, leaf, value)
        if hub is None or leaf != each.main_leaf:
            return plain(words)
        return link(root + addresses.hub(hub.kind, hub_slug(hub.by, value)), words)

    return Labels(make)


def leaf_words(directory: Directory, leaf: Leaf, value: str) -> str:
    """What people read for `value` of `leaf`; true and false come as "true" and "false"."""
    if leaf.role == "term":
        return directory.schema.vocabularies[leaf.vocabulary].terms[value].label
    if leaf.role == "language":
        return (leaf.labels or {}).get(value) or language_name(value, directory.language)
    if leaf.role == "flag" and value not in (leaf.labels or {}):
        words = directory.words
        return words.gettext("yes") if value == "true" else words.gettext("no")
    return (leaf.labels or {}).get(value, value)


def shown_value(each: Property, value: Any, labels: Mapping[str, Mapping[str, Markup]]) -> Any:
    """`value` of a property without a place of its own, in shapes that one template can show:
    strings, Markup, links as (url, text), lists, and groups as lists of (title, shown)."""
    by_path = {leaf.path: leaf for leaf in each.leaves}

    def show(part: Any, path: tuple[str, ...]) -> Any:  # noqa: PLR0911 - one return a shape
        if isinstance(part, list):
            return {"items": [show(item, (*path, ITEMS)) for item in part]}
        if isinstance(part, dict):
            titles = {leaf.path[-1]: leaf.title for leaf in each.leaves if leaf.path}
            return {"group": [(titles.get(key, key), show(item, (*path, key))) for key, item in part.items()]}
        leaf = by_path.get(path)
        if leaf is None or leaf.role in ("text", "other", "date", "timezone", "handle"):
            return {"text": part}
        if leaf.role == "markdown":
            return {"html": bio_html(part)}
        if leaf.role == "flag":
            return {"html": labels[leaf_name(each, leaf)][str(part).lower()]}
        if leaf.role == "url":
            return {"url": part}
        return {"html": labels[leaf_name(each, leaf)][part]}

    return show(value, ())
