"""The pull-request gate: what comes from strangers is read as data, judged by the rules of the base branch."""
