"""What a pull request's own check says of two checkouts that lie side by side."""

import shutil

import pytest
from click.testing import CliRunner

from sameboat.cli import main
from sameboat.github.review import review_changes

from .conftest import profile


@pytest.fixture
def sides(tmp_path):
    """The base, and the same once more to propose something in."""
    base = tmp_path / "base"
    for name, content in {
        "members/ada.yml": profile(),
        "members/broken.yml": "name: [",
        "schema/topics.yml": "cv-feedback: {label: CV feedback}\nfirst-talk: {label: A first talk}\n",
    }.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(content, encoding="utf-8")
    shutil.copytree(base, tmp_path / "proposed")
    return base, tmp_path / "proposed"


@pytest.fixture
def review(sides, monkeypatch, tmp_path):
    """Runs the command; gives what it prints, the job's summary, and whether all is well."""

    def review():
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
        done = CliRunner().invoke(main, ["review", *map(str, sides)])
        assert done.exit_code in (0, 1), done.output
        return done.stdout, (tmp_path / "summary.md").read_text(encoding="utf-8"), done.exit_code == 0

    return review


def test_only_what_was_changed_is_looked_at(sides, review):
    (sides[1] / "members/ben.yml").write_text(profile("Ben"), encoding="utf-8")
    said, summary, is_well = review()

    assert is_well
    assert "1 profile checked, all well." in said
    assert "broken" not in summary


def test_a_mistake_is_marked_at_its_line_in_the_pull_request(sides, review):
    (sides[1] / "members/ada.yml").write_text(profile(more="colour: blue\n"), encoding="utf-8")
    said, summary, is_well = review()

    assert not is_well
    assert "::error file=members/ada.yml,line=5,endLine=5" in said
    assert "`members/ada.yml`" in summary


def test_the_summary_shows_how_the_profile_reads(sides, review):
    more = "open_to: [mentoring]\nbio: |\n  ~~~~\n  # Ha\n"
    (sides[1] / "members/ada.yml").write_text(profile(more=more), encoding="utf-8")
    _, summary, _ = review()

    inside = summary.partition("~~~~text\n")[2].partition("\n~~~~\n")[0]
    assert "Name: Ada Kowalska" in inside
    assert "CV feedback" in inside
    assert "# Ha" in inside
    assert len(inside.splitlines()) == 5


def test_leaving_is_nothing_to_check(sides, review):
    (sides[1] / "members/ada.yml").unlink()
    said, _, is_well = review()

    assert is_well
    assert "No profile and no photo changes" in said


def test_a_topic_that_is_proposed_counts_in_a_second_report_only(sides, review):
    (sides[1] / "schema/topics.yml").write_text("pottery: {label: Pottery}\n", encoding="utf-8")
    (sides[1] / "members/ben.yml").write_text(
        profile("Ben").replace("cv-feedback", "pottery"), encoding="utf-8"
    )
    said, summary, is_well = review()

    first, second = summary.split("## With the schema and the lists of this pull request, for everybody")
    assert "pottery" in first
    assert "members/ben.yml" not in second.partition("### How")[0]
    # Who used a topic that is to go has a mistake now.
    assert "members/ada.yml" in second
    assert "With the schema and the lists of this pull request" in said
    assert not is_well


def test_a_proposed_topic_and_its_first_use_are_well_together(sides, review):
    (sides[1] / "members/broken.yml").unlink()
    with (sides[1] / "schema/topics.yml").open("a", encoding="utf-8") as file:
        file.write("pottery: {label: Pottery}\n")
    text = profile("Ben").replace("cv-feedback", "pottery")
    (sides[1] / "members/ben.yml").write_text(text, encoding="utf-8")

    assert review()[2]


def test_a_proposed_program_is_not_run(sides, review):
    for name in ("sameboat.py", "sitecustomize.py", "members/conftest.py", "generator/sameboat/__init__.py"):
        path = sides[1] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("raise SystemExit(77)", encoding="utf-8")

    assert review()[2]


@pytest.mark.parametrize("name", ["members", "members/photos", "schema"])
def test_a_folder_that_is_a_link_is_not_followed(sides, review, tmp_path, name):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.yml").write_text("a secret", encoding="utf-8")
    if (sides[1] / name).exists():
        shutil.rmtree(sides[1] / name)
    (sides[1] / name).symlink_to(elsewhere)
    said, summary, is_well = review()

    assert not is_well
    assert "no plain folder" in said
    assert "secret" not in said + summary


def test_a_file_that_is_a_link_is_not_followed(sides, review, tmp_path):
    (tmp_path / "secret").write_text("name: a secret\n", encoding="utf-8")
    (sides[1] / "members/ben.yml").symlink_to(tmp_path / "secret")
    (sides[1] / "members/ada.yml").unlink()
    (sides[1] / "members/ada.yml").symlink_to(sides[0] / "members/ada.yml")
    said, summary, is_well = review()

    assert not is_well
    assert said.count("not a plain file") == 2
    assert "a secret" not in said + summary


def test_a_summary_stays_within_its_room(sides):
    for number in range(300):
        text = profile(more="".join(f"unknown-{key}: x\n" for key in range(30)))
        (sides[1] / f"members/m{number}.yml").write_text(text, encoding="utf-8")
        (sides[1] / f"members/n{number}.yml").write_text(profile(), encoding="utf-8")
    (sides[1] / "schema/topics.yml").write_text("cv-feedback: {label: CV}\n", encoding="utf-8")
    found = review_changes(*sides)

    assert len(found.summary(200_000).encode()) <= 200_000
    assert len(found.changed) == 600
