"""Colours, radii, spacing and text sizes: the only place that knows them (ui.md, "Look").

The tokens are data in resources/themes. Painters ask `color`, `px` and `font`; everything that Qt
paints itself gets one palette and one style sheet built from the same tokens. Applying another
theme or text size sends every widget a StyleChange event, by which they repaint and resize.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

ThemeName = Literal["light", "dark"]
Size = Literal["small", "body", "large", "title", "display"]

RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"
TEXT_PX: Final[dict[Size, int]] = {"small": 12, "body": 14, "large": 16, "title": 20, "display": 32}
RADIUS_CARD: Final = 12
RADIUS_CONTROL: Final = 10
CONTROL_HEIGHT: Final = 40
SCROLL_BAR: Final = 12
SCALES: Final = (1.0, 1.25, 1.5, 1.75)
FAMILIES: Final = (
    "Noto Sans SC",
    # What the shipped font lacks: the rare characters of people's names, then anything else.
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "SimSun-ExtB",
    "HanaMinB",
    "Noto Color Emoji",
    "Segoe UI Emoji",
)


class _State:
    def __init__(self) -> None:
        self.name: ThemeName = "light"
        self.scale = 1.0
        self.colors: dict[str, QColor] = {}
        self.fonts_loaded = False
        self.listeners: list[Callable[[], None]] = []


_state = _State()


@lru_cache(maxsize=4)
def tokens(name: ThemeName) -> dict[str, str]:
    """The colour tokens of a theme as `#RRGGBB` or `#AARRGGBB`."""
    text = (RESOURCES / "themes" / f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(text)
    return loaded


def name() -> ThemeName:
    """Which theme is shown."""
    return _state.name


def scale() -> float:
    """The shop's text size as a factor, 1.0 to 1.75."""
    return _state.scale


def color(token: str) -> QColor:
    """The colour of a token in the theme shown; KeyError for a token that doesn't exist."""
    if not _state.colors:
        _state.colors = {key: QColor(value) for key, value in tokens(_state.name).items()}
    return _state.colors[token]


def px(units: float) -> int:
    """Design pixels (at 100 %) as pixels at the shop's text size."""
    return round(units * _state.scale)


@lru_cache(maxsize=64)
def _font(size_px: int, bold: bool, tabular: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font(size: Size = "body", *, bold: bool = False, tabular: bool = False) -> QFont:
    """A font of the design's sizes; `tabular` for money, so that columns of figures line up."""
    return _font(px(TEXT_PX[size]), bold, tabular)


def on_change(listener: Callable[[], None]) -> None:
    """Call `listener` (a plain function of the program's lifetime) when theme or size changes."""
    _state.listeners.append(listener)


def load_fonts() -> None:
    """Register the shipped fonts once."""
    if _state.fonts_loaded:
        return
    for file in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / file))
    _state.fonts_loaded = True


def apply(app: QApplication, name: ThemeName | None = None, scale: float | None = None) -> None:
    """Show a theme at a text size (1.0 to 1.75, clamped), now and for widgets made later."""
    load_fonts()
    _state.name = name or _state.name
    _state.scale = min(max(scale or _state.scale, SCALES[0]), SCALES[-1])
    _state.colors = {key: QColor(value) for key, value in tokens(_state.name).items()}
    app.setFont(font())
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet())
    for listener in _state.listeners:
        listener()


