"""Rules between files: what only shows when members stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .documents import problem_at
from .problems import Problem
from .profiles import Checked, read_member
from .text import fold

_FRIENDS, _GREETING, _NAME = "friends", "say_hi", "name"


def across(checked: Sequence[Checked], handles: Sequence[str], *, is_whole: bool) -> Iterator[Problem]:
    """What is wrong with the members `checked` in the company of all `handles`.

    What needs other members' content is looked at only in a run over the whole community. A community's own schema may
    give these fields another shape; then they are nothing to go by.
    """
    known = frozenset(handles)
    for each in checked:
        yield from _unknown_friends(each, known)
    yield from _similar_handles(checked, handles)
    if is_whole:
        yield from _similar_names(checked)
        yield from _shared_greetings(checked)


def _unknown_friends(each: Checked, known: frozenset[str]) -> Iterator[Problem]:
    if each.profile is None:
        return
    friends = each.profile.fields.get(_FRIENDS)
    strangers = [
        (place, name)
        for place, name in enumerate(friends if isinstance(friends, list) else ())
        if isinstance(name, str) and (name not in known or name == each.member.handle)
    ]
    if not strangers:
        return
    document = read_member(each.member)
    for place, name in strangers:
        is_self = name == each.member.handle
        yield document.problem(
            "unknown-friend",
            "You are your own friend here, which is good, but not shown."
            if is_self
            else f"{name} is not a member here.",
            (_FRIENDS, place),
            hint="Take it out." if is_self else "Take it out, or ask them to join.",
        )


def _similar_handles(checked: Sequence[Checked], handles: Sequence[str]) -> Iterator[Problem]:
    """Handles that one could take for each other: l and 1, o and 0, rn and m."""
    from .confusables import skeleton  # noqa: PLC0415 - tables that a check of one file need not load

    by_look: dict[str, str] = {}
    doubles: dict[str, str] = {}
    for handle in sorted(handles):
        first = by_look.setdefault(skeleton(handle), handle)
        if first != handle:
            doubles[handle] = first
            doubles.setdefault(first, handle)
    for each in checked:
        other = doubles.get(each.member.handle)
        if other is not None and not each.member.rival:
            yield problem_at(
                each.member.name,
                "similar-handle",
                f"{each.member.handle} looks very much like the member {other}.",
                "If they are two people, all is well. If not, tell the organisers.",
            )


def _similar_names(checked: Sequence[Checked]) -> Iterator[Problem]:
    """Names that look alike and are not: many people share a name, and that is no news."""
    from .confusables import skeleton  # noqa: PLC0415 - see above

    by_look: dict[str, tuple[str, Checked]] = {}
    for each in checked:
        if each.profile is None:
            continue
        name = str(each.profile.fields[_NAME])
        first_name, first = by_look.setdefault(skeleton(name), (name, each))
        if first_name != name and fold(first_name) != fold(name):
            yield read_member(each.member).problem(
                "similar-name",
                f"{first.member.handle} has a name that looks like this one and is written otherwise.",
                (_NAME,),
                hint="If they are two people, all is well. If not, tell the organisers.",
            )


def _shared_greetings(checked: Sequence[Checked]) -> Iterator[Problem]:
    by_address: dict[str, Checked] = {}
    for each in checked:
        greeting = each.profile.fields.get(_GREETING) if each.profile else None
        address = greeting.get("url") if isinstance(greeting, dict) else None
        if not isinstance(address, str):
            continue
        first = by_address.setdefault(address.rstrip("/").casefold(), each)
        if first is not each:
            yield read_member(each.member).problem(
                "same-say-hi",
                f"{first.member.handle} is greeted at the same address.",
                (_GREETING, "url"),
                hint="Check that it is yours.",
            )
