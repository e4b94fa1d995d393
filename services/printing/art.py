"""A shop's own picture under the words of a voucher or a card: cropped, faded, kept dark or pale enough.

Text is set over it, so nothing here may come closer to the colour of the text than 4.5 : 1
(WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from typing import Any, Final

from services.printing.pen import Pen, mixed
from services.printing.pictures import opened
from services.printing.vouchers import PrintedPicture

_DOTS_PER_POINT: Final = 300 / 72
_LONGEST_PX: Final = 900
_DARK: Final = 0.45
"""What is left of each channel under white text: white becomes #737373, 4.7 : 1."""
_DARKEST: Final = 34
"""Black of the panel: the picture lies in the ink, not on it."""
_CLEAR_MIDDLE: Final = 0.44
"""What is in the middle of a picture shows in its clear part, right of the middle of its box."""
_STEPS: Final = 256

Box = tuple[float, float, float, float]
"""x, y, width and height in points."""


def faded(pen: Pen, picture: PrintedPicture | None, box: Box) -> None:
    """The picture in its colours, clear at the right and running out to nothing at the left."""
    if picture is None or opened(picture.data) is None:
        return

    def made() -> Any:
        image = _cropped(picture, box)
        image.putalpha(_ramp(image.size, lambda x: _smooth((x - 0.3) / 0.42)))
        return image

    pen.canvas.picture((picture, "faded", box[2:]), made, box)


def darkened(pen: Pen, picture: PrintedPicture | None, box: Box, ground: str) -> None:
    """The picture dark enough for white text, growing out of the `ground` colour from left to right."""
    if picture is None or opened(picture.data) is None:
        return

    def made() -> Any:
        image = _dark(_cropped(picture, box), mixed(ground, "#808080", 0.5))
        image.putalpha(_ramp(image.size, lambda x: 0.9 * _smooth((x - 0.1) / 0.6)))
        return image

    pen.canvas.picture((picture, "darkened", ground, box[2:]), made, box)


def grey(pen: Pen, picture: PrintedPicture | None, box: Box) -> None:
    """The picture in dark greys under white text: black and white printers and copies keep it."""
    if picture is None or opened(picture.data) is None:
        return

    def made() -> Any:
        image = _cropped(picture, box, 0.5).convert("L")
        return image.point(lambda level: round(_DARKEST + level * (_DARK - _DARKEST / 255)))

    pen.canvas.picture((picture, "grey", box[2:]), made, box)


def _cropped(picture: PrintedPicture, box: Box, middle: float = _CLEAR_MIDDLE) -> Any:
    """The picture's middle in the shape of the box, as sharp as 300 dpi need."""
    from PIL import ImageOps

    scale = min(_DOTS_PER_POINT, _LONGEST_PX / max(box[2], box[3]))
    size = (max(1, round(box[2] * scale)), max(1, round(box[3] * scale)))
    return ImageOps.fit(opened(picture.data), size, centering=(middle, 0.5))


def _dark(image: Any, tint: str) -> Any:
    from PIL import Image, ImageChops

    soft = Image.blend(image, Image.new("RGB", image.size, tint), 0.12)
    level = round(255 * _DARK)
    return ImageChops.multiply(soft, Image.new("RGB", image.size, (level, level, level)))


def _ramp(size: tuple[int, int], share: Any) -> Any:
    """How much of the picture is seen, from left to right."""
    from PIL import Image

    line = Image.new("L", (_STEPS, 1))
    line.putdata([round(255 * share(x / (_STEPS - 1))) for x in range(_STEPS)])
    return line.resize(size, Image.Resampling.BILINEAR)


def _smooth(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)
