"""Two short fields: a discount in tenths and a time of day."""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.fields import PlainField

_HOUR: Final = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?")


class TenthsEdit(PlainField):
    """What is paid in tenths of the price (8.5 is 85 %), kept in basis points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(self._on_text)

    def value(self) -> int | None:
        """Basis points of the price that are paid; None for empty or unreadable."""
        typed = self.clean_text().removesuffix("折").strip()
        if not typed or len(typed) > 6 or not set(typed) <= set("0123456789."):
            return None
        try:
            paid = Decimal(typed) * 1000
        except InvalidOperation:
            return None
        return int(paid) if 0 <= paid < 10_000 and paid == int(paid) else None

    def set_value(self, paid_bp: int | None) -> None:
        """Show a discount; empty for None."""
        self.setText("" if paid_bp is None else f"{(Decimal(paid_bp) / 1000).normalize():f}")

    def _on_text(self, _: str) -> None:
        wrong = bool(self.clean_text()) and self.value() is None
        self.set_problem(self.tr("请输入 0 到 9.99，例如 8 或 8.5。") if wrong else "")

    def retranslate(self) -> None:
        self._on_text("")


class HourEdit(PlainField):
    """A time of day: `9`, `930`, `9:30`, `17：00`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, hint="00:00")
        self.textChanged.connect(self._on_text)

    def value(self) -> time | None:
        """The time typed; None for empty or unreadable."""
        found = _HOUR.fullmatch(self.clean_text())
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        return time(hour % 24, minute) if hour <= 24 and minute < 60 and hour * 60 + minute <= 1440 else None

    def set_value(self, value: time | None) -> None:
        """Show a time; empty for None."""
        self.setText("" if value is None else f"{value:%H:%M}")

    def _on_text(self, _: str) -> None:
        wrong = bool(self.clean_text()) and self.value() is None
        self.set_problem(self.tr("请输入如 10:00 的时间。") if wrong else "")

    def retranslate(self) -> None:
        self._on_text("")
