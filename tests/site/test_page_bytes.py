"""What a member's page costs, in bytes: there is one for everybody, and a host has room for so many."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from statistics import fmean

import pytest
import yaml

pytestmark = pytest.mark.site

MEMBERS = 1_000
# A line with the key, and all that is indented below it or empty.
BIO = re.compile(rb"^bio:.*\n(?:(?: .*)?\n)*", re.MULTILINE)
LIMIT = 5_000
"""Bytes of HTML without the bio, the mean of a community (DESIGN: 100,000 members have to fit on a host)."""


@pytest.fixture(scope="module")
def crowd(once, make_community, repository):
    """A thousand invented members without bios, on a site with the menu and the palettes of this repository."""

    def make(_):
        config = yaml.safe_load((repository / "mkdocs.yml").read_text(encoding="utf-8"))
        community = make_community(config={**config, "docs_dir": str(repository / "docs")})
        subprocess.run(
            [
                Path(sys.executable).with_name("sameboat"),
                *("demo", str(MEMBERS), community.root, "--seed", "1"),
            ],
            check=True,
            capture_output=True,
        )
        for path in (community.root / "members").glob("*.yml"):
            path.write_bytes(BIO.sub(b"", path.read_bytes()))
        return community.build("--strict")

    built = once("crowd-without-bios", make)
    assert built.code == 0, built.log
    return built


def test_a_members_page_without_a_bio_is_five_thousand_bytes_at_most(crowd):
    pages = [
        content for address, content in crowd.files.items() if re.fullmatch(r"members/.+\.html", address)
    ]
    assert len(pages) == MEMBERS
    assert b"<h2>A few lines more" not in b"".join(pages)
    # Whom to meet and how to begin are a part of it.
    assert fmean(b"<section id=people>" in page for page in pages) > 0.9
    assert fmean(map(len, pages)) <= LIMIT


def test_half_of_a_page_or_more_is_about_its_member(crowd):
    pages = [page for address, page in crowd.pages.items() if re.fullmatch(r"members/.+\.html", address)]
    frames = [re.sub(r"<article.*</article>", "", page.html, flags=re.DOTALL) for page in pages]
    frames = [re.sub(r"<script type.*?</script>", "", frame, flags=re.DOTALL) for frame in frames]
    assert fmean(map(len, frames)) < LIMIT / 2
