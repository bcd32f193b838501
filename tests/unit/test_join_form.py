"""The form in the browser goes by the same rules as the check: what it lets through, the check takes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sameboat.directory import Directory
from sameboat.documents import SourceFile, read_document
from sameboat.formats import FORMATS, url_fault
from sameboat.hidden import CONTROL, DOUBT, find_fault
from sameboat.outputs import join_form
from sameboat.outputs.site import Site
from sameboat.problems import errors
from sameboat.profiles import check_document

# `make test` sees to it that there is one; without it these tests fail, since a skip would hide that nobody looked.
NODE = shutil.which("node") or "node"
JUDGE = Path(__file__).parents[1] / "js" / "judge.js"


@pytest.fixture(scope="module")
def form(packaged):
    """What the join page fetches."""
    (file,) = join_form.build(Directory.of((), packaged), Site("A boat"))
    return json.loads(file.content)


@pytest.fixture(scope="module")
def judge(form):
    """Asks the form's JavaScript."""
    with subprocess.Popen([NODE, JUDGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as node:

        def ask(what, about):
            node.stdin.write(json.dumps({what: about}).encode() + b"\n")
            node.stdin.flush()
            return json.loads(node.stdout.readline())

        ask("form", form)
        yield ask
        node.stdin.close()


LETTERS = st.sampled_from("abcXYZéßñłаеоісЖщґқӀҺαβκΩνօսАВСπ" + "ăçəʻ’'- .")
MARKS = st.sampled_from("\u0301\u0308\u0323\u05b4\u05b8\u0e31\u0e47\u0f71\u20dd\ufe20")
HIDDEN = st.sampled_from(
    "\u200b\u200c\u200d\u200e\u200f\u202e\u2066\u00ad\u034f\u061c\u115f\u17b4\u180b\u2060\ufe0f\ufe0e\ufe00\ufeff"
    "\ufffc\ufffd\ue000\ufdd0\U000e0041\U000e007f\U000e0100\u2800\u3164\x00\x07\x1b\x7f\x85\u2028\ud800"
)
AROUND = st.sampled_from("अക한한가漢字あア가אבשלוםعربيمကခខ❤🏴👩🏽💻1#*\U0001f3f4\u2801\u05b7 aж\n")
WILD = st.text(
    st.one_of(LETTERS, MARKS, HIDDEN, AROUND, st.characters(categories=("L", "N", "P", "S", "Zs")))
)


@given(text=WILD)
@example("pаypal")
@example("люблю Pythonа")
@example("SQLщик kΩ IFNγ чăваш")
@example("ʻŌlelo Hawaiʻi")
@example("می\u200cخواهم")
@example("👩🏽\u200d💻 ❤\ufe0f 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f")
@example("a" + "\u0301" * 4)
def test_both_find_the_same_fault_in_a_text(judge, text):
    expected = find_fault(text)
    found = judge("fault", text)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert found["isDoubt"] == (expected.code == DOUBT)
        assert len(text.encode("utf-16-le", "surrogatepass")[: found["start"] * 2]) == len(
            text[: expected.start].encode("utf-16-le", "surrogatepass")
        )


HOSTS = st.sampled_from(
    ["example.org", "EXAMPLE.org", "a.b", "localhost", "x.local", "1.2.3.4", "0x7f.1", "[::1]", "müller.example.org",
     "例え.jp", "xn--mller-kva.de", "a..b", "-a.org", "a_b.org", "é", "example.org.", "a.test", "ß.de", "faß.de", "", "℀.org",
     "example。org", "a" * 64 + ".org", "127.0.0.1.", "ex ample.org"]
)  # fmt: skip
URLS = st.one_of(
    st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(["https://", "HTTPS://", "http://", "https:/", "https:", "", "ftp://", " https://"]),
        st.sampled_from(["", "", "", "me@", "me:you@", "@"]),
        HOSTS,
        st.sampled_from(["", "", ":443", ":", ":0", ":99999", ":x", ":80:80", ":٣"]),
        st.sampled_from(["", "/", "/a b", "/ünï", "?q=1", "#x", "\\x", "/a\tb", "/[x]", "/" + "a" * 600]),
    ),
    st.text(max_size=30).map("https://{}".format),
)


@given(url=URLS)
def test_the_form_lets_no_address_through_that_the_check_refuses(judge, url):
    fault = judge("format", ["https-url", url])
    if fault == "":
        assert url_fault(url) == ""


PLAIN_URLS = [
    "https://example.org",
    "https://example.org:8080/a?b#c",
    "https://müller.example.org/",
    "https://例え.jp/",
]


@pytest.mark.parametrize("url", PLAIN_URLS)
def test_an_honest_address_passes_both(judge, url):
    assert url_fault(url) == ""
    assert judge("format", ["https-url", url]) == ""


FORMAT_TEXTS = st.one_of(
    st.from_regex(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", fullmatch=True),
    st.from_regex(r"[a-z0-9-]{0,41}", fullmatch=True),
    st.sampled_from(
        [
            "Europe/Warsaw",
            "UTC",
            "europe/warsaw",
            "index",
            "pt-BR",
            "2024-02-30",
            "0000-01-01",
            "2024-02-29\n",
        ]
    ),
    st.text(max_size=12),
)


@given(name=st.sampled_from(["timezone", "language", "date", "year-month", "handle"]), text=FORMAT_TEXTS)
@example("date", "2024-02-29")
@example("date", "2023-02-29")
@example("language", "zh-Hant-TW")
@example("language", "Europe/Warsaw")
@example("handle", "a" * 40)
def test_both_have_the_same_formats(judge, name, text):
    assert (judge("format", [name, text]) == "") == FORMATS[name].is_valid(text)


AWKWARD = [
    "no", "true", "null", "~", "- a", "? a", ": a", "a: b", "a #b", "#a", "a:", "'", '"', "''", '"a"', "a\\nb", "[a]",
    "{a: b}", "*a", "&a", "!a", "!!str a", "%a", "@a", "`a", "|", ">", "|-", "---", "...", "--- a", "007", "1e3", "0x1f",
    "12:30", "2024-01-01", "<<", "=", "a, b", "a]b", "👩🏽\u200d💻 ship", "مرحبا: كيف", "שלום - עולם", "a\u00a0b", "a  b",
    "é: ü", "y", "Off", "1_000", ".5", "+1", "-1", "a'b\"c", "\\", "/", "a\\", "http://x", "a:b", "a :b", "x" * 60,
]  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(AWKWARD), st.just(""), st.text(max_size=20)), max_size=6).map(
    "\n".join
)
ANY_TEXT = st.one_of(st.sampled_from(AWKWARD), st.text(min_size=1, max_size=40), LINES)


