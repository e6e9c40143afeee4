"""What papers say: frozen dataclasses and pure builders. How they look is `reports`."""
