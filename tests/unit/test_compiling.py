"""Quicker code from templates gives the same pages, and the same mistakes are mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from jinja2.defaults import DEFAULT_NAMESPACE

from sameboat.compiling import QuickEnvironment
from sameboat.rendering import TEMPLATES

TEMPLATE = """
<h1>{{ name }}</h1>{% if line %}<p>{{ line }}</p>{% else %}nothing{% endif %}
{% for each in list %}<li>{{ each["word"] }}{% if "note" in each %} ({{ each["note"] }}){% endif %}</li>{% else %}none{% endfor %}
{% set both = name and line %}{% if both %}both{% endif %}
{{ maybe | default("absent") }}{{ maybe is defined }}{{ deep["a"]["b"] }}{{ "&" }}{{ name | upper }}{% for a in list %}{{ loop.index }}{% endfor %}
{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice(name) }}
"""
WITH_BLOCK = "{% block foot %}{{ name }} {{ line }}{% endblock %}"
SOURCES = {"it": TEMPLATE, "with a block": TEMPLATE + WITH_BLOCK}
OPTIONS = {"autoescape": True, "undefined": StrictUndefined, "loader": DictLoader(SOURCES)}
TEXT = st.text(max_size=8)
VALUES = st.fixed_dictionaries(
    {
        "name": TEXT,
        "line": st.none() | TEXT,
        "list": st.lists(st.fixed_dictionaries({"word": TEXT}, optional={"note": TEXT}), max_size=3),
        "deep": st.just({"a": {"b": "<c>"}}),
    },
    optional={"maybe": TEXT},
)


@pytest.mark.parametrize("name", SOURCES)
@given(values=VALUES)
def test_a_page_is_the_same_either_way(name, values):
    plain, quick = Environment(**OPTIONS), QuickEnvironment(**OPTIONS)  # noqa: S701 - OPTIONS escape
    template = quick.get_template(name)
    for _ in "twice":
        assert template.render(values) == plain.get_template(name).render(values)


def test_what_one_page_was_given_and_set_is_not_there_for_the_next():
    source = "{% if a is defined %}{% set b = a %}{% endif %}{{ a | default(1) }}{{ b | default(2) }}"
    template = QuickEnvironment(undefined=StrictUndefined, autoescape=True).from_string(source)
    assert [template.render(a="x"), template.render(), template.render({"a": "y"})] == ["xx", "12", "yy"]


def test_a_mistake_is_shown_with_the_line_of_the_template():
    template = QuickEnvironment(loader=DictLoader({"it.html": "a\n\n{{ 1 // 0 }}"})).get_template("it.html")
    with pytest.raises(ZeroDivisionError) as raised:
        template.render()
    assert raised.traceback[-1].lineno == 2


@pytest.mark.parametrize(
    "source", ["{{ unknown }}", "a{{ unknown }}b", "{% if unknown %}{% endif %}", "{{ unknown.part }}"]
)
def test_a_name_that_nobody_gave_is_a_mistake_where_it_is_used(source):
    with pytest.raises(UndefinedError, match="'unknown' is undefined"):
        QuickEnvironment(undefined=StrictUndefined, autoescape=True).from_string(source).render()


def test_a_part_that_is_not_there_is_a_mistake_where_it_is_printed():
    template = QuickEnvironment(undefined=StrictUndefined, autoescape=True).from_string("{{ x['y'] }}")
    with pytest.raises(KeyError, match="y"):
        template.render(x={})


@pytest.mark.parametrize("source", ["{{ x['y'] | default('z') }}", "{{ x['y'] | d('z') }}"])
def test_a_part_that_is_not_there_has_a_default(source):
    template = QuickEnvironment(undefined=StrictUndefined, autoescape=True).from_string(source)
    assert template.render(x={}) == "z"


def test_a_part_that_is_not_there_is_a_mistake_where_a_filter_wants_it():
    template = QuickEnvironment(undefined=StrictUndefined, autoescape=True).from_string(
        "{{ x['y'] | upper }}"
    )
    with pytest.raises(KeyError, match="y"):
        template.render(x={})


def test_a_function_that_wants_to_know_all_names_is_told_them():
    @pass_context
    def names(context):
        return " ".join(sorted(context.get_all().keys() - DEFAULT_NAMESPACE.keys()))

    environment = QuickEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.globals["shared"] = names
    source = "{% for each in list %}{{ shared() }}{% endfor %}"
    assert environment.from_string(source).render(list=[1]) == "list shared"


def test_a_name_that_is_not_used_need_not_be_given():
    template = QuickEnvironment(undefined=StrictUndefined, autoescape=True).from_string(
        "{% if a %}{{ b }}{% endif %}."
    )
    assert template.render(a=False) == "."


def test_a_template_that_takes_in_another_hands_on_what_it_knows():
    loader = DictLoader({"outer": "{{ a }}{% include 'inner' %}", "inner": "{{ a }}{{ b is defined }}"})
    template = QuickEnvironment(undefined=StrictUndefined, autoescape=True, loader=loader).get_template(
        "outer"
    )
    assert template.render(a="<") == "&lt;&lt;False"


def test_a_card_is_put_together_from_a_third_of_the_pieces():
    source = (TEMPLATES / "sameboat" / "card.html").read_text(encoding="utf-8")
    values = {"name": "Ada", "tagline": "A line", "handle": "ada", "root": "../", "hue": "sb-h1"}

    def pieces(environment):
        environment.filters |= {"direction": lambda _: ""}
        template = environment.from_string(source)
        return len(list(template.root_render_func(template.new_context(values))))

    assert pieces(QuickEnvironment(autoescape=True)) * 3 <= pieces(Environment(autoescape=True))
