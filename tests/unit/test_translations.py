"""Every string of ours is in every language that is shipped, whole and with its plural forms."""

import ast
import re
import runpy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from sameboat.rendering import TEMPLATES, Rendering
from sameboat.translations import ENGLISH, LOCALES, words_in

MESSAGES = runpy.run_path(str(Path(__file__).parents[2] / "tools/messages.py"))
HOUSE = MESSAGES["HOUSE"]
SHIPPED = ("ar", "es")
"""What the manual promises."""
HOLE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalog_of(language):
    with (LOCALES / language / "LC_MESSAGES/sameboat.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


TEMPLATE = MESSAGES["extract"]()
CATALOGS = {language: catalog_of(language) for language in SHIPPED}
MESSAGE_KEYS = {(message.id, message.context) for message in TEMPLATE if message.id}
TRANSLATED = [
    (language, message) for language, catalog in CATALOGS.items() for message in catalog if message.id
]


def named(parameter):
    if isinstance(parameter, str):
        return parameter
    return parameter.id if isinstance(parameter.id, str) else parameter.id[0]


every_translation = pytest.mark.parametrize(("language", "message"), TRANSLATED, ids=named)
every_string = pytest.mark.parametrize(
    "message",
    [message for _, message in TRANSLATED],
    ids=[f"{language}-{named(message)}" for language, message in TRANSLATED],
)


def forms(message):
    """Every string of a translation."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def holes(text):
    return sorted(HOLE.findall(text))


def test_the_template_holds_what_the_code_says():
    assert MESSAGES["TEMPLATE"].read_bytes() == MESSAGES["as_text"](TEMPLATE), "run make messages"


def test_every_folder_of_a_language_is_tested_here():
    assert sorted(path.name for path in LOCALES.glob("*/")) == list(SHIPPED)


@pytest.mark.parametrize("language", SHIPPED)
def test_a_catalog_lacks_nothing_and_holds_nothing_that_nobody_says(language):
    catalog = CATALOGS[language]
    assert {(message.id, message.context) for message in catalog if message.id} == MESSAGE_KEYS
    assert not catalog.obsolete


@pytest.mark.parametrize("language", SHIPPED)
def test_the_tool_would_leave_a_catalog_as_it_is(language, tmp_path):
    path = LOCALES / language / "LC_MESSAGES/sameboat.po"
    copy = tmp_path / language / "LC_MESSAGES/sameboat.po"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(path.read_bytes())
    MESSAGES["update"](copy, TEMPLATE)
    assert copy.read_bytes() == path.read_bytes(), "run make messages"


def test_a_new_language_starts_with_every_message_and_nothing_said(tmp_path):
    path = tmp_path / "pt-BR/LC_MESSAGES/sameboat.po"
    MESSAGES["update"](path, TEMPLATE)
    with path.open("rb") as file:
        catalog = read_po(file, locale="pt_BR")
    assert {(message.id, message.context) for message in catalog if message.id} == MESSAGE_KEYS
    assert not any("".join(forms(message)) for message in catalog if message.id)
    assert catalog.num_plurals == 2


@every_string
def test_a_message_is_translated_and_nobody_doubts_it(message):
    assert all(form.strip() for form in forms(message))
    assert not message.fuzzy


@every_string
def test_a_translation_starts_and_ends_as_its_message_does(message):
    source = message.id if isinstance(message.id, str) else message.id[0]
    for form in forms(message):
        assert form[:1].isspace() == source[:1].isspace()
        assert form[-1:].isspace() == source[-1:].isspace()
        assert form.endswith(":") == source.endswith(":")


@every_translation
def test_what_is_filled_in_is_the_same_in_every_language(language, message):
    if isinstance(message.id, str):
        assert holes(message.string) == holes(message.id)
        return
    for number, form in enumerate(message.string):
        # "One person" may go without a figure where the form stands for a single number.
        left_out = sorted(set(holes(message.id[1])) - set(holes(form)))
        assert set(holes(form)) <= set(holes(message.id[1]))
        assert not left_out or (
            left_out in (["{n}"], ["%(num)d"]) and stands_for_one_number(language, number)
        ), form


def stands_for_one_number(language, index):
    plural = words_in(language).catalog.plural
    return sum(plural(n) == index for n in range(1001)) == 1


@every_string
def test_nothing_but_words_stands_in_a_catalog(message):
    for text in [*([message.id] if isinstance(message.id, str) else message.id), *forms(message)]:
        assert not set(text) & set('<>&"\n'), "the theme's templates do not escape"
        assert not re.search(r"%(?!\()", text), "a sign of per cent would be taken for a hole"


@pytest.mark.parametrize("language", SHIPPED)
def test_there_are_as_many_plural_forms_as_the_language_has(language):
    catalog = CATALOGS[language]
    assert (catalog.num_plurals, catalog.plural_expr) == tuple(get_plural(language)[:2])
    counted = [message for message in catalog if message.pluralizable]
    assert counted
    assert all(len(message.string) == catalog.num_plurals for message in counted)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {0: "{n} people", 1: "{n} person", 2: "{n} people"}),
        ("es", {0: "{n} personas", 1: "{n} persona", 2: "{n} personas"}),
        (
            "ar",
            {1: "شخص واحد", 2: "شخصان", 3: "{n} أشخاص", 10: "{n} أشخاص", 11: "{n} شخصًا", 99: "{n} شخصًا", 100: "{n} شخص",
             102: "{n} شخص", 103: "{n} أشخاص"},
        ),
    ],
)  # fmt: skip
def test_counted_words_take_the_form_of_their_number(language, said):
    catalog = words_in(language).catalog
    assert {n: catalog.ngettext("{n} person", "{n} people", n) for n in said} == said


@pytest.mark.parametrize("language", ["en", *SHIPPED])
def test_every_plural_category_of_a_language_has_a_number(language):
    plural = Locale(language).plural_form
    counts = words_in(language).plural_counts
    assert set(counts) == {*plural.rules, "other"}
    assert all(plural(count) == category for category, count in counts.items())


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("es", "es"), ("ar", "ar"), ("es-MX", "es"), ("es_MX", "es"), ("ar-EG", "ar"), ("en", "en"), ("en-GB", "en"),
        ("tlh", "en"), ("", "en"), ("..", "en"), ("../locales/es", "en"),
    ],
)  # fmt: skip
def test_a_language_is_read_from_its_own_catalog_or_the_nearest(asked, given):
    words = words_in(asked)
    assert words.language == given
    assert (words.gettext("Nobody") == "Nobody") == (given == ENGLISH)


def test_a_catalog_of_a_region_comes_before_that_of_the_language(tmp_path, monkeypatch):
    for language, word in (("pt", "Ninguém"), ("pt-BR", "Ninguém ainda")):
        catalog = Catalog(locale=language.replace("-", "_"))
        catalog.add("Nobody", word)
        path = tmp_path / language / "LC_MESSAGES/sameboat.po"
        path.parent.mkdir(parents=True)
        path.write_bytes(MESSAGES["as_text"](catalog))
    monkeypatch.setattr("sameboat.translations.LOCALES", tmp_path)
    words_in.cache_clear()
    try:
        assert words_in("pt-BR").gettext("Nobody") == "Ninguém ainda"
        assert words_in("pt-PT").gettext("Nobody") == "Ninguém"
        assert words_in("pt-PT").gettext("Never heard") == "Never heard"
    finally:
        words_in.cache_clear()


def test_a_list_and_a_titled_line_are_written_as_the_language_does():
    assert words_in("en").titled("Values", words_in("en").join(["a", "b"])) == "Values: a, b"
    assert words_in("ar").join(["a", "b"]) == "a، b"


def test_templates_say_the_words_of_the_site_and_escape_what_is_filled_in():
    environment = Rendering.of(language="ar").environment
    render = lambda source, **values: environment.from_string(source).render(values)  # noqa: E731
    assert render('{{ _("Nobody") }} {{ gettext("Find") }}') == "لا أحد بحث"
    assert render('{{ pgettext("between the items of a list", ", ") }}') == "، "
    assert render('{{ _("until %(day)s", day=day) }}', day="<b>") == "حتى &lt;b&gt;"
    assert render('{% set word = "Nobody" %}{{ _(word) }}') == "لا أحد"
    assert render("{% trans %}Nobody{% endtrans %}") == "لا أحد"
    assert render('{{ ngettext("{n} person", "{n} people", 2) }}') == "شخصان"
    assert render('{{ _("100%% <b>&quot;") }}') == "100% &lt;b&gt;&amp;quot;"


# What follows looks for words that nobody could translate.

SPOKEN = ("aria-label", "placeholder", "title", "alt", "content", "data-people", "data-picked")
ASKING = {"_", "gettext", "ngettext", "pgettext"}
UNTRANSLATED_IN_TEMPLATES = {
    "SAMEBOAT-HEAD": "the place of what a page's head holds",
    "SAMEBOAT-CONTENT": "the place of a page's content",
    "default": "the name of a colour scheme, for the style",
    "width=device-width": "for browsers, not for people",
    "Material for MkDocs": "the name of the theme",
}


class Spoken(HTMLParser):
    """Gathers what somebody would read or hear of a template's source from which Jinja's parts are taken."""

    def __init__(self, html):
        super().__init__()
        self.said = []
        self._silent = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._silent += tag in ("script", "style")
        self.said += [
            value
            for name, value in attrs
            # It is the id of what is said, not what is said.
            if value and name.startswith(SPOKEN) and name != "aria-labelledby"
        ]

    def handle_endtag(self, tag):
        self._silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._silent:
            self.said.append(data)


def shown_constants(node):
    """Strings that an expression of a template puts on a page as they are."""
    if isinstance(node, nodes.Const):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from shown_constants(node.expr1)
        if node.expr2 is not None:
            yield from shown_constants(node.expr2)
    elif isinstance(node, nodes.Filter):
        yield from shown_constants(node.node)
    elif isinstance(node, (nodes.Concat, nodes.Add, nodes.Or)):
        for child in node.iter_child_nodes():
            yield from shown_constants(child)


def untranslated_in(source):
    """The words in a template's `source` that stand outside of every call for a translation."""
    environment = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - nothing is rendered
    tree = environment.parse(source)
    words = [
        constant
        for output in tree.find_all(nodes.Output)
        for node in output.nodes
        if not isinstance(node, nodes.TemplateData)
        for constant in shown_constants(node)
        if isinstance(constant, str)
    ]
    plain = "".join(
        # An expression may stand inside an attribute with quotes of its own.
        value if kind == "data" else "\x01" if kind in ("variable_begin", "block_begin") else ""
        for _, kind, value in environment.lex(source)
    )
    words += [each.strip() for text in Spoken(plain).said for each in text.split("\x01")]
    return [
        each
        for each in words
        if re.search(r"[^\W\d_]{2}", each) and each not in UNTRANSLATED_IN_TEMPLATES and not is_address(each)
    ]


def is_address(text):
    """Whether it leads somewhere, as in {{ "find.html" | url }}."""
    return re.fullmatch(r"[\w./-]+\.(html|js|css|svg)|\.icons/|\.svg", text) is not None


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_says_nothing_that_cannot_be_translated(path):
    assert untranslated_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello {{ name }} there</p>", ["Hello", "there"]),
        ('<p>{{ _("Hello") }}</p>', []),
        ('<a aria-label="Go on" href="somewhere">{{ _("Go") }}</a>', ["Go on"]),
        ('<input placeholder="{{ _("Go") }}">', []),
        ('{{ "yes" if x else _("no") }}', ["yes"]),
        ('{{ "yes" | upper }} {{ x or "none" }}', ["yes", "none"]),
        ("{% trans %}Hello{% endtrans %}", ["Hello"]),
        ('{{ labels["values"] }} · {{ "find.html" | url }}', []),
        ("<script>let words;</script><svg><path d='M 0 0'/></svg>", []),
    ],
)
def test_the_search_for_words_in_templates_finds_them(source, found):
    assert untranslated_in(source) == found


