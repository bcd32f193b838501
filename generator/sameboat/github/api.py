"""GitHub's REST API over one connection: what cannot be had is said in words, and nothing is ever guessed.

Redirects are not followed, so that a token goes to no other place than the one it was given for; that is why this
stands on `http.client` and not on `urllib`. Only what reads is tried again: of a merge that got no answer nobody knows
whether it happened.

- Limits: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
- Pages: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from .. import __version__

TIMEOUT = 20.0
"""Seconds to wait for an answer."""
PER_PAGE = 100
"""The most that GitHub gives at once."""
_PAUSES = (1.0, 4.0)
"""Seconds before a second and a third try of what reads."""
_BUSY = frozenset({500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_MAX_BYTES = 64 * 1024 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class ApiError(Exception):
    """GitHub did not give what was asked for. The message is a sentence for a person."""

    status = 0
    """What it answered; 0 where it gave no answer."""


class LimitedError(ApiError):
    """GitHub asks to be left alone for a while."""


class RefusedError(ApiError):
    """GitHub answered, and the answer is no."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class StrangeError(ApiError):
    """GitHub answered something that this program does not understand."""


class Api:
    """GitHub's API at one address, spoken to with one token."""

    def __init__(
        self,
        address: str,
        token: str,
        *,
        timeout: float = TIMEOUT,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Speak to the API at `address`. Raises ValueError where a token would travel in the open."""
        parts = urlsplit(address)
        if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
            raise ValueError(f"{address} is no https address, and a token is not sent in the open.")
        make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = make(parts.hostname or "", parts.port, timeout=timeout)
        self._prefix = parts.path.rstrip("/")
        self._pause = pause
        self._headers = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": f"sameboat/{__version__}",
            **({"Authorization": f"Bearer {token}"} if token else {}),
        }

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def get(self, path: str, **query: str | int) -> Any:
        """What stands at `path`. Raises ApiError."""
        return self._get(path, query)[0]

    def pages(self, path: str, most: int, **query: str | int) -> tuple[list[Any], bool]:
        """Everything on the pages of a list, at most `most` of them, and whether that is all there is.

        Raises ApiError; half a list is never taken for a whole one.
        """
        found: list[Any] = []
        for page in range(1, most + 1):
            items, headers = self._get(path, {**query, "per_page": PER_PAGE, "page": page})
            if not isinstance(items, list):
                raise StrangeError(f"GitHub gave something else than a list for {path}.")
            found += items
            if not re.search(r'rel="next"', headers.get("link", "")):
                return found, True
        return found, False

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Ask for a change, once. Raises ApiError."""
        return self._once(method, path, body)[0]

    def _get(self, path: str, query: Mapping[str, str | int]) -> tuple[Any, Mapping[str, str]]:
        address = f"{path}?{urlencode(query)}" if query else path
        for pause in _PAUSES:
            try:
                return self._once("GET", address, None)
            except RefusedError as error:
                if error.status not in _BUSY:
                    raise
            except (LimitedError, StrangeError):
                raise
            except ApiError:
                pass
            self._pause(pause)
        return self._once("GET", address, None)

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[Any, Mapping[str, str]]:
        content = None if body is None else json.dumps(body).encode()
        try:
            self._connection.request(method, self._prefix + path, content, self._headers)
            answer = self._connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            given = answer.read(_MAX_BYTES + 1)
        except (OSError, HTTPException) as error:
            self._connection.close()
            told = "in time" if isinstance(error, TimeoutError) else f"({type(error).__name__})"
            raise ApiError(f"GitHub did not answer {told} when asked for {_shown(path)}.") from error
        if len(given) > _MAX_BYTES:
            self._connection.close()
            raise StrangeError(f"GitHub's answer for {_shown(path)} is larger than anything should be.")
        if answer.status >= 300:
            raise _refusal(answer.status, headers, given, _shown(path))
        if not given:
            return None, headers
        try:
            return json.loads(given), headers
        except (ValueError, RecursionError):
            raise StrangeError(f"GitHub's answer for {_shown(path)} cannot be read.") from None


def _shown(path: str) -> str:
    return path.partition("?")[0]


def _refusal(status: int, headers: Mapping[str, str], given: bytes, path: str) -> ApiError:
    said = _said(given)
    is_limited = status in (403, 429) and (
        headers.get("x-ratelimit-remaining") == "0"
        or "retry-after" in headers
        or "rate limit" in said.lower()
    )
    if is_limited or status == 429:
        return LimitedError("GitHub asks for a pause: too many requests were made in this hour.")
    if status in _MOVED:
        return RefusedError(f"GitHub says that {path} has moved; the repository may have a new name.", status)
    return RefusedError(
        f"GitHub answered {status} when asked for {path}{f': {said}' if said else ''}.", status
    )


def _said(given: bytes) -> str:
    """GitHub's own words for why not, on one line."""
    try:
        message = json.loads(given)["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return " ".join(str(message).split())[:200].rstrip(".")
