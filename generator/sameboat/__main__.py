"""`python -m sameboat`: the command, also where nothing but the source is there."""

from .cli import main

main(prog_name="sameboat")
