"""What the manual, the terminal and other programs say of a code."""

import re

import markdown
import pytest

from sameboat.codes import all_codes
from sameboat.guide import code_as_markdown, explain_code, list_codes, manual_page


def test_an_explanation_has_title_reason_weight_and_both_examples():
    assert explain_code(all_codes()["unknown-friend"]) == (
        "unknown-friend: A friend who is not a member\n"
        "\n"
        "Friends are shown where both list each other. This one has no profile here, or\n"
        "left.\n"
        "\n"
        "A warning: nothing fails, but somebody should have a look.\n"
        "\n"
        "Wrong, members/ada.yml:\n"
        "\n"
        "    name: Ada\n"
        "    values: [curiosity]\n"
        "    can_help_with:\n"
        "      - topic: cv-feedback\n"
        "    friends: [grace]\n"
        "\n"
        "Right, members/ada.yml:\n"
        "\n"
        "    name: Ada\n"
        "    values: [curiosity]\n"
        "    can_help_with:\n"
        "      - topic: cv-feedback\n"
        "    friends: [grace]\n"
        "\n"
        "Right, members/grace.yml:\n"
        "\n"
        "    name: Grace\n"
        "    values: [curiosity]\n"
        "    can_help_with:\n"
        "      - topic: cv-feedback\n"
    )


@pytest.mark.parametrize("code", all_codes().values(), ids=lambda code: code.id)
def test_no_example_sends_anything_invisible_to_a_terminal(code):
    for text in (explain_code(code), code_as_markdown(code)):
        assert all(character.isprintable() or character == "\n" for character in text)


def test_the_list_has_every_code_with_its_title():
    lines = list_codes().splitlines()
    for code in all_codes().values():
        assert any(re.fullmatch(rf"{code.id} +{re.escape(code.title)}", line) for line in lines)


def test_the_manual_has_every_code_under_an_anchor_of_its_own():
    html = markdown.markdown(manual_page(), extensions=["toc", "pymdownx.superfences"])
    anchors = re.findall(r'<h2 id="([^"]+)"', html)
    assert anchors == list(all_codes())
    for code in all_codes().values():
        assert f"<strong>{code.title}</strong>" in html.replace("&amp;", "&")
