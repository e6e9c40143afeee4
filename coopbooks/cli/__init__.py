"""The headless interface: the same services without Qt and without a screen."""
