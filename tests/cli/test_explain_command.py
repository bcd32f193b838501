"""`sameboat explain`: what a code means, and the manual's page of them all."""

import pytest

from sameboat.codes import all_codes


@pytest.mark.parametrize("code", all_codes())
def test_every_code_is_explained(run, code):
    result = run("explain", code)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code}: {all_codes()[code].title}\n")
    assert "\n\nWrong" in result.stdout
    assert "\n\nRight" in result.stdout


def test_several_codes_are_explained_in_turn(run):
    result = run("explain", "alias", "bad-url")
    assert result.exit_code == 0
    assert result.stdout.index("alias: ") < result.stdout.index("\n\nbad-url: ")


def test_without_a_code_all_are_listed(run):
    result = run("explain")
    assert result.exit_code == 0
    for code in all_codes().values():
        assert f"{code.id} " in result.stdout
        assert code.title in result.stdout


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("unknown-topc", 'There is no code "unknown-topc". Did you mean unknown-topic?'),
        ("Unknown_Topic", "Did you mean unknown-topic?"),
        ("zzz", 'There is no code "zzz". sameboat explain lists all.'),
    ],
)
def test_an_unknown_code_is_refused_with_the_one_that_was_meant(run, written, said):
    result = run("explain", "alias", written)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_manual_is_written_and_found_fresh_until_somebody_edits_it(run, tmp_path):
    page = tmp_path / "manual" / "problems.md"
    missing = run("explain", "--check", "--manual", page)
    assert missing.exit_code == 1
    assert f"Run: sameboat explain --manual {page}" in missing.stdout
    assert not page.exists()
    assert run("explain", "--manual", page).exit_code == 0
    assert "\n## unknown-topic\n" in page.read_text(encoding="utf-8")
    assert run("explain", "--check", "--manual", page).exit_code == 0
    page.write_text("Mine.\n", encoding="utf-8")
    assert run("explain", "--check", "--manual", page).exit_code == 1
    assert page.read_text(encoding="utf-8") == "Mine.\n"


@pytest.mark.parametrize("arguments", [["--check"], ["alias", "--check"], ["alias", "--manual", "x.md"]])
def test_options_that_do_not_fit_together_are_refused(run, arguments):
    assert run("explain", *arguments).exit_code == 2
