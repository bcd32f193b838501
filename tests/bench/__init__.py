"""How long a build takes and how much memory, beside Hugo with the same people on the same machine."""
