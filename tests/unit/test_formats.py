"""What is well-formed, what is not, and the words for it."""

from __future__ import annotations

import re
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sameboat import formats
from sameboat.formats import (
    FORMATS,
    MAX_URL,
    checks,
    is_date,
    is_handle,
    is_https_url,
    is_language,
    is_timezone,
    is_year_month,
    shown_url,
    timezones,
    url_fault,
)

VALID = {
    "handle": ["a", "0", "ada", "ada-l", "a-b-c", "0x", "indexes", "index-1", "a" * 39, "a" + "-a" * 19],
    "timezone": ["Europe/Warsaw", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+5", "Asia/Kolkata"],
    "language": [
        "en", "pl", "zh-Hant", "zh-Hant-TW", "pt-BR", "es-419", "haw", "gsw", "sl-rozaj-biske", "de-CH-1901",
        "zh-yue", "sr-Latn-RS",
    ],
    "date": ["2027-06-30", "2028-02-29", "2000-01-01", "0001-01-01", "9999-12-31"],
    "year-month": ["2026-11", "2026-01", "2026-12"],
}  # fmt: skip
INVALID = {
    "handle": [
        "", "index", "-a", "a-", "a--b", "A", "a_b", "a.b", "a b", "é", "a\n", "@a", "a" * 40, "a" + "-a" * 20, "а",
        "index\n", "٣",
    ],
    "timezone": [
        "", "CET+1", "Warsaw", "europe/warsaw", "Europe/Warsaw ", "Europe/Warsaw\n", "../etc/passwd", "Europe", "UTC+1",
    ],
    "language": [
        "", "EN", "english", "xx", "e", "en-us", "en_US", "zh-hant", "en-", "-en", "en--US", "i-klingon", "x-mine",
        "en-x-mine", "de-u-co-phonebk", "en\n", "zh-TW-Hant", "ёё", "en-٣٣٣",
    ],
    "date": [
        "", "2027-06-31", "2027-02-29", "2027-13-01", "2027-00-01", "2027-01-00", "0000-01-01", "27-06-30", "2027-6-30",
        "20270630", "2027-W26-3", "2027-06-30T00:00", "30.6.2027", "2027/06/30", " 2027-06-30", "2027-06-30\n",
        "２０２７-06-30", "2027-06-30Z",
    ],
    "year-month": [
        "", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "November 2026", "2026-11\n", "2026-١١",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in VALID for text in VALID[name]])
def test_what_is_well_formed_is_taken(name, text):
    assert checks()[name](text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in INVALID for text in INVALID[name]])
def test_what_is_not_well_formed_is_refused(name, text):
    assert not checks()[name](text)


def test_every_format_has_its_check_and_its_words():
    assert checks().keys() == FORMATS.keys() == {*VALID, "https-url"}
    assert all(form.words and form.code for form in FORMATS.values())


def test_there_are_all_the_zones_and_they_are_on_no_disk_of_this_machine():
    assert len(timezones()) > 400
    assert all(is_timezone(zone) for zone in timezones())


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day):
    assert is_date(day.isoformat())
    assert is_year_month(day.isoformat()[:7])


@given(st.text(max_size=45))
def test_any_text_has_an_answer_from_every_format(text):
    assert {type(check(text)) for check in checks().values()} == {bool}


@given(st.text("ab-0", min_size=1, max_size=45))
def test_a_handle_is_letters_and_digits_with_single_hyphens_inside(text):
    well_formed = len(text) <= 39 and not text.startswith("-") and not text.endswith("-") and "--" not in text
    assert is_handle(text) == well_formed


# --- Addresses

