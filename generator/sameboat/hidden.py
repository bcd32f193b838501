"""Placeholder until the real module arrives (being written); only so that imports work meanwhile."""


def skeleton(text: str) -> str:
    """What `text` looks like."""
    return text.casefold()
