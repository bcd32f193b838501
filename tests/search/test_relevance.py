"""Who comes first: the same people in a small and in a large community, from both encodings."""

import runpy
from pathlib import Path
from urllib.parse import quote

import pytest

CROWD = runpy.run_path(str(Path(__file__).with_name("crowd.py")))
QUERIES = CROWD["queries"]()


@pytest.fixture(scope="module")
def known():
    return CROWD["schema"]()


# A hundred thousand take minutes: `make bench` asks the same of them.
@pytest.fixture(scope="module", params=[1_000, 10_000])
def answered(request, known, tmp_path_factory):
    """The people, and by encoding what each query finds among them."""
    people = CROWD["crowd"](request.param, known)
    community = CROWD["directory"](people, known)
    searches = [f"?q={quote(typed)}" for typed, _ in QUERIES]
    answers = {}
    for encoding in ("columns", "postings"):
        index = CROWD["write_index"](community, tmp_path_factory.mktemp(encoding), encoding)
        answers[encoding] = CROWD["ask"](index, searches)
    return {profile.handle: profile for profile in people}, answers


def test_the_right_person_comes_first(answered, known):
    people, answers = answered
    assert CROWD["wrong_answers"](QUERIES, answers["columns"], people, known) == []


def test_both_encodings_answer_alike(answered):
    _, answers = answered
    # Who is awake is counted where it costs nothing, which is in columns.
    plain = {encoding: [{**answer, "awake": None} for answer in found] for encoding, found in answers.items()}
    assert plain["columns"] == plain["postings"]


def test_everybody_found_says_why(answered):
    _, answers = answered
    for (typed, _), answer in zip(QUERIES, answers["columns"], strict=True):
        by_name_or_line = sum(number == 0 for number in answer["reasons"])
        assert len(answer["reasons"]) == min(20, answer["total"]), typed
        assert by_name_or_line < 20 or answer["total"] >= 20, typed


def test_there_are_enough_queries():
    assert len(QUERIES) >= 80
