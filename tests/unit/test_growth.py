"""How the work grows with the members: counted, for a clock says something else on every machine.

Every line of ours that runs is counted, templates included, from the first profile read to the last file written. A
community that is four times as large may take four times as many, and no function more than a little above that. What
NumPy does at once is no line; so the pairs of people that matching looks at are counted by themselves.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import date

import pytest

import sameboat
from sameboat import candidates, matching, nearby
from sameboat.checking import Community
from sameboat.demo import generate, write
from sameboat.directory import Directory
from sameboat.documents import SourceFile, read_document
from sameboat.loading import load
from sameboat.matching import Matching, meet
from sameboat.outputs.site import Site
from sameboat.pipeline import Stamper
from sameboat.profiles import Profile
from sameboat.rendering import Rendering
from sameboat.schema import packaged_schema, read_schema
from sameboat.shells import Shell, Shells

PACKAGE = os.path.dirname(sameboat.__file__)  # noqa: PTH120 - compared with names of files, which are text
FEWER, MORE = 250, 1_000
"""Members of the two communities whose work is counted line by line."""
SMALL = 100
"""Above which they are matched as large ones are."""
ALL_LINES = 4.4
"""Times as many lines for four times as many members, at most: a little room for chance."""
ONE_FUNCTION = 7
"""The same for each function, where chance does more: one that looks at everybody for everybody comes out at 16."""
RARE = 4_000
"""Functions with fewer lines than this are left to chance."""


@pytest.fixture(scope="module")
def slugs():
    schema, _ = read_schema(packaged_schema(), "schema")
    return {name: list(each.terms) for name, each in schema.vocabularies.items()}


@contextmanager
def counted_lines():
    """Counts every line of this package that runs, templates included, by the function that it is in."""
    cells, codes = {}, []

    def begin(frame, *_):
        code = frame.f_code
        known = cells.get(id(code))
        if known is None:
            if not code.co_filename.startswith(PACKAGE):
                cells[id(code)] = False
                codes.append((code, None))
                return None
            cell = [0]

            def line(_frame, event, _argument):
                if event == "line":
                    cell[0] += 1
                return line

            known = cells[id(code)] = line
            # The code is kept, since another could get its number.
            codes.append((code, cell))
        return known or None

    counts = Counter()
    before = sys.gettrace()
    sys.settrace(begin)
    try:
        yield counts
    finally:
        sys.settrace(before)
        for code, cell in codes:
            if cell:
                counts[f"{os.path.relpath(code.co_filename, PACKAGE)}: {code.co_name}"] += cell[0]


def build(root, members):
    """Everything but what MkDocs does, in this process alone."""
    folder = Community.at(root / "members", root / "schema", root)
    html = "<head>SAMEBOAT-TITLE SAMEBOAT-DESCRIPTION SAMEBOAT-HEAD</head>SAMEBOAT-CONTENT"
    shells = Shells({name: Shell.of(html) for name in ("member-1", "hub-1", "hub-2", "hub-3")})
    loaded = load(folder, "en", 1)
    site = Site("A boat", url="https://boat.example.org/")
    stamper = Stamper.of(loaded.directory, Rendering.of, folder.photos, site, 1)
    assert len(loaded.directory.profiles) == members
    stamped = stamper.stamp(shells, root / "site", stamper.begin(root / "site", (), 1), 1)
    assert stamped.written.files > members


@pytest.fixture(scope="module")
def lines(tmp_path_factory, slugs):
    """How often the lines of each function ran, for fewer members and for more."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "SMALL", SMALL)
        for members in (20, FEWER, MORE):  # the first pays for what is done once and kept
            root = tmp_path_factory.mktemp(f"m{members}")
            # Pixels are another matter, and a photo that two members share is drawn once.
            made_up = ((handle, _without_photo(content)) for handle, content in generate(members, 1, slugs))
            write(made_up, root)
            with counted_lines() as counts:
                build(root, members)
            found.append(counts)
    return found[1:]


def _without_photo(content):
    return b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(b"photo:"))


def test_four_times_as_many_members_take_four_times_as_many_lines(lines):
    fewer, more = (sum(counts.values()) for counts in lines)
    assert fewer > FEWER * 1_000, "hardly anything was counted"
    assert more / fewer <= ALL_LINES


def test_no_function_looks_at_everybody_for_everybody(lines):
    fewer, more = lines
    assert len([name for name, count in more.items() if count >= RARE]) > 100
    grown = {
        name: f"{fewer[name]} → {count}"
        for name, count in more.items()
        if count >= RARE and count > ONE_FUNCTION * max(fewer[name], RARE / 8)
    }
    assert grown == {}


def test_templates_are_counted_as_well(lines):
    assert any(name.endswith("member.html: root") for name in lines[1])


@pytest.fixture(scope="module")
def pairs(slugs):
    """Members → how many pairs matching looked at, by what looked at them."""
    schema, _ = read_schema(packaged_schema(), "schema")
    found = {}
    for members in (1_000, 4_000):
        profiles = [
            Profile(handle, read_document(SourceFile(handle, content)).data)
            for handle, content in generate(members, 1, slugs)
        ]
        directory = Directory.of(profiles, schema)
        counts = Counter()
        with pytest.MonkeyPatch.context() as patch:
            _count_pairs(patch, counts)
            Matching.begin(meet(directory, date(2026, 11, 1)), directory, 0).finish()
        found[members] = counts
    return found


def _count_pairs(patch, counts):
    scores, spread, suitable = nearby.Nearby._scores, nearby._spread, candidates.Candidates.suitable  # noqa: SLF001

    def counted_scores(self, seats, others, kind):
        counts["compared"] += len(seats)
        return scores(self, seats, others, kind)

    def counted_spread(widths):
        entry, place = spread(widths)
        counts["found in lists"] += len(entry)
        return entry, place

    def counted_suitable(self, seat, kind):
        for other in suitable(self, seat, kind):
            counts["looked through for relief"] += 1
            yield other

    patch.setattr(nearby.Nearby, "_scores", counted_scores)
    patch.setattr(nearby, "_spread", counted_spread)
    patch.setattr(candidates.Candidates, "suitable", counted_suitable)


# From one thousand to four, lists that were short become long enough; the square would be sixteen times as many.
def test_the_pairs_that_matching_looks_at_grow_with_the_members_and_not_with_their_square(pairs):
    for what, many in pairs[4_000].items():
        few = pairs[1_000][what]
        assert many <= 6 * max(few, 1_000), f"{what}: {few} → {many}"


def test_matching_looks_at_some_dozens_of_people_for_each(pairs):
    for members, counts in pairs.items():
        assert members * 20 < counts["compared"] <= members * 120
        assert counts["found in lists"] <= members * 200
