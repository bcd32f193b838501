"""Results and counts are those of a plain filter over the directory, for queries that nobody thought of."""

import runpy
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from sameboat.outputs.search_index.words import index_words, is_unspaced, joined_words, query_words

CROWD = runpy.run_path(str(Path(__file__).with_name("crowd.py")))
PEOPLE = 600
QUESTIONS = 150
NOW = "2026-01-01T12:00:00Z"
EVERYBODY = 1_000


class Oracle:
    """Everybody, one after the other, with nothing but the profiles and the schema."""

    def __init__(self, people, schema):
        self.people = people
        self.schema = schema
        self.facets = [each for each, _ in schema.facets]
        self.names = [set(index_words(profile.fields["name"])) for profile in people]
        self.texts = [set(index_words(" ".join(self._texts(profile.fields)))) for profile in people]
        self.options = [
            {each.name: self._options(each, profile.fields) for each in self.facets} for profile in people
        ]
        moment = datetime.fromisoformat(NOW).astimezone(UTC)
        self.awake = [
            "timezone" in profile.fields
            and 8 <= moment.astimezone(ZoneInfo(profile.fields["timezone"])).hour < 22
            for profile in people
        ]

    def _texts(self, fields):
        for each in self.schema.properties:
            for leaf in each.leaves:
                if each.name not in fields or each.name == "name":
                    continue
                is_facet = each.facet and leaf == each.main_leaf
                for value in leaf.values(fields[each.name]):
                    if leaf.search and not leaf.vocabulary and not is_facet:
                        yield value
                    elif leaf.vocabulary and (leaf.search or is_facet):
                        term = self.schema.vocabularies[leaf.vocabulary].terms[value]
                        yield from (term.label, *term.aliases)
                    elif is_facet:
                        yield CROWD["label_of"](leaf, value)
        if "availability" not in fields:
            yield "Open to hellos"

    def _options(self, each, fields):
        if each.name in fields:
            return set(each.main_leaf.values(fields[each.name]))
        return {"open"} if each.name == "availability" else set()

    def fits(self, member, wish):
        return (
            self._says_all(member, wish["q"])
            and all(
                self._has(member, facet, slugs, is_all=facet in wish["all"])
                for facet, slugs in wish["picked"].items()
            )
            and (not wish["awake"] or self.awake[member])
        )

    def _says_all(self, member, typed):
        joined = joined_words(typed)
        return all(
            any(self._says(member, each) for each in (word, *joined.get(word, ())))
            for word in query_words(typed)
        )

    def _says(self, member, word):
        if any(name.startswith(word) for name in self.names[member]):
            return True
        if len(word) == 1 and not is_unspaced(word):
            return word in self.texts[member]
        return any(said.startswith(word) for said in self.texts[member])

    def _has(self, member, facet, slugs, *, is_all):
        has = self.options[member][facet]
        return slugs <= has if is_all else bool(slugs & has)

    def handles(self, wish):
        return {profile.handle for member, profile in enumerate(self.people) if self.fits(member, wish)}

    def counts(self, wish):
        """By facet and option, how many would fit: alone in its facet, or with the others where all are wanted."""
        found = {}
        for each in self.facets:
            slugs = {slug for options in self.options for slug in options[each.name]}
            found[each.name] = {}
            open_wish = {**wish, "picked": {k: v for k, v in wish["picked"].items() if k != each.name}}
            if each.name in wish["all"]:
                open_wish = wish
            fitting = [member for member in range(len(self.people)) if self.fits(member, open_wish)]
            for slug in slugs:
                found[each.name][slug] = sum(slug in self.options[member][each.name] for member in fitting)
        return found


def invent(dice, oracle):
    """A wish of no particular sense."""
    words = [word for member in dice.sample(range(PEOPLE), 3) for word in sorted(oracle.texts[member])]
    words += [word for member in dice.sample(range(PEOPLE), 3) for word in sorted(oracle.names[member])]
    typed = dice.sample(words, dice.choice((0, 0, 1, 1, 2)))
    typed = [word[: dice.randint(1, len(word))] if dice.random() < 0.6 else word for word in typed]
    if len(typed) == 1 and len(typed[0]) > 4 and dice.random() < 0.3:
        typed = [f"{typed[0][:2]}-{typed[0][2:]}"]
    picked = {}
    for each in dice.sample(oracle.facets, dice.choice((0, 1, 1, 2, 3))):
        slugs = sorted({slug for options in oracle.options for slug in options[each.name]})
        picked[each.name] = set(dice.sample(slugs, min(len(slugs), dice.choice((1, 1, 2, 3)))))
    many = [each.name for each in oracle.facets if each.main_leaf.path]
    return {
        "q": " ".join(typed),
        "picked": picked,
        "all": {name for name in many if dice.random() < 0.3},
        "awake": dice.random() < 0.2,
    }


def address(wish):
    parts = [
        f"q={quote(wish['q'])}",
        *(f"{name}={','.join(slugs)}" for name, slugs in wish["picked"].items()),
    ]
    parts += ["all=" + ",".join(wish["all"])] * bool(wish["all"]) + ["awake=now"] * wish["awake"]
    return "?" + "&".join(parts)


@pytest.fixture(scope="module")
def oracle():
    known = CROWD["schema"]()
    return Oracle(CROWD["crowd"](PEOPLE, known), known)


@pytest.mark.parametrize("encoding", ["columns", "postings"])
def test_results_and_counts_are_those_of_a_plain_filter(oracle, encoding, tmp_path):
    community = CROWD["directory"](oracle.people, oracle.schema)
    index = CROWD["write_index"](community, tmp_path, encoding)
    dice = Random(7)  # noqa: S311 - wishes, no secret
    wishes = [invent(dice, oracle) for _ in range(QUESTIONS)]
    answers = CROWD["ask"](index, [address(wish) for wish in wishes], NOW, shown=EVERYBODY)
    several = 0
    for wish, answer in zip(wishes, answers, strict=True):
        if answer["isForgiving"]:
            assert oracle.handles(wish) == set(), wish
            continue
        assert set(answer["handles"]) == oracle.handles(wish), wish
        assert answer["total"] == len(answer["handles"])
        assert answer["counts"] == oracle.counts(wish), wish
        several += answer["total"] > 1
    assert several > QUESTIONS / 5