def read(text):
    document = read_document(SourceFile("members/ada.yml", text.encode("utf-8", "surrogatepass")), 1_000_000)
    assert document.data is not None, document.problems
    return document.data


def can_stand_in_yaml(text):
    return re.search(f"[{CONTROL}\r]", text) is None


VALUES = st.recursive(
    st.one_of(ANY_TEXT.filter(lambda text: can_stand_in_yaml(text) and text.strip()), st.booleans()),
    lambda inside: st.one_of(
        st.lists(inside, min_size=1, max_size=4),
        st.dictionaries(
            st.sampled_from(["topic", "note", "no", "a b", "x: y"]), inside, min_size=1, max_size=3
        ),
    ),
    max_leaves=6,
)


@given(fields=st.dictionaries(st.sampled_from(["name", "tagline", "bio", "no", "links"]), VALUES, min_size=1))
def test_what_the_form_writes_reads_back_as_the_same_data(judge, fields):
    assert read(judge("unchanged", fields)) == fields


@pytest.mark.parametrize("text", AWKWARD)
def test_an_awkward_text_reads_back_wherever_it_stands(judge, text):
    fields = {
        "name": text,
        "bio": f"{text}\n{text}",
        "ask_me_about": [text],
        "links": [{"label": text, "url": text}],
    }
    assert read(judge("unchanged", fields)) == fields


@pytest.mark.parametrize("text", ["Wanjirũ Kamau", "はるか", "Ada L.", "it's fine", "half past 10"])
def test_an_honest_text_needs_no_quotes(judge, text):
    assert judge("unchanged", {"name": text}) == f"name: {text}\n"


def test_every_sample_comes_out_unchanged(judge, samples):
    for fields in samples.values():
        known = {**fields, "sample": True}
        assert read(judge("unchanged", known)) == known


