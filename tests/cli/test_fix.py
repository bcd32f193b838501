"""`sameboat check --fix`: what is beyond doubt is mended in the file, and told."""

from __future__ import annotations

PROFILE = """\
# hello
name: Ada
values: [Curiosity]   # the best one
can_help_with:
  - topic: CV review
"""


def test_fix_mends_the_file_says_what_it_did_and_passes(community, run):
    made = community({})
    file = made.root / "members" / "ada.yml"
    file.write_text(PROFILE)
    done = run("check", "--fix")
    assert done.exit_code == 0
    assert file.read_text() == PROFILE.replace("Curiosity", "curiosity").replace("CV review", "cv-feedback")
    assert "mended members/ada.yml:5:" in done.stdout
    assert "Wrote cv-feedback." in done.stdout


def test_a_second_run_changes_nothing_and_says_nothing_of_mends(community, run):
    made = community({})
    file = made.root / "members" / "ada.yml"
    file.write_text(PROFILE)
    run("check", "--fix")
    after = file.read_text()
    done = run("check", "--fix")
    assert file.read_text() == after
    assert "mended" not in done.stdout


def test_only_named_files_are_mended(community, run):
    made = community({})
    for name in ("ada", "bo"):
        (made.root / "members" / f"{name}.yml").write_text(PROFILE)
    run("check", "--fix", "members/ada.yml")
    assert (made.root / "members" / "bo.yml").read_text() == PROFILE


def test_what_cannot_be_mended_is_still_reported(community, run):
    made = community({})
    file = made.root / "members" / "ada.yml"
    file.write_text(PROFILE.replace("CV review", "juggling knives"))
    done = run("check", "--fix")
    assert done.exit_code == 1
    assert "unknown-topic" in done.stdout
    assert "values: [curiosity]" in file.read_text()


def test_a_report_for_a_program_holds_nothing_else(community, run):
    import json

    made = community({})
    (made.root / "members" / "ada.yml").write_text(PROFILE)
    done = run("check", "--fix", "--format", "json")
    assert json.loads(done.stdout)["problems"] == []
    assert "mended" in done.stderr


def test_the_location_is_taken_out_of_a_photo(community, run):
    from PIL import Image

    made = community({})
    (made.root / "members" / "ada.yml").write_text(PROFILE + "photo: ada.jpg\n")
    photo = made.root / "members" / "photos" / "ada.jpg"
    photo.parent.mkdir()
    picture = Image.new("RGB", (200, 200), "teal")
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 31.0, 0.0), 3: "E", 4: (18.0, 32.0, 0.0)})
    picture.save(photo, exif=exif)
    assert "photo-location" in run("check").stdout
    done = run("check", "--fix")
    assert done.exit_code == 0, done.stdout
    with Image.open(photo) as after:
        assert not after.getexif().get_ifd(0x8825)
    before = photo.read_bytes()
    run("check", "--fix")
    assert photo.read_bytes() == before


def test_a_folder_is_refused_and_never_passes_for_checked(community, run):
    made = community({})
    (made.root / "members" / "ada.yml").write_text("nmae: Ada\n")
    done = run("check", "members")
    assert done.exit_code == 2
    assert "A folder is not a file" in done.stderr
