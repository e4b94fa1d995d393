"""Logos: opened with care, since the file comes from outside, and brought to what paper can show."""

from __future__ import annotations

import io
from typing import Any, Final

_MAX_SIDE: Final = 4096
_SHOWN_SIDE: Final = 1200


def opened(png: bytes) -> Any:
    """The PIL image of PNG data on white ground, or None for what is no reasonable PNG picture."""
    from PIL import Image

    image = transparent(png)
    if image is None:
        return None
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def transparent(png: bytes) -> Any:
    """The PIL image of PNG data as it is, for coloured ground; None as with `opened`."""
    from PIL import Image, UnidentifiedImageError

    try:
        source = Image.open(io.BytesIO(png), formats=("PNG",))
        if max(source.size) > _MAX_SIDE or min(source.size) < 1:
            return None
        image = source.convert("RGBA")
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    image.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    return image
