"""The two ways of writing one index, and when which of them is taken."""

from typing import Literal

MOST_IN_COLUMNS = 30_000
Encoding = Literal["columns", "postings"]