GOOD_URLS = [
    "https://example.org",
    "https://example.org/",
    "https://a.b.c.example.org/path/to?q=1&r=%20#part",
    "https://example.org:8443/",
    "https://example.org:443",
    "https://example.org.",
    "https://EXAMPLE.org/Path",
    "HTTPS://example.org",
    "https://xn--bcher-kva.example/",
    "https://1and1.example",
    "https://1.2.3.example/",
    "https://a_b.example.org/",
    "https://3com.com",
    "https://0x7f.example.org",
    "https://social.example.org/@ada",
    "https://example.org/a@b:c//d?e=https://f",
    "https://example.org?q",
    "https://example.org#f",
    "https://en.wikipedia.org/wiki/Straße_(Begriffsklärung)",
    "https://example.org/日本語",
    "https://t.me/ada",
    "https://photos.museum",
    "https://a.xn--p1ai",
    "https://locals.example",
    "https://local.example",
    "https://localhost.example.org",
    "https://test.org",
    f"https://{'a' * 63}.example",
    "https://bücher.example/",
    "https://BÜCHER.example:8443/",
    "https://例え.jp/",
    "https://例え。jp/",
    "https://हिन्दी.example/",
    "https://مثال.example/",
    "https://straße.example/",
    "https://i❤.example/",
]  # fmt: skip
BY_NUMBER = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "0X7F.0.0.1", "017700000001", "0177.0.0.1",
    "10.0.0.1", "192.168.1.1", "169.254.169.254", "8.8.8.8", "0", "00", "0.0.0", "1.2.3", "256.256.256.256", "1.2.3.4.5",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[2001:db8::1]", "[fe80::1%25eth0]", "[v1.example]", "127.0.0.1.", "0x",
    "example.0x7f", "example.127", "example.08", "a.b.0x", "１２７.0.0.1", "127.0.0.１", "127。0。0。1", "127.0.0.0ｘ1",
    "①②⑦.0.0.1", "127․0․0․1", "127.0.0.0x1", "foo.0X1f",
]  # fmt: skip
NOT_PUBLIC = [
    "localhost", "LOCALHOST", "localhost.", "printer", "intranet", "a.localhost", "printer.local", "PRINTER.LOCAL",
    "printer.local.", "db.internal", "router.lan", "nas.home.arpa", "a.test", "a.invalid", "a.onion", "printer.ｌocal",
    "a.ⓣⓔⓢⓣ", "münchen", "a.ＴＥＳＴ", "com",
]  # fmt: skip
IMPOSSIBLE = [
    "a..example", ".example.org", "-a.example", "a-.example", "a.example..", "a!.example", "a%20b.example", "a*b.example",
    "exa%6dple.org", f"{'a' * 64}.example", ".".join(["a" * 60] * 5), f"{'ü' * 63}.example", "ü..example", "a,b.example",
    "_dmarc.example.org", "a'.example", "a$.example", "a…b.example",
]  # fmt: skip
BAD_URLS = [
    *((f"https://{host}/", "names a machine by number") for host in BY_NUMBER),
    *((f"https://{host}/", "names a host that is not on the public web") for host in NOT_PUBLIC),
    *((f"https://{host}/", "names a host that cannot exist") for host in IMPOSSIBLE),
    ("", "does not start with https://"),
    ("example.org", "does not start with https://"),
    ("//example.org", "does not start with https://"),
    ("http://example.org", "does not start with https://"),
    ("ftp://example.org", "does not start with https://"),
    ("javascript:alert(1)", "does not start with https://"),
    ("data:text/html,x", "does not start with https://"),
    ("mailto:ada@example.org", "does not start with https://"),
    ("https:example.org", "does not start with https://"),
    ("https:/example.org", "does not start with https://"),
    ("https", "does not start with https://"),
    ("https://", "names no host"),
    ("https:///example.org", "names no host"),
    ("https://?q", "names no host"),
    ("https://:443", "names no host"),
    ("https://ada@example.org", "holds a user name or a password"),
    ("https://ada:secret@example.org", "holds a user name or a password"),
    ("https://@example.org", "holds a user name or a password"),
    ("https://:@example.org", "holds a user name or a password"),
    ("https://example.org@evil.example/", "holds a user name or a password"),
    ("https://example.org:0", "has no usable port number"),
    ("https://example.org:65536", "is not written as an address"),
    ("https://example.org:x", "is not written as an address"),
    ("https://example.org:-1", "is not written as an address"),
    ("https://example.org:٨", "is not written as an address"),
    ("https://[::1", "is not written as an address"),
    ("https://a]b.example", "is not written as an address"),
    ("https://example.org\n", "holds a space, a line break or a backslash"),
    ("https://exam\nple.org", "holds a space, a line break or a backslash"),
    ("https://example.org/\r\nSet-Cookie: a", "holds a space, a line break or a backslash"),
    ("https://example.org/\u2028", "holds a space, a line break or a backslash"),
    ("https://exam\tple.org", "holds a space, a line break or a backslash"),
    ("https://example.org/a b", "holds a space, a line break or a backslash"),
    (" https://example.org", "holds a space, a line break or a backslash"),
    ("https://example.org/\u00a0", "holds a space, a line break or a backslash"),
    ("https://example.org\\@evil.example", "holds a space, a line break or a backslash"),
    ("https:\\\\example.org", "holds a space, a line break or a backslash"),
    ("https://exa\u200bmple.org", "holds a space, a line break or a backslash"),
    ("https://exa\u00admple.org", "holds a space, a line break or a backslash"),
    ("https://example.org/\x00", "holds a space, a line break or a backslash"),
    ("https://example.org/\u202etxt", "holds a space, a line break or a backslash"),
]  # fmt: skip
NO_SHORT_CUT = patch.object(formats, "_PLAIN_URL", re.compile("(?!)"))


