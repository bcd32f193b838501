"""Static community directories: a folder of small YAML profiles becomes a site where people find their peers."""

__version__ = "0.1.0"
