"""CoopBooks: the books of a small cooperative, in Lao and English."""

__version__ = "0.1.0"
