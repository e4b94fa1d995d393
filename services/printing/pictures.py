"""Logos and pictures: opened with care, since they come from outside, and brought to what paper can show."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any, Final

_MAX_SIDE: Final = 4096
_SHOWN_SIDE: Final = 1200
_FORMATS: Final = ("PNG", "JPEG")
_KEPT: Final = 4
"""Pictures that stay open: a batch prints the same ones on every piece."""


@lru_cache(_KEPT)
def opened(data: bytes) -> Any:
    """The PIL image of PNG or JPEG data on white ground, or None for what is no reasonable picture."""
    from PIL import Image

    image = transparent(data)
    if image is None:
        return None
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


@lru_cache(_KEPT)
def transparent(data: bytes) -> Any:
    """The PIL image of PNG or JPEG data as it is, for coloured ground; None as with `opened`."""
    from PIL import Image, UnidentifiedImageError

    try:
        source = Image.open(io.BytesIO(data), formats=_FORMATS)
        if max(source.size) > _MAX_SIDE or min(source.size) < 1:
            return None
        image = source.convert("RGBA")
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    image.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    return image


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture in pixels; None when it can't be read to its end."""
    from PIL import Image, UnidentifiedImageError

    try:
        source = Image.open(io.BytesIO(data), formats=_FORMATS)
        if max(source.size) <= _MAX_SIDE:
            source.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    return source.size
