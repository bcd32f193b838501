"""What a build does with mistakes: members are left out, everything else is refused before a file is touched."""

import pytest

pytestmark = pytest.mark.site

BROKEN = "name: Bob\nvalues: [curiousity]\ncan_help_with:\n  - topic: cv-feedback\n"


@pytest.fixture
def with_a_mistake(make_community, profile):
    return make_community({"ada": profile(), "bob": BROKEN})


def test_a_member_with_a_mistake_is_left_out_and_the_others_are_not(with_a_mistake):
    built = with_a_mistake.build()
    assert built.code == 0
    assert built.has("members/ada.html")
    assert not built.has("members/bob.html")
    assert [member["handle"] for member in built.members] == ["ada"]
    assert "bob" not in built.read("values/curiosity.html")


def test_a_mistake_is_one_warning_with_its_place_and_its_mend(with_a_mistake):
    (warning,) = with_a_mistake.build().warnings
    assert "members/bob.yml:2:10" in warning
    assert "curiosity" in warning


def test_several_mistakes_are_a_warning_each(make_community, profile):
    built = make_community(
        {"ada": profile(), "bob": profile("Bob", nmae="x", timezone="Mars/Olympus")}
    ).build()
    assert len(built.warnings) == 2


def test_a_strict_build_refuses_a_mistake_and_leaves_the_old_site_as_it_is(make_community, profile):
    community = make_community({"ada": profile()})
    before = dict(community.built().files)
    community.write("members/bob.yml", BROKEN)
    built = community.build("--strict")
    assert built.code != 0
    assert "members/bob.yml:2:10" in built.log
    assert dict(built.files) == before


def test_a_quiet_strict_build_refuses_a_mistake_too(with_a_mistake):
    assert with_a_mistake.build("--strict", "--quiet").code != 0


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("values.yml", "curiosity:\n  labell: Curiosity\n", "schema/values.yml:2:3"),
        ("values.yml", "curiosity: [\n", "schema/values.yml:"),
        ("topics.yml", "cv-feedback:\n  label: CV\n  label: CV\n", "schema/topics.yml:3:3"),
        ("member.schema.json", '{"properties": {', "schema/member.schema.json:1:"),
        ("member.schema.json", '{"type": "object"}', "schema/member.schema.json:1:1"),
        (
            "member.schema.json",
            '{"properties": {"name": {"title": "T", "description": "D", "examples": [1], "type": "integer"}}}',
            "schema/member.schema.json:",
        ),
    ],
    ids=["an unknown key", "no YAML", "a key twice", "no JSON", "no schema", "a whole number"],
)
@pytest.mark.parametrize("arguments", [[], ["--strict"]], ids=["plain", "strict"])
def test_a_broken_schema_or_vocabulary_is_always_refused(
    make_community, profile, arguments, *, name, content, place
):
    community = make_community({"ada": profile()})
    community.write("site/index.html", "the old site")
    community.write(f"schema/{name}", content)
    built = community.build(*arguments)
    assert built.code != 0
    assert place in built.log
    assert "nothing was built" in built.log
    assert "Traceback" not in built.log
    assert built.files == {"index.html": b"the old site"}


def test_a_schema_that_names_a_vocabulary_which_is_not_there_is_refused(make_community, profile, repository):
    schema = (repository / "schema/member.schema.json").read_text(encoding="utf-8")
    community = make_community(
        {"ada": profile()}, schema={"member.schema.json": schema.replace('"topics" }', '"themes" }')}
    )
    schema_file = community.root / "schema/member.schema.json"
    schema_file.write_text(
        schema.replace('"x-vocabulary": "topics"', '"x-vocabulary": "themes"'), encoding="utf-8"
    )
    built = community.build()
    assert built.code != 0
    assert "schema/themes.yml" in built.log


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"members": "people"}, ["there is no folder people", "members: path/to/members"]),
        ({"members": 5}, ["members", "str"]),
        ({"members": ""}, ["members", "Name the folder"]),
        ({"schema": "rules"}, ["there is no folder rules"]),
        ({"processes": -1}, ["processes", "Write 0"]),
        ({"processes": "two"}, ["processes", "int"]),
        ({"procesess": 2}, ["procesess"]),
    ],
    ids=[
        "no members",
        "members a number",
        "members empty",
        "no schema",
        "processes -1",
        "processes two",
        "unknown",
    ],
)
def test_an_option_that_cannot_work_is_refused_in_plain_words(make_community, profile, options, words):
    community = make_community({"ada": profile()}, options=options)
    community.write("site/index.html", "the old site")
    built = community.build("--strict")
    assert built.code != 0
    assert "Traceback" not in built.log, built.log
    for each in words:
        assert each in built.log
    assert built.files == {"index.html": b"the old site"}


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ({"name": "mkdocs"}, "needs the theme material"),
        ({"name": "material", "features": ["navigation.instant"]}, "navigation.instant cannot work"),
        ({"name": "material", "features": ["navigation.instant.progress"]}, "navigation.instant.progress"),
    ],
)
def test_a_theme_that_cannot_work_is_refused_in_plain_words(make_community, profile, theme, words):
    community = make_community({"ada": profile()}, config={"theme": theme})
    community.write("site/index.html", "the old site")
    built = community.build()
    assert built.code != 0
    assert words in built.log
    assert "Traceback" not in built.log
    assert built.files == {"index.html": b"the old site"}


def test_a_template_of_the_community_that_cannot_be_compiled_is_refused(make_community, profile):
    community = make_community(
        {"ada": profile()}, config={"theme": {"name": "material", "font": False, "custom_dir": "overrides"}}
    )
    community.write("overrides/sameboat/member.html", "{% if %}")
    community.write("site/index.html", "the old site")
    built = community.build()
    assert built.code != 0
    assert "a template cannot be compiled" in built.log
    assert "Traceback" not in built.log
    assert built.files == {"index.html": b"the old site"}


def test_an_unreadable_member_is_named(make_community, profile):
    community = make_community({"ada": profile()})
    (community.root / "members/bob.yml").symlink_to("ada.yml")
    built = community.build()
    assert built.code == 0
    (warning,) = built.warnings
    assert "members/bob.yml" in warning
    assert not built.has("members/bob.html")