class Theme:
    """The look as pages are handed it: what is shown, and a way to show another."""

    @property
    def name(self) -> ThemeName:
        return _state.name

    @property
    def scale(self) -> float:
        return _state.scale

    def show(self, name: ThemeName | None = None, scale: float | None = None) -> None:
        """Show another theme or text size (1.0 to 1.75) at once."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, name, scale)


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, token in (
        (roles.Window, "background"),
        (roles.WindowText, "ink"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "panel"),
        (roles.Text, "ink"),
        (roles.Button, "surface"),
        (roles.ButtonText, "ink"),
        (roles.ToolTipBase, "surface"),
        (roles.ToolTipText, "ink"),
        (roles.PlaceholderText, "muted_text"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "on_accent"),
        (roles.Link, "accent_text"),
        (roles.Mid, "line"),
        (roles.Dark, "line_strong"),
        (roles.Light, "surface"),
        (roles.Accent, "accent"),
    ):
        palette.setColor(role, color(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, color("disabled"))
    return palette


def style_sheet() -> str:
    """The one style sheet, from the tokens, for what Qt paints itself."""
    values = {key: value.name(QColor.NameFormat.HexArgb) for key, value in _state.colors.items()}
    sizes = {f"p{n}": f"{px(n)}px" for n in (2, 4, 6, 8, 10, 12, 16, 20, 22, 28, 36, 38, 40)}
    return _QSS.format(**values, **sizes, icons=(RESOURCES / "icons" / _state.name).as_posix())


_QSS: Final = """
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
  background: {surface}; color: {ink}; border: 1px solid {line_strong}; border-radius: {p10};
  padding: 0 {p10}; min-height: {p38}; selection-background-color: {accent};
  selection-color: {on_accent}; }}
QPlainTextEdit {{ padding: {p8}; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {muted}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QComboBox:on {{
  border: 2px solid {accent}; padding: 0 {p10}; }}
QPlainTextEdit:focus {{ padding: {p8}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
  border: 2px solid {accent}; background: {accent_soft}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{
  background: {panel}; color: {disabled}; border-color: {line}; }}
QLineEdit:read-only {{ background: {panel}; }}
QLineEdit[bare="true"] {{ border: none; background: transparent; padding: 0; }}
QComboBox::drop-down {{ border: none; width: {p28}; }}
QComboBox::down-arrow {{ image: url({icons}/caret-down.svg); width: {p16}; height: {p16}; }}
QComboBox QAbstractItemView {{
  background: {surface}; color: {ink}; border: 1px solid {line_strong}; outline: none; padding: {p4};
  selection-background-color: {accent_soft}; selection-color: {ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {p40}; padding: 0 {p8}; border-radius: {p6}; }}
QComboBox QAbstractItemView::item:selected, QListView::item:selected {{
  background: {accent_soft}; color: {ink}; }}
QCheckBox, QRadioButton {{ color: {ink}; spacing: {p8}; min-height: {p40}; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{
  width: {p20}; height: {p20}; border: 1px solid {muted}; background: {surface}; border-radius: {p6}; }}
QRadioButton::indicator {{ border-radius: {p10}; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked {{
  background: {accent}; border-color: {accent}; image: url({icons}/check.svg); }}
QRadioButton::indicator:checked {{ image: url({icons}/dot.svg); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
  background: {sunk}; border-color: {line}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {accent_text}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {accent}; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QListView, QTableView, QTreeView {{
  background: {surface}; color: {ink}; border: none; outline: none; gridline-color: {line};
  selection-background-color: {accent_soft}; selection-color: {ink}; }}
QListView::item {{ min-height: {p40}; padding: 0 {p8}; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{
  background: {surface}; color: {muted_text}; border: none; border-bottom: 1px solid {line};
  padding: 0 {p8}; min-height: {p38}; font-weight: normal; }}
QHeaderView::section:hover {{ color: {ink}; }}
QHeaderView::down-arrow {{ image: url({icons}/caret-down.svg); width: {p12}; height: {p12}; }}
QHeaderView::up-arrow {{ image: url({icons}/caret-up.svg); width: {p12}; height: {p12}; }}
QTableCornerButton::section {{ background: {surface}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {p12}; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}; margin: 0; }}
QScrollBar::handle {{ background: {line_strong}; border-radius: {p4}; margin: {p2}; }}
QScrollBar::handle:vertical {{ min-height: {p40}; }}
QScrollBar::handle:horizontal {{ min-width: {p40}; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {surface}; color: {ink}; border: 1px solid {line_strong}; padding: {p4}; }}
QMenu::item {{ padding: {p10} {p20}; border-radius: {p6}; min-height: {p20}; }}
QMenu::item:selected {{ background: {accent_soft}; color: {ink}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {p4} {p8}; }}
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {line_strong}; padding: {p6}; }}
QProgressBar {{
  background: {sunk}; border: none; border-radius: {p4}; min-height: {p6}; max-height: {p6};
  color: transparent; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {p4}; }}
QSplitter::handle {{ background: transparent; }}
"""
