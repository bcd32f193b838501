"""Two names look alike when their skeletons are one."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sameboat
from sameboat.confusables import skeleton

ALIKE = [
    ("ada-1", "ada-l"),
    ("b0b", "bob"),
    ("rnary", "mary"),
    ("Ada Lovelace", "ADA LOVELACE"),
    ("paypal", "pаypal"),
    ("Tom", "Том"),
    ("ТОМ", "TOM"),
    ("Aнна", "Анна"),
    ("Іван", "Iван"),
    ("Alice", "Αlice"),
    ("Ada", "𝓐𝓭𝓪"),
    ("Zoë", "Zoe\u0308"),
    ("Ada", "A\u200bd\u00ada\ufe0f"),
    ("Ada Lovelace", "Ada\u00a0 Lovelace "),
    ("ａｄａ", "ada"),
]
DIFFERENT = [
    ("Jose", "José"),
    ("ada-1", "ada-2"),
    ("Ana", "Ava"),
    ("Mia", "Mla"),
    ("Иван", "Иво"),
    ("王", "玉"),
    ("نور", "نورا"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_names_look_alike(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_names_do_not(one, other):
    assert skeleton(one) != skeleton(other)


@given(st.text(max_size=40))
def test_a_skeleton_looks_like_itself(text):
    assert skeleton(skeleton(text)) == skeleton(text)


def test_no_two_sample_members_look_alike():
    members = [path.stem for path in (Path(__file__).parents[2] / "members").glob("*.yml")]
    assert len({skeleton(handle) for handle in members}) == len(members)


def test_the_table_comes_with_its_version_and_licence():
    text = (Path(sameboat.__file__).parent / "confusables.txt").read_text(encoding="utf-8")
    assert "Unicode 17.0.0" in text.partition("\n---\n")[0]
    assert "UNICODE LICENSE V3" in text.partition("\n---\n")[0]


def test_the_table_is_made_from_unicodes_list():
    tool = load_tool()
    source = """\
# Version: 99.0.0
0030 ;\t004F ;\tMA\t# ( 0 → O ) DIGIT ZERO → LATIN CAPITAL LETTER O
0422 ;\t0054 ;\tMA\t# ( Т → T )
0442 ;\t1D1B ;\tMA\t# ( т → ᴛ )
2028 ;\t0020 ;\tMA\t#* LINE SEPARATOR → SPACE
006D ;\t0072 006E ;\tMA\t# ( m → rn )
"""
    confusables = tool.read_confusables(source)
    assert confusables["m"] == "rn"
    assert tool.looks(confusables) == {"0": "o", "т": "t", "m": "rn"}


def load_tool():
    path = Path(__file__).parents[2] / "tools" / "confusables.py"
    spec = importlib.util.spec_from_file_location("confusables_tool", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
