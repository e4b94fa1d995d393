"""The first start: language, the shop's name, the owner's PIN, then an empty shop, the example or a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFileDialog, QLineEdit, QSizePolicy, QWidget

from ui import theme
from ui.app import set_language
from ui.shell.brand import Brand
from ui.welcome.choice import Beginning, WelcomeChoice
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import PlainField, TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import Busy
from ui.widgets.retranslate import Retranslated
from ui.widgets.tab_order import FollowsTheEye
from ui.widgets.tabs import SegmentedTabs, Tab

_PIN_LOW: Final = 4
_PIN_HIGH: Final = 12


class WelcomeWindow(Retranslated, FollowsTheEye, QWidget):
    """Emits `chosen(WelcomeChoice)`; the caller shows `say_busy`, `show_problem` or closes it.

    `check_pin` returns the sentence about a PIN that is too easy, or nothing.
    """

    chosen = Signal(object)
    closing = Signal()

    def __init__(self, language: str = "zh_CN", check_pin: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self._language = language
        self._check_pin = check_pin
        self._languages = SegmentedTabs([Tab("zh_CN", "中文"), Tab("en", "English")])
        self._languages.choose(language)
        self._languages.changed.connect(self._on_language)
        self._title = Label("", "title", size="title")
        self._lead = Label("", "muted", wrap=True)
        self._shop = TextField()
        self._owner = TextField()
        self._pin = _PinField()
        self._again = _PinField()
        self._form = Form(columns=2)
        self._empty = KeyButton("", "Enter", "primary", big=True)
        self._example = KeyButton("", icon="sparkle", big=True)
        self._open = KeyButton("", icon="folder-open", big=True)
        self._note = Label("", "caption", wrap=True)
        self._problem = Label("", "error", wrap=True, size="body")
        self._busy = Busy()
        self._assemble()
        self.retranslate()
        self._shop.setFocus()

    def _assemble(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._form.add("shop", "", self._shop)
        self._form.add("owner", "", self._owner)
        self._form.add("pin", "", self._pin)
        self._form.add("again", "", self._again)
        for button, handler in (
            (self._empty, self._on_empty),
            (self._example, self._on_example),
            (self._open, self._on_open),
        ):
            button.clicked.connect(handler)
        card = Card(self, margin=28, gap=14)
        card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        card.setFixedWidth(theme.px(600))
        head = Line(gap=12)
        words = Column(gap=2)
        words.add(self._title, self._lead)
        head.add(Brand(56), words)
        head.setStretch(1, 1)
        others = Line(gap=10)
        others.add(self._example, self._open)
        self._problem.hide()
        self._busy.hide()
        card.body.add(
            head, self._languages, self._form, self._problem, self._empty, others, self._busy, self._note
        )
        self._card = card
        outer = Column(self, margin=24)
        outer.addStretch(1)
        # Centred by stretches: an alignment would ignore that wrapped lines need height for their width.
        across = Line()
        across.add(None, card, None)
        outer.addLayout(across)
        outer.addStretch(1)
        self.resize(1024, 700)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("闺蜜"))
        self._title.setText(self.tr("欢迎使用闺蜜"))
        self._lead.setText(self.tr("会员、储值、收银，都在这一台电脑上。一分钟就能登记第一位会员。"))
        self._languages.setAccessibleName(self.tr("语言"))
        self._form.row("shop").set_label(self.tr("店名"))
        self._form.row("owner").set_label(self.tr("老板称呼"))
        self._form.row("pin").set_label(self.tr("老板 PIN（4–12 位数字）"))
        self._form.row("again").set_label(self.tr("再输一次 PIN"))
        self._shop.setPlaceholderText(self.tr("如：小雅美发 · 建设路店"))
        self._owner.setPlaceholderText(self.tr("老板"))
        self._empty.set_caption(self.tr("开新店"))
        self._example.set_caption(self.tr("先用示例店练习"))
        self._open.set_caption(self.tr("打开已有的店…"))
        self._note.setText(self.tr("资料只存在本机。PIN 忘了找不回来，请记好。"))

    def _on_language(self, language: str) -> None:
        self._language = language
        set_language(language)

    def _on_empty(self) -> None:
        if self._filled(self._shop):
            self._send(Beginning.EMPTY)

    def _on_example(self) -> None:
        if self._filled(None):
            self._send(Beginning.EXAMPLE)

    def _filled(self, needs_name: TextField | None) -> bool:
        """Whether a shop can be made of this; what is missing is said beside its field."""
        self._form.clear_errors()
        if needs_name is not None and not needs_name.clean_text():
            self._form.show_error("shop", self.tr("请给店起个名字。"))
            return False
        pin = self._pin.clean_text()
        problem = self._pin_problem(pin)
        if problem:
            self._form.show_error("pin", problem)
            return False
        if pin != self._again.clean_text():
            self._again.clear()
            self._form.show_error("again", self.tr("两次输入的 PIN 不一样，请再输一次。"))
            return False
        return True

    def _pin_problem(self, pin: str) -> str:
        if not (pin.isascii() and pin.isdigit() and _PIN_LOW <= len(pin) <= _PIN_HIGH):
            return self.tr("PIN 要 4 到 12 位数字。")
        return self._check_pin(pin) if self._check_pin is not None else ""

    def _send(self, beginning: Beginning) -> None:
        self.chosen.emit(
            WelcomeChoice(
                language=self._language,
                beginning=beginning,
                shop_name=self._shop.clean_text(),
                owner_name=self._owner.clean_text() or self.tr("老板"),
                pin=self._pin.clean_text(),
            )
        )

    def _on_open(self) -> None:
        dialog = QFileDialog(self, self.tr("打开已有的店"))
        dialog.setNameFilter(self.tr("闺蜜店铺文件 (*.guimi);;所有文件 (*)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, file: str) -> None:
        self.chosen.emit(WelcomeChoice(self._language, Beginning.OPEN, path=Path(file)))

    def say_busy(self, text: str) -> None:
        """Say what is being prepared and take no more answers; empty takes answers again."""
        self._problem.hide()
        self._busy.set_text(text)
        self._busy.setVisible(bool(text))
        for part in (self._form, self._languages, self._empty, self._example, self._open):
            part.setEnabled(not text)

    def show_problem(self, sentence: str) -> None:
        """Say why it could not begin; everything typed stays."""
        self.say_busy("")
        self._problem.setText(sentence)
        self._problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._empty.isEnabled():
            self._empty.click()
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        self._card.setFixedWidth(theme.px(600))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


class _PinField(PlainField):
    """Digits shown as dots."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_PIN_HIGH)
