"""Sites that several modules look at."""

import pytest


@pytest.fixture(scope="session")
def crowd(once, make_community, profile):
    """250 members who all value curiosity, offer one topic and ask for another."""

    def make(_):
        members = {
            f"member-{number:03}": profile(
                f"Person {number:03}",
                want_help_with=[{"topic": "first-talk"}],
                visibility={"search_engines": number != 7},
                languages=["pt-BR" if number % 2 else "pt"],
            )
            for number in range(250)
        }
        return make_community(members, config={"site_url": "https://boat.example.org/"}).build("--strict")

    built = once("crowd", make)
    assert built.code == 0, built.log
    return built
