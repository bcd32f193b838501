"""Lists every folder in the other direction, as another disk might: for a site that must not depend on it.

test_same_bytes.py puts this into a folder as sitecustomize.py, which Python imports before anything else.
"""

import os

_listdir, _scandir = os.listdir, os.scandir


def listdir(*arguments):
    """What is in a folder, the last first."""
    return sorted(_listdir(*arguments), reverse=True)


class Backwards:
    """What `os.scandir` gives, the last first."""

    def __init__(self, *arguments):
        with _scandir(*arguments) as entries:
            self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Leave the rest out."""
        self._entries = iter(())


os.listdir, os.scandir = listdir, Backwards
