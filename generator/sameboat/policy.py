"""The Content-Security-Policy of a page: nothing runs that the build did not put there, nothing comes from elsewhere.

A static host sends no headers of ours, so the policy stands in a meta element (CSP Level 3, section 3.3), before
everything that it governs. Inline scripts of the theme are allowed by their hashes, made here from the very text that
is published.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
_TYPE = re.compile(r"\btype=[\"']?([\w/+.-]*)", re.IGNORECASE)
_RUN = frozenset({"", "module", "text/javascript", "application/javascript"})
"""The types of script elements that run; of any other the content is data, and no policy looks at it."""


def script_hashes(html: str) -> list[str]:
    """The CSP sources of the inline scripts in `html`, each once, in their order."""
    hashes = []
    for script in _SCRIPT.finditer(html):
        attributes = script["attributes"]
        kind = _TYPE.search(attributes)
        if re.search(r"\bsrc=", attributes) or (kind and kind[1].lower() not in _RUN):
            continue
        digest = b64encode(sha256(script["body"].encode()).digest()).decode()
        hashes.append(f"'sha256-{digest}'")
    return list(dict.fromkeys(hashes))


def policy(scripts: str) -> str:
    """The policy of a page whose inline scripts are allowed by the sources `scripts`."""
    # Every page says this again, so what is said is said once: scripts, styles, fonts and what is fetched come from
    # here. Only the base of links and the target of forms do not go by the default.
    return ";".join(
        (
            "default-src 'self'",
            *([f"script-src 'self' {scripts}"] if scripts else []),
            "img-src 'self' data:",
            "base-uri 'none'",
            # The search boxes are forms that lead to find.html.
            "form-action 'self'",
        )
    )


def with_policy(html: str, *, is_served: bool = False) -> str:
    """`html` with its policy as the first thing after its charset.

    `mkdocs serve` adds an inline script to each page after every hook has run, so there scripts are not held to
    their hashes (`is_served`).
    """
    charset = _CHARSET.search(html)
    if charset is None:
        return html
    sources = "'unsafe-inline'" if is_served else " ".join(script_hashes(html))
    element = f'<meta http-equiv="Content-Security-Policy" content="{policy(sources)}">'
    return f"{html[: charset.end()]}{element}{html[charset.end() :]}"
