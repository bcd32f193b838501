"""What grows with the members and what does not, on whole sites of 1,000 and 4,000: files and bytes, never time."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.site

FEWER, MORE = 1_000, 4_000
MOST = 1.25 * MORE / FEWER
"""Times as much, with a little room for chance; with their square it would be sixteen times."""
HUBS = ("values", "topics", "situations", "languages", "names")


class Grown:
    """A site of so many members, and which of its files one edit made anew."""

    def __init__(self, community, members):
        subprocess.run(
            [Path(sys.executable).with_name("sameboat"), "demo", str(members), community.root, "--seed", "1"],
            check=True,
            capture_output=True,
        )
        built = community.build()
        assert built.code == 0, built.log
        assert _said(built.log)["before"] == 0
        self.site = built.site
        self.handles = sorted(path.stem for path in (community.root / "members").glob("*.yml"))
        self.bytes = {
            path.relative_to(built.site).as_posix(): path.stat().st_size
            for path in built.site.rglob("*")
            if path.is_file()
        }
        before = self._written()
        path = community.root / "members" / f"{self.handles[len(self.handles) // 2]}.yml"
        kept = [
            line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("tagline:")
        ]
        path.write_text("\n".join([*kept, "tagline: Something else entirely.", ""]), encoding="utf-8")
        again = community.build()
        assert again.code == 0, again.log
        after = self._written()
        self.made_again = sorted(address for address in after if before.get(address) != after[address])
        self.said = _said(again.log)

    def _written(self):
        """Address → which file it is: one that is taken from the last site is the same."""
        return {
            path.relative_to(self.site).as_posix(): path.stat().st_ino
            for path in self.site.rglob("*")
            if path.is_file()
        }

    def by_kind(self, weigh):
        """First part of an address → the sum of what `weigh` says of each file there."""
        sums = Counter()
        for address, size in self.bytes.items():
            sums[address.split("/")[0]] += weigh(size)
        return sums


def _said(log):
    return {
        name: int(number)
        for name, number in re.search(
            r"members, (?P<all>\d+) files \((?P<before>\d+) as before\)", log
        ).groupdict().items()
    }  # fmt: skip


@pytest.fixture(scope="module")
def grown(make_community):
    return [
        Grown(make_community(config={"site_url": "https://boat.example.org/"}), members)
        for members in (FEWER, MORE)
    ]


def test_every_member_has_one_page_and_one_card_at_any_size(grown):
    for each in grown:
        of_members = [address for address in each.bytes if address.startswith("members/")]
        assert len(of_members) == 2 * len(each.handles)


@pytest.mark.parametrize("weigh", [lambda _: 1, lambda size: size], ids=["files", "bytes"])
def test_no_kind_of_file_grows_faster_than_the_members(grown, weigh):
    fewer, more = (each.by_kind(weigh) for each in grown)
    assert {kind: (fewer[kind], many) for kind, many in more.items() if many > MOST * fewer[kind]} == {}


def test_a_member_more_costs_no_more_than_those_before(grown):
    fewer, more = (sum(each.bytes.values()) for each in grown)
    assert (more - fewer) / (MORE - FEWER) <= fewer / FEWER
    assert len(grown[1].bytes) / MORE <= len(grown[0].bytes) / FEWER


def test_pages_of_a_fixed_kind_stay_as_large_as_they_are(grown):
    fewer, more = grown
    fixed = [address for address in more.bytes if "/" not in address and address.endswith(".html")]
    assert {"index.html", "find.html", "hello.html", "my-people.html", "join.html", "community.html"} <= set(
        fixed
    )
    assert {f"{kind}.html" for kind in HUBS} <= set(fixed)
    sizes = {address: (fewer.bytes[address], more.bytes[address]) for address in fixed}
    assert {address: both for address, both in sizes.items() if abs(both[1] - both[0]) > 0.05 * both[0]} == {}


def test_a_members_page_is_as_large_in_a_large_community(grown):
    fewer, more = (_mean(each) for each in grown)
    assert abs(more - fewer) <= 0.05 * fewer


def test_a_full_page_of_a_hub_is_as_large_however_many_follow(grown):
    fewer, more = ({address for address in each.bytes if _is_full_hub(each, address)} for each in grown)
    both = fewer & more
    assert len(both) >= 10
    for address in both:
        assert grown[1].bytes[address] <= 1.15 * grown[0].bytes[address], address
    assert max(grown[1].bytes[address] for address in more) <= 1.15 * max(
        grown[0].bytes[address] for address in fewer
    )


def _is_full_hub(each, address):
    """Whether this is the first page of a hub, and not its last."""
    kind, _, name = address.partition("/")
    return kind in HUBS and name.endswith(".html") and f"{address.removesuffix('.html')}/2.html" in each.bytes


def _mean(each):
    sizes = [each.bytes[f"members/{handle}.html"] for handle in each.handles]
    return sum(sizes) / len(sizes)


def test_one_edit_stamps_the_same_few_pages_at_any_size(grown):
    for each in grown:
        pages = [
            address
            for address in each.made_again
            if address.split("/")[0] in {"members", *HUBS} and "/" in address
        ]
        assert f"members/{each.handles[len(each.handles) // 2]}.html" in pages
        assert len(pages) <= 60, pages
        assert len([address for address in each.made_again if address.startswith("api/")]) <= 4


def test_one_edit_makes_nothing_anew_that_grows_but_the_search_index(grown):
    fewer, more = (
        Counter(address.split("/")[0] for address in each.made_again if not address.startswith("find/"))
        for each in grown
    )
    assert {kind: (fewer[kind], many) for kind, many in more.items() if many > fewer[kind] + 10} == {}
    # Its columns tell of everybody, in files of some dozens of people, under an address that changes with them.
    for each in grown:
        index = [address for address in each.made_again if address.startswith("find/")]
        assert len(index) <= 50 + len(each.handles) / 8


def test_what_the_build_says_that_it_took_over_is_what_it_took_over(grown):
    for each in grown:
        assert each.said["before"] >= 2 * len(each.handles) - 60
        made = each.said["all"] - each.said["before"]
        of_mkdocs = [address for address in each.made_again if address.startswith(("assets/", "sameboat/"))]
        assert made <= len(each.made_again) <= made + len(of_mkdocs) + 40
