"""The fields of a profile, as the schema declares them: what each is, and where it is shown, found and grouped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .documents import Value
from .problems import Pointer

Role = Literal[
    "text", "markdown", "term", "choice", "flag", "timezone", "language", "date", "url", "handle", "other"
]
_FORMAT_ROLES: Mapping[str, Role] = {
    "timezone": "timezone",
    "language": "language",
    "date": "date",
    "year-month": "date",
    "https-url": "url",
    "handle": "handle",
}
ITEMS = "*"
"""The step from a list to each of its items, in the path of a leaf."""


@dataclass(frozen=True)
class Leaf:
    """One kind of place inside a property where a single value stands."""

    path: tuple[str, ...]
    """The way from the property's value: () for itself, ("*", "topic") for the topic of each item."""
    role: Role
    title: str
    vocabulary: str = ""
    labels: Mapping[str, str] | None = None
    """Words for the choices of an enum."""
    search: int = 0
    """Weight in text search, 1 to 3; 0 where it is not searched."""

    def values(self, value: Any) -> Iterable[Any]:
        """Every value of this leaf inside a property's `value`."""
        # Nearly all leaves have one of these three shapes, and a build asks a million times.
        path = self.path
        if not path:
            return (value,)
        if path[0] == ITEMS and len(path) == 1:
            return value  # type: ignore[no-any-return]
        if path[0] == ITEMS and len(path) == 2:
            key = path[1]
            return [item[key] for item in value if key in item]
        return _follow(value, path)


def _follow(value: Any, path: Sequence[str]) -> Iterator[Any]:
    if not path:
        yield value
    elif path[0] == ITEMS:
        for item in value:
            yield from _follow(item, path[1:])
    elif path[0] in value:
        yield from _follow(value[path[0]], path[1:])


def follow_places(value: Any, path: Sequence[str], pointer: Pointer) -> Iterator[tuple[Pointer, Any]]:
    """Every value that `path` leads to inside `value`, and its place, where that of `value` is `pointer`."""
    if not path:
        yield pointer, value
    elif path[0] == ITEMS:
        for place, item in enumerate(value):
            yield from follow_places(item, path[1:], (*pointer, place))
    elif path[0] in value:
        yield from follow_places(value[path[0]], path[1:], (*pointer, path[0]))


@dataclass(frozen=True)
class Facet:
    """A property by which the find page filters."""

    order: int
    searchable: bool


@dataclass(frozen=True)
class Hub:
    """A property by which people stand together on pages of their own."""

    kind: str
    """The folder and the overview: "topics"."""
    aspect: str
    """"" for the hub's own list; "asks" for `topics/<slug>/asks.html`."""
    by: str
    """How a value becomes a slug: "" as it is, "primary-subtag", "first-letter"."""
    title: str
    intro: str
    heading: str
    """The hub page's heading, with `{label}` in it."""
    section: str
    """The heading of this aspect's list where a hub has several."""


@dataclass(frozen=True)
class Property:
    """One field of a profile."""

    name: str
    title: str
    description: str
    examples: tuple[Value, ...]
    required: bool
    hidden: bool
    facet: Facet | None
    hub: Hub | None
    leaves: tuple[Leaf, ...]

    @property
    def main_leaf(self) -> Leaf:
        """The leaf that a facet and a hub go by: the first that has a list to choose from, else the first."""
        return next(
            (leaf for leaf in self.leaves if leaf.role in ("term", "choice", "language")), self.leaves[0]
        )


def read_properties(source: Mapping[str, Any]) -> Iterator[Property]:
    """Every property of the schema `source`, in its order."""
    required = source.get("required", [])
    for name, node in source["properties"].items():
        facet, hub = node.get("x-facet"), node.get("x-hub")
        yield Property(
            name=name,
            title=node["title"],
            description=node["description"],
            examples=tuple(node["examples"]),
            required=name in required,
            hidden=bool(node.get("x-hidden")),
            facet=Facet(facet.get("order", 99), facet.get("searchable", False)) if facet else None,
            hub=_hub(node["title"], hub) if hub else None,
            leaves=tuple(_leaves(node, (), 0)),
        )


def _hub(title: str, hub: Mapping[str, Any]) -> Hub:
    return Hub(
        kind=hub["kind"],
        aspect=hub.get("aspect", ""),
        by=hub.get("by", ""),
        title=hub.get("title", title),
        intro=hub.get("intro", ""),
        heading=hub.get("heading", "{label}"),
        section=hub.get("section", title),
    )


def _leaves(node: Mapping[str, Any], path: tuple[str, ...], search: int) -> Iterator[Leaf]:
    """The leaves of `node`; free text and terms inherit the search weight of what they stand in."""
    own = node.get("x-search")
    search = search if own is None else own
    if "properties" in node:
        for name, part in node["properties"].items():
            yield from _leaves(part, (*path, name), search)
    elif "items" in node:
        yield from _leaves(node["items"], (*path, ITEMS), search)
    else:
        role = _role(node)
        weight = search if role in ("text", "markdown", "term") else own or 0
        yield Leaf(
            path, role, node.get("title", ""), node.get("x-vocabulary", ""), node.get("x-labels"), weight
        )


def _role(node: Mapping[str, Any]) -> Role:
    if "x-vocabulary" in node:
        return "term"
    if "enum" in node:
        return "choice"
    if node.get("type") == "boolean":
        return "flag"
    if "format" in node:
        return _FORMAT_ROLES.get(node["format"], "text")
    if node.get("x-markdown"):
        return "markdown"
    return "other" if "pattern" in node else "text"
