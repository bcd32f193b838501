"""Profiles and the folder of photos, beside each other."""

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from PIL import Image

from sameboat import portraits
from sameboat.checking import Community, check_community
from sameboat.cli import main
from sameboat.schema import packaged_schema

PROFILE = "name: {name}\nphoto: {photo}\nvalues: [curiosity]\ncan_help_with:\n  - topic: cv-feedback\n"


def picture(place=None):
    image = Image.new("RGB", (120, 120), "teal")
    block = Image.Exif()
    if place:
        block.get_ifd(0x8825).update(place)
    file = BytesIO()
    image.save(file, "JPEG", exif=block)
    return file.getvalue()


WITH_PLACE = picture({1: "N", 2: (54.0, 31.0, 8.0)})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "members" / "photos").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def add(folder):
    """Adds a member who names a photo, and the photo if there is one."""

    def add(handle, photo, content=None):
        text = PROFILE.format(name=handle.title(), photo=photo)
        (folder / "members" / f"{handle}.yml").write_text(text, encoding="utf-8")
        if content is not None:
            (folder / "members" / "photos" / photo).write_bytes(content)

    return add


@pytest.fixture
def check(folder):
    def check(*named, schema=None, processes=1):
        community = Community.at(folder / "members", schema or folder / "schema", folder)
        return check_community(community, [folder / name for name in named], processes)

    return check


def found(checked):
    return [(problem.path, problem.code) for problem in checked.problems]


def handles(checked):
    return [profile.handle for profile in checked.profiles]


def test_members_with_a_fine_photo_and_without_any_have_no_problems(add, check, folder):
    add("ada", "ada.jpg", picture())
    (folder / "members" / "grace.yml").write_text(
        PROFILE.format(name="Grace", photo="x").replace("photo: x\n", "")
    )
    assert found(check()) == []
    assert handles(check()) == ["ada", "grace"]


def test_a_missing_photo_is_placed_on_its_name_and_keeps_the_member_out(add, check):
    add("ada", "ada.jpg")
    [problem] = check().problems
    assert (problem.path, problem.code, problem.pointer) == ("members/ada.yml", "photo-missing", "/photo")
    assert (problem.line, problem.column, problem.end_column) == (2, 8, 15)
    assert problem.message == "There is no file members/photos/ada.jpg."
    assert handles(check()) == []


def test_a_missing_photo_of_nearly_the_same_name_is_suggested(add, check, folder):
    add("ada", "ada.jpg")
    (folder / "members" / "photos" / "ada.JPG").write_bytes(picture())
    assert (
        next(problem for problem in check().problems if problem.code == "photo-missing").hint
        == "Did you mean ada.JPG?"
    )


def test_a_photo_with_a_location_is_placed_on_the_photo_and_keeps_out_all_who_show_it(add, check):
    add("ada", "two.jpg", WITH_PLACE)
    add("grace", "two.jpg")
    add("hedy", "hedy.jpg", picture())
    assert found(check()) == [("members/photos/two.jpg", "photo-location")]
    assert handles(check()) == ["hedy"]


def test_a_warning_about_a_photo_keeps_nobody_out(add, check):
    file = BytesIO()
    Image.new("RGB", (50, 50)).save(file, "PNG")
    add("ada", "ada.png", file.getvalue())
    assert found(check()) == [("members/photos/ada.png", "photo-small")]
    assert handles(check()) == ["ada"]


def test_a_photo_that_many_show_is_read_once(add, check, monkeypatch):
    read = []
    monkeypatch.setattr(portraits, "read_photo", lambda _, name: read.append(name) or (None, ()))
    for number in range(30):
        add(f"member-{number}", "all.jpg", b"")
    check()
    assert read == ["members/photos/all.jpg"]


def test_many_photos_are_checked_the_same_by_one_process_and_by_two(add, check):
    for number in range(40):
        add(f"member-{number}", f"{number}.jpg", WITH_PLACE if number % 2 else picture())
    one, two = check(), check(processes=2)
    assert (found(one), handles(one)) == (found(two), handles(two))
    assert len(found(one)) == len(handles(one)) == 20


def test_a_photo_that_nobody_names_is_a_warning(add, check, folder):
    add("ada", "ada.jpg", picture())
    photos = folder / "members" / "photos"
    for name in ("old.jpg", "older.JPEG", ".hidden.jpg", "README.md"):
        (photos / name).write_bytes(picture())
    checked = check()
    assert found(checked) == [
        ("members/photos/old.jpg", "photo-unused"),
        ("members/photos/older.JPEG", "photo-unused"),
    ]
    assert not checked.has_errors


def test_a_location_in_a_photo_that_nobody_names_is_an_error_all_the_same(add, check, folder):
    add("ada", "ada.jpg", picture())
    (folder / "members" / "photos" / "old.jpg").write_bytes(WITH_PLACE)
    assert found(check()) == [("members/photos/old.jpg", "photo-location")]
    assert handles(check()) == ["ada"]


def test_no_photo_is_called_unused_while_a_profile_cannot_be_read(add, check, folder):
    add("ada", "ada.jpg", picture())
    with (folder / "members" / "ada.yml").open("a") as profile:
        profile.write("surprise: true\n")
    assert found(check()) == [("members/ada.yml", "unknown-key")]


def test_naming_a_profile_checks_its_photo_and_no_other(add, check):
    add("ada", "ada.jpg", WITH_PLACE)
    add("grace", "grace.jpg", WITH_PLACE)
    add("hedy", "hedy.jpg")
    assert found(check("members/ada.yml")) == [("members/photos/ada.jpg", "photo-location")]


def test_naming_a_photo_checks_it(add, check):
    add("ada", "ada.jpg", WITH_PLACE)
    add("grace", "grace.jpg", WITH_PLACE)
    assert found(check("members/photos/grace.jpg")) == [("members/photos/grace.jpg", "photo-location")]
    both = check("members/grace.yml", "members/photos/grace.jpg")
    assert found(both) == [("members/photos/grace.jpg", "photo-location")]
    assert handles(both) == []


@pytest.mark.parametrize("name", ["../elsewhere.jpg", "photos/ada.jpg", "/etc/ada.jpg", "..", "."])
def test_a_schema_that_lets_any_name_through_opens_no_other_folder(add, check, folder, name):
    schema = json.loads((packaged_schema() / "member.schema.json").read_text(encoding="utf-8"))
    for key in ("pattern", "x-pattern-words"):
        del schema["properties"]["photo"][key]
    (folder / "schema").mkdir()
    (folder / "schema" / "member.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / "members" / "elsewhere.jpg").write_bytes(picture())
    add("ada", name)
    [problem] = check().problems
    assert problem.code in ("photo-missing", "photo-unreadable")


def test_a_report_does_not_show_the_bytes_of_a_photo(add, folder, monkeypatch):
    add("ada", "ada.jpg", WITH_PLACE)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    said, shown = done.output.split("photo-location: ")[1].split(".")[0], done.output.encode()
    assert said.startswith("This photo says where it was taken")
    assert "Exif" not in done.output
    assert b"\xef\xbf\xbd" not in shown
