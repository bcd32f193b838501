"""Everybody's boat."""

import re
from collections import Counter

import pytest

from sameboat.outputs.boats import HULLS, SAILS, SKIES, draw_boat, hue_of
from sameboat.rendering import ASSETS

PARTS = (ASSETS / "css" / "3-parts.css").read_text(encoding="utf-8")
BOATS = (ASSETS / "css" / "2-boats.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("sign", "0123456789abcdefghijklmnopqrstuvwxyz")
def test_a_card_has_the_hue_of_the_page_it_leads_to(sign):
    (rule,) = [line for line in PARTS.splitlines() if f'[href$="{sign}.html"]' in line]
    assert rule.startswith(f".b{hue_of(f'ada-{sign}')}, ")
    assert rule.endswith(f"{{ --sb-hue: var(--sb-hue-{hue_of(sign)}); }}")


def test_a_boat_is_drawn_from_the_handle_alone():
    assert draw_boat("ada") == draw_boat("ada")
    boats = Counter(draw_boat(f"member-{number}") for number in range(2_000))
    # Eight hues, and the drawings of each: all come up, and none for very many.
    assert len(boats) > 300
    assert max(boats.values()) < 30


def test_the_style_draws_every_part_of_every_boat():
    for part, count in (("s", SAILS), ("u", HULLS), ("k", SKIES)):
        drawn = set(re.findall(rf"> i\.{part}(\d)", BOATS))
        assert drawn == {str(number) for number in range(count)}
