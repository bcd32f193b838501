"""A saved profile shown before everything is built: what is shown, what is left to a whole build, what is told."""

import logging
import threading

import pytest
from mkdocs.livereload import LiveReloadServer

from sameboat import serving
from sameboat.checking import Community
from sameboat.plugin import SameboatPlugin
from sameboat.serving import QuickServing, as_known


class Server:
    """What MkDocs' server has inside, as far as it matters."""

    def __init__(self):
        self.builds = 0
        self.watched = []
        self.builder = self._build
        self._rebuild_cond = threading.Condition()
        self._want_rebuild = False
        self._epoch_cond = threading.Condition()
        self._wanted_epoch = self._visible_epoch = 1000

    def _build(self):
        self.builds += 1

    def watch(self, folder):
        self.watched.append(folder)

    @property
    def wants_build(self):
        return self._want_rebuild

    @property
    def epochs(self):
        return self._wanted_epoch, self._visible_epoch


class Site:
    """A site with two members, and who was shown anew."""

    def __init__(self):
        self.shown = []
        self.fails = None
        self.meanwhile = lambda: None

    def knows(self, handle):
        return handle in {"ada", "bob"}

    def show(self, profiles):
        self.meanwhile()
        if self.fails:
            raise self.fails
        self.shown += [profile.handle for profile in profiles]


class Quick:
    """A quick server of a community of two."""

    def __init__(self, community, profile, caplog):
        self.community, self.profile, self._caplog = community, profile, caplog
        self.server, self.site, self.problems = Server(), Site(), []
        folders = Community.at(community.root / "members", community.root / "schema", community.root)
        self.serving = QuickServing(
            self.server, folders, self.site, self.problems.extend, logging.getLogger("quick")
        )

    def save(self, handle, content):
        self.community.write(f"members/{handle}.yml", content)
        self.serving.watch.check()

    @property
    def said(self):
        return self._caplog.text


@pytest.fixture
def quick(make_community, profile, caplog):
    caplog.set_level(logging.INFO)
    return Quick(make_community({"ada": profile(), "bob": profile("Bob")}), profile, caplog)


def test_an_edited_member_is_shown_and_browsers_load_again(quick):
    quick.save("ada", quick.profile(tagline="A new line"))
    assert quick.site.shown == ["ada"]
    wanted, visible = quick.server.epochs
    assert wanted == visible > 1000
    assert not quick.server.wants_build
    assert "ada: the page is new" in quick.said
    assert "the matches of others follow with the next full build" in quick.said


def test_two_saved_at_once_are_shown_at_once(quick):
    quick.community.write("members/bob.yml", quick.profile("Bob", tagline="Me too"))
    quick.save("ada", quick.profile(tagline="A new line"))
    assert quick.site.shown == ["ada", "bob"]


def test_no_page_is_served_while_some_are_written(quick):
    seen = []
    quick.site.meanwhile = lambda: seen.append(quick.server.epochs)
    quick.save("ada", quick.profile(tagline="A new line"))
    [(wanted, visible)] = seen
    assert wanted != visible


def test_a_mistake_is_told_and_changes_nothing(quick):
    quick.save("ada", quick.profile(values=["curiousity"]))
    assert [problem.path for problem in quick.problems] == ["members/ada.yml"]
    assert serving.UNTIL_MENDED in quick.said
    assert quick.site.shown == []
    assert quick.server.epochs == (1000, 1000)
    assert not quick.server.wants_build


def test_a_mended_mistake_is_shown(quick):
    quick.save("ada", quick.profile(values=["curiousity"]))
    quick.save("ada", quick.profile(tagline="Mended"))
    assert quick.site.shown == ["ada"]


def test_somebody_new_is_left_to_a_whole_build(quick):
    quick.save("cy", quick.profile("Cy"))
    assert quick.site.shown == []
    assert quick.server.wants_build


def test_somebody_new_with_a_mistake_is_told_and_builds_nothing(quick):
    quick.save("cy", quick.profile("Cy", values=["curiousity"]))
    assert quick.problems
    assert not quick.server.wants_build


def test_who_leaves_is_left_to_a_whole_build_and_so_is_who_was_saved_meanwhile(quick):
    (quick.community.root / "members/bob.yml").unlink()
    quick.save("ada", quick.profile(tagline="A new line"))
    assert quick.site.shown == []
    assert quick.server.wants_build


def test_a_disk_that_fails_is_told_and_holds_nobody_up(quick):
    quick.site.fails = OSError(28, "No space left on device")
    quick.save("ada", quick.profile(tagline="A new line"))
    wanted, visible = quick.server.epochs
    assert wanted == visible
    assert "No space left on device. The pages stay as they were." in quick.said
    assert not quick.server.wants_build


def test_what_nobody_thought_of_is_left_to_a_whole_build_and_the_watch_goes_on(quick):
    quick.site.fails = KeyError("a bug")
    quick.save("ada", quick.profile(tagline="A new line"))
    wanted, visible = quick.server.epochs
    assert wanted == visible
    assert quick.server.wants_build
    assert "could not be shown by itself" in quick.said
    quick.site.fails = None
    quick.save("bob", quick.profile("Bob", tagline="Still watched"))
    assert quick.site.shown == ["bob"]


def test_pages_stay_held_back_for_a_build_that_is_about_to_begin(quick):
    quick.server._wanted_epoch = 2000  # noqa: SLF001 - as the server does before it builds
    quick.save("ada", quick.profile(tagline="A new line"))
    assert quick.site.shown == ["ada"]
    assert quick.server.epochs == (2000, 1000)


def test_pages_stay_held_back_for_a_build_that_is_wanted_while_one_is_shown(quick):
    quick.site.meanwhile = lambda: setattr(quick.server, "_wanted_epoch", 2000)
    quick.save("ada", quick.profile(tagline="A new line"))
    assert quick.server.epochs == (2000, 1000)


def test_no_build_begins_while_a_page_is_written(quick):
    order = []
    begun = threading.Event()

    def build():
        begun.set()
        quick.server.builder()
        order.append("built")

    def meanwhile():
        builder.start()
        assert begun.wait(30)
        builder.join(0.05)
        order.append("shown")

    builder = threading.Thread(target=build)
    quick.site.meanwhile = meanwhile
    quick.save("ada", quick.profile(tagline="A new line"))
    builder.join()
    assert order == ["shown", "built"]
    assert quick.server.builds == 1


def test_the_server_of_this_mkdocs_is_made_as_we_know_it():
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, ".")
    try:
        assert as_known(server) is server
    finally:
        server.server_close()


@pytest.mark.parametrize("missing", sorted(serving.Server.__annotations__))
def test_a_server_made_otherwise_builds_everything_as_it_always_does(quick, monkeypatch, missing):
    class Community:
        members = quick.community.root / "members"
        schema = photos = quick.community.root / "nowhere"

    class Directory:
        profiles = range(serving.QUICK_FROM)

    class Stamper:
        directory = Directory

    plugin = SameboatPlugin()
    monkeypatch.setattr(plugin, "_community", Community)
    monkeypatch.setattr(plugin, "_stamper", Stamper)
    delattr(quick.server, missing)
    plugin.on_serve(quick.server, config={}, builder=None)
    assert str(Community.members) in quick.server.watched
    plugin.on_shutdown()
