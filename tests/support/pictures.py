"""A small real picture."""

import io

from PIL import Image


def png(side: int = 8) -> bytes:
    """A square PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), "#16694E").save(out, "PNG")
    return out.getvalue()
