"""A hook for MkDocs that strikes a build down: STRIKE="kill stamp" kills it while members are stamped.

test_safe_writing.py copies it into a community. What strikes: kill (of the whole process, without a word), full (the
disk), error, warn, write (a file of its own into the site).
"""

import errno
import logging
import os
import signal
from pathlib import Path

from mkdocs.plugins import event_priority

from sameboat import disk, pipeline, plugin_site, staging

BUILD = os.getpid()
deed, _, moment = os.environ.get("STRIKE", "").partition(" ")
if moment in {"stamp", "link"}:
    pipeline._CHUNK = 5  # noqa: SLF001 - so that a few members are several pieces


def strike(here, folder=None):
    """Do the deed if its moment has come."""
    if here != moment:
        return
    if deed == "kill":
        os.kill(BUILD, signal.SIGKILL)
    elif deed == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    elif deed == "error":
        message = "struck"
        raise RuntimeError(message)
    elif deed == "warn":
        logging.getLogger("mkdocs.plugins.strikes").warning("struck")
    elif deed == "write":
        (Path(folder) / "by-a-hook.txt").write_text("hello")


def before(owner, name, here):
    """Strike before a function of ours does its work the third time."""
    real = getattr(owner, name)
    calls = []

    def struck(*arguments, **options):
        calls.append(1)
        if len(calls) == 3 or here not in {"stamp", "link"}:
            strike(here)
        return real(*arguments, **options)

    setattr(owner, name, struck)


def after(owner, name, here):
    """Strike when a function of ours has done its work."""
    real = getattr(owner, name)

    def struck(*arguments, **options):
        done = real(*arguments, **options)
        strike(here)
        return done

    setattr(owner, name, struck)


before(disk, "_create", "stamp")
before(disk.LastSite, "_link", "link")
after(plugin_site.Staging, "finish", "keep")
after(plugin_site.Beside, "finish", "end")
before(staging, "_remove", "remove")
if moment == "half":
    staging._exchange = lambda *_: False  # noqa: SLF001
    rename = Path.rename

    def half(self, target):
        """Strike before the second of two renames."""
        if self.name == "site.next":
            strike("half")
        return rename(self, target)

    Path.rename = half


@event_priority(-50)
def on_config(config):
    strike("config")
    return config


def on_page_content(html, **_):
    strike("page_content")
    return html


def on_env(env, files, **_):
    """MkDocs copies files next: let the first that it copies be the moment."""
    for file in files:
        if moment == "copy" and not file.is_documentation_page():
            file.copy_file = lambda dirty=False: strike("copy")  # noqa: ARG005
            break
    return env


def on_post_page(output, **_):
    strike("post_page")
    return output


@event_priority(-500)
def on_post_build(config):
    strike("post_build", config.site_dir)