@pytest.mark.parametrize("url", GOOD_URLS)
def test_a_public_address_is_taken(url):
    assert url_fault(url) == ""
    assert is_https_url(url)


@pytest.mark.parametrize(("url", "words"), BAD_URLS)
def test_what_a_public_page_should_not_link_to_is_refused_in_words(url, words):
    assert url_fault(url) == words
    assert not is_https_url(url)


def test_an_address_has_500_characters_at_most():
    start = "https://example.org/"
    assert MAX_URL == 500
    for letter in ("a", "é"):
        assert url_fault(start + letter * (500 - len(start))) == ""
        assert url_fault(start + letter * (501 - len(start))) == "is longer than 500 characters"


def test_a_host_has_253_characters_at_most_however_it_is_written():
    assert url_fault("https://" + ".".join(["a" * 49] * 5) + ".org/") == ""
    assert url_fault("https://" + ".".join(["a" * 49] * 5) + ".orgs/") == "names a host that cannot exist"
    assert url_fault("https://" + ".".join(["ü" * 40] * 7)) == "names a host that cannot exist"


@given(st.from_regex(formats._PLAIN_URL, fullmatch=True))  # noqa: SLF001 - the short cut itself is what is on trial
def test_the_short_cut_accepts_nothing_that_the_rules_refuse(url):
    with NO_SHORT_CUT:
        assert url_fault(url) == ""


HOSTS = st.lists(st.sampled_from([*"abz019-._%:@[]/", "0x", "local", "xn--", "com", "é"]), max_size=8).map(
    "".join
)


@given(HOSTS, st.sampled_from(["", "/", "/a b", "?q", "#f", "/%00", ":8", ":0", ":70000"]))
def test_with_and_without_the_short_cut_the_answer_is_the_same(host, rest):
    url = f"https://{host}{rest}"
    quick = url_fault(url)
    with NO_SHORT_CUT:
        assert url_fault(url) == quick


@given(
    st.one_of(
        st.text(max_size=60), st.text(max_size=30).map("https://{}".format), HOSTS.map("https://{}".format)
    )
)
def test_any_text_has_a_verdict_as_an_address(text):
    fault = url_fault(text)
    assert isinstance(fault, str)
    assert is_https_url(text) == (fault == "")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/é", "https://example.org/é"),
        ("https://example.org/", "https://example.org/"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/é"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://bücher.example:8443/bücher.example", "https://xn--bcher-kva.example:8443/bücher.example"),
        ("https://аpple.com", "https://xn--pple-43d.com"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://STRAẞE.example/", "https://xn--strae-oqa.example/"),
        ("https://ΟΔΟΣ.example/", "https://xn--pxavbq.example/"),
        ("https://οδος.example/", "https://xn--pxavbm.example/"),
        ("https://ｅｘample.org/", "https://example.org/"),
        ("https://例え。jp/", "https://xn--r8jz45g.jp/"),
        ("https://i❤.example", "https://xn--i-7iq.example"),
    ],
)
def test_a_host_of_other_letters_is_shown_in_plain_ones(url, shown):
    assert shown_url(url) == shown


@given(st.text(st.characters(categories=["L", "M", "N", "So"]), min_size=1, max_size=12))
def test_whatever_is_taken_is_shown_with_a_plain_host_that_is_taken_as_well(label):
    url = f"https://{label}.example/{label}"
    assume(is_https_url(url))
    shown = shown_url(url)
    assert urlsplit(shown).netloc.isascii()
    assert shown.endswith(f"/{label}")
    assert is_https_url(shown)


def test_a_language_has_two_letters_that_are_given_to_it_or_three():
    assert is_language("pl")
    assert not is_language("qq")
    assert is_language("qqq")
