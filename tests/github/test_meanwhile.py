"""What happens between one look and the next: pushes, merges, answers that do not come."""

import base64

import pytest

from sameboat.github.answers import Account
from sameboat.github.choosing import due, with_heads
from sameboat.github.words import CONTEXT

from .conftest import ADA, BEN, MALLORY, profile
from .hub import Person


def once(happens):
    """Do something the first time only, and let the usual answer follow."""
    left = [happens]
    return lambda: left.pop()() and None if left else None


def test_a_push_between_the_decision_and_the_merge_is_not_merged(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/merge$", once(lambda: hub.push(pull, {"members/ben.yml": profile("B")})), "PUT")
    look()

    assert pull.merged_at is None
    assert "Head branch was modified" in hub.said(pull)


def test_a_push_before_the_last_look_is_decided_on_at_its_own_check(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/pulls/1$", once(lambda: hub.push(pull, {"members/ben.yml": profile("B")})))
    look()

    assert pull.merged_at is None
    assert pull.head not in hub.statuses


def test_a_push_between_check_and_gate_leaves_nothing_to_decide_for_the_old_commit(hub, repository):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    checked = pull.head
    hub.push(pull, {"members/ben.yml": profile("B")})

    assert with_heads(repository, [checked]) == []
    assert [each.number for each in with_heads(repository, [pull.head])] == [pull.number]


def test_a_push_to_and_fro_while_files_are_listed_does_not_hide_a_file(hub, look):
    pull = hub.ask(MALLORY, {"members/ada-k.yml": profile("M")})
    bad = pull.head

    def innocent():
        hub.push(pull, {"members/mallory.yml": profile("M")})

    hub.trouble(r"/files$", once(innocent))
    look()
    hub.run("update-ref", "refs/pull/1/head", bad)

    assert hub.statuses[bad][0]["state"] == "failure"


def test_a_list_that_says_something_else_than_the_commits_needs_a_reviewer(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/files$", lambda: (200, {}, [{"filename": "members/ben.yml", "status": "modified"}]))
    look()

    assert pull.merged_at is None
    assert "not those that the commits hold" in hub.said(pull)


def test_between_merge_and_record_a_new_profile_is_nobodys(hub, look, record, needs_reviewer):
    new = hub.ask(MALLORY, {"members/mallory.yml": profile("M")})
    look()
    assert new.merged_at

    assert needs_reviewer(hub.ask(BEN, {"members/mallory.yml": profile("B")}), "Nobody is on record")
    record()
    assert hub.owners()["mallory"] == MALLORY.id


def test_a_closed_pull_request_is_not_merged(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/pulls/1$", once(lambda: setattr(pull, "is_open", False)))
    look()

    assert pull.merged_at is None


def test_what_cannot_be_merged_is_left_to_a_person_and_said(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    refusal = (405, {}, {"message": "Changes must be made through the merge queue"})
    hub.trouble(r"/merge$", lambda: refusal, "PUT")
    said = look()

    assert not said.has_failed
    assert "merge queue" in hub.said(pull)


def test_two_pull_requests_of_one_commit_share_the_worse_status(hub, look):
    mine = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    theirs = hub.ask(MALLORY, {"members/ada-k.yml": profile("A")})
    assert mine.head == theirs.head
    look(self_merge="off")

    assert hub.status(mine)["state"] == "failure"
    assert "all is well" in hub.said(mine)


def test_a_merge_that_holds_something_else_is_told_at_once(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    accept = hub.accept

    def tampered(each):
        hub.commit({"docs/index.md": "changed\n"}, each.head)
        commit = accept(each)
        tree = hub.run("rev-parse", f"{hub.commit({'docs/index.md': 'changed'}, commit)}^{{tree}}")
        other = hub.run("commit-tree", tree, "-p", f"{commit}^1", "-p", f"{commit}^2", "-m", "other")
        hub.run("update-ref", "refs/heads/main", other)
        each.merge_commit = other
        return other

    hub.accept = tampered
    said = look()

    assert said.has_failed
    assert hub.statuses[pull.merge_commit][0]["state"] == "failure"
    assert "not what was decided" in hub.said(pull)


LIMITED = (403, {"x-ratelimit-remaining": "0"}, {"message": "API rate limit exceeded"})
SECONDARY = (429, {"retry-after": "60"}, {"message": "You have exceeded a secondary rate limit"})
EVERY_STEP = [
    r"/boats/harbour$",
    r"/git/ref/heads/main",
    r"/git/ref/heads/sameboat-owners",
    r"/compare/",
    r"/git/commits/",
    r"/git/trees/",
    r"/git/blobs/",
    r"/files$",
]


@pytest.mark.parametrize("step", EVERY_STEP)
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda: (500, {}, {"message": "Server Error"}), "answered 500"),
        (lambda: (503, {}, b"<html>unicorn</html>"), "answered 503"),
        (lambda: (401, {}, {"message": "Bad credentials"}), "Bad credentials"),
        (lambda: LIMITED, "asks for a pause"),
        (lambda: SECONDARY, "asks for a pause"),
        (lambda: (200, {}, b"not JSON"), "cannot be read"),
        (lambda: (200, {}, {}), "GitHub"),
        (lambda: (301, {"Location": "http://127.0.0.1:1/elsewhere"}, {}), "has moved"),
        (lambda: (0, {}, None), "did not answer"),
    ],
    ids=["500", "503", "401", "limit", "secondary", "not-json", "empty", "moved", "cut"],
)
def test_what_github_does_not_answer_is_not_merged_and_that_is_said(hub, look, step, answer, told):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(step, answer)
    said = look()

    assert pull.merged_at is None
    assert said.has_failed
    assert told in " ".join(said.lines)
    assert hub.status(pull)["state"] == "error"
    assert "nothing was decided or merged" in hub.status(pull)["description"]


@pytest.mark.parametrize("patience", [1.0])
def test_an_answer_that_takes_too_long_is_no_answer(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/compare/", lambda: hub.never.wait() and (0, {}, None))
    said = look()

    assert pull.merged_at is None
    assert "did not answer in time" in " ".join(said.lines)
    assert hub.status(pull)["state"] == "error"


def test_what_reads_is_tried_again(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    left = [(502, {}, {}), (0, {}, None)]
    hub.trouble(r"/compare/", lambda: left.pop() if left else None)

    assert not look().has_failed
    assert pull.merged_at


def test_a_merge_is_asked_for_once(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/merge$", lambda: (502, {}, {"message": "Bad gateway"}), "PUT")
    said = look()

    assert said.has_failed
    assert pull.merged_at is None
    assert [path for method, path in hub.asked if method == "PUT"] == ["/repos/boats/harbour/pulls/1/merge"]


def test_a_merge_whose_answer_is_lost_is_found_out_about(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/merge$", lambda: hub.accept(pull) and (0, {}, None), "PUT")
    said = look()

    assert not said.has_failed
    assert hub.dispatched
    assert "It is in" in hub.said(pull)


def test_other_bytes_than_those_of_the_hash_are_not_believed(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more="colour: blue\n")})
    blob = hub.run("rev-parse", f"{pull.head}:members/ada-k.yml")
    innocent = base64.b64encode(profile("A").encode()).decode()
    hub.trouble(f"/git/blobs/{blob}", lambda: (200, {}, {"encoding": "base64", "content": innocent}))
    said = look()

    assert pull.merged_at is None
    assert "other bytes than those that were asked for" in " ".join(said.lines)


def test_a_damaged_record_of_owners_stops_everything(hub, look):
    hub.commit({"owners.json": '{"through": "", "owners": {"ada-k": "5"}}'}, branch="sameboat-owners")
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    said = look()

    assert pull.merged_at is None
    assert "cannot be read" in " ".join(said.lines)


def test_a_dispatch_that_fails_is_said(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.trouble(r"/dispatches$", lambda: (403, {}, {"message": "Resource not accessible"}), "POST")
    said = look()

    assert pull.merged_at
    assert said.has_failed
    assert "start" in " ".join(said.lines)


def test_a_dry_run_says_nothing_on_github(hub, look):
    hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    said = look(is_silent=True)

    assert {method for method, _ in hub.asked} == {"GET"}
    assert "only the author's own profile" in said.lines[0]


def test_a_first_look_names_what_may_be_merged_and_merges_nothing(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    hub.ask(MALLORY, {"members/ada-k.yml": profile("M")})
    said = look(merges=False)

    assert said.heads == (pull.head,)
    assert pull.merged_at is None


def test_the_schedule_finds_what_nobody_has_decided_on_or_not_lately(hub, repository):
    from datetime import UTC, datetime

    fresh, old, waiting, failed = (
        hub.ask(Person(n, f"p{n}"), {f"members/p{n}.yml": profile(str(n))}) for n in range(100, 104)
    )
    for pull, state, when in [(fresh, "success", "11"), (old, "failure", "01"), (failed, "error", "11")]:
        hub.statuses[pull.head] = [
            {"context": CONTEXT, "state": state, "description": "", "created_at": f"2026-03-01T{when}:00:00Z"}
        ]

    found = due(repository, datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert [pull.number for pull in found] == [waiting.number, failed.number, old.number]
    assert found[0].author == Account(102, "p102", "User")


def test_the_token_goes_to_github_and_nowhere_else(hub, look):
    hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    look()

    assert hub.tokens == {"Bearer a-token-of-ours"}


def test_two_changes_to_one_profile_do_not_go_in_together(hub, look):
    long = "".join(f"# line {number}\n" for number in range(20))
    hub.commit({"members/ada-k.yml": profile(more=long)}, hub.tip(), branch="main")
    one = hub.ask(ADA, {"members/ada-k.yml": profile("A", long)})
    other = hub.ask(ADA, {"members/ada-k.yml": profile(more=long + "tagline: Hi\n")})
    said = look()

    assert not said.has_failed
    assert [bool(pull.merged_at) for pull in (one, other)] == [True, False]


def test_a_list_of_files_without_an_end_needs_a_reviewer(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    page = [{"filename": "members/ada-k.yml", "status": "modified"}]
    hub.trouble(r"/files$", lambda: (200, {"Link": '<https://x.example.org>; rel="next"'}, page))
    look()

    assert pull.merged_at is None
    assert "more files than GitHub lists" in hub.said(pull)
    assert len([path for _, path in hub.asked if path.endswith("/files")]) == 30
