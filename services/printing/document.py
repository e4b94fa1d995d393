"""A printed piece before any device: rows from top to bottom that every renderer understands."""

from __future__ import annotations

from enum import Enum, StrEnum

from model.record import dataclass


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Size(Enum):
    """Steps of text size; each renderer maps them to its own units."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"


class Paper(Enum):
    """Paper rolls: width, unprintable margin on each side, and cells of half a Chinese character."""

    MM80 = (80, 4, 48)
    MM58 = (58, 5, 32)

    @classmethod
    def of_width(cls, width_mm: int) -> Paper:
        """The roll of a printer setting; anything but 58 mm is taken for 80 mm."""
        return cls.MM58 if width_mm == cls.MM58.width_mm else cls.MM80

    @property
    def width_mm(self) -> int:
        """Width of the roll."""
        return self.value[0]

    @property
    def margin_mm(self) -> int:
        """What the print head leaves blank on each side."""
        return self.value[1]

    @property
    def columns(self) -> int:
        """Half-width cells of the printer's own font; a cell is 12 dots of 1/8 mm."""
        return self.value[2]

    @property
    def dots(self) -> int:
        """Dots across the print head (8 to a millimetre)."""
        return self.columns * 12


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; what doesn't fit in `max_lines` ends in an ellipsis."""

    text: str
    align: Align = Align.LEFT
    size: Size = Size.NORMAL
    bold: bool = False
    indent: int = 0
    """Half-width cells."""
    max_lines: int = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """A wrapped text on the left and an amount or a short text on the right of its first line."""

    left: str
    right: str
    size: Size = Size.NORMAL
    bold: bool = False
    indent: int = 0
    max_lines: int = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """White on black across the paper: a reprint, a reversal."""

    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A dashed line."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank paper, in half lines."""

    half_lines: int = 1


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code in the middle of the paper, level M, at least `min_mm` wide without its quiet zone."""

    data: str
    min_mm: float = 18


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG in the middle of the paper, no higher than `max_height_mm`."""

    png: bytes
    max_height_mm: float = 14


@dataclass(frozen=True, slots=True)
class Cut:
    """The paper is cut here, where the printer can."""


Row = Text | Columns | Mark | Divider | Feed | Qr | Picture | Cut


@dataclass(frozen=True, slots=True)
class Document:
    """Rows for one roll of paper; `title` names the print job and the file."""

    title: str
    paper: Paper
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes to the printer or file, and the characters that no font here could show."""

    data: bytes
    missing: tuple[str, ...] = ()
