"""The string formats of the member schema: what is well-formed, and words for what is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

MAX_URL = 500

HANDLE = re.compile(r"(?!index\Z)[a-z0-9](?:-?[a-z0-9]){0,38}\Z")
"""A login on the forge, lower-case; at most 39 characters are checked by `is_handle`."""

# RFC 5646 (BCP 47), without grandfathered and private-use tags: nobody speaks those.
_LANGUAGE = re.compile(
    r"(?P<primary>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*\Z"
)
# ISO 639-1. Three-letter tags (ISO 639-3 has about 8,000) are taken as they are.
_TWO_LETTER_TAGS = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik
io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml
mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd
se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve
vi vo wa wo xh yi yo za zh zu
"""
_TWO_LETTERS = frozenset(_TWO_LETTER_TAGS.split())
_HOST_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\Z")
_DOT = re.compile("[.\u3002\uff61]")
"""What parts the labels of a host; the others that browsers know (U+2024, U+FF0E …) become one of these by NFKC."""
_NOT_PUBLIC = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".invalid", ".test", ".onion")
_YEAR_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def is_handle(text: str) -> bool:
    """Whether `text` can be a handle: `[a-z0-9]` and single inner hyphens, 1 to 39 characters, not `index`."""
    return len(text) <= 39 and HANDLE.match(text) is not None


@cache
def timezones() -> frozenset[str]:
    """All IANA zone names, from the `tzdata` package: the same on every machine, whatever its system has."""
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


def is_timezone(text: str) -> bool:
    """Whether `text` names an IANA time zone."""
    return text in timezones()


@cache
def is_language(text: str) -> bool:
    """Whether `text` is a BCP 47 tag of a language people speak, in its usual case."""
    found = _LANGUAGE.match(text)
    return found is not None and (len(found["primary"]) == 3 or found["primary"] in _TWO_LETTERS)


def is_date(text: str) -> bool:
    """Whether `text` is a day that exists, as YYYY-MM-DD."""
    if not _DATE.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_year_month(text: str) -> bool:
    """Whether `text` is a month, as YYYY-MM."""
    return _YEAR_MONTH.match(text) is not None


def is_https_url(text: str) -> bool:
    """Whether `text` is an address that a public web page may link to; `url_fault` says why not."""
    return url_fault(text) == ""


# What nearly every address looks like. It accepts nothing that the rules below refuse; it is 20 times as quick.
_PLAIN_URL = re.compile(
    r"https://(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,4}"
    r"(?!(?:localhost|local|internal|arpa|lan|invalid|test|onion|xn--)[/?#]?)[a-z]{2,20}"
    r"(?:[/?#][!-\[\]-~]{0,300})?\Z"
)


def url_fault(text: str) -> str:
    """What is wrong with `text` as an address, in words that follow "This address"; empty when nothing is."""
    return "" if _PLAIN_URL.match(text) else _fault_by_rules(text)


def _fault_by_rules(text: str) -> str:  # noqa: PLR0911 - one return a rule reads best
    if len(text) > MAX_URL:
        return f"is longer than {MAX_URL} characters"
    if any(character.isspace() or not character.isprintable() for character in text) or "\\" in text:
        return "holds a space, a line break or a backslash"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is not written as an address"
    if parts.scheme != "https" or not text.lower().startswith("https://"):
        return "does not start with https://"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or a password"
    if port is not None and not 0 < port < 65536:
        return "has no usable port number"
    if "[" in parts.netloc:
        return "names a machine by number"
    return _host_fault(host)


def _host_fault(written: str) -> str:
    if not written:
        return "names no host"
    try:
        host = _plain_host(written)
    except UnicodeError:
        return "names a host that cannot exist"
    if _is_ip_literal(host):
        return "names a machine by number"
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(labels) < 2 or host.endswith(_NOT_PUBLIC):
        return "names a host that is not on the public web"
    if len(host) > 253 or not all(_HOST_LABEL.match(label) for label in labels):
        return "names a host that cannot exist"
    return ""


def shown_url(url: str) -> str:
    """`url` as a page shows it: its host in plain letters (punycode), so that none can look like another."""
    written = "" if url.isascii() else urlsplit(url).netloc
    if written.isascii():
        return url
    host, colon, port = written.partition(":")
    return url.replace(written, _plain_host(host) + colon + port, 1)


def _plain_host(host: str) -> str:
    """`host` as browsers ask for it (UTS #46): in small letters, other scripts in punycode. Raises UnicodeError."""
    if host.isascii():
        return host.lower()
    return ".".join(map(_plain_label, _DOT.split(unicodedata.normalize("NFKC", host))))


def _plain_label(label: str) -> str:
    if label.isascii():
        return label.lower()
    # Python's codec has the rules of 2003, under which ß becomes ss: it would name somebody else's host.
    small = "".join(letter.lower() for letter in label)
    if "ß" in small or "ς" in small:
        return "xn--" + small.encode("punycode").decode("ascii")
    return label.encode("idna").decode("ascii")


def _is_ip_literal(host: str) -> bool:
    """Whether a browser would read `host` as an IP address (WHATWG URL: a last label that is a number)."""
    try:
        ip_address(host)
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        return last.isdigit() or re.match(r"0[xX][0-9a-fA-F]*\Z", last) is not None
    return True


@dataclass(frozen=True, slots=True)
class Format:
    """A string format: its test and its words."""

    is_valid: Callable[[str], bool]
    code: str
    """The problem code of a value that is not of this format."""
    words: str
    """What a value must be, to follow "is not"."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "timezone": Format(is_timezone, "unknown-timezone", "the name of a time zone"),
        "language": Format(is_language, "unknown-language", "a language tag"),
        "date": Format(is_date, "bad-date", "a day that exists, written YYYY-MM-DD"),
        "year-month": Format(is_year_month, "bad-date", "a month, written YYYY-MM"),
        "https-url": Format(is_https_url, "bad-url", "an address that a public page can link to"),
        "handle": Format(is_handle, "bad-handle", "a handle"),
    }
)


def checks() -> dict[str, Callable[[str], bool]]:
    """The tests by format name, as the validators take them."""
    return {name: form.is_valid for name, form in FORMATS.items()}


def browser_rules() -> dict[str, Any]:
    """The same rules for the form in the browser; `assets/join/formats.js` goes by them, and a test holds the two to
    the same verdicts."""
    patterns = {
        "handle": HANDLE,
        "language": _LANGUAGE,
        "month": _YEAR_MONTH,
        "plainUrl": _PLAIN_URL,
        "label": _HOST_LABEL,
    }
    return {
        **{name: _in_javascript(pattern.pattern) for name, pattern in patterns.items()},
        "twoLetters": sorted(_TWO_LETTERS),
        "notPublic": _NOT_PUBLIC,
        "maxUrl": MAX_URL,
        "zones": sorted(timezones()),
    }


def _in_javascript(pattern: str) -> str:
    """`pattern` as JavaScript writes it, tied to the start as `re.match` ties it."""
    return f"^(?:{pattern})".replace("(?P<", "(?<").replace(r"\Z", "$")
