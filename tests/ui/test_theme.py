"""The tokens: both themes complete, readable, and shown at once everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui import icons, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column

THEMES: tuple[theme.ThemeName, ...] = ("light", "dark")
SURFACES = ("background", "surface", "sunk", "panel")
PAIRS = [
    *((surface, ink) for surface in SURFACES for ink in ("ink", "muted_text")),
    *((f"{tone}_soft", f"{tone}_text") for tone in ("accent", "good", "warning", "info")),
    *(("surface", f"{tone}_text") for tone in ("accent", "good", "warning", "info")),
    *(("background", f"{tone}_text") for tone in ("accent", "good", "warning", "info")),
    *((fill, "on_accent") for fill in ("accent", "accent_hover", "accent_pressed")),
    ("accent_soft", "ink"),
    ("hover", "ink"),
    ("line", "muted_text"),
]


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "light", 1.0)
    yield qapp
    theme.apply(qapp, "light", 1.0)


def luminance(color: QColor) -> float:
    shares = ((color.redF(), 0.2126), (color.greenF(), 0.7152), (color.blueF(), 0.0722))
    return sum(share * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c, share in shares)


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_the_same_tokens() -> None:
    assert theme.tokens("light").keys() == theme.tokens("dark").keys()


def test_light_is_as_designed() -> None:
    designed = dict(
        line.split()
        for line in """
        background #F6F4F1
        surface #FFFFFF
        ink #22201D
        muted #7A736B
        line #E6E1DA
        accent #B5354F
        accent_soft #FBEBEE
        good #2E7D5B
        good_soft #E7F3EC
        warning #B26A00
        warning_soft #FDF3E1
        info #2F5D8A
        info_soft #E8F0F7
        """.strip().splitlines()
    )
    assert {key: theme.tokens("light")[key] for key in designed} == designed


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("surface", "ink"), PAIRS)
def test_text_is_readable(name: theme.ThemeName, surface: str, ink: str) -> None:
    tokens = theme.tokens(name)
    assert contrast(QColor(tokens[surface]), QColor(tokens[ink])) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_edges_of_fields_can_be_seen(name: theme.ThemeName) -> None:
    tokens = theme.tokens(name)
    assert contrast(QColor(tokens["surface"]), QColor(tokens["muted"])) >= 3


def test_theme_and_size_change_at_once(themed: QApplication, qtbot: QtBot) -> None:
    label, button, edit = Label("应付", "due"), KeyButton("收款", "Enter", "primary"), QLineEdit()
    column = Column(margin=16, gap=8)
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    qtbot.addWidget(edit)
    before = label.font().pixelSize(), button.sizeHint().height(), edit.sizeHint().height()

    theme.apply(themed, "dark", 1.5)

    after = label.font().pixelSize(), button.sizeHint().height(), edit.sizeHint().height()
    assert before[:2] == (32, 40)
    assert after[:2] == (48, 60)
    assert after[2] > before[2]
    assert column.contentsMargins().left() == 24
    assert label.palette().windowText().color() == QColor(theme.tokens("dark")["ink"])
    assert themed.palette().window().color() == QColor(theme.tokens("dark")["background"])


@pytest.mark.parametrize(("asked", "shown"), [(0.2, 1.0), (1.25, 1.25), (9.0, 1.75)])
def test_text_size_stays_within_bounds(themed: QApplication, asked: float, shown: float) -> None:
    theme.apply(themed, scale=asked)
    assert theme.scale() == shown


def test_money_has_figures_of_one_width(themed: QApplication, qtbot: QtBot) -> None:
    label = Label("", "money")
    qtbot.addWidget(label)
    widths = {label.fontMetrics().horizontalAdvance(digit * 8) for digit in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize("character", ["䶮", "㛃", "𠅤", "闺", "¥"])
def test_the_shipped_font_has_rare_characters(themed: QApplication, character: str) -> None:
    from PySide6.QtGui import QRawFont

    face = QRawFont(str(theme.RESOURCES / "fonts" / "NotoSansSC-Regular.ttf"), 32)
    assert face.glyphIndexesForString(character)[0] != 0


def test_an_icon_fills_its_square(themed: QApplication) -> None:
    box = icons.path("storefront").boundingRect()
    assert 0.6 < max(box.width(), box.height()) <= 1
    assert box.left() >= 0
    assert box.top() >= 0
    assert box.right() <= 1
    assert box.bottom() <= 1


def test_an_unknown_icon_is_a_bug(themed: QApplication) -> None:
    with pytest.raises(KeyError):
        icons.path("no-such-icon")
