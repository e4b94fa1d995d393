"""A modal sheet inside the window: the page behind it is dimmed and can't be reached."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from ui import theme
from ui.widgets import paint, scrolling, tab_order
from ui.widgets.buttons import CloseButton, PressButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.tab_order import FollowsTheEye

_MARGIN: Final = 24
_ROOMY: Final = 0.9
"""From this part of its wanted width on, a sheet has room for what stands aside."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Body(QScrollArea):
    """Scrolls the sheet's contents only when the window is too low for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.inner = QWidget()
        self.setWidget(self.inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        width = self.width()
        height = self.inner.heightForWidth(width) if self.inner.hasHeightForWidth() else -1
        return QSize(width, max(height, self.inner.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Sheet(Retranslated, FollowsTheEye, QWidget):
    """Base of every dialog: drawn over the whole window, Esc closes it, Tab stays inside it.

    Fill `body`, give it buttons, call `show()`. It deletes itself when dismissed. `width` is in
    design pixels. Keys printed on its own buttons work; those of the page behind it don't.
    """

    closed = Signal()
    let_through: frozenset[str] = frozenset({"F12"})
    """Keys that still reach the window: locking is always possible."""
    keeps_typed = False
    """A form of several fields: Esc asks once before it throws away what was typed."""

    def __init__(self, parent: QWidget, title: str = "", width: int = 480, *, closable: bool = True) -> None:
        super().__init__(parent.window())
        self._host = parent.window()
        self._width = width
        self._closable = closable
        self._dismissed = False
        self._warned_of: list[str] = []
        self._primary: QAbstractButton | None = None
        self.starts_at: QWidget | None = None
        """Where the focus goes when it opens; the first field where this isn't set."""
        self._before: QWidget | None = QApplication.focusWidget()
        self._panel = QWidget(self)
        self._column = Column(self._panel, margin=(24, 16, 24, 24), gap=12)
        self._title = Label(title, "title", wrap=True)
        self._close = CloseButton(self._panel)
        self._close.setVisible(closable)
        self._close.clicked.connect(self.dismiss)
        self._scroll = _Body(self._panel)
        self.body = Column(self._scroll.inner, gap=12)
        self._aside: QWidget | None = None
        self._middle = Line(gap=20)
        self._error = Label("", "error", wrap=True, size="body")
        self._error.hide()
        self._buttons = Line(gap=10)
        self._assemble()
        self._host.installEventFilter(self)
        _app().focusChanged.connect(self._on_focus_changed)
        self.setAccessibleName(title)
        self.hide()

    def _assemble(self) -> None:
        head = Line()
        head.add(self._title, self._close)
        head.setStretch(0, 1)
        self._middle.addWidget(self._scroll, 1)
        self._column.add(head, self._middle, self._error, self._buttons)

    def set_title(self, title: str) -> None:
        """Set the words at the top, also spoken."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_buttons(self, *buttons: QWidget) -> None:
        """Put buttons at the bottom, the last one widest; replaces earlier ones."""
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old not in buttons:
                old.deleteLater()
        for button in buttons:
            self._buttons.addWidget(button)
        self._buttons.setStretch(len(buttons) - 1, 1)

    def set_aside(self, widget: QWidget) -> None:
        """Keep a widget of fixed width beside the contents, or on top of them where there is no room."""
        self._aside = widget
        self._middle.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def set_foot(self, widget: QWidget) -> None:
        """Keep a widget over the buttons in sight, however long the contents are."""
        self._column.insertWidget(self._column.indexOf(self._error), widget)

    def set_primary(self, button: QAbstractButton) -> None:
        """Enter presses this button."""
        self._primary = button

    def show_error(self, sentence: str) -> None:
        """Say over the buttons what went wrong; empty takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._place()

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            self.setGeometry(self._host.rect())
            self.raise_()
            self._panel.ensurePolished()
            self._place()
            super().setVisible(visible)
            self._focus_first()
            return
        super().setVisible(visible)

    def dismiss(self) -> None:
        """Close and delete the sheet; the focus goes back to where it was."""
        if self._dismissed:
            return
        self._dismissed = True
        self._host.removeEventFilter(self)
        self.hide()
        before = self._before
        self._before = None
        if before is not None and _alive(before) and before.isVisible() and not self.isAncestorOf(before):
            before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def _focus_first(self) -> None:
        if self.starts_at is not None:
            self.starts_at.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        fields = [w for w in tab_order.stops(self) if w is not self._close]
        typed = [w for w in fields if isinstance(w, QLineEdit | QPlainTextEdit)]
        first = next(iter(typed or fields), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Qt moves the focus on when a focused control is disabled: it must not leave the sheet."""
        if new is None or new.window() is not self._host or not self.isVisible():
            return
        if new is not self and not self.isAncestorOf(new) and top_sheet(self._host) is self:
            self._focus_first()
        elif isinstance(new, QLineEdit | QPlainTextEdit) and self._scroll.isAncestorOf(new):
            # Qt scrolls to what Tab reaches, not to what the program gives the focus.
            scrolling.bring(new)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self.setGeometry(self._host.rect())
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Taken as an ordinary key press, so that no shortcut of the page behind fires.
            event.setAccepted(QKeySequence(event.keyCombination()).toString() not in self.let_through)
            return True
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._closable:
                self._step_back()
        elif event.key() in _ENTER:
            self._press_primary(event)
        elif (button := self._button_of(event)) is not None:
            button.click()
        event.accept()

    def _step_back(self) -> None:
        typed = _typed_into(self) if self.keeps_typed else []
        if not typed or typed == self._warned_of:
            self.dismiss()
            return
        self._warned_of = typed
        self.show_error(QCoreApplication.translate("Sheet", "还没保存。再按一次 Esc 就放弃已填的内容。"))

    def _press_primary(self, event: QKeyEvent) -> None:
        if self._primary is not None and self._primary.isEnabled() and not event.isAutoRepeat():
            self._primary.click()

    def _button_of(self, event: QKeyEvent) -> PressButton | None:
        pressed = QKeySequence(event.keyCombination())
        for button in self.findChildren(PressButton):
            if button.bound_key and QKeySequence(button.bound_key) == pressed and button.isEnabled():
                return button if button.isVisible() else None
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def rearrange(self) -> None:
        """Fit the panel to what it holds now."""
        if self.isVisible():
            self._place()

    def restyle(self) -> None:
        self.rearrange()

    def _place(self) -> None:
        margin = theme.px(_MARGIN)
        width = min(theme.px(self._width), self.width() - 2 * margin)
        self._panel.resize(width, self._panel.height())
        self._scroll.resize(width - theme.px(48) - self._place_aside(width), self._scroll.height())
        self._scroll.updateGeometry()
        wanted = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else -1
        height = min(max(wanted, self._column.sizeHint().height()), self.height() - 2 * margin)
        top = (self.height() - height) // 2
        place = QRect(QPoint((self.width() - width) // 2, top), QSize(width, height))
        if place != self._panel.geometry():
            self._panel.setGeometry(place)
            # The shadow lies outside the panel.
            self.update()

    def _place_aside(self, width: int) -> int:
        """Put what stands aside where there is room for it; answers the width it takes of the contents."""
        if self._aside is None:
            return 0
        beside = width >= theme.px(self._width) * _ROOMY
        if beside != (self._middle.indexOf(self._aside) >= 0):
            (self.body if beside else self._middle).removeWidget(self._aside)
            if beside:
                self._middle.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignTop)
            else:
                self.body.insertWidget(0, self._aside)
        return self._aside.sizeHint().width() + self._middle.spacing() if beside else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        paint.box(painter, QRectF(self.rect()), theme.color("scrim"), None, 0)
        self.paint_panel(painter)

    def paint_panel(self, painter: QPainter) -> None:
        """Draw the white panel with its shadow."""
        panel = QRectF(QPointF(self._panel.pos()), self._panel.size().toSizeF())
        paint.shadow(painter, panel, theme.RADIUS_CARD)
        paint.box(painter, panel, theme.color("surface"), theme.color("line"), theme.RADIUS_CARD)


def _typed_into(sheet: QWidget) -> list[str]:
    """What a person typed into the fields; what a program put there doesn't count."""
    lines = [line.text() for line in sheet.findChildren(QLineEdit) if line.isModified()]
    notes = [n.toPlainText() for n in sheet.findChildren(QPlainTextEdit) if n.document().isModified()]
    return [text for text in lines + notes if text.strip()]


def top_sheet(host: QWidget) -> Sheet | None:
    """The sheet in front of a window; None when its page can be reached."""
    return next((w for w in reversed(host.children()) if isinstance(w, Sheet) and w.isVisible()), None)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget)
