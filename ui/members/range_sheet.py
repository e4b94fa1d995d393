"""Typing the bounds of a filter: amounts or days."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.money import Money
from ui.members.criteria import MAX_DAYS
from ui.members.filter_specs import FilterSpec, Values
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import MoneyEdit, NumberEdit
from ui.widgets.form import Form
from ui.widgets.sheet import Sheet


class RangeSheet(Sheet):
    """`decided((low, high))` with None for an open end; both open takes the filter away."""

    decided = Signal(object)

    def __init__(self, parent: QWidget, spec: FilterSpec, values: Values) -> None:
        super().__init__(parent, width=400)
        self._spec = spec
        self._bounds = Form(columns=2)
        self._low, self._high = self._editor(values[0]), self._editor(values[1])
        self._bounds.add("low", "", self._low)
        self._bounds.add("high", "", self._high)
        self._use = KeyButton(key="Enter", kind="primary")
        self._back = KeyButton(key="Esc")
        self._use.clicked.connect(self._on_use)
        self._back.clicked.connect(self.dismiss)
        self.body.add(self._bounds)
        self.set_buttons(self._back, self._use)
        self.set_primary(self._use)
        self.retranslate()

    def _editor(self, value: object) -> MoneyEdit | NumberEdit:
        if self._spec.bounds == "money":
            return MoneyEdit(value if isinstance(value, Money) else None)
        return NumberEdit(value if isinstance(value, int) else None, high=MAX_DAYS)

    def retranslate(self) -> None:
        self.set_title(self._spec.heading())
        money = self._spec.bounds == "money"
        self._bounds.row("low").set_label(self.tr("至少（元）") if money else self.tr("至少几天没来"))
        self._bounds.row("high").set_label(self.tr("至多（元）") if money else self.tr("至多几天没来"))
        self._use.set_caption(self.tr("筛选"))
        self._back.set_caption(self.tr("返回"))

    def _on_use(self) -> None:
        for name, editor in (("low", self._low), ("high", self._high)):
            if editor.problem:
                self._bounds.show_error(name, editor.problem)
                return
        low, high = self._low.value(), self._high.value()
        if low is not None and high is not None and _size(low) > _size(high):
            self._bounds.show_error("high", self.tr("要比左边的大。"))
            return
        self.dismiss()
        self.decided.emit((low, high))


def _size(bound: Money | int) -> int:
    return bound.fen if isinstance(bound, Money) else bound
