"""The words of the community's vocabularies as outputs look them up, and the order in which kinds of them stand."""

from __future__ import annotations

from collections.abc import Mapping

from ..directory import HubKind
from ..properties import Property
from ..schema import MemberSchema


def labels(schema: MemberSchema, each: Property) -> Mapping[str, str]:
    """Slug → label of what `each` is chosen from; empty where it is not chosen from a vocabulary."""
    vocabulary = each.main_leaf.vocabulary
    if not vocabulary:
        return {}
    return {slug: term.label for slug, term in schema.vocabularies[vocabulary].terms.items()}


def labels_of(schema: MemberSchema, name: str) -> Mapping[str, str]:
    """The same for the property called `name`; empty where the community's schema has none."""
    return next((labels(schema, each) for each in schema.properties if each.name == name), {})


def by_facet(kind: HubKind) -> int:
    """The place of a kind of hub among the others, to sort by: what people look for first stands first."""
    facet = kind.hubs[0][0].facet
    return facet.order if facet else 99