# Python: what looks like a phrase and goes into a file of the site.
SPEAKING = [*sorted(HOUSE.glob("outputs/*.py")), HOUSE / "directory.py"]
PHRASE = re.compile(r"[^\W\d_]{2,}[,:]? [^\W\d_]{2,}")
UNTRANSLATED_IN_PYTHON = {
    "robots.py": "robots.txt is for crawlers and those who look after them; they read English everywhere",
    "inserts.py": "of a marker that stands for nothing an organiser reads in the terminal",
}


def phrases_in(code):
    """Phrases in `code` that are neither documentation nor asked for in the site's language."""
    tree = ast.parse(code)
    settled = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            settled.add(node.value)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ASKING:
            settled |= set(node.args)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in settled
        and PHRASE.search(re.sub(r"<[^>]*>?", "", node.value))
    ]


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.name)
def test_an_output_says_nothing_that_cannot_be_translated(path):
    found = phrases_in(path.read_text(encoding="utf-8"))
    assert bool(found) == (path.name in UNTRANSLATED_IN_PYTHON), found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"""Not on a page."""', []),
        ('title = f"{name}: new people"', [": new people"]),
        ('title = words.gettext("new people")', []),
        ('tag = \'<meta name="og:title" content="\'', []),
    ],
)
def test_the_search_for_phrases_in_python_finds_them(code, found):
    assert phrases_in(code) == found
