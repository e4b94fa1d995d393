"""The one label class: always plain text, in a role of the design."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.widgets.retranslate import Retranslated

Role = Literal[
    "body", "strong", "muted", "caption", "heading", "title", "money", "amount", "due",
    "good", "warning", "info", "error", "accent",
]  # fmt: skip

_ROLES: Final[dict[Role, tuple[theme.Size, bool, bool, str]]] = {
    # role: text size, bold, tabular figures, colour token
    "body": ("body", False, False, "ink"),
    "strong": ("body", True, False, "ink"),
    "muted": ("body", False, False, "muted_text"),
    "caption": ("small", False, False, "muted_text"),
    "heading": ("large", True, False, "ink"),
    "title": ("title", True, False, "ink"),
    "money": ("body", True, True, "ink"),
    "amount": ("title", True, True, "ink"),
    "due": ("display", True, True, "ink"),
    "good": ("body", False, False, "good_text"),
    "warning": ("body", False, False, "warning_text"),
    "info": ("body", False, False, "info_text"),
    "error": ("small", False, False, "accent_text"),
    "accent": ("body", True, False, "accent_text"),
}


class Label(Retranslated, QLabel):
    """Text that is never interpreted as markup; `elide` shortens it to one line that fits.

    `size`, `bold` and `tone` (a colour token) change single traits of the role.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        parent: QWidget | None = None,
        *,
        elide: bool = False,
        wrap: bool = False,
        size: theme.Size | None = None,
        bold: bool | None = None,
        tone: str = "",
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._elide = elide
        self._role: Role = role
        self._size = size
        self._bold = bold
        self._tone = tone
        self.setWordWrap(wrap and not elide)
        self.setText(text)
        self.restyle()

    def set_role(self, role: Role) -> None:
        """Show the text in another role of the design."""
        if role != self._role:
            self._role = role
            self.restyle()

    def set_tone(self, tone: str) -> None:
        """Colour the text by a token; empty for the role's own."""
        self._tone = tone
        self.restyle()

    def restyle(self) -> None:
        size, bold, tabular, tone = _ROLES[self._role]
        bold = bold if self._bold is None else self._bold
        self.setFont(theme.font(self._size or size, bold=bold, tabular=tabular))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._tone or tone))
        self.setPalette(palette)

    def minimumSizeHint(self) -> QSize:
        if not self._elide:
            return super().minimumSizeHint()
        return QSize(self.fontMetrics().horizontalAdvance("闺…"), self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        if not self._elide:
            return super().sizeHint()
        return QSize(
            min(self.fontMetrics().horizontalAdvance(self._one_line()), 4000) + 1,
            self.fontMetrics().height(),
        )

    def _one_line(self) -> str:
        return " ".join(self.text()[:400].split()) if self._elide else self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        line = self._one_line()
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(rect, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
