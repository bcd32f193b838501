"""The schema is the only list of fields: who names one in Python has to say why."""

import ast
import json
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
GENERATOR = REPOSITORY / "generator/sameboat"
PROPERTIES = frozenset(
    json.loads((REPOSITORY / "schema/member.schema.json").read_text(encoding="utf-8"))["properties"]
)
# Words that mean other things as well: they count where they are a key of a profile's fields.
EVERYDAY = frozenset(
    {"name", "values", "languages", "links", "timezone", "photo", "sample", "location", "bio"}
)

CARD = {"name", "tagline"}
ALLOWED = {
    "across.py": (
        {"friends", "name", "say_hi"},
        "friends are to be members; names and greetings can be borrowed",
    ),
    "directory.py": ({"name"}, "lists are by name"),
    "github/stale.py": (
        {"confirmed", "sample"},
        "who last said when that this is still them; samples say nothing",
    ),
    "portraits.py": ({"photo"}, "a photo is a file of its own, checked and published beside the profile"),
    "matching.py": (PROPERTIES, "a match says why, in words about the fields it goes by"),
    "outputs/cards.py": (CARD, "a card is a name and a line"),
    "outputs/feeds.py": (CARD, "an entry of a feed is a card"),
    "outputs/hello.py": ({"tagline"}, "the days to come hold cards for a browser to lay out"),
    "outputs/llms.py": (CARD, "a line of the list is a card"),
    "outputs/opml.py": ({"name"}, "whose feed it is"),
    "outputs/search_index/files.py": ({"availability"}, "who takes a pause comes last"),
    "outputs/search_index/texts.py": (CARD, "cards again; a name is found as a name"),
    "outputs/members.py": (
        CARD | {"can_help_with", "sample"},
        "titles and descriptions of pages; samples are not on the forge",
    ),
    "outputs/friends.py": ({"friends"}, "friends stand where both list each other"),
    "outputs/linked_data.py": (
        {"name", "ask_me_about", "can_help_with", "languages", "sample", "want_help_with"},
        "schema.org has words of its own for these",
    ),
    "outputs/starters.py": (
        {"ask_me_about", "can_help_with", "read_first"},
        "a first line to borrow is about what somebody wrote",
    ),
    "outputs/vcards.py": (
        CARD | {"languages", "links", "pronouns", "sample", "say_hi", "timezone"},
        "so has a visiting card (RFC 6350)",
    ),
    "outputs/visibility.py": ({"visibility"}, "who wants no search engine and who no AI crawler"),
}
NOT_ABOUT_PROFILES = {
    "demo.py": "it writes members, so it has to know what stands in one",
    "demo_words.py": "the words it writes them with",
}


class _Names(ast.NodeVisitor):
    """Collects the properties that a module names."""

    def __init__(self, tree):
        self.found = set()
        self.constants = {
            target.id: value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target, value in zip(_parts(node.targets[0]), _parts(node.value), strict=False)
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant)
        }
        self.visit(tree)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and node.value in PROPERTIES - EVERYDAY:
            self.found.add(node.value)

    def visit_Subscript(self, node):
        if _is_fields(node.value):
            self._see_key(node.slice)
        self.generic_visit(node)

    def visit_Call(self, node):
        function = node.func
        if (
            isinstance(function, ast.Attribute)
            and function.attr in ("get", "pop")
            and _is_fields(function.value)
        ):
            self._see_key(node.args[0])
        self.generic_visit(node)

    def visit_Compare(self, node):
        if any(_is_fields(each) for each in node.comparators):
            self._see_key(node.left)
        self.generic_visit(node)

    def _see_key(self, node):
        key = self.constants.get(node.id) if isinstance(node, ast.Name) else getattr(node, "value", None)
        if key in PROPERTIES:
            self.found.add(key)


def _parts(node):
    return node.elts if isinstance(node, ast.Tuple) else [node]


def _is_fields(node):
    return getattr(node, "id", None) == "fields" or getattr(node, "attr", None) == "fields"


def names_in(code):
    return _Names(ast.parse(code)).found


MODULES = {path.relative_to(GENERATOR).as_posix(): path for path in sorted(GENERATOR.rglob("*.py"))}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_names_no_field_but_those_it_has_a_reason_for(module):
    if module in NOT_ABOUT_PROFILES:
        return
    named = names_in(MODULES[module].read_text(encoding="utf-8"))
    allowed, _ = ALLOWED.get(module, (set(), ""))
    assert named <= allowed, f"{module} names {', '.join(sorted(named - allowed))}: is an annotation missing?"


@pytest.mark.parametrize("module", sorted(set(ALLOWED) & set(MODULES) - {"matching.py"}))
def test_no_permission_outlives_its_reason(module):
    assert names_in(MODULES[module].read_text(encoding="utf-8")) == ALLOWED[module][0]


def test_every_permission_is_for_a_module_that_exists_or_will():
    assert set(ALLOWED) | set(NOT_ABOUT_PROFILES) <= set(MODULES) | {"matching.py"}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("profile.fields['name']", {"name"}),
        ("fields.get('values', ())", {"values"}),
        ("'photo' in profile.fields", {"photo"}),
        ("NAME = 'name'\nprofile.fields[NAME]", {"name"}),
        ("A, NAME = 'a', 'name'\nprofile.fields[NAME]", {"name"}),
        ("x = 'say_hi'", {"say_hi"}),
        ("entry['name']", set()),
        ("roles = ('timezone', 'language')", set()),
    ],
)
def test_the_search_for_names_finds_them(code, names):
    assert names_in(code) == names
