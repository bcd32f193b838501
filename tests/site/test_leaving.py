"""Who has left is gone with the next build: from every page, feed, card, index and picture."""

import json
import re
import shutil
from io import BytesIO

import pytest
from PIL import Image

HANDLE = "quillon-zz"
"""A handle, and below words, that stand nowhere by chance."""
PROFILE = {
    "name": "Quillon Zzyzxwort",
    "pronouns": "quillself",
    "tagline": "Mends zzyzx clocks",
    "location": "Zzyzxburg",
    "timezone": "Pacific/Chatham",
    "languages": ["mi"],
    "values": ["curiosity"],
    "can_help_with": [{"topic": "cv-feedback", "note": "Zzyzx note on offers"}],
    "want_help_with": [{"topic": "first-talk", "note": "Zzyzx note on asks"}],
    "ask_me_about": ["Zzyzx gears"],
    "read_first": [
        {"url": "https://zzyzx.example.org/r", "title": "Zzyzx reads", "feed": "https://zzyzx.example.org/f"}
    ],
    "links": [{"url": "https://zzyzx.example.org/l", "label": "Zzyzx link"}],
    "say_hi": {"url": "https://zzyzx.example.org/hi", "note": "Zzyzx hello"},
    "bio": "A *zzyzx* bio.",
    "photo": f"{HANDLE}.png",
    "confirmed": "2026-10",
    "friends": ["ben"],
    "visibility": {"ai": False},
}
TRACE = re.compile(rb"quillon|zzyzx|quillself", re.IGNORECASE)


@pytest.fixture(scope="module")
def sites(make_community, profile, git):
    """A community with somebody in it, and the same built again after they have left."""
    friend = profile("Ben", friends=[HANDLE, "cleo"], want_help_with=[{"topic": "cv-feedback"}])
    others = {
        f"member-{number}": profile(f"Person {number}", timezone="Europe/Warsaw") for number in range(5)
    }
    community = make_community(
        {HANDLE: PROFILE, "ben": friend, "cleo": profile("Cleo", friends=["ben"]), **others},
        config={"site_url": "https://boat.example.org/", "repo_url": "https://github.com/boats/harbour"},
    )
    photo = community.root / f"members/photos/{HANDLE}.png"
    photo.parent.mkdir()
    file = BytesIO()
    Image.new("RGB", (400, 400), "teal").save(file, "PNG")
    photo.write_bytes(file.getvalue())
    git(community.root, "init", "-q")
    git(community.root, "add", "-A")
    git(community.root, "commit", "-qm", "All aboard")
    before = community.built()
    kept = community.root.parent / "before"
    shutil.copytree(before.site, kept)
    git(community.root, "rm", "-q", f"members/{HANDLE}.yml", f"members/photos/{HANDLE}.png")
    git(community.root, "commit", "-qm", "Fair winds", day="2026-02-01")
    return kept, community.built().site


def traces(site):
    """The files that still know of them, by their name or by what stands in them."""
    return sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file()
        and (TRACE.search(path.relative_to(site).as_posix().encode()) or TRACE.search(_unpacked(path)))
    )


def _unpacked(path):
    content = path.read_bytes()
    if path.suffix == ".gz":
        import gzip

        return gzip.decompress(content)
    return content


def test_somebody_is_in_many_files_while_they_are_here(sites):
    known = traces(sites[0])

    assert f"members/{HANDLE}.html" in known
    assert {"members/ben.html", "api/v1/members-1.json", "topics/cv-feedback.html"} <= set(known)
    assert any(name.startswith("photos/") for name in known)
    assert len(known) > 10


def test_nobody_can_tell_from_any_file_of_the_next_build_that_they_were(sites):
    assert traces(sites[1]) == []


def test_everybody_else_is_still_there(sites):
    api = json.loads((sites[1] / "api/v1/members-1.json").read_text(encoding="utf-8"))

    assert [member["handle"] for member in api["members"]] == [
        "ben",
        "cleo",
        *(f"member-{n}" for n in range(5)),
    ]
    assert next(member for member in api["members"] if member["handle"] == "ben")["friends"] == ["cleo"]
