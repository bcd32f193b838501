"""What a page's Content-Security-Policy lets through."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from sameboat.policy import policy, script_hashes, with_policy

PAGE = '<html><head><meta charset="utf-8"><title>x</title>%s</head><body></body></html>'


def source_of(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def test_an_inline_script_is_allowed_by_the_hash_of_its_very_text():
    assert script_hashes("<script>\n  a()\n</script>") == [source_of("\n  a()\n")]


def test_the_same_script_twice_is_named_once():
    assert script_hashes("<script>a()</script><SCRIPT>a()</SCRIPT>") == [source_of("a()")]


def test_scripts_from_files_and_data_need_no_hash():
    html = '<script src="a.js"></script><script type="application/json">{}</script><script type="application/ld+json">{}</script>'
    assert script_hashes(html) == []


def test_an_inline_module_needs_a_hash():
    assert script_hashes('<script type="module">a()</script>') == [source_of("a()")]


def test_the_policy_stands_before_everything_it_governs():
    html = with_policy(PAGE % "<script>a()</script>")
    assert html.index("Content-Security-Policy") < html.index("<title>") < html.index("<script>")


def test_nothing_unsafe_is_allowed_in_a_built_page():
    html = with_policy(PAGE % "<script>a()</script>")
    assert "unsafe" not in html
    assert "default-src 'self'" in html
    assert source_of("a()") in html


def test_a_served_page_takes_the_reload_script_that_comes_after_all_hooks():
    assert "'unsafe-inline'" in with_policy(PAGE % "", is_served=True)
    assert "sha256" not in with_policy(PAGE % "<script>a()</script>", is_served=True)


def test_a_page_without_inline_scripts_takes_scripts_from_this_host_and_no_other():
    assert policy("").startswith("default-src 'self';")
    assert "script-src" not in policy("")


def test_no_other_host_is_ever_named():
    assert "http" not in policy("")