OPTIONS = ["curiosity", "kindness", "humour", "no-such-value"]
OFFERS = st.lists(
    st.fixed_dictionaries(
        {"topic": st.sampled_from(["cv-feedback", "cv-feedback", "python", "x"])},
        optional={"note": ANY_TEXT, "until": st.sampled_from(["2027-06-30", "2027-06-31", "soon"])},
    ),
    min_size=1,
    max_size=3,
)
PROFILES = st.fixed_dictionaries(
    {
        "name": ANY_TEXT,
        "values": st.sampled_from([["curiosity"], ["curiosity", "humour"], OPTIONS, ["humour", "humour"]]),
        "can_help_with": OFFERS,
    },
    optional={
        "tagline": ANY_TEXT,
        "pronouns": ANY_TEXT,
        "links": st.lists(st.fixed_dictionaries({"url": URLS}, optional={"label": ANY_TEXT}), max_size=2),
        "languages": st.lists(FORMAT_TEXTS, max_size=3),
        "say_hi": st.fixed_dictionaries({}, optional={"url": URLS, "note": ANY_TEXT}),
        "bio": LINES,
        "ask_me_about": st.lists(ANY_TEXT, max_size=3),
        "friends": st.lists(FORMAT_TEXTS, max_size=2),
        "photo": st.sampled_from(["ada.jpg", "../ada.jpg", "ada.gif"]),
        "availability": st.sampled_from(["open", "limited", "no"]),
        "visibility": st.fixed_dictionaries({}, optional={"ai": st.booleans(), "x": st.booleans()}),
    },
)  # fmt: skip


@given(fields=PROFILES)
def test_what_the_form_lets_through_the_check_takes(judge, packaged, fields):
    problems = judge("problems", fields)
    if any(not problem.get("isDoubt") for problem in problems):
        return
    document = read_document(SourceFile("members/ada.yml", judge("file", fields).encode()))
    assert not errors(check_document(document, packaged)[1])


def test_the_form_takes_the_examples_of_the_schema(judge, packaged):
    fields = {each.name: each.examples[0] for each in packaged.properties}
    assert judge("problems", fields) == []


TEMPLATE = (Path(join_form.__file__).parents[1] / "templates/sameboat/join.html").read_text(encoding="utf-8")
WORDS = {
    re.sub(r"-(\w)", lambda letter: letter[1].upper(), name): text
    for name, text in re.findall(r'data-([a-z-]+)="\{\{ _\("(.*?)"\) \}\}"', TEMPLATE)
}
WRONG = [
    {"name": "x" * 61},
    {"name": "a\u200bb"},
    {"name": "a\u202eb"},
    {"name": "a\u200fb"},
    {"name": "a" + "\u0301" * 4},
    {"tagline": "a\ue000b"},
    {"tagline": "a\ufffdb"},
    {"timezone": "Warsaw"},
    {"languages": ["polish"]},
    {"values": ["curiosity", "curiosity"]},
    {"values": ["care", "kindness", "humour", "honesty", "play", "craft"]},
    {"availability": "never"},
    {"photo": "ada.gif"},
    {"confirmed": "soon"},
    {"friends": ["A"]},
    {"can_help_with": [{"topic": "cv-feedback", "until": "2027-02-30"}]},
    {"say_hi": {"note": "Wave."}},
    {"say_hi": {"url": "http://example.org"}},
    {"say_hi": {"url": "https://a b.org"}},
    {"say_hi": {"url": "https://localhost/"}},
    {"say_hi": {"url": "https://1.2.3.4/"}},
    {"say_hi": {"url": "https://me@example.org/"}},
    {"say_hi": {"url": "https://example.org:0/"}},
    {"say_hi": {"url": "https:///a"}},
    {"say_hi": {"url": "https://-.org/"}},
    {"name": None},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_is_wrong_is_said_in_the_words_of_the_check(judge, packaged, wrong):
    fields = {"name": "Ada", "values": ["curiosity"], "can_help_with": [{"topic": "cv-feedback"}], **wrong}
    fields = {name: value for name, value in fields.items() if value is not None}
    (problem,) = judge("problems", fields)
    *around, last = [step for step in problem["path"] if isinstance(step, str)]
    # The form calls fields by their titles, and the check by their keys.
    called = (
        {"name": around[-1], "key": last} if problem["key"] == "missingKey" else {"name": last, "key": last}
    )
    said = WORDS[problem["key"]].format(**{**problem["values"], **called})
    content = json.dumps(fields, ensure_ascii=False).encode("utf-8")
    _, (expected,) = check_document(read_document(SourceFile("members/ada.yml", content)), packaged)
    assert said.replace("“", '"').replace("”", '"') == expected.message
